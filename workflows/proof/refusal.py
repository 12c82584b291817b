"""The names of everything that can be broken in a package or a signed paper, with a sentence for each."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from workflows.errors import BrokenPackage

WORDS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "not-a-package": (
            "is not a court package, or was not received whole",
            "不是司法确认材料包，或者没有收完整",
        ),
        "too-large": ("is larger than a package may be", "超出材料包允许的大小"),
        "appended-bytes": ("has bytes after its end", "文件末尾之后还有多余的内容"),
        "name-unsafe": ("has a name that a package may not use", "使用了材料包不允许的文件名"),
        "name-twice": ("occurs more than once", "文件名重复出现"),
        "link": ("is a link or a folder, not a file", "是链接或者文件夹，不是文件"),
        "compressed": (
            "is compressed or encrypted; packages are stored as they are",
            "被压缩或者加密；材料包应当原样存放",
        ),
        "bomb": ("claims a size out of all proportion", "声称的大小与实际不成比例（压缩炸弹）"),
        "layout": ("does not lie where the package says", "存放位置与目录不符"),
        "bytes-changed": ("was changed: its bytes do not fit their checksum", "内容被改动，与校验值不符"),
        "not-canonical": ("is written otherwise than Hewei writes it", "写法与规定格式不一致，可能被改动"),
        "manifest-unreadable": ("is not a manifest by the published schema", "不是符合公布格式的清单"),
        "member-missing": ("is listed in the manifest but missing", "清单中有，但材料包中缺少"),
        "member-extra": ("is in the package but not listed in the manifest", "材料包中有，但清单中没有"),
        "member-order": ("does not stand where the manifest lists it", "排列顺序与清单不符"),
        "member-size": ("has another size than the manifest says", "大小与清单不符"),
        "member-changed": (
            "was changed: its SHA-256 is not that of the manifest",
            "内容被改动，SHA-256 与清单不符",
        ),
        "json-unreadable": ("is not data by the published schema", "不是符合公布格式的数据"),
        "other-case": ("belongs to another case", "属于另一个案件"),
        "history-order": ("has entries missing or out of order", "经过记录有缺漏或者顺序被改动"),
        "history-link": ("has an entry that does not follow from the one before", "经过记录前后不能衔接"),
        "history-entry": ("has an entry that was changed", "经过记录中有一条被改动"),
        "history-cut": (
            "is shorter or longer than the manifest says",
            "经过记录的长度或者末条与清单不符（被截断或添加）",
        ),
        "signature-unreadable": ("is not a signature in the agreed form", "不是约定格式的签名"),
        "signature-missing": ("carries no signature", "没有签名"),
        "signature-twice": ("carries more than one signature", "有多于一个的签名"),
        "signature-coverage": (
            "is not wholly covered by its signature (bytes were added or an increment was saved)",
            "签名没有覆盖整个文件（有追加内容或者增量保存）",
        ),
        "signature-digest": ("was changed after it was signed", "签名之后被改动"),
        "signature-wrong": (
            "has a signature that does not fit its certificate",
            "签名与证书不符（伪造或改动）",
        ),
        "signature-weak": ("is signed by a method that is not accepted", "使用了不被接受的签名算法"),
        "signer-other": ("is signed by somebody other than the package", "签名单位与材料包的签名单位不一致"),
        "certificate-chain": (
            "has a certificate that its issuer did not issue",
            "证书不是由其所称的签发者签发",
        ),
        "certificate-use": ("is signed with a certificate made for something else", "证书的用途不符"),
        "certificate-expired": ("was signed outside the validity of a certificate", "签名时证书不在有效期内"),
        "anchor-unknown": (
            "is signed under a root that is not among the trusted ones (perhaps a self-made twin)",
            "签名的根证书不在受信任之列（可能是自制的冒名证书）",
        ),
        "anchor-missing": (
            "has a root you must know: compare its fingerprint with yours, then give it as trust anchor (--anchor)",
            "没有可供比对的信任锚：请将根证书指纹与另行送达的指纹核对，一致的填入“信任锚”（命令用 --anchor）",
        ),
        "timestamp-missing": ("carries no time stamp", "没有时间戳"),
        "timestamp-wrong": ("has a time stamp of something else", "时间戳与签名不符"),
        "timestamp-early": ("was stamped before it says it was made", "时间戳早于所称的制作时间"),
    }
)


def called(refused: BrokenPackage, member: str, name: str) -> BrokenPackage:
    """Return *refused* with *name* in the place of *member*, wherever that is named: as the file given is called."""
    renamed = BrokenPackage(
        _instead(refused.message, member, name),
        zh=_instead(refused.zh, member, name),
        rule=refused.rule,
        member=_instead(refused.member, member, name),
    )
    renamed.others = tuple(called(each, member, name) for each in refused.others)
    return renamed


def _instead(words: str, member: str, name: str) -> str:
    return name + words.removeprefix(member) if words.startswith(member) else words


def broken(rule: str, member: str, *, detail: str = "", zh: str = "") -> BrokenPackage:
    """Return the refusal that says what broke (*rule*) and where (*member*), with an optional detail in both."""
    english, chinese = WORDS[rule]
    return BrokenPackage(
        f"{member} {english}" + (f" ({detail})." if detail else "."),
        zh=f"{member} {chinese}" + (f"({zh or detail})。" if detail or zh else "。"),
        rule=rule,
        member=member,
    )
