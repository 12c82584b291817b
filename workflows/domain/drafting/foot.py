"""The foot of a paper: the places to sign as records (who, how, filled with what), whatever their layout."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cached_property

from workflows.domain.drafting.names import starts_with_surname
from workflows.domain.drafting.reading import places
from workflows.domain.drafting.roll import Entry


class Kind(Enum):
    """Whose a place is, as far as its own words tell."""

    MEDIATOR = "mediator"
    ORGAN = "organ"
    RECORDER = "recorder"
    ALL = "all"
    SPEAKER = "speaker"
    PARTY = "party"


HOW = r"签[名字章署押收到]?|盖章|加盖|公章|印章|捺印|按[指手]?印|[指手]印|画押|签收|章|印"
_SIGN = re.compile(rf"{HOW}|[:_]\s*$|_{{2,}}|\(\s*\)")
"""A cell in which somebody signs: it says how, or leaves room behind its words."""
_CELLS = re.compile(
    r"\s{2,}|\t|\||(?<=[)_])\s+(?=[\u4e00-\u9fa5])|(?:[,;。\s]|(?<=[_):\s])、)(?=[^\s:(),;。、_]{1,14}(?:[(][^)\n]*[)])*\s*:)"
    r"|\s(?=[\u4e00-\u9fa5]{2,30}\s*[(:])"
)
_PROSE = re.compile(
    r"[。;]\s*\|?\s*$|^\s*(?:第[一二三四五六七八九十\d]+条|[一二三四五六七八九十\d]+[、.])\s*\S{12}"
)
_OPENER = re.compile(
    r"(?:如下|下列|以下)[^:(\n]{0,6}:\s*$|(?:议定|商定|约定|协商|达成(?:一致)?)[^:(\n]{0,4}:\s*$"
)
"""The line before the first clause is none of the foot, however short the paper."""
_STRONG = re.compile(rf"(?:{HOW})[^。;\n]{{0,12}}[:)]|:[\s_]*$|_{{3,}}")
_DAY = re.compile(
    r"[\s(]*(?:[^\d:]{0,6}[:于]?\s*)?(?:\d{4}|[二〇零○]{1}[\u4e00-\u9fa5〇○]{3})\s*[年.\-/].{0,14}$|[\s\d年月日_/.-]+$"
)
_BLANK = re.compile(r"_{4,}")
"""Room for another one who signs under the same role."""
_MEDIATOR = re.compile(r"调解员|调解人员|民警|警察|主持|说和人|仲裁员|法官|司法员|司法助理|(?<!申请)调解人")
_WITNESS = re.compile(
    r"收讫|记录|书记|见证|录入|在场人?(?!调解)|翻译|案号|编号|电话|地址|日期|时间|份数|备注|附件|二维码"
)
_ORGAN = re.compile(
    r"调解?委|调委会|调[解处](?:组织|机构|中心|工作|室|站|小组)|委员会|工作[室站]|司法所|法庭|法院|派出所|消费者(?:权益)?[^,。]{0,4}协会|工会|分会|解纷中心|化解中心|联动中心|本会|盖章处"
)
_BARE_SEAL = re.compile(rf"[\s(\[]*(?:(?:加?盖)?(?:{HOW}))(?:处)?[\s)\]:_]*$")
_ALL = re.compile(
    r"^[\s(]*(?:立?协议(?:各)?[人方]|(?:各方|双方|三方|四方|全体)?当事(?:人|方|各方)(?:各方|双方|代表)?|[双各三四五六七八九十\d][方家户]|甲乙(?:丙丁?)?[双各三四]?方|(?:立|签)[约署字名][人方]?|以上各方|签[名字署]处?)(?:(?:亲笔|本人)?签[名字署章]|盖章|[捺按]|\s*[(:]|\s*$|、)"
)
_SPEAKER = re.compile(r"代表|负责人|经营者|投资人|经理|[厂院校园店社]长|法人|经办|代理|监护|代签|老板")
_ONLY_SPEAKS = re.compile(rf"{_SPEAKER.pattern}|法定|委托|授权|或|及|和|、|者|人|本人|{HOW}")
_NAMES = re.compile(r"[\u4e00-\u9fa5·]{2,4}")
_ROW = re.compile(r"[\u4e00-\u9fa5·]{2,4}(?:[、\s]+[\u4e00-\u9fa5·]{2,4})*")
_FILLER = re.compile(r":\s*(?P<names>[\u4e00-\u9fa5·]{2,4}(?:[、\s]+[\u4e00-\u9fa5·]{2,4})*)\s*(?:[(]|_|$)")
_TYPED = re.compile(r":\s*[\u4e00-\u9fa5]")
_IN_BRACKETS = re.compile(r"[^:(]{1,14}:\s*[(]")
_HEADING = re.compile(
    r"^(?:当事人|[双各]方)[^:()]{0,8}签署:?$|^[\s(\[#【]*(?:以下)?(?:无正文)?,?(?:为)?(?:[一二三四五六七八九十\d]+[、.]|第.{1,2}部分)?\s*签[署名字章](?:栏|页|部分|处|区)?[\s)\]】:]*$"
)
_DROPPED = re.compile(r"生效|之日起|一式")
_ANNEX = re.compile(r"\n\s*(?:\[\s*)?(?:附(?:件|表|录|页|图|后)?[一二三四五\d]?|收条|收据|回执)\s*[:(\n].*")
_PLACE_LINE = re.compile(rf"(?m)^[^。;\n]*(?:{HOW})[^。;\n]*$")
_SPACED = re.compile(
    r"(?<![\u4e00-\u9fa5])[\u4e00-\u9fa5](?: +[\u4e00-\u9fa5](?![\u4e00-\u9fa5]))+(?=\s*[:(])"
)
"""Words set wide (调 解 员 签 名:)."""
_SHORT, _NEAR = 4, 300
_LINES, _PROSE_LINES, _SEVERAL = 26, 2, 2
_COUNTED = re.compile(r"[一二三四五\d]")
"""Behind a role it makes another one of it (申请人二)."""
_ANYBODY = ("", "当事人", "双方", "各方")
_SORT = re.compile(r"(?P<stem>[\u4e00-\u9fa5]{2,6}?)(?:公司|[店厂院社部园校行馆铺站]|中心)")
_GENERIC = re.compile(
    r"^(?:.{0,8}?[省市县区旗])+|(?:股份|有限责任|有限|责任)?公司$|^.{0,6}[镇乡村街道]+(?=.{4})|[(][^)]*[)]"
)
_COMMON = re.compile(
    r"有限|公司|中心|服务|管理|科技|工程|建筑|人民|医院|学校|贸易|商贸|保险|支公|分公|责任|股份|经营|委员"
)


@dataclass(frozen=True)
class Place:
    """One place to sign: the words it is told by, and whose it is as far as they say."""

    text: str
    kind: Kind

    @property
    def names(self) -> Sequence[str]:
        """Return the names typed behind the colon, or alone."""
        told = _FILLER.search(self.text)
        row = told["names"] if told else self.text if _ROW.fullmatch(self.text) else ""
        return tuple(_NAMES.findall(row))

    @property
    def filled(self) -> bool:
        """Return whether something is typed behind the colon."""
        return bool(self.names) or bool(_TYPED.search(self.text))


@dataclass(frozen=True)
class Foot:
    """The end of a paper, its lines and its places."""

    lines: Sequence[str]

    @cached_property
    def places(self) -> Sequence[Place]:
        """Return the places in their order."""
        return tuple(place for line in self.lines for place in _places(line))

    @property
    def in_one_line(self) -> bool:
        """Return whether all its places stand in one line, as whoever only hints at the foot writes them."""
        return sum(any(_places(line)) for line in self.lines) < _SEVERAL

    @property
    def text(self) -> str:
        """Return all of it."""
        return "\n".join(self.lines)

    def of(self, *kinds: Kind) -> Sequence[Place]:
        """Return the places of *kinds*."""
        return [place for place in self.places if place.kind in kinds]


def read_foot(text: str, names: Sequence[str]) -> Foot:
    """Return the foot of *text*, in which *names* may be spaced out (覃  浩)."""
    text = _SPACED.sub(lambda told: told[0].replace(" ", ""), _main(text).replace("\uff3f", "_"))
    for name in names:
        if 1 < len(name) <= _SHORT and any(f"{sign} " in text for sign in name[:-1]):
            text = re.sub(r"[ ]*".join(map(re.escape, name)), name, text)
    return Foot(tuple(_lines(text)))


def _main(text: str) -> str:
    """Return *text* without the annexes that follow its foot."""
    for annex in _ANNEX.finditer(text):
        before = text[max(0, annex.start() - _NEAR) : annex.start()]
        if len(_PLACE_LINE.findall(before)) >= _SEVERAL:
            return text[: annex.start()]
    return text


def _lines(text: str) -> list[str]:
    """Return the lines after the last clause; a sentence or two between the places does not end them."""
    kept: list[str] = []
    skipped: list[str] = []
    for line in reversed([line for line in text.splitlines() if line.strip()][-_LINES:]):
        if _OPENER.search(line):
            break
        if (_PROSE.search(line) or "。" in line.rstrip("。 ")) and not _is_places(line):
            skipped.append(line)
            if len(skipped) > _PROSE_LINES:
                break
        elif not skipped or (_STRONG.search(line) and not _DROPPED.search(line)):
            kept.append(line)
            skipped = []
    return kept[::-1]


def _is_places(line: str) -> bool:
    """Return whether *line* is a row of places though it ends like a sentence."""
    return len(re.findall(rf"(?:{HOW})[^。;,]{{0,10}}:", line)) > 1 and not _DROPPED.search(line)


def _places(line: str) -> Iterator[Place]:
    if _HEADING.search(line):
        return
    for cell in _CELLS.split(line):
        told = cell.strip(" -*#>[]【】")
        if _BLANK.fullmatch(told):
            yield Place(told, Kind.PARTY)
        elif told and not _DAY.fullmatch(told):
            kind = _kind(told)
            if kind is not None:
                yield Place(told, kind)


def _kind(cell: str) -> Kind | None:
    label = re.split(r"[:(_]", cell, maxsplit=1)[0] or cell
    if _MEDIATOR.search(label) and not _ORGAN.search(_MEDIATOR.sub("", label)):
        return Kind.MEDIATOR
    if _WITNESS.search(label):
        return Kind.RECORDER
    if _ALL.search(cell) and not _ORGAN.search(label):
        return Kind.ALL
    if _ORGAN.search(cell) and (len(label) > _SHORT or _SIGN.search(cell)):
        return Kind.ORGAN
    if _SPEAKER.search(label):
        return Kind.PARTY if len(_ONLY_SPEAKS.sub("", label)) >= _SEVERAL else Kind.SPEAKER
    if _BARE_SEAL.match(cell):
        return Kind.ORGAN
    plain = _ROW.fullmatch(cell)
    return (
        Kind.PARTY
        if _SIGN.search(cell) or plain or _FILLER.search(cell) or _IN_BRACKETS.match(cell)
        else None
    )


def is_of(place: Place, party: Entry) -> bool:
    """Return whether *place* tells *party* by its role, its name, a short name of a body, or who acts for it."""
    label = re.split(r"[:_]", place.text, maxsplit=1)[0]
    words = (word for word in (party.role, party.alias) if word not in _ANYBODY)
    role = any(
        label[max(0, at - 1) : at] != "被" and not _COUNTED.match(label, at + len(word))
        for word in words
        for at in places(label, word)
    )
    if place.kind is Kind.ORGAN:
        return party.name in place.text or bool(role and label.startswith(party.role))
    if role or party.name in place.text or any(word in label for word in _short_words(party)):
        return True
    short = party.is_body and _shares_name(party.name, place.text)
    return short or any(name in place.text for name in _acting(party))


def _short_words(party: Entry) -> Iterator[str]:
    """Yield the last two signs of a long role or of a body's name (维修企业, 示例驿站), common words apart."""
    words = (
        party.role if len(party.role) >= _SHORT and party.role[-1] not in "人方者" else "",
        party.name if party.is_body else "",
    )
    yield from (word[-2:] for word in words if word and not _COMMON.search(word[-2:]))


def _shares_name(name: str, text: str) -> bool:
    """Return whether *text* has three characters of *name* together, or two and what sort of body it is (宏示公司)."""
    core = _GENERIC.sub("", name)
    runs = (core[at : at + 3] for at in range(len(core) - 2))
    pairs = (core[at : at + 2] for at in range(len(core) - 1))
    called = [match["stem"] for match in _SORT.finditer(text)]
    return any(run in text for run in runs if not _COMMON.search(run)) or any(
        pair in stem for pair in pairs if not _COMMON.search(pair) for stem in called
    )


_ACTS = re.compile(
    r"(?:代理人?|代表人?|负责人|经营者|监护人|投资人)[^\u4e00-\u9fa5。;]{0,4}(?P<name>[\u4e00-\u9fa5]{2,4})(?![\u4e00-\u9fa5])"
)


def _acting(party: Entry) -> Iterator[str]:
    for match in _ACTS.finditer(party.whole):
        if starts_with_surname(match["name"]):
            yield match["name"]
