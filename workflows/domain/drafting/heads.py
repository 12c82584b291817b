"""The head of a draft: which roles it gives to which names, in whatever form it tells its parties."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from workflows.domain.drafting.memory import remembered

_ROLE = (
    r"(?:[A-D甲乙丙丁戊](?:方|\b)|被?申请[人方][一二三四五\d]?|第三人|到场人\d|[男女]方|[患医]方"
    r"|(?:出租|承租|出借|借款|保证|担保|付款|收款|债权|债务|定作|承揽|发包|承包)[人方]|雇主|供方|需方|担保人|保证人|务工人|雇员|房东|租客|(?:提供|接受)劳务方|学校|业主|物业公司|保险公司|当事人[一二三四](?=\s*[:|])|当事人)"
)
_SURE = r"(?:[一-龥()·]{2,30}?(?:公司|店|院|厂|社|中心|委员会|学校|小学|中学|部|行|处|站|园|局|所|户))"
_NAME = rf"(?:{_SURE}(?=[\s,;/(|。]|$)|[\u4e00-\u9fa5·]{{2,4}}(?=[\s,;/(|。]|$))"
_LABEL = re.compile(
    rf"(?:^|(?<=[\n。;|\[\]〔◆■●,]))[ \t]*(?:当事人\s*[(]?\s*)?"
    rf"(?P<role>{_ROLE})\s*(?:[)\]〕]|(?=[:| (]))\s*(?:[(][^)\n]{{1,14}}[)])?\s*[:|]?\s*"
    rf"(?:(?:姓名|名称|单位名称)\s*(?:[(][^)\n]{{1,6}}[)])?\s*[:]\s*)?(?P<name>{_NAME})"
)
_PROSE = re.compile(
    rf"(?:立协议人|协议人|当事人)\s*(?P<one>{_NAME})\s*[(][^)]*[)]\s*[、与和及,]\s*(?P<two>{_NAME})\s*[(]"
)
_ALIAS = r"(?:(?:以下)?[^,()\n]{0,3}称[^,()\n]{1,16},\s*)?"
_TOLD = re.compile(
    rf"(?:^|(?<=[\n。;:、|]))\s*(?:(?P<person>[\u4e00-\u9fa5·]{{2,4}})\s*[,;(|\n]\s*{_ALIAS}"
    r"(?:性别\s*:\s*)?[男女](?=[,;。)\s])"
    rf"|(?P<body>{_SURE})\s*[,(|]\s*{_ALIAS}(?:统一社会信用代码|(?:机构)?住所|法定代表人))"
)
"""Whoever is told with a sex, or with what only bodies have, is a party, whatever stands before the name."""
_LED = re.compile(
    rf"(?:^|(?<=[\n。;:、|,]))\s*(?P<role>{_ROLE}|[东西南北]邻|[\u4e00-\u9fa5]{{1,3}}[人方])(?P<name>{_SURE}|[\u4e00-\u9fa5·]{{2,4}})"
    r"\s*[(]\s*(?:[男女]\s*,|统一社会信用代码|住所地?|法定代表人)"
)
"""A role, a name and what is told of it in brackets, in running text (甲方张三(男, ...);乙方李四(女, ...))."""
_ACTS_FOR = re.compile(
    r"(?:代理人?|代表人?|代办人|监护人|受托人|负责人|经营者|投资人|调解[员人]|记录[员人]?|见证人|主持人?|保证人|联系人|(?:工作|参加|出席|到场|调解)人员)"
    r"\s*(?:[(][^)\n]{0,10}[)])?\s*[:、]?\s*$"
)
_CALLED = re.compile(r"\s*[(](?:以下)?[^,()\n]{0,3}称[\s:为\"“]*([\u4e00-\u9fa5]{2,10}?)[\s\"”,)]")
_ANY = "当事人"
_FIELD = re.compile(
    r"^(?:[不未已应须均双各对在于的认愿无如若因经按]|姓名|名称|性别|单位|住址|地址|法定|代表|盖章|签[名字])"
)

_NO_NAME = re.compile(rf"{_ROLE}|记录人|调解员|时间|金额|方式|序号|旅客|消费者|代表人")
"""A role behind a role is the head of a table (付款人 | 收款人), no name."""
_BACK = 24


@dataclass(frozen=True)
class Head:
    """One party as it is told: the role ("" in running text), the name, and where the words on it begin."""

    role: str
    name: str
    start: int
    end: int


@remembered
def heads(text: str) -> Sequence[Head]:
    """Return the parties that *text* introduces, in order, each role once."""
    labelled = tuple(_labelled(text))
    if len({head.name for head in labelled}) > 1:
        return labelled
    led = tuple(_led(text))
    told = tuple(_in_prose(text)) or (led if len(led) > 1 else tuple(_described(text)))
    return told if len(told) > len(labelled) else labelled


def _labelled(text: str) -> Iterator[Head]:
    seen: set[str] = set()
    for match in _LABEL.finditer(text):
        again = match["role"] in seen and match["role"] != _ANY
        if not (again or _FIELD.match(match["name"]) or _NO_NAME.fullmatch(match["name"])):
            seen.add(match["role"])
            yield Head(match["role"], match["name"], match.start(), match.end())


def _in_prose(text: str) -> Iterator[Head]:
    told = _PROSE.search(text)
    if told:
        yield from (Head("", told[part], told.start(part), told.end(part)) for part in ("one", "two"))


def _led(text: str) -> Iterator[Head]:
    known: set[str] = set()
    for match in _LED.finditer(text):
        if match["name"] not in known and not _ACTS_FOR.search(match["role"]):
            known.add(match["name"])
            yield Head(match["role"], match["name"], match.start("role"), match.end("name"))


def _described(text: str) -> Iterator[Head]:
    """Yield who is told with a sex or a number of a body, agents and representatives apart."""
    known: set[str] = set()
    for match in _TOLD.finditer(text):
        name = match["person"] or match["body"]
        if name not in known and not _ACTS_FOR.search(text[max(0, match.start() - _BACK) : match.start()]):
            known.add(name)
            start = match.start("person" if match["person"] else "body")
            called = _CALLED.match(text, start + len(name))
            yield Head(called[1] if called else "", name, start, start + len(name))
