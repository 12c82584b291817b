"""Rules on the end of the paper: everybody signs, the body seals, and it bears a day."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from workflows.domain.drafting.days import days
from workflows.domain.drafting.finding import AgreementFinding, found
from workflows.domain.drafting.identity_rules import Entry, entries
from workflows.domain.drafting.reading import Reading
from workflows.domain.drafting.signing_day import signed_on

_SEAL = re.compile(
    r"印章|盖章|公章|专用章|[(][^)\n]{0,12}(?:章|(?<![指手])印)[)]|(?:委员会|调委会|中心|工作室)[^\n]{0,12}[章印]"
)
_MEDIATOR = re.compile(r"调解(?:员|人)|民警|警察|主持人?|说和人|见证人|仲裁员|法官|司法员|司法助理")
_LINES, _END = 20, 200
_COPIES = re.compile(r"(?:调解员|印章|盖章)[^。\n]{0,16}生效")
_EXCERPT = re.compile(r"节录|节选|摘录|摘要|条款部分")
_SIGN_LINE = re.compile(
    r"签名|本人签|签字|签章|盖章|捺印|指印|手印|画押|代签|印章|公章|[(][签章印押][)]|[:_]\s*$|[:_]\s{2,}\S"
)
"""A line of the signature block; a draft without any such line is an excerpt, to be signed elsewhere."""
_TAKES_HOLD = re.compile(r"生效|成立|有效|算数|即可|为准|作数")
_PARTY = r"(?:[A-D甲乙丙丁戊]方?|被?申请[人方][一二三四五\d]?|当事人[甲乙丙一二三四]?|[男女]方|业主|患方|医方|第三人)"
_EMPTY = re.compile(
    rf"^\s*{_PARTY}\s*(?:[(][^)]*[)])*(?:签[名字章]|盖章|捺印)?(?:[(][^)]*[)])*\s*:[\s_]*$|[(][^)\n]{{0,12}}(?:未(?:签|盖章|到)|拒签|没有?签|缺席|补签|电话|口头)[^)]*[)]"
    r"|^\s*(?:人民|主持|在场)?调解(?:员|人)\s*(?:[(][^)]*[)])?(?:签[名字章])?\s*:[\s_]*$|^[^:\n]{0,24}(?:委员会|组织|中心)\s*[(](?:盖章|印章|公章)[)]\s*:[\s_]*$"
)
"""A party's place that stayed empty, or is said to."""
_NO_NAME = (
    r"(?!担保|保证|人民|调解|记录|主持|法定|委托|代理|代表|负责|经办|见证|[甲乙丙丁患医男女]方|被?申请)"
)
_TAKEN = re.compile(
    rf"^\s*(?:{_PARTY}\s*(?:[(][^)]*[)])*(?:签[名字章]|盖章|捺印)?(?:[(][^)]*[)])*\s*:\s*{_NO_NAME}[\u4e00-\u9fa5]{{2,4}}(?![\u4e00-\u9fa5])"
    rf"|{_NO_NAME}[\u4e00-\u9fa5]{{2,4}}\s*[(][^)]*[)]\s*:\s*{_NO_NAME}[\u4e00-\u9fa5]{{2,4}}\s*$"
    rf"|{_NO_NAME}[\u4e00-\u9fa5]{{2,4}}\s*[(][^)]*(?:签|捺|指印|手印)[^)]*[)](?!\s*:))"
)
"""A party has signed here; names that were printed stand wide apart, or before an empty line."""
_PRINTED = re.compile(
    r"[\u4e00-\u9fa5] *_{3}|[\u4e00-\u9fa5] {4,}[\u4e00-\u9fa5]|:\s*[\u4e00-\u9fa5]{2,4}(?:[(][^)\n]*[)])?\s*:"
)
_LAST_LINE = re.compile(
    r"(?:\n|。|[\]】])\s*(?:[^,。;:\n]{0,6}[:于在])?\s*(?:\d{4}|[二〇零一三四五六七八九○]{4})\s*[年.\-/][^,。;\n]{1,12}日?[)]?\s*(?:[(][^)]*[)]\s*)?$"
)
_OPEN_PLACE = re.compile(
    rf"(?:{_PARTY}[^,。;:]{{0,8}}|(?:^|\s){_NO_NAME}[\u4e00-\u9fa5]{{2,4}}):(?:\s{{2,}}|\s*_)"
)
_BODY_NAME = re.compile(r"(?:公司|厂|店|行|部|社|院|中心|站|学校|园|协会|委员会)$")
_BODY_PLACE = re.compile(r"[(][^)\n]{0,6}章[^)\n]{0,8}[)]|(?:加盖|盖)?公?章\s*[:]")
_ORGAN = re.compile(
    r"委员会|调委会|中心|工作室|调解室|司法所|法庭|法院|协会|工会|组织|机构|本会|站|所\s*[(]|大队|调解"
)
_SEAL_ALONE = re.compile(r"(?m)^\s*(?:[(]?(?:公章|印章|盖章|章)[)]?|印章\s*:?_*)\s*$")
_CLERK = re.compile(r"经办人?|员工|店员")
_SPEAKER = re.compile(r"代表|代理|负责人|经营者|经理|厂长|院长|校长|主任")
_OF_MEDIATION = re.compile(r"\S*调[解委]\S*")
"""A body seals under whatever word it is called by (合作社(盖章)); the mediators' own seal is another."""
_FIRM_SEAL = re.compile(
    r"(?:公司|厂|店|行|部|社|院|(?<![解处纷])中心)\s*[(](?:加?盖|公)?[章印][^)]*[)]|盖章\s*:\s*[^\s:]{2,30}(?:公司|厂|店|行|部|社|院)(?!\S)"
)
"""A firm's name before the place of its seal is printed as long as the mediator's line is empty too."""
_ANYBODY = re.compile(r"(?:当事人|双方|各方|协议人)(?:[(]?签|[(]盖|\s*[:])")
_DATED = re.compile(r"\d{4}\s*[.\-/]\s*\d{1,2}|年\s*\d*_*\s*月|[年月]\s*日|日期\s*[:]|农历")
_TOLD_SIGNED = re.compile(r"(?:在场|均|都|当场|已)[^,。;\n]{0,6}(?:签[名字]|捺印|按印|手印)")
_NO_DAY = re.compile(r"\s*年\s*月\s*日\s*")
_OF_BODY = re.compile(
    r"(?:主持)?(?:人民)?(?:主持)?调解(?:员|人)|记录|书记|见证|[^,:]{0,24}(?:委员会|调委会|中心|工作室|调解室|协会|司法所|法庭|站)\s*[(]|[\d二〇年月日\s.]*$|日期|签订日期|签署日期"
)
_DAY_LINE = re.compile(r"(?<!出生)(?:日期|时间)\s*:")
_KIN = re.compile(
    r"^其?(?:妻子?|丈夫|夫|配偶|[儿孙]子|女儿|孙女|子|女|父亲?|母亲?|兄|弟|姐|妹)(?=[\u4e00-\u9fa5]{2})"
)
_COURT_GUEST = re.compile(r"特邀调解员")
"""Who mediates for a court as a single person seals with nobody's seal (法释〔2016〕14号 art. 17)."""
_SEALING = re.compile(r"委员会|调委会|中心|工作室|调解室|协会|工会|组织")
_GUARDIAN = re.compile(r"(?:法定代理人|监护人)\s*(?:[(][^)]*[)])?\s*:")
_FEW = 2


