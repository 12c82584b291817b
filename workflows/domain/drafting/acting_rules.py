"""Rules on who acts for whom: a body needs somebody who speaks for it, an agent authority."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from workflows.domain.drafting.finding import AgreementFinding, found
from workflows.domain.drafting.foot import Kind, Place, is_of, read_foot
from workflows.domain.drafting.names import starts_with_surname
from workflows.domain.drafting.reading import Reading
from workflows.domain.drafting.roll import Entry, entries

_BODY = re.compile(r"(?:公司|厂|合作社|企业|集团|中心|医院|卫生院|学校|幼儿园|[小中大]学|学院|委员会)$")
_SPEAKS = re.compile(
    r"代表|负责|代理|经营者|法人|投资人|店主|业主|经理|厂长|院长|校长|园长|主任|社长|理事长|站长|书记|组长|老板|经办|授权|合伙人|管理人"
)
_NUMBERED = re.compile(r"[0-9A-Z]{15,18}|住所")
"""Where the head tells numbers it tells its parties in full."""
_AGENT = re.compile(
    r"(?:(?<!法定)(?:委托)?代理人|代办人|受托人|代其参加|代为(?:谈判|协商|处理|调解))(?!费|权)"
)
_AUTHORITY = re.compile(
    r"授权|委托书|委托手续|受[^,。;]{1,12}委托|全权|律师|代理权限|特别代理|公证委托|代理证|委托材料|书面委托"
)
_AUTHORISED = re.compile(r"授权|委托|监护|法定代理|代理人|[父母](?:亲|代)|推选|推举|笔录|不识字|不会写字")
_KIN_SIGNS = re.compile(r"其[父母]亲?代签")
_INSTEAD = re.compile(
    r"[(](?:(?!由?其)(?P<name>[\u4e00-\u9fa5]{2,4}?)(?:代(?:为)?签?[字名]?|签[名字])|(?:由?其[父母兄弟姐妹夫妻子女]亲?)代(?:为)?签[字名]?)[)]"
)
_SPOKEN = re.compile(
    r"口头[^,。;\n]{0,8}(?:委托|授权|让|叫|托|同意|答应)|[自声]?称[^,。;\n]{0,8}(?:[作做]主|说了算|能定|可以?代)"
)
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
    if agent and (not _AUTHORITY.search(reading.text) or _SPOKEN.search(reading.text)):
        yield found("agent-authority", "当事人", agent[0])
    elif not _AUTHORISED.search(_KIN_SIGNS.sub("", reading.text)):
        yield from _signs_instead(reading, told)


def _signs_instead(reading: Reading, told: Sequence[Entry]) -> Iterator[AgreementFinding]:
    """Yield whoever signs in the place of a person (甲方(李示例代签)) where nothing speaks of an authority."""
    names = {entry.name for entry in told}
    for place in read_foot(reading.text, sorted(names)).of(Kind.PARTY, Kind.ALL):
        other = _INSTEAD.search(place.text)
        body = any(entry.is_body and is_of(place, entry) for entry in told)
        name = other["name"] if other else ""
        kin = other is not None and not name
        if other and not body and (kin or (name not in names and starts_with_surname(name))):
            yield found("agent-authority", "签名处", place.text)


def _spoken_for(reading: Reading, entry: Entry) -> bool:
    """Return whether somebody speaks for the body, at the head or where it signs."""
    if _SPEAKS.search(entry.whole) or len(entry.told) < len("住所地"):
        return True
    told = entries(reading)
    foot = read_foot(reading.text, [each.name for each in told])
    owned = [(place, _owner(place, told)) for place in foot.places if "调解" not in place.text]
    if not any(owner is entry for _, owner in owned):
        return any(_SPEAKS.search(place.text) for place, _ in owned)
    last: Entry | None = None
    for place, owner in owned:
        last = owner or last
        if last is entry and _SPEAKS.search(place.text):
            return True
    return False


def _owner(place: Place, told: Sequence[Entry]) -> Entry | None:
    return next((entry for entry in told if is_of(place, entry)), None)
