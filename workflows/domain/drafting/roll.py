"""The roll: the parties of a paper as records, found by what is told of them, whatever form the head has."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from workflows.domain.drafting.heads import Head, heads
from workflows.domain.drafting.memory import remembered
from workflows.domain.drafting.names import starts_with_surname
from workflows.domain.drafting.reading import ROLES, Reading

_BODY = (
    r"(?:公司|委员会|合作社|协会|中心|学校?|[小中大]学|幼儿园|小组|[口上下一二三四五六七八九十]组"
    r"|[店院厂社部行处站园局所铺馆楼场吧坊户室])"
)
_OF_PERSON = (
    r"(?:性别\s*[:]?\s*)?[男女](?![\u4e00-\u9fa5])|(?:公民)?身份证?(?:号码?|证号)?\s*[:]?\s*\d{6}"
    r"|(?:生于)?(?:19|20)\d\d年\d{1,2}月(?:\d{1,2}日)?(?:出?生)|\d{1,3}\s*岁"
)
_OF_BODY = (
    r"统一社会信用代码|法定代表人|住所地?[:\s]?|个体工商户|民办非企业|(?:经营者|投资人|代表人?|负责人)[:\s]"
)
_ALIAS = r"(?:[(][^)\n]{0,40}[)])?"
_TOLD = re.compile(
    rf"(?<![^\s,;:(|/。、\]】〕》〉◆■●-])(?P<name>[\u4e00-\u9fa5·]{{2,30}}(?:[(][\u4e00-\u9fa5]{{2,6}}[)][\u4e00-\u9fa5]{{2,20}})?)"
    rf"(?:\s*{_ALIAS}[\s,;:|/]{{1,6}}|\s*[(]\s*)(?:(?P<person>{_OF_PERSON})|(?P<body>{_OF_BODY}))"
)
"""A name and behind it what only identities tell: a sex, a number, a birth, what bodies have."""
_ACTS_FOR = re.compile(
    r"(?:代理人?|法定代表人?|[^人方]代表人?|代办人|监护人|受托人|负责人|调解[员人]|记录[员人]?|书记员|见证人|主持人?|联系人|经办人?|(?:工作|参加|参加调解|到场|出席)人员|到场人|律师)"
    r"\s*(?:[(][^)\n]{0,16}[)])?\s*(?:姓名)?\s*[:、|]?\s*(?:[^\s,。;:]{0,3}(?:[父母]亲?|祖父|祖母)\s*[:]?)?\s*$"
)
_HEADS_BODY = re.compile(
    r"[^\s]\s*(?:经营者|投资人|店主|老板|[校园院厂社组店]长|主任|经理)\s*(?:姓名)?\s*[:]?\s*$"
)
_NO_MORE = re.compile(
    r"(?:死者|被继承人|故去|已故|孩子|[子女]儿?|[父母]亲?|其[妻夫]|婚生[子女]|涉及的?(?:未成年人|子女))[:\s]?$"
)
"""Who died, whoever is told only because he belongs to the party before him, or is spoken of, takes no part."""
_DIED = re.compile(r"[^。\n]{0,80}(?:于[^,。;]{2,14}死亡|身亡|病故|亡故)")
"""Of whom the facts tell the death, without a role."""
_GOES_ON = re.compile(r";\s*\n\s*$")
"""After such an end of a line another one of the same side follows."""
_TWO_ROLES = re.compile(
    r"(?P<role>[\u4e00-\u9fa5]{1,8}[一二三四\d]?)\s*[(](?P<alias>[\u4e00-\u9fa5]{2,8})[)]\s*[:]?\s*$"
)
_IN_TABLE = ("付款人", "收款人", "付款方", "收款方")
"""Columns of a table of payments, where the parties have been told already."""
_NO_NAME = re.compile(
    r"^之|代表$|(?:文员|员工|职员|职工|会计|出纳|主管|助理|干事)$|之[父母妻夫子女兄弟姐妹]$"
)
_BEGINS = re.compile(r"[\n。;|](?:[^,]*)$|[与和及、]\s*$")
"""Another party begins a line or a sentence, or is joined by a word."""
_HEADED = re.compile(
    r"(?:^|\n)\s*(?P<role>[\u4e00-\u9fa5]{1,6}方)(?:[(][^)\n]*[)])?:\s*\n(?:[^\n:]*\n){0,5}[^\n:]{0,6}$"
)
"""A line that only says whose names follow (患方(死者近亲属):)."""
_KIN = re.compile(r"\s*[(](?:系?其?|[^,()]{2,4}之?)[父母夫妻][亲子]?[)]")
"""Who is told as somebody's father or mother is the guardian (王示例(母))."""
_RELATED = re.compile(r"[\u4e00-\u9fa5](?:的|之)[\u4e00-\u9fa5]{1,4}[\s:]$")
_FIELD = re.compile(
    r"^(?:姓名|名称|单位|单位名称|当事人|基本情况|信息|一方|另一方|[一二三四五六七八九十\d])+$"
)
_WORDS = re.compile(
    r"^(?:性别|民族|职业|住址|住所|地址|电话|汉族|年龄|出生|身份|公民|现住|家住|住|男|女|系|现年|[\u4e00-\u9fa5]{1,3}族$|农民|务农|职员|退休|个体|学生|会计|长子|次子|小女|以下|法定|联系|统一|个体|均|又|也|上列|纠纷|经营范围)"
)
_GLUED = re.compile(
    rf"^(?P<role>{'|'.join(sorted((re.escape(each) for each in ROLES), key=len, reverse=True))}|[甲乙丙丁戊]方)"
    r"[一二三四五]?(?:[是为系])?(?=[\u4e00-\u9fa5])"
)
_LEAD = re.compile(
    r"(?:^|(?<=[\s,;。、|\[【〔(]))(?P<role>[\u4e00-\u9fa5A-D][\u4e00-\u9fa5\d]{0,9}(?:[\s:|\]】〕.)]{1,4}|(?<=[甲乙丙丁戊A-D人方]),))"
    r"(?:(?:姓名|名称|单位名称)[\s:]*)?$"
)
_PERSON, _NEAR, _HEAD, _CLOSE, _PAIR = 4, 26, 900, 6, 2
_OTHER_PERSON = re.compile(r"法定代表人|法定代理人|代理人|负责人|监护人|经营者")
_ENDS = re.compile(r"纠纷|争议|事由|案由|经过|缘由|起因|鉴于|事实|调解")
_BODY_NAME = re.compile(rf"{_BODY}$")


