"""Rules on wards: whoever is not of age, or cannot judge what he does, needs a guardian who acts for him."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from workflows.domain.capacity import Ages, years_between
from workflows.domain.drafting.finding import AgreementFinding, found
from workflows.domain.drafting.reading import Reading
from workflows.domain.drafting.roll import Entry, entries
from workflows.domain.drafting.signing_day import signed_on

_BORN = re.compile(
    r"((?:19|20)\d\d)[年.\-/]\s*(\d{1,2})(?:[月.\-/]\s*(\d{1,2}))?[日月]?(?=\s*(?:出?生))"
    r"|出生(?:日期|年月日?|于)?\s*:?\s*((?:19|20)\d\d)[年.\-/]\s*(\d{1,2})(?:[月.\-/]\s*(\d{1,2}))?"
    r"|(?<![\dA-Za-z])\d{4}[\dxX*]{2}((?:19|20)\d\d)(\d\d)(\d\d)(?:\d{3}[\dXx]|[xX*]{4})"
)
_AGED = r"(?<!\d)(?P<age>\d{1,2})\s*周?岁(?!以|时|止)"
_AGE = re.compile(_AGED)
_TOLD_AGE = re.compile(
    rf"(?P<who>[\u4e00-\u9fa5]{{2,4}})[(,](?:[男女],|现年|今年|时年|系)?(?:未成年|{_AGED})"
)
_INCAPABLE = re.compile(
    r"(?:无|限制|没有)(?:民事)?行为能力|(?:智力|精神|心智)(?:残疾|障碍|分裂)|精神病|痴呆|阿尔茨海默|植物人|不能(?:完全)?辨认|神志不清|意识不清"
)
"""Words for somebody who cannot judge, or not fully, what he does (民法典第二十一条、第二十二条)."""
_WARD = re.compile(r"未成年|(?:限制|无)民?事?行为能力")
_PUPIL = re.compile(r"小学[^,。;\n]{0,6}学生|幼儿园(?:大|中|小)?班")
_EARNS = re.compile(r"(?:自己|本人)的?劳动收入|自食其力")
_CONSENTS = re.compile(r"(?:法定代理人|监护人)[^,。;\n]{0,6}(?:同意|追认)")
"""Enough for what fits the age of a child of limited capacity, not for one who has none (民法典第二十条)."""
_GUARDIAN = re.compile(r"法定代理人?|监护人|[父母]亲?代|法代")
_ANY_GUARDIAN = re.compile(r"[)]之[父母]|监护人|法定代理人|父亲|母亲|代为签")
_REPRESENTED = re.compile(r"(?:法定代理人|监护人)[^,。;\n]{0,6}[:(]|由其[父母][^,。;]{0,8}代")
_OTHER_KIN = re.compile(
    r"(?:法定代理人|监护人)[^。;\n]{0,16}[之的](?:[舅姑叔伯姨哥姐]|爷|奶|祖|外公|外婆)[^。\n]{0,16}(?:父母|双亲|爸妈)(?!均?已?(?:去世|死亡|病故|双亡))[^。;\n]{0,4}(?:在外|外出|打工|务工|没|未|忙)"
)
"""Parents who live and can judge are the guardians, nobody in their stead (民法典第二十七条)."""
_KIN = r"(?:法定代理人|监护人|父|母|爷|奶|祖|外公|外婆|爸|妈|家长)"
_STAYS_AWAY = r"[^。;\n]{0,12}(?:没有?|未|不)(?:能)?(?:到场|来|参加|在场|出席)"
_UNGUARDED = re.compile(
    r"(?:监护人|法定代理人|代理人|妻子|丈夫|父母|父亲|母亲|子女|家[里属人])[^。;\n]{0,12}(?:没有?|未|均未|不)(?:能)?(?:到场|来|参加|在场|出席)|(?:没有?|未)(?:指定|确定|设立)[^,。;]{0,4}监护人"
    r"|由(?:其|他|她)?(?:本人|自己)[^,。;]{0,6}(?:签|同|跟|与|和|到场|参加)"
)
_IS_GUARDIAN = re.compile(
    r"监护人[为是系](?:其[\u4e00-\u9fa5]{0,2}?)?(?P<name>[\u4e00-\u9fa5]{2,4})(?=[,;)。]|$)"
)
_WARD_SIGNS = re.compile(r"代理|监护")
_NEXT_LINE = re.compile(r"\n(?!\s*(?:性别|出生|民族|身份|公民|住))")


def rules(reading: Reading) -> Iterator[AgreementFinding]:
    """Yield the wards for whom nobody acts."""
    if any(party.agent for party in reading.document.parties):
        return
    told = entries(reading) if reading.text else ()
    alone = [entry.name for entry in _alone(reading, told)]
    if not alone:
        alone = [word for word in (_on_roll(reading), _said_alone(reading)) if word][:1]
    stead = _OTHER_KIN.search(reading.preamble)
    alone = alone or ([stead[0]] if stead else [])
    yield from (found("guardian-missing", "当事人", name) for name in alone)


def _alone(reading: Reading, told: Sequence[Entry]) -> Iterator[Entry]:
    """Yield the parties at the head who need a guardian and have none."""
    signed = signed_on(reading) or _last_day(reading.preamble or reading.text)
    ages = reading.capacity.on(signed)
    young = {entry.name for entry in told if signed and _is_young(entry, signed, ages)}
    for entry in told:
        line = entry.whole.split("\n")[0]
        ward = entry.name in young or _INCAPABLE.search(line) or _PUPIL.search(line)
        own, text = (_acting(entry, words, signed, ages) for words in (entry.whole, reading.text))
        only = young == {entry.name} and _GUARDIAN.search(text)
        if ward and (
            _stays_out(line, reading.text) or not (only or _GUARDIAN.search(own) or _guarded(text, entry))
        ):
            yield entry


def _stays_out(line: str, text: str) -> bool:
    """Return whether the guardian whom *line* names is told nowhere else in *text*, and nobody like it signs."""
    named = _IS_GUARDIAN.search(line)
    foot = text[text.rfind("。") + 1 :]
    return named is not None and text.count(named["name"]) == 1 and not _WARD_SIGNS.search(foot)


def _on_roll(reading: Reading) -> str:
    """Return the line of the roll that tells of a ward, where no guardian is told anywhere on it."""
    of_age = reading.capacity.on(signed_on(reading)).full
    if _ANY_GUARDIAN.search(reading.roll) or _REPRESENTED.search(reading.text):
        return ""
    lines = re.split(r"[\n。;]", reading.roll)
    return next((line.strip() for line in lines if _WARD.search(line) or _told_young(line, of_age)), "")


def _said_alone(reading: Reading) -> str:
    """Return the words that say that a ward has nobody, or that tell the age of one where no guardian is named."""
    alone = _UNGUARDED.search(reading.text)
    if alone and _INCAPABLE.search(reading.text):
        return alone[0]
    of_age = reading.capacity.on(signed_on(reading)).full
    for told in () if _ANY_GUARDIAN.search(reading.text) else _TOLD_AGE.finditer(reading.text):
        if told["who"] in reading.names and (told["age"] is None or int(told["age"]) < of_age):
            return told[0]
    return ""


def _told_young(line: str, of_age: int) -> bool:
    return any(0 < int(match["age"]) < of_age for match in _AGE.finditer(line))


def _last_day(text: str) -> date | None:
    """Return the end of the last year that *text* names beside the births, for a paper that bears no day yet."""
    years = [int(year) for year in re.findall(r"(20\d\d)[年.\-/]", _BORN.sub("", text))]
    return date(max(years), 12, 31) if years else None


def _is_young(entry: Entry, signed: date, ages: Ages) -> bool:
    years = _years(entry, signed)
    return years is not None and years < (ages.labour if _EARNS.search(entry.whole) else ages.full)


def _years(entry: Entry, signed: date) -> int | None:
    """Return the age of a party on the day of signing, by the day of birth or the number."""
    born = _BORN.search(_NEXT_LINE.split(entry.told)[0])
    if not born:
        return None
    told = next(born.groups()[at : at + 3] for at in (0, 3, 6) if born.groups()[at])
    year, month, day = (int(part or 1) for part in told)
    try:
        return years_between(date(year, month, day), signed)
    except ValueError:
        return None  # no such day: another rule says so


def _acting(entry: Entry, text: str, signed: date | None, ages: Ages) -> str:
    """Return *text*, for a child without any capacity without the words by which a guardian only consents."""
    years = _years(entry, signed) if signed else None
    return _CONSENTS.sub("", text) if years is not None and years < ages.limited else text


def _guarded(text: str, entry: Entry) -> bool:
    """Return whether somebody is said to stand for the party (李示之父, 甲方法定代理人, 并代李示)."""
    called = "|".join(map(re.escape, filter(None, (entry.name, entry.role))))
    return bool(
        re.search(
            rf"(?:{called})(?:的|之)?{_KIN}(?!{_STAYS_AWAY})|代(?:理|表)?(?:{re.escape(entry.name)})", text
        )
    )
