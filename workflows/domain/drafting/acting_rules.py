"""Rules on who acts for whom: a minor needs a guardian, a body somebody who speaks for it, an agent authority."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from workflows.domain.drafting.finding import AgreementFinding, found
from workflows.domain.drafting.identity_rules import Entry, entries
from workflows.domain.drafting.person_rules import INCAPABLE, MAJORITIES
from workflows.domain.drafting.reading import Reading
from workflows.domain.drafting.signing_day import signed_on

_BORN = re.compile(
    r"((?:19|20)\d\d)[年.\-/]\s*(\d{1,2})(?:[月.\-/]\s*(\d{1,2}))?[日月]?(?=\s*(?:出?生))"
    r"|出生(?:日期|年月日?)?\s*:?\s*((?:19|20)\d\d)[年.\-/]\s*(\d{1,2})(?:[月.\-/]\s*(\d{1,2}))?"
    r"|(?<![\dA-Za-z])\d{6}((?:19|20)\d\d)(\d\d)(\d\d)\d{3}[\dXx]"
)
_PUPIL = re.compile(r"小学[^,。;\n]{0,6}学生|幼儿园(?:大|中|小)?班")
_GUARDIAN = re.compile(r"法定代理人|监护人|[父母]亲?代|法代")
_KIN = r"(?:法定代理人|监护人|父|母|爷|奶|祖|外公|外婆|爸|妈|家长)"
_STAYS_AWAY = r"[^。;\n]{0,12}(?:没有?|未|不)(?:能)?(?:到场|来|参加|在场|出席)"
_BODY = re.compile(r"(?:公司|厂|合作社|企业|集团|中心|医院|卫生院|学校|幼儿园)$")
_SPEAKS = re.compile(
    r"代表|负责|代理|经营者|法人|投资人|店主|业主|经理|厂长|院长|校长|园长|主任|社长|理事长|站长|书记|组长|老板|经办|授权|合伙人|管理人"
)
_NUMBERED = re.compile(r"[0-9A-Z]{15,18}")
"""Where the head tells numbers it tells its parties in full."""
_NEXT_LINE = re.compile(r"\n(?!\s*(?:性别|出生|民族|身份|公民|住))")
_AGENT = re.compile(r"(?:(?<!法定)(?:委托)?代理人|代办人|受托人|代为(?:谈判|协商|处理|调解))(?!费|权)")
_WAIVES = re.compile(r"放弃|免除|减免|让步|撤回")
_AUTHORITY = re.compile(
    r"授权|委托书|委托手续|受[^,。;]{1,12}委托|全权|律师|代理权限|特别代理|公证委托|代理证|委托材料|书面委托"
)
_SPOKEN = re.compile(r"口头[^,。;\n]{0,8}(?:委托|授权|让|叫|托|同意|答应)")
_HEADLESS = re.compile(
    r"[(][^)\n]{0,8}(?:筹备组|筹建处|筹备处|尚未(?:注册|登记)|名称以登记为准)[^)\n]{0,12}[)]|[(]筹[)]"
)
"""A body that is still to be founded can be no party (民法典第五十九条)."""


def rules(reading: Reading) -> Iterator[AgreementFinding]:
    """Yield the parties of a draft that came as one text for whom nobody, or nobody with authority, acts."""
    if not reading.text or any(party.agent for party in reading.document.parties):
        return
    told = entries(reading)
    yield from _minors(reading, told)
    for entry in told:
        line = entry.whole.split("\n")[0]
        alone = (INCAPABLE.search(line) or _PUPIL.search(line)) and not (
            _GUARDIAN.search(entry.whole) or _guarded(reading.text, entry)
        )
        if alone:
            yield found("guardian-missing", "当事人", entry.name)
    for entry in told:
        if _BODY.search(entry.name) and _NUMBERED.search(entry.told) and not _spoken_for(reading, entry):
            yield found("representative-missing", "当事人", entry.name)
    unfounded = _HEADLESS.search(reading.text[: len(reading.preamble) or None])
    if unfounded:
        yield found("representative-missing", "当事人", unfounded[0])
    agent = _AGENT.search("\n".join(entry.whole for entry in told))
    waives = _WAIVES.search(reading.agreed) or (agent is not None and agent[0].startswith(("代为", "代办")))
    if agent and ((waives and not _AUTHORITY.search(reading.text)) or _SPOKEN.search(reading.text)):
        yield found("agent-authority", "当事人", agent[0])


def _minors(reading: Reading, told: Sequence[Entry]) -> Iterator[AgreementFinding]:
    signed = signed_on(reading) or _last_day(reading.preamble or reading.text)
    young = [entry for entry in told if signed and _is_young(_NEXT_LINE.split(entry.told)[0], signed)]
    for entry in young:
        someone = len(young) == 1 and _GUARDIAN.search(reading.text)
        if not (someone or _GUARDIAN.search(entry.whole) or _guarded(reading.text, entry)):
            yield found("guardian-missing", "当事人", entry.name)


def _last_day(text: str) -> date | None:
    """Return the end of the last year that *text* names beside the births, for a paper that bears no day yet."""
    years = [int(year) for year in re.findall(r"(20\d\d)[年.\-/]", _BORN.sub("", text))]
    return date(max(years), 12, 31) if years else None


def _is_young(told: str, signed: date) -> bool:
    born = _BORN.search(told)
    if not born:
        return False
    year, month, day = next(
        tuple(int(part or 1) for part in born.groups()[at : at + 3]) for at in (0, 3, 6) if born.groups()[at]
    )
    of_age = next(rule.years for rule in MAJORITIES if rule.since <= signed)
    return signed.year - year - ((signed.month, signed.day) < (month, day)) < of_age


def _guarded(text: str, entry: Entry) -> bool:
    """Return whether somebody is said to stand for the party (李示之父, 甲方法定代理人, 并代李示)."""
    called = "|".join(map(re.escape, filter(None, (entry.name, entry.role))))
    return bool(
        re.search(rf"(?:{called})(?:的|之)?{_KIN}(?!{_STAYS_AWAY})|代(?:理|表)?(?:{entry.name})", text)
    )


def _spoken_for(reading: Reading, entry: Entry) -> bool:
    """Return whether somebody speaks for the body, at the head or where it signs."""
    if _SPEAKS.search(entry.whole) or len(entry.told) < len("住所地"):
        return True
    tail = reading.text[reading.text.rfind("。") + 1 :]
    return any(_SPEAKS.search(line) for line in tail.splitlines() if "调解" not in line)
