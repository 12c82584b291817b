"""The day on which a draft is signed, as the paper itself gives it away; what is due before it cannot be kept."""

from __future__ import annotations

import re
from datetime import date

from workflows.domain.drafting.days import Day, days
from workflows.domain.drafting.memory import remembered
from workflows.domain.drafting.reading import Reading

_ALONE = re.compile(r"[\s。,;:)(|]*签?[\s。|]*")
_LABEL = re.compile(
    r"(?:签订|签署|签约|签字|签名|订立|达成|制作|协议)(?:协议)?的?(?:日期|时间|之日)?(?:为|于|在)?[\s:(]*$|(?:^|\n)\s*(?:日期|时间)\s*[:]\s*$"
)
_LEADS = re.compile(r"[,。;]?[^,。;\n]*(?:前|付|(?<![立签订])于|至|到)[^\n]{0,2}$")
_MET = re.compile(r"(?:^|\n)\s*调解(?:日期|时间)\s*[:]\s*$")
_AHEAD = re.compile(
    r"\s*(?:[(][^)]*[)])?(?:之?前|以前|止|到期|届满|期满|起?至|为止|以后|之后|后|内|底|的?到期)"
)
_UNTIL = re.compile(r"(?:至|到|期限|截止|止于|届满|到期|有效期|应于|须于|定于|约定(?:于|在)?)[^,。;\d]{0,4}$")
_NEAR = 16
"""More signs than any of the words before a day take."""


@remembered
def signed_on(reading: Reading) -> date | None:
    """Return the day of signing: of the field, or as the paper names it at its end or beside a word like 签订日期."""
    if reading.document.agreement.agreed_on is not None:
        return reading.document.agreement.agreed_on
    told = [day for day in days(reading.text) if day.value is not None]
    labelled = [
        day for day in told if _before(_LABEL, reading.text, day) and not _is_ahead(reading.text, day)
    ]
    at_end = [day for day in told[-1:] if _ends_paper(reading.text, day)]
    met = [day for day in told if _before(_MET, reading.text, day)]
    return next((day.value for day in (*at_end, *labelled, *met)), None)


def not_before(reading: Reading) -> date | None:
    """Return a day before which it was surely not signed: of signing, or the last of what the facts say happened."""
    signed = signed_on(reading)
    if signed is not None:
        return signed
    facts = reading.preamble
    past = [
        day.value
        for day in days(facts)
        if day.value is not None and not _is_ahead(facts, day) and not _before(_UNTIL, facts, day)
    ]
    return max(past, default=None)


def _before(words: re.Pattern[str], text: str, day: Day) -> bool:
    """Return whether *words* end right before *day*; only what stands near is read, blanks and signs not counted."""
    start, near = day.start, 0
    while start and near < _NEAR:
        start -= 1
        near += not (text[start].isspace() or text[start] in ":(")
    return bool(words.search(text, start, day.start))


def _is_ahead(text: str, day: Day) -> bool:
    return bool(_AHEAD.match(text, day.end))


def _ends_paper(text: str, day: Day) -> bool:
    """Return whether *day* stands alone at the end of the paper, below or beside the signatures."""
    line = text[: day.start].rsplit("\n", 1)[-1]
    return bool(_ALONE.fullmatch(text[day.end :])) and not _LEADS.search(line)
