"""Rules on content: what ends the dispute, what follows from breach, what is vague, when it takes effect."""

from __future__ import annotations

import re
from collections.abc import Iterator

from workflows.domain.drafting.amounts import amounts
from workflows.domain.drafting.clauses import (
    ending_words,
    is_formula,
    performed,
    promises_act,
    settles,
    stands,
    tells_facts,
    threatens,
    waives,
)
from workflows.domain.drafting.days import has_term
from workflows.domain.drafting.finding import AgreementFinding, found
from workflows.domain.drafting.promises import ABOUT_ASIDE, promises_money
from workflows.domain.drafting.reading import Reading, sentences
from workflows.domain.drafting.recogniser import told

_VAGUE = re.compile(
    r"(?:有关|相关)的?(?:地方|部位|东西|方面)|该[\u4e00-\u9fa5]的[\u4e00-\u9fa5]好|(?:合理|应有|理想)的?效果|(?:处理|弄|收拾)一下|必要的?(?:处理|返工|修[复理缮补]|整改|措施)|(?:各种|各类|存在的?|所有|一切|方面的?)[^,。;\d]{0,4}问题|(?:达到|直到|直至|修到|做到|令|使|让)[^,。;\d]{0,8}(?:满意|接受)|(?:有|受|带)?影响(?:到)?[^,。;\d]{0,8}的(?:东西|地方|部分|物品)"
    r"|适当(?![多少]分)(?:的)?(?:补偿|赔偿|给予|照顾|帮助|减免|支付|修|处理|补助|费用|经济)?|酌情|酌定|尽力|尽量|尽可能|力所能及|意思意思|差不多"
    r"|(?:一定|部分|若干|些许|少量|必要|合理|有关|相关|其他|各种|所有可能)的?(?:数额|金额|费用|补偿|赔偿|经济补偿|损失|款项|补助|责任)"
    r"|(?:一些|若干)(?:钱|费用|补偿|款)|(?<!大)(?<!价值)约\s*\d[\d,.]*\s*(?:元|万)|大约(?!值)|大概(?!值)|\d\s*元(?:左右|上下)|左右(?=[,。;]|$)|若干元|不少于市场价"
    r"|象征性(?:地)?(?:补偿|赔偿|给予|支付)?|看着(?:给|办)|(?:支付|付|给|赔|补|出|拿)(?!过)[^,。;借]{0,8}?(?<![第每这任何有])一笔(?:钱|费用|补偿|款)|多少(?:都|不限)|相应的?(?:费用|补偿|赔偿款?|损失)|妥善(?:处理|解决|安排)|(?:双方|各方)?(?:另行|再行|日后再?|以后再?)(?:协商|商量|商议|议定|商定)|具体(?:金额|数额|事宜|费用|内容)[^,。]{0,6}(?:另|再|协商)|视情况|看情况|根据情况"
)
_INSIDE = re.compile(r"内部|与[^,。;]{1,8}(?:无关|无涉)")
"""How those who receive it share it among themselves is their own affair."""
_ADDED = re.compile(
    r"(?:^|[^、\u4e00-\u9fa5]|^[(]?[一二三四五六七八九十]{1,2}、)[\u4e00-\u9fa5]{1,30}(?:费|款)(?:等|以及|及|和)(?:其[他它])?(?:相关|有关)的?费用$"
)
"""One cost and whatever else (修复费等相关费用): which others nobody can tell, though the sum is."""
_DUTIES = re.compile(
    r"(?:按|照)[^,。;]{0,8}口头(?:说|讲|谈|约)[^,。;]{0,4}的?(?:办|执行|来|做)|(?:办好|办妥|承担|履行|办理|做好|负责|处理|配合|落实|解决)[^,。;:]{0,10}?(?:有关|相关|相应)的?(?:义务|事宜|事项|工作|问题|手续)(?![^,。;]{0,4}(?:费|资料|材料))"
)
_OPEN_LIST = re.compile(
    r"(?:承担|支付|赔偿|补偿|负担)[^,。;]{0,16}?[^、,。;]{1,6}(?:等(?:各项|其他)?|其[他它]合理)(?:费用|损失|开支|支出)(?=[,。;]|$)"
    r"|(?:有关|相关)问题由[^,。;]{1,6}(?:负责)?解决|(?:给予|提供)[^,。;]{0,6}必要的?(?:帮助|支持|照顾)"
)
_BOUND_BY = re.compile(
    r"凭|实际|发票|票据|诉讼|律师|执行|鉴定|公证|过户|税|不再|各自|自行|自理|平均|一半|分之"
)
"""What bounds such costs: papers, the law's own costs, a share, or that nobody pays them."""
_WAY_OR_DAY = re.compile(
    r"(?:方式|办法|(?:怎样|如何|怎么)付款?|时间|日期|期限|违约(?:责任|后果|金))[^,。;]{0,6}$"
)
_NEEDS_AMOUNT = re.compile(
    r"(?:一定|部分|相应|必要|合理|有关|相关|其他|各种)的?(?:数额|金额|费用|补偿|赔偿|经济补偿|损失|款项|补助|责任)"
)
_ORGAN = re.compile(
    r"法院|法庭|司法确认|裁定|公证|仲裁|(?:上级|主管|政府|街道|乡镇|镇里|机关|部门)[^,。;]{0,10}(?:批复|批准|审批|核准|同意)"
)
_AT_COURT = re.compile(
    r"(?:法院|法庭)(?:特邀|诉前|委派|委托|驻)?[^,。;、]{0,6}(?:调解|解纷)[^,。;、]{0,16}?(?:组织|中心|委员会|工作室|室|站)"
)
"""A body of mediation at a court (法院诉前调解中心) is not the court."""
_TAKES_EFFECT = re.compile(r"生效|(?:发生|产生|具有?)(?:法律)?(?:上的)?(?:约束|效)力|有效|成立")
_CONDITION = re.compile(
    r"(?:须|需|应当?|必须)(?:经|由|先)|(?:经|由|待|在|自|以|报)[^,。;]{0,24}(?:后|方|才|始|之日|起|为(?:生效)?(?:条件|前提)|为准)|[才方始]|(?:未经|前)[^。;]{0,16}(?:不|无)"
)
_ONLY_THEN = re.compile(
    r"(?:裁定|确认书?|公证|批准)[^,。;]{0,8}(?:之?后|才|方|始)[^,。;]{0,6}(?:生效|发生[^,。;]{0,4}效力|有效|算数)|不(?:予)?确认[^。;]{0,6}(?:作废|无效|不生效)"
)
_TERM_FROM = re.compile(
    r"生效(?:之日|当日|以?后)?(?:起|算)*[^,。;]{0,4}?(?:\d+|[一二三四五六七八九十]+)个?(?:工作)?[日天月]"
)
"""From its effect a term runs (自协议生效之日起30日内申请确认): nothing is made to hang on it."""
_HOLDS_ALREADY = re.compile(r"已(?:经)?(?:发生(?:法律)?效力|生效)")
_COPIES = re.compile(
    r"[^,。;]{0,14}(?:一式|各留|留存|保存|存档|备案|留存|判决生效|判决书生效|存一份|各执|执一份|各一份|[交送]一份|[报送交][^,。;]{1,8}一份)[^,。;]*"
)
_PENALTY = re.compile(r"违约金|滞纳金|利息|罚")
_FINED = re.compile(r"(?:没|未|多一[日天])[^。;]{0,30}(?:支付|付|加付)[^,。;]{0,6}(?:滞纳金|违约金|利息)")
_NEED = re.compile(r"如(?:有)?(?:需要?|必要)")
_NO_THREAT = re.compile(
    r"放弃[^,。;]{0,10}(?:滞纳金|违约金|利息)|^(?:.{0,3}[、.)\s])?以前|未还(?:本金|余额|款项?)仍?按年?利率|司法确认|送达|管辖|不从[^,。;]{1,10}扣|不再?(?:计收|收取|主张|计算|计|追究)[^,。;]{0,12}(?:滞纳金|违约金|利息|违约责任)|(?:考虑到?|由于|鉴于)[^,。;]{0,12}(?:延误|迟延|延迟)"
)
"""Procedure, what is waived, and why something is waived."""
_HEADED = re.compile(r"^[^,。;:\]|]{0,8}(?:了结|终结|结束)[^,。;:\]|]{0,4}[\]:|]\s*")
"""A heading (纠纷了结:) ends nothing by itself."""
_BARE_HEAD = re.compile(r"\[[^\]]*\]")
_TO_DO = re.compile(
    r"分期[^。;]{0,10}[付还给]|[付还]完为止|[尚还]欠(?!付?的)[^。;]{0,16}(?:分|每|前)|前[^。;]{0,24}(?:交还|归还|返还|搬[走离出])(?!完毕)"
)
_TWICE = 2
_SURETY = re.compile(r"保证期间|(?:作为|系|作)[^,。;]{0,6}(?:保证|担保)")
_DEFAULTS = re.compile(
    r"(?<!收)逾期(?!赔偿款)|迟延|迟付|违约(?!金|责任)|未[按付还交退给]|不按|不履行|拖欠|到期[不未没]|不付|没[付退]|反悔|拒[不绝]|失信|若|如果?|一方"
)
"""Who stands surety does so whatever happens; that is no consequence of default."""
_LEFT_OPEN = re.compile(
    r"(?:违约|不履行|未履行|不按[^,。;]{0,8}|反悔|后果)[^。;]{0,24}(?:另行|再行|再|以后|日后|届时|到时)[^,。;]{0,4}(?:协商|约定|商[量定议]|确定|议定)"
    r"|违约(?:责任|后果)\s*[:为]?\s*(?:[_＿]{2,}|[/无]\s*$|待定)|违约[^。;]{0,12}[_＿]{3,}"
    r"|不(?:再)?(?:约定|设定|规定|写)[^,。;]{0,6}违约(?:责任|金|后果)|凭良心|(?:未能做到|未按约|没做到)[^。;]{0,30}(?:协商|商量|坐下来|按(?:有关|相关)?规定处理)|违约责任[^,。;]{0,6}(?:从略|略$)"
)
_NOTED = re.compile(
    r"违约(?:责任|后果)[^。;]{0,8}(?:按|依照?|见|照|参照)[^。;]{0,8}(?P<article>第[\d一二三四五六七八九十百]+条)"
)
"""What follows from breach is said to stand in an article, which the paper may not have."""
_FOLLOWS = re.compile(r"起诉|诉讼|法院|法庭|仲裁|强制|违约金|利息|赔")
"""Where what follows from breach is left to another day and nothing else is told to follow, nothing is told of it."""
_FACTS = re.compile(r"纠纷|争议|因|事实|经过")


