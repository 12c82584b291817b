"""The head of a draft: which roles it gives to which names, in whatever form it tells its parties."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_ROLE = (
    r"(?:[A-D甲乙丙丁戊](?:方|\b)|被?申请[人方][一二三四五\d]?|第三人|到场人\d|[男女]方|[患医]方"
    r"|(?:出租|承租|出借|借款|保证|担保|付款|收款|债权|债务|定作|承揽|发包|承包)[人方]|雇主|供方|需方|担保人|保证人|务工人|雇员|房东|租客|(?:提供|接受)劳务方|学校|业主|物业公司|保险公司|当事人[一二三四](?=\s*[:|])|当事人)"
)
_SURE = r"(?:[一-龥()·]{2,30}?(?:公司|店|院|厂|社|中心|委员会|学校|小学|中学|部|行|处|站|园|局|所|户))"
_NAME = rf"(?:{_SURE}(?=[\s,;/(|。]|$)|[\u4e00-\u9fa5·]{{2,4}}(?=[\s,;/(|。]|$))"
_LABEL = re.compile(
    rf"(?:^|(?<=[\n。;|\[◆■●,]))[ \t]*(?:当事人\s*[(]?\s*)?"
    rf"(?P<role>{_ROLE})\s*(?:[)\]]|(?=[:| (]))\s*(?:[(][^)\n]{{1,14}}[)])?\s*[:|]?\s*"
    rf"(?:(?:姓名|名称|单位名称)\s*(?:[(][^)\n]{{1,6}}[)])?\s*[:]\s*)?(?P<name>{_NAME})"
)
_PROSE = re.compile(
    rf"(?:立协议人|协议人|当事人)\s*(?P<one>{_NAME})\s*[(][^)]*[)]\s*[、与和及,]\s*(?P<two>{_NAME})\s*[(]"
)
_ANY = "当事人"
_FIELD = re.compile(r"^(?:姓名|名称|性别|单位|住址|地址|法定|代表|盖章|签[名字])")


@dataclass(frozen=True)
class Head:
    """One party as it is told: the role ("" in running text), the name, and where the words on it begin."""

    role: str
    name: str
    start: int
    end: int


def heads(text: str) -> Iterator[Head]:
    """Yield the parties that *text* introduces, in order, each role once."""
    seen: set[str] = set()
    for match in _LABEL.finditer(text):
        again = match["role"] in seen and match["role"] != _ANY
        if not again and not _FIELD.match(match["name"]):
            seen.add(match["role"])
            yield Head(match["role"], match["name"], match.start(), match.end())
    told = None if seen else _PROSE.search(text)
    if told:
        yield from (Head("", told[part], told.start(part), told.end(part)) for part in ("one", "two"))