def rules(reading: Reading) -> Iterator[AgreementFinding]:
    """Yield what the end of a whole paper lacks."""
    if not (reading.is_paper or _is_whole(reading)):
        return
    block = _block(reading.text)
    lacking = [
        *_kinds("\n".join(block), reading.text),
        *_empty(block),
        *_absent(reading, block),
        *_undated(reading, block),
    ]
    whole = (_COPIES.search(reading.text) or _LAST_LINE.search(reading.text)) and not _EXCERPT.search(
        reading.text
    )
    if lacking and (whole or any(map(_SIGN_LINE.search, block))):
        yield found("signature-missing", "签名处", "缺" + "、".join(lacking))


def _is_whole(reading: Reading) -> bool:
    """Return whether the parties are told at the head and the text ends with its day: nothing is to come."""
    return bool(_LAST_LINE.search(reading.text)) and len(entries(reading)) > 1


def _kinds(tail: str, text: str) -> Iterator[str]:
    end = text[-_END:]
    own = [line for line in tail.splitlines() if not _OF_BODY.match(line.strip())]
    elsewhere = _TOLD_SIGNED.search(end) or _ANYBODY.search(end)
    if not elsewhere and not any(_SIGN_LINE.search(line) or _OPEN_PLACE.search(line) for line in own):
        yield "当事人签名"
    there = (("调解员签名", _MEDIATOR), ("调解组织印章", _SEAL))
    alone = _COURT_GUEST.search(tail) and not _SEALING.search(tail)
    yield from (word for word, pattern in there if not (alone or pattern.search(tail)))
    sealed = _SEAL.search(_FIRM_SEAL.sub("", tail)) and (_ORGAN.search(tail) or _SEAL_ALONE.search(tail))
    if _SEAL.search(tail) and not (alone or sealed):
        yield "调解组织印章"