@dataclass(frozen=True)
class Entry:
    """One party as the head of the draft tells it."""

    role: str
    name: str
    told: str
    whole: str
    """What is said of the party; with who acts for it."""

    alias: str = ""
    """The other word for the role, where the head tells two (甲方(卖方))."""

    @property
    def is_body(self) -> bool:
        """Return whether the name is that of a firm or another body."""
        return len(self.name) > _PERSON and bool(_BODY_NAME.search(self.name))


@remembered
def entries(reading: Reading) -> Sequence[Entry]:
    """Return the parties whom the head of the draft tells one after the other."""
    head = reading.text[: reading.text.find(reading.preamble) + len(reading.preamble)] or reading.text
    marks = _marks(head)
    if len(marks) < _PAIR:
        head = reading.text[:_HEAD]
        marks = _marks(head)
    made: list[Entry] = []
    for place, mark in enumerate(marks):
        until = marks[place + 1].start if place + 1 < len(marks) else len(head)
        whole = _ENDS.split(head[mark.end : until])[0]
        told = _OTHER_PERSON.split(whole)[0].split("。")[0]
        role, alias = _both_roles(head, mark)
        made.append(Entry(role, mark.name, told, whole, alias))
    return tuple(made)


def _both_roles(head: str, mark: Head) -> tuple[str, str]:
    """Return the role of *mark* and the other word for it that stands in brackets beside it."""
    line = head[: mark.end].rpartition("\n")[2]
    both = _TWO_ROLES.search(line.rpartition(mark.name)[0])
    if not both or mark.role not in both.groups():
        return mark.role, ""
    return both["role"], both["alias"]


