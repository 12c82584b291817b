"""Rules on the end of the paper: everybody signs, the body seals, and it bears a day."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from workflows.domain.drafting.amounts import number
from workflows.domain.drafting.days import days
from workflows.domain.drafting.finding import AgreementFinding, found
from workflows.domain.drafting.foot import Foot, Kind, Place, is_of, read_foot
from workflows.domain.drafting.reading import Reading
from workflows.domain.drafting.roll import Entry, entries
from workflows.domain.drafting.signing_day import signed_on

_END = 200
_COPIES = re.compile(r"(?:调解员|印章|盖章)[^。\n]{0,16}生效")
_EXCERPT = re.compile(r"节录|节选|摘录|摘要|条款部分")
_SIGN_LINE = re.compile(
    r"签名|本人签|签字|签章|盖章|捺印|指印|手印|画押|代签|印章|公章|[(][签章印押][)]|[:_]\s*$|[:_]\s{2,}\S"
)
"""A line of the signature block; a draft without any such line is an excerpt, to be signed elsewhere."""
_TAKES_HOLD = re.compile(r"生效|成立|有效|算数|即可|为准|作数")
_MEDIATOR = re.compile(r"调解员|(?<!申请)调解人|民警|警察|主持人?|说和人|见证人|仲裁员|法官|司法员|司法助理")
_SEAL = re.compile(
    r"印章|盖章|公章|专用章|[(][^)\n]{0,12}(?:章|(?<![指手])印)[)]|(?:委员会|调委会|中心|工作室)[^\n]{0,12}[章印]"
)
_REFUSED = re.compile(
    r"(?:未(?:签|盖章|到场?)|拒签|拒绝签|不[愿肯]签|没有?签|缺席|待?补签|电话[^,。;\n)]{0,4}(?:确认|同意|答应|认可)|口头|由(?:[甲乙丙丁]方|被?申请人|对方)代)"
)
"""A party's place that is said to stay empty."""
_EMPTY = re.compile(r"^(?!.*[章代]).*:\s*$")
_LAST_LINE = re.compile(
    r"(?:\n|。|[\]】])\s*(?:[^,。;:\n]{0,6}[:于在])?\s*(?:\d{4}|[二〇零一三四五六七八九○]{4})\s*[年.\-/][^,。;\n]{1,12}日?[)]?\s*(?:[(][^)]*[)]\s*)?$"
)
_BODY_PLACE = re.compile(r"[(][^)\n]{0,6}章[^)\n]{0,8}[)]|(?:加盖|盖)?公?章\s*[:]")
_CLERK = re.compile(r"经办人?|员工|店员")
_SPEAKER = re.compile(r"代表|代理|负责人|经营者|经理|厂长|院长|校长|主任")
_WARD = re.compile(r"代理|监护|代签")
_DATED = re.compile(r"\d{4}\s*[.\-/]\s*\d{1,2}|年\s*\d*_*\s*月|[年月]\s*日|日期\s*[:]|农历")
_TOLD_SIGNED = re.compile(
    r"(?:在场|均|都|当场|已)(?:(?![不未无没免])[^,。;\n]){0,6}(?:签[名字]|捺印|按印|手印)"
)
_ANYBODY = re.compile(r"(?:当事人|双方|各方|协议人)(?:[(]?签|[(]盖|\s*[:])")
_NO_DAY = re.compile(r"\s*年\s*月\s*日\s*")
_DAY_LINE = re.compile(r"(?<!出生)(?:日期|时间)\s*:")
_COURT_GUEST = re.compile(r"特邀调解员")
"""Who mediates for a court as a single person seals with nobody's seal (法释〔2016〕14号 art. 17)."""
_OFFICE = re.compile(r"[所局队室站]|中心|平台|调解专用|处理专用")
_SEALING = re.compile(r"委员会|调委会|中心|工作室|调解室|协会|工会|组织")
_WHO_SIGNS = re.compile(r"[(][\u4e00-\u9fa5、]{2,16}签[名字][)]")
_FOR_MORE = re.compile(r"等|代|表")
"""Whoever signs for others too (王示例等三人) takes their place with his own."""
_SO_MANY = re.compile(r"([三四五六七八九十]{1,2})[户家方人]")
_FEW = 2


def rules(reading: Reading) -> Iterator[AgreementFinding]:
    """Yield what the end of a whole paper lacks."""
    if not (reading.is_paper or _is_whole(reading)):
        return
    told = entries(reading)
    foot = _foot(reading.text, told)
    lacking = [
        *_kinds(foot, told, reading.text),
        *_refused(foot),
        *_absent(foot, told),
        *_undated(reading, foot),
    ]
    whole = (_COPIES.search(reading.text) or _LAST_LINE.search(reading.text)) and not _EXCERPT.search(
        reading.text
    )
    if lacking and (whole or any(map(_SIGN_LINE.search, foot.lines))):
        yield found("signature-missing", "签名处", "缺" + "、".join(lacking))


def _is_whole(reading: Reading) -> bool:
    """Return whether the parties are told at the head and the text ends with its day: nothing is to come."""
    return bool(_LAST_LINE.search(reading.text)) and len(entries(reading)) > 1


def _foot(text: str, told: Sequence[Entry]) -> Foot:
    """Return the lines of the signatures, or what is said of signing at the end of a text in one piece."""
    foot = read_foot(text, [each.name for each in told])
    if foot.places:
        return foot
    parts = re.split(r"[。\n]", text[-_END:])
    return Foot(tuple(part for part in parts if _SIGN_LINE.search(part) and not _TAKES_HOLD.search(part)))