def _empty(block: Sequence[str]) -> list[str]:
    """Return the first party's place that is empty while another party has signed already."""
    empty = [line.strip() for line in block if _EMPTY.search(line)]
    printed = any(_MEDIATOR.search(line) for line in empty)
    taken = [
        line
        for line in block
        if _TAKEN.search(line)
        and "__" not in line
        and not line.rstrip().endswith(":")
        and not (_PRINTED.search(line) or (printed and _FIRM_SEAL.search(line)))
    ]
    return empty[:1] if taken else []


def _absent(reading: Reading, block: Sequence[str]) -> Iterator[str]:
    """Yield the parties for whom no place is left, where the others have one."""
    tail = "\n".join(block)
    told = entries(reading)
    signing = [each for each in told if _has_place(each, tail) or _as_called(each, told, reading.text, tail)]
    bodies = [each for each in told if _BODY_NAME.search(each.name)]
    own = _OF_MEDIATION.sub("", tail)
    if bodies and _CLERK.search(own) and not (_BODY_PLACE.search(own) or _SPEAKER.search(own)):
        yield "单位盖章"
    if len(_BODY_PLACE.findall(own)) >= len(bodies):
        told = [each for each in told if each not in bodies]
    if signing and (not _ANYBODY.search(tail) or any(each.name in tail for each in signing)):
        yield from (f"{each.role or each.name}签名" for each in told if each not in signing)


def _has_place(entry: Entry, tail: str) -> bool:
    role = entry.role and re.search(rf"(?<!被){re.escape(entry.role)}", tail)
    own = _KIN.sub("", entry.name)
    return bool(role) or own in tail or _called_short(entry.name, tail) or bool(_GUARDIAN.search(tail))


def _as_called(entry: Entry, told: Sequence[Entry], text: str, tail: str) -> bool:
    """Return whether a party signs under the word before its name (幼儿园: ...), or as the one company there is."""
    label = re.search(rf"([\u4e00-\u9fa5]{{2,8}})\s*:\s*{re.escape(entry.name)}", text)
    companies = sum(each.name.endswith("公司") for each in told)
    only = entry.name.endswith("公司") and companies == 1 and "公司" in tail
    return only or (label is not None and label[1] in tail)


def _called_short(name: str, tail: str) -> bool:
    """Return whether a body signs under a short name (宏远公司 for 示例宏远机械有限公司)."""
    parts = (name[at : at + 2] for at in range(len(name) - 2))
    return any(f"{part}公司" in tail for part in parts if part not in ("有限", "股份", "责任", "分公"))


def _undated(reading: Reading, block: Sequence[str]) -> Iterator[str]:
    """Yield that no day is written, nor a place for one, at the end of a paper in which places are complete."""
    tail = "\n".join(block)
    seals = [line for line in block if _SEAL.search(line)]
    last = reading.text.rstrip().rsplit("\n", 1)[-1]
    dated = (
        _DATED.search(tail)
        or list(days(last))
        or list(days(tail))
        or signed_on(reading)
        or _DAY_LINE.search(reading.text[:_END])
    )
    signed = [line for line in block if _TAKEN.search(line) and "_" not in line]
    empty = [line for line in block if _NO_DAY.fullmatch(line)]
    if (len(block) > _FEW and seals and not dated) or (signed and empty):
        yield "日期"


def _block(text: str) -> list[str]:
    """Return the lines of the signatures: those after the last full sentence, or the end of a text in one piece."""
    lines = [line for line in text.splitlines()[-_LINES:] if not re.search(r"生效|之日起|一式", line)]
    ends = [number for number, line in enumerate(lines, 1) if line.rstrip(" |").endswith(("。", ";"))]
    block = lines[ends[-1] :] if ends else lines
    if any(map(_SIGN_LINE.search, block)):
        return block
    parts = re.split(r"[。\n]", text[-_END:])
    return [part for part in parts if _SIGN_LINE.search(part) and not _TAKES_HOLD.search(part)]
