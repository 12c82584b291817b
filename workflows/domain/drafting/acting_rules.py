"""Rules on who acts for whom: a body needs somebody who speaks for it, an agent authority."""

from __future__ import annotations

import re
from collections.abc import Iterator

from workflows.domain.drafting.finding import AgreementFinding, found
from workflows.domain.drafting.reading import Reading
from workflows.domain.drafting.roll import Entry, entries

_BODY = re.compile(r"(?:公司|厂|合作社|企业|集团|中心|医院|卫生院|学校|幼儿园)$")
_SPEAKS = re.compile(
    r"代表|负责|代理|经营者|法人|投资人|店主|业主|经理|厂长|院长|校长|园长|主任|社长|理事长|站长|书记|组长|老板|经办|授权|合伙人|管理人"
)
_NUMBERED = re.compile(r"[0-9A-Z]{15,18}")
"""Where the head tells numbers it tells its parties in full."""
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


def _spoken_for(reading: Reading, entry: Entry) -> bool:
    """Return whether somebody speaks for the body, at the head or where it signs."""
    if _SPEAKS.search(entry.whole) or len(entry.told) < len("住所地"):
        return True
    tail = reading.text[reading.text.rfind("。") + 1 :]
    return any(_SPEAKS.search(line) for line in tail.splitlines() if "调解" not in line)