def _kinds(foot: Foot, told: Sequence[Entry], text: str) -> Iterator[str]:
    """Yield which kind of signer has no place at all: the parties, the mediator, the body of mediation."""
    end = "\n".join(part for part in re.split(r"[。\n]", text[-_END:]) if not _TAKES_HOLD.search(part))
    own = [place for place in foot.places if _owner(place, told) or place.kind in _PARTIES]
    if not (own or _TOLD_SIGNED.search(end) or _ANYBODY.search(end)):
        yield "当事人签名"
    alone = _COURT_GUEST.search(foot.text) and not _SEALING.search(foot.text)
    if not (alone or foot.of(Kind.MEDIATOR) or _MEDIATOR.search(foot.text)):
        yield "调解员签名"
    if not (alone or foot.in_one_line or any(_seals(place, told) for place in foot.places)):
        yield "调解组织印章"


def _seals(place: Place, told: Sequence[Entry]) -> bool:
    """Return whether the body of mediation seals there, be it told beside its mediator or by an office's name only."""
    if place.kind in (Kind.MEDIATOR, Kind.RECORDER):
        return bool(_SEAL.search(place.text))
    office = place.kind is Kind.ORGAN or (_SEAL.search(place.text) and _OFFICE.search(place.text))
    return bool(office) and not _owner(place, told)


_PARTIES = (Kind.PARTY, Kind.ALL, Kind.SPEAKER)


def _owner(place: Place, told: Sequence[Entry]) -> list[Entry]:
    """Return the parties whose place it is; the mediator's, the recorder's and the seal of mediation are nobody's."""
    if place.kind in (Kind.MEDIATOR, Kind.RECORDER) or (place.kind is Kind.ORGAN and "调" in place.text):
        return []
    owners = [party for party in told if is_of(place, party)]
    signing = _WHO_SIGNS.search(place.text)
    named = [party for party in owners if signing and party.name in signing[0]]
    return owners if _FOR_MORE.search(place.text) else named or owners


def _refused(foot: Foot) -> list[str]:
    """Return the first place of a party that is said to have stayed empty, or alone is so among names typed."""
    parties = foot.of(*_PARTIES)
    empty = [
        place
        for place in foot.of(Kind.PARTY)
        if _EMPTY.search(place.text) and not _SPEAKER.search(place.text)
    ]
    rest = [place for place in parties if place not in empty]
    named = all(place.names for place in (*rest, *foot.of(Kind.MEDIATOR)))
    alone = empty if len(empty) == 1 and rest and named else []
    return [place.text for place in parties if _REFUSED.search(place.text) or place in alone][:1]


def _absent(foot: Foot, told: Sequence[Entry]) -> Iterator[str]:
    """Yield the parties for whom no place is left, where others have one and no other place can be theirs."""
    bodies = [each for each in told if each.is_body]
    clerks = [[place.text for place in foot.places if body in _owner(place, told)] for body in bodies]
    if any(texts and all(map(_by_clerk, texts)) for texts in clerks):
        yield "单位盖章"
    placed = [party for place in foot.places for party in _owner(place, told)]
    without = [each for each in told if each not in placed]
    if placed and without and not _covered(foot, len(without)) and _loose(foot, told, without) < len(without):
        yield from (f"{each.role or each.name}签名" for each in without)


def _by_clerk(words: str) -> bool:
    """Return whether only a clerk signs for a body: no seal, nobody who speaks for it."""
    return bool(_CLERK.search(words)) and not (_BODY_PLACE.search(words) or _SPEAKER.search(words))


def _covered(foot: Foot, lacking: int) -> bool:
    """Return whether a place is for all parties: no names behind it, no places of single ones below it."""
    kinds = [place.kind for place in foot.places]
    return any(
        place.kind is Kind.ALL
        and not place.filled
        and (kinds[at + 1 : at + 2] != [Kind.PARTY] or _counts(place.text) >= lacking)
        for at, place in enumerate(foot.places)
    )


def _counts(words: str) -> int:
    """Return of how many a place speaks (六户签名), 0 where it gives no number."""
    told = _SO_MANY.match(words)
    return (number(told[1]) or 0) if told else 0


def _loose(foot: Foot, told: Sequence[Entry], without: Sequence[Entry]) -> int:
    """Return how many places may be those of parties whom the foot calls by another word."""
    free = [place for place in foot.places if not _owner(place, told)]
    parties = sum(max(1, len(place.names)) for place in free if place.kind in (Kind.PARTY, Kind.ALL))
    acting = sum(place.kind is Kind.SPEAKER and bool(_WARD.search(place.text)) for place in free)
    wards = sum(bool(_WARD.search(each.whole)) for each in without)
    return parties + min(acting, wards)


def _undated(reading: Reading, foot: Foot) -> Iterator[str]:
    """Yield that no day is written, nor a place for one, at the end of a paper in which places are complete."""
    last = reading.text.rstrip().rsplit("\n", 1)[-1]
    dated = (
        _DATED.search(foot.text)
        or list(days(last))
        or list(days(foot.text))
        or signed_on(reading)
        or _DAY_LINE.search(reading.text[:_END])
    )
    empty = [line for line in foot.lines if _NO_DAY.fullmatch(line)]
    names = any(place.names for place in foot.places)
    if (len(foot.lines) > _FEW and _SEAL.search(foot.text) and not dated) or (names and empty):
        yield "日期"
