"""A draft as it is read: its clauses, whose names it may use, and what it promises to pay or to do."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from workflows.domain.case import CaseDocument, Instalment
from workflows.domain.drafting.amounts import distinct

ROLES = (
    *(
        "甲方",
        "乙方",
        "丙方",
        "丁方",
        "申请人",
        "被申请人",
        "第三人",
        "申请方",
        "被申请方",
        "原告",
        "被告",
        "男方",
        "女方",
    ),
    *(
        "出借人",
        "借款人",
        "债权人",
        "债务人",
        "出租人",
        "承租人",
        "房东",
        "租客",
        "买方",
        "卖方",
        "发包人",
        "承包人",
    ),
    *(
        "患方",
        "医方",
        "医院",
        "患者",
        "用人单位",
        "劳动者",
        "公司",
        "员工",
        "施工方",
        "业主",
        "业主方",
        "物业公司",
    ),
    *("受害人", "侵权人", "受害方", "侵权方", "赔偿方", "受偿方", "家属", "校方", "消费者", "商家", "经营者"),
)
PAY = re.compile(
    r"支付|赔偿|补偿|给付|偿还|归还|返还|退还|退回|付清|付给|赔付|付款|结清|还清|还款|补发|补足|发放|交付[^,。;]{0,6}款|承担[^,。;]{0,10}费"
)
_PENALTY = re.compile(
    r"违约|滞纳|逾期|罚|否则|利息|如[^,。;]{0,12}(?:未|不)|若[^,。;]{0,12}(?:未|不)|未按|不按|未能按|违反|再次|一方不"
)
_START = re.compile(
    r"(?:自愿)?达成(?:如下|以下|下列)?(?:调解)?协议(?:如下|内容)?[:]?|协议(?:内容)?如下[:]?|(?:如下|以下)协议[:]?"
)
_ITEM = re.compile(
    r"^\s*(?:第[一二三四五六七八九十百\d]+条|[一二三四五六七八九十]+[、.]|[(][一二三四五六七八九十\d]+[)]|\d{1,2}[、.](?!\d)|[①-⑳])\s*"
)
_INLINE = re.compile(
    r"([。;])\s*(?=(?:第[一二三四五六七八九十]+条|[一二三四五六七八九十]{1,3}、|[(][一二三四五六七八九十\d]{1,3}[)]|\d{1,2}[、.](?!\d)|[①-⑳]))"
)
_HEADER = re.compile(
    r"(甲方|乙方|丙方|丁方|被申请人|申请人|第三人|患方|医方)(?:[(][^)]{0,12}[)])?\s*[:]\s*([\u4e00-\u9fa5·]{2,30})"
)
_BESIDE = re.compile(
    r"(甲方|乙方|丙方|丁方|被申请人|申请人|第三人|患方|医方)[(]?([\u4e00-\u9fa5·]{2,30}?)[)]"
)
_SPOKEN = re.compile(
    r"(?:已经?|当场|现场|即时|签(?:订|署)?(?:本)?协议(?:时|当日))[^,。;]{0,6}"
    r"(?:付清|付讫|结清|履行完毕|支付完毕|给付完毕|赔偿到位|交付完毕)"
)
_FORMAL = re.compile(r"(?:^|(?<=[\n。]))[^\n。]{0,12}本协议书?[^\n。]{0,80}?(?:生效|一式)[^\n。]*。?(?=\n|$)")
_WHOLE = re.compile(r"调解协议书|人民调解员[(:]|(?:甲方|申请人|当事人)[(:].{0,40}(?:签名|签字|盖章)")


@dataclass(frozen=True, kw_only=True)
class Clause:
    """One numbered point or paragraph of the draft."""

    where: str
    text: str

    @property
    def pays(self) -> bool:
        """Return whether it promises money (not as a penalty)."""
        return bool(PAY.search(self.main) and distinct(self.main))

    @property
    def main(self) -> str:
        """Return the clause without its sentences on breach and penalties."""
        kept = [part for part in sentences(self.text) if not _PENALTY.search(part)]
        return "。".join(kept)


@dataclass(frozen=True)
class Reading:
    """A draft: the case document with the agreement in it, and the agreement's text where it came as one."""

    document: CaseDocument
    text: str = ""

    @cached_property
    def clauses(self) -> tuple[Clause, ...]:
        """Return the clauses of the agreement, from its fields and from its text."""
        agreement = self.document.agreement
        parts = [
            ("协议内容", agreement.terms),
            ("履行方式", agreement.performance),
            ("协议文本", self.body),
            ("了结范围", agreement.ends_dispute),
            ("违约责任", agreement.breach),
        ]
        return tuple(
            Clause(where=f"{name}第{n}项", text=text)
            for name, part in parts
            for n, text in enumerate(_items(part), 1)
        )

    @cached_property
    def body(self) -> str:
        """Return the part of the text that is the agreement proper: after the facts, before the signatures."""
        starts = list(_START.finditer(self.text))
        body = self.text[starts[0].end() :] if starts else self.text
        body = _FORMAL.sub("", body)
        return re.split(r"\n\s*(?:当事人|甲方|申请人|双方)[^\n]{0,20}(?:签名|签字|盖章)", body)[0]

    @cached_property
    def whole(self) -> str:
        """Return everything that was written, for words that may stand anywhere."""
        agreement = self.document.agreement
        fields = (agreement.terms, agreement.performance, agreement.ends_dispute, agreement.breach)
        return "\n".join([*fields, *(each.duty for each in agreement.instalments), self.text])

    @property
    def is_paper(self) -> bool:
        """Return whether the text is the whole paper, signatures included, not only its terms."""
        return bool(_WHOLE.search(self.text))

    @property
    def payments(self) -> Sequence[Clause]:
        """Return the clauses that promise money."""
        return [clause for clause in self.clauses if clause.pays]

    @property
    def rows(self) -> Sequence[tuple[str, Instalment]]:
        """Return the rows of the plan of performance with where they stand."""
        return [(f"分期履行第{n}行", row) for n, row in enumerate(self.document.agreement.instalments, 1)]

    @property
    def at_once(self) -> bool:
        """Return whether everything was performed on the spot."""
        told = re.sub(r"(?:宣称|谎称|声称)[^,。;]*", "", self.whole)
        return bool(self.document.agreement.performed_at_once or _SPOKEN.search(told))

    @cached_property
    def names(self) -> dict[str, str]:
        """Return every word by which a party may be called, with the one name it stands for."""
        called = {party.name: party.name for party in self.document.parties if party.name}
        for pattern in (_HEADER, _BESIDE):
            for role, name in pattern.findall(self.text + "\n" + self.document.agreement.terms):
                called.setdefault(name, name)
                called.setdefault(role, name)
        for role in ROLES:
            called.setdefault(role, role)
        for short in "甲乙丙丁":
            called.setdefault(short, called[f"{short}方"])
        return called

    def parties_in(self, text: str) -> dict[str, int]:
        """Return the parties named in *text* with where each is named first."""
        seen: dict[str, int] = {}
        rest = re.sub("[甲乙丙丁]{2,4}[双各三四]方", "双方", text)
        for word in sorted(self.names, key=len, reverse=True):
            at = rest.find(word)
            if at >= 0:
                person = self.names[word]
                seen[person] = min(at, seen.get(person, at))
                rest = rest.replace(word, "□" * len(word))
        return seen


def sentences(text: str) -> list[str]:
    """Return the sentences of *text*."""
    return [part.strip() for part in re.split(r"[。;\n]", text) if part.strip()]


def _items(text: str) -> Iterator[str]:
    item = ""
    for line in _INLINE.sub(r"\1\n", text).splitlines():
        if _ITEM.match(line) and item.strip():
            yield item.strip()
            item = ""
        item += line + "\n"
    if item.strip():
        yield item.strip()
