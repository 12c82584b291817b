"""Signs of a ground of refusal: a deed, what it is done to, and what shows that the parties do not agree on it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from workflows.domain.drafting.memory import remembered

_DENIED = re.compile(
    r"(?:不得|不准|不许|禁止|严禁|没有|并?未|并?无|否认|不存在|不再|杜绝|停止|拒绝|防止|避免|不)[^,。;]{0,6}$"
)
_SUPPOSED = re.compile(
    r"(?:^|,)[^,]{0,6}(?:如果?|若|倘|一旦|凡|谁|因|由于|承认|曾|此前|之前|当时|违反)[^,]*$"
)
_AS_DEFAULT = re.compile(r"^[^,。;]{0,24}(?:的|时|者)[,;]|^[了过]")
"""Whoever does it is threatened, or what is told has happened: nobody agrees on it."""
_TAKEN_BACK = re.compile(r"道歉|澄清|更正|删除|恢复原状|复原|改正|赔礼|不得|不准|不许|禁止")


@dataclass(frozen=True)
class Sign:
    """A deed of *rule* where one of its words and one of what it is done to stand in a sentence."""

    rule: str
    deed: re.Pattern[str]
    upon: re.Pattern[str] = re.compile("")


SIGNS = (
    Sign(
        "public-interest",
        re.compile(r"伪造|编造|捏造|虚构|倒签"),
        re.compile(r"借款|债|[欠借]条|合同|工资|关系|单据|发票|事实"),
    ),
    Sign(
        "public-interest",
        re.compile(
            r"伪造|编造|捏造|虚构|虚列|虚增|虚报|谎报|瞒报|隐瞒|掩盖|隐匿|涂改|篡改|销毁|倒签|串通|串供|统一(?:口径|说法)|照此陈述"
            r"|谎称|假称|冒用|冒充|多[记列]|不入账|(?<=部门)保密"
        ),
        re.compile(
            r"说明|证据|病历|账[册目簿上]|凭证|单据|发票|笔录|事实|经过|真相|本次|事故|部门|机关|公安|警|法院|行政|监管|税|审计|检查"
            r"|调查|询问|债权人|保险|社保|申报|资质|证明|记录|监控|录像|检测|住建|物业|产地|标签|应付款|情况|中毒"
        ),
    ),
    Sign(
        "public-interest",
        re.compile(r"出售|售卖|卖给|上市|销售|拿到[^,。;]{1,6}卖|换包装"),
        re.compile(r"死(?:鱼|猪|鸡|鸭|牛|羊)|病(?:死|猪|鸡|牛)|不合格|过期|变质|三无"),
    ),
    Sign("public-interest", re.compile(r"刷(?:单|好评|信誉|流水)|空单|假(?:评|货|章|证)(?!据)")),
    Sign(
        "public-interest",
        re.compile(r"对抗|逃避|规避|躲避|应付(?=检查|审计|调查|核查|执法)|躲过"),
        re.compile(
            r"债权人|债主|申报债权|执行|查封|冻结|扣划|税|监管|审计|检查|调查|处罚|限购|核查|审查|稽查|执法"
        ),
    ),
    Sign(
        "against-law",
        re.compile(
            r"(?:不|无需|无须|未经|绕过|不用|不必)[^,。;]{0,6}(?:报|办理?|申请|取得|经过?|走|向)[^,。;]{0,10}"
            r"(?:审批|报批|报建|许可|批准|验收|主管部门|规划部门|环评|消防|用地手续)"
        ),
        re.compile(r"拆|建|盖|改|挖|填|扩|搭|装|采|排|生产|经营|砍|伐|取土"),
    ),
    Sign(
        "against-law",
        re.compile(
            r"(?:拆[除掉了]|打通|敲掉|打掉|改动|凿开)[^,。;]{0,8}承重|承重(?:墙|结构|梁|柱)[^,。;]{0,4}(?:拆|打通|敲|改|开)"
        ),
    ),
    Sign(
        "special-procedure",
        re.compile(
            r"(?:由|经)(?:(?!法院|法庭|仲裁|行政)[^,。;]){0,14}(?:裁定|判决|宣告)(?!书)"
            r"|(?<!申请)(?<!请求)解除(?:人民)?法院[^,。;]{0,12}(?:查封|冻结|扣押)|(?:终结|终止|停止)(?:该?案?的?)?(?:强制)?执行(?!董事|期)"
        ),
    ),
    Sign(
        "against-law",
        re.compile(
            r"(?:打伤|打残|打坏|打死)[^,。;]{0,4}(?:不赔|白打|不管|不负|自负|不追究)|带人[^,。;]{0,6}(?:打|揍|教训|收拾|砸)"
        ),
    ),
    Sign(
        "against-law",
        re.compile(
            r"(?:自行|可以?|有权)[^,。;]{0,8}(?:切断|掐断|断|停)[^,。;]{0,8}(?:水|电|气)(?![管线缆表])|身份证(?:照片)?[^,。;]{0,8}(?:张贴|公示|曝光|[押搁扣]|放在|留在)"
            r"|(?:照片|个人信息|隐私)[^,。;]{0,8}(?:张贴|曝光|发到网|挂)|不[许准得](?:出院?门|外出|跟[^,。;]{1,6}说话|离开[本当][市县省地])"
        ),
    ),
    Sign("outside-civil", re.compile(r"刑事责任[^。;]{0,16}(?:免除|不予?再?追究|一笔勾销|作罢)")),
)
_FORCE = re.compile(
    r"(?:并非|不是|非)(?:真心)?自愿(?!放弃)|(?:怕|迫于|担心)[^,。;]{1,10}才(?:签|同意|答应|表示)|不签[^,。;]{0,6}不(?:得|能|准|让|许)[^。;]{0,24}(?:签[名字]|同意)|(?:围堵|围住|堵在|关在|扣住|扣押|不让[^,。;]{0,4}(?:走|离开|回家)|不放人|逼着|殴打)[^。;]{0,24}(?:才|只好|只得|被迫|无奈)[^。;]{0,10}(?:签|同意|答应|表示)"
    r"|不(?:愿意?|同意|接受)[^。;]{0,16}(?:强行|强制|硬性|也(?:得|要|须|必须)|仍[须应])[^。;]{0,10}(?:决定|签|接受|照)"
)


@remembered
def signs_in(sentence: str) -> tuple[str, ...]:
    """Return the rules of which *sentence* bears a sign that is agreed on, not denied, threatened or taken back."""
    return tuple(dict.fromkeys(_found(sentence)))


def _found(sentence: str) -> Iterator[str]:
    for sign in SIGNS:
        for deed in sign.deed.finditer(sentence):
            if sign.upon.search(sentence) and _agreed(sentence, deed):
                yield sign.rule


def _agreed(sentence: str, deed: re.Match[str]) -> bool:
    before, after = sentence[: deed.start()], sentence[deed.end() :]
    denied = _DENIED.search(before) or _SUPPOSED.search(before)
    return not (denied or _AS_DEFAULT.match(after) or _TAKEN_BACK.search(sentence.replace(deed[0], "")))


def is_forced(sentence: str) -> bool:
    """Return whether *sentence* tells that somebody agreed because he was pressed."""
    return bool(_FORCE.search(sentence))