def _marks(head: str) -> list[Head]:
    """Return whoever has a role before the name or an identity behind it, each once."""
    told = list(_told(head))
    roles = {mark.role for mark in told}
    labelled = [
        _plain(mark)
        for mark in heads(head)
        if not (_is_word(mark) or _leads(mark, told) or mark.name in roles)
        and not (mark.role in _IN_TABLE and len(told) >= _PAIR)
    ]
    full = [next((each for each in told if each.role and each.name == mark.name), mark) for mark in labelled]
    more = [mark for mark in told if not any(_same(mark, each) for each in full)]
    return sorted((*full, *more), key=lambda mark: mark.start)


def _plain(mark: Head) -> Head:
    """Return *mark* with the role apart from the name, where both are written as one word."""
    role, name = (mark.role, mark.name) if mark.role else _named("", mark.name)
    return Head(role, name, mark.start, mark.end)


def _is_word(mark: Head) -> bool:
    """Return whether what was taken for a name is none: kinship, a function, an option behind a letter (B.更换门板)."""
    option = len(mark.role) == 1 and mark.role in "ABCD" and not starts_with_surname(mark.name)
    spoken_of = _NO_NAME.search(mark.name) or mark.role.startswith("涉及")
    return bool(spoken_of) or (option and not _BODY_NAME.search(mark.name))


def _same(one: Head, other: Head) -> bool:
    return one.name in other.name or other.name in one.name


def _leads(mark: Head, told: Sequence[Head]) -> bool:
    """Return whether what was taken for a name only stands before one (三楼住户 王示例,男)."""
    return any(0 < each.start - mark.end <= _CLOSE for each in told if not _same(mark, each))


def _told(head: str) -> Iterator[Head]:
    known: set[str] = set()
    end, last, acting = 0, "", 0
    for match in _TOLD.finditer(head):
        before = head[max(0, match.start() - _NEAR) : match.start()]
        role, name = _named(before, match["name"])
        before += match["name"].removesuffix(name)
        headed = None if role else _HEADED.search(head[: match.start()])
        role = headed["role"] if headed else role
        begins = role or not end or _BEGINS.search(head[end : match.start()])
        kin = _KIN.match(head, match.start("name") + len(match["name"]))
        beside = not role and acting and "\n" not in head[acting : match.start()]
        died = not role and _DIED.match(head, match.end())
        if _ACTS_FOR.search(before) or beside:
            acting = match.end()
        elif (
            begins
            and not (kin or died)
            and name not in known
            and _is_party(before, role, name, body=bool(match["body"]))
        ):
            acting = 0
            known.add(name)
            until, start = end, match.start("name") + len(match["name"]) - len(name)
            end = start + len(name)
            goes_on = "\n" not in head[until:start] or _GOES_ON.search(head[until:start])
            last = role or (last if goes_on else "")
            yield Head(last, name, start, end)


def _is_party(before: str, role: str, name: str, *, body: bool) -> bool:
    """Return whether *name* is one, and of somebody who takes part for himself."""
    if _NO_NAME.search(name) or _WORDS.match(name):
        return False
    if any(words.search(before) for words in (_RELATED, _ACTS_FOR, _NO_MORE)):
        return False
    if body:
        return bool(_BODY_NAME.search(name))
    short = len(name) <= _PERSON and (role or starts_with_surname(name))
    return bool(short or "·" in name) and not _HEADS_BODY.search(before)


def _named(before: str, word: str) -> tuple[str, str]:
    """Return the role and the name in *word*, or the role in what stands *before* it."""
    glued = _GLUED.match(word)
    if glued and len(word) - glued.end() > 1:
        return glued["role"], word[glued.end() :]
    lead = _LEAD.search(before)
    role = lead["role"].rstrip(" :|]】〕.,)\n") if lead else ""
    plain = _FIELD.match(role) or _WORDS.match(role) or role.startswith("其") or "的" in role
    return ("" if plain else role), word