def rules(reading: Reading) -> Iterator[AgreementFinding]:
    """Yield what the rules on content find."""
    agreement = reading.document.agreement
    if not reading.whole.strip() and not reading.rows:
        yield found("terms-missing", "协议内容")
        return
    said = [
        part for part in sentences(reading.agreed) if not (tells_facts(part) or _BARE_HEAD.fullmatch(part))
    ]
    ends = [ending_words(_HEADED.sub("", part)) for part in said if not is_formula(part)]
    if not (agreement.ends_dispute.strip() or told("ends", ends, settles)):
        yield found("ends-dispute-missing", "协议内容")
    open_breach = any(map(_LEFT_OPEN.search, said))
    threat = agreement.breach.strip() or (_nothing_left(reading) and not open_breach)
    threats = [part for part in said if not _SURETY.search(part) or _DEFAULTS.search(part)]
    threats = [part for part in threats if not _LEFT_OPEN.search(part) or _FOLLOWS.search(part)]
    threats = [part for part in threats if not _is_empty_note(part, reading.text)]
    threats = [
        part
        for part in threats
        if _DEFAULTS.search(_NEED.sub("", part)) or _FINED.search(part) or not _NO_THREAT.search(part)
    ]
    threats = [part for part in threats if threatens(part) or not (settles(part) or _is_dated_promise(part))]
    if not (threat or told("breach", threats, threatens)):
        yield found("breach-missing", "协议内容")
    yield from _words(reading)
    yield from _effect(reading)
    yield from _facts(reading)


def _is_empty_note(part: str, text: str) -> bool:
    """Return whether *part* sends the reader to an article that is nowhere else in *text*."""
    noted = _NOTED.search(part)
    return noted is not None and text.count(noted["article"]) < _TWICE


def _is_dated_promise(part: str) -> bool:
    """Return whether *part* promises a sum by a day: what it is called by (逾期赔偿款) threatens nothing."""
    return promises_money(part) and has_term(part) and not _PENALTY.search(part)


def _nothing_left(reading: Reading) -> bool:
    """Return whether everything was performed on the spot, so that there is nothing to default on."""
    acts = [clause for clause in reading.clauses if promises_act(clause.main) and not performed(clause.main)]
    told = [sentence for clause in reading.clauses for sentence in sentences(clause.main)]
    stays = any(stands(sentence) or _TO_DO.search(sentence) for sentence in told)
    return reading.at_once and not (acts or stays)


def _words(reading: Reading) -> Iterator[AgreementFinding]:
    for clause in reading.clauses:
        for sentence in sentences(clause.text):
            for match in _VAGUE.finditer(ABOUT_ASIDE.sub("", sentence)):
                counted = (
                    _NEEDS_AMOUNT.fullmatch(match[0])
                    and not _ADDED.search(sentence[: match.end()])
                    and (amounts(sentence) or _bounded(sentence, match.start()))
                )
                if not (
                    counted
                    or _dispute_clause(sentence)
                    or _INSIDE.search(sentence)
                    or _asked_elsewhere(sentence, match)
                ):
                    yield found("vague-words", clause.where, match[0])
            if loose := _DUTIES.search(sentence) or _open_list(sentence):
                yield found("vague-words", clause.where, loose[0])
    for where, row in reading.rows:
        for match in _VAGUE.finditer(row.duty):
            yield found("vague-words", where, match[0])


def _open_list(sentence: str) -> re.Match[str] | None:
    """Return the words by which *sentence* lays costs on somebody that neither a list nor a sum bounds."""
    if amounts(sentence) or _BOUND_BY.search(sentence) or threatens(sentence) or waives(sentence):
        return None
    return _OPEN_LIST.search(sentence)


def _asked_elsewhere(sentence: str, words: re.Match[str]) -> bool:
    """Return whether vague *words* are about the way, the day or the breach, for which rules of their own ask."""
    about = _WAY_OR_DAY.search(sentence[: words.start()])
    return bool(about) or sentence.startswith("方式", words.end())


def _bounded(sentence: str, at: int) -> bool:
    """Return whether the words are bound by what stands before them, or stand in a waiver or a breach clause."""
    if re.search(r"(?:的|等|产生|造成)$", sentence[:at]):
        return True
    return threatens(sentence) or bool(
        re.search(
            r"各自|自[理负行担]|不再|放弃|不得|互不|不[^,。;]{0,10}(?:收取|要求|承担)|由不[^,。;]{1,4}的|再无|无(?:其他|任何)|逾期|违约|否则|因此|由此|依法|实现债权|凭[^,。;]{0,4}(?:收据|发票|票据|单据)",
            sentence,
        )
    )


def _dispute_clause(sentence: str) -> bool:
    """Return whether it says where a later quarrel, or a change of what the parties live on, is talked over."""
    return bool(
        re.search(
            r"(?:情况|身体|物价|需要|生活)[^。;]{0,12}(?:变化|增加)[^。;]{0,6}另行(?:协商|商量)|不列入|不在本(?:次|协议)|(?:诊断|后遗症|复发|加重|恶化|未尽事宜)[^。]{0,20}协商|(?:以后|今后|次年)[^,。;]{0,6}(?:年度|年份)[^,。;]{0,6}(?:另行|再行?)(?:协商|商量)|协商(?:不成|解决)[^。]{0,20}(?:起诉|诉讼|法院|调解)|(?:争议|纠纷)[^。]{0,12}协商"
            r"|(?:今后|以后|将来|如|若)[^。]{0,30}(?:变化|变更|变动|增加|上涨|调整)[^。]{0,10}可以?[^。]{0,6}协商"
            r"|情况(?:发生)?变化[^。]{0,16}可以?[^。]{0,6}协商",
            sentence,
        )
    )


def _effect(reading: Reading) -> Iterator[AgreementFinding]:
    for sentence in filter(_TAKES_EFFECT.search, sentences(reading.whole)):
        told = _TERM_FROM.sub(
            "", _HOLDS_ALREADY.sub("", _COPIES.sub("", _AT_COURT.sub("调解组织", sentence)))
        )
        conditional = _ORGAN.search(told) and _TAKES_EFFECT.search(told) and _CONDITION.search(told)
        asked = re.search(r"强制执行(?:力|效力)|申请司法确认|共同(?:向|到)", sentence)
        if conditional and (not asked or _ONLY_THEN.search(told)):
            yield found("effect-after-confirmation", "协议内容", sentence)
            return


def _facts(reading: Reading) -> Iterator[AgreementFinding]:
    document = reading.document
    told = document.agreement.facts or document.claim.summary or document.claim.title
    if document.parties and not told and not _FACTS.search(reading.whole):
        yield found("facts-missing", "主要事实")
