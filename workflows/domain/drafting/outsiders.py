"""Outsiders: everybody of whom a sentence speaks who takes no part, as records, and what the sentence does to them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from workflows.domain.drafting.memory import remembered
from workflows.domain.drafting.names import SURNAMES, is_word, starts_with_surname
from workflows.domain.drafting.outsider_words import (
    BRINGS,
    DEAD,
    DUTY,
    GIVEN,
    GRANTED,
    JOINT,
    KIN,
    LEFT_FREE,
    NEAR,
    NO_SHARE,
    NOT_GRANTED,
    PAID,
    THING_OF,
)
from workflows.domain.drafting.reading import Reading, places, sentences
from workflows.domain.drafting.roll import entries
from workflows.domain.drafting.word_list import one_of

_SIGN = "".join(sorted(SURNAMES))
_PARTY = r"(?:[甲乙丙丁]方|被?申请人|双方|两家|[甲乙](?=的|家)|其|他|她|@)"
_OF_PARTY = rf"(?P<of>{_PARTY}(?:在[^,。;]{{1,8}}的|的|之|家的?|那边的)?[^,。;@]{{0,6}}?)"
_NAME = rf"(?:[{_SIGN}][\u4e00-\u9fa5]{{1,2}}?)"
_OWNED_BY = one_of("的那 家的?[^,。;] 种的 托 名下 承包的 今后 不得 须 应当 到期 在[^,。;]{1,10}的")
_WHO = re.compile(
    rf"{_OF_PARTY}?(?P<what>{KIN}|{NEAR}(?:们)?)(?P<name>{_NAME}(?=[的名家应须要得不把将从在到每今以用放退承另种、,]))?"
    rf"|(?P<old>[老小][{_SIGN}])(?![板师人])(?=[家的应须要得也今不把那交])"
    rf"|(?P<family>[{_SIGN}]家)(?=$|[,。;]|的)"
    rf"|(?<=[的给人])(?P<last>[{_SIGN}][\u4e00-\u9fa5]{{2}})$"
    rf"|(?:^|(?<=[,、由把将用给从让替:)条村]))(?P<alone>{_NAME})(?={_OWNED_BY})"
)
"""Somebody by what he is to a party, with or without a name, or by surname alone (老周)."""
_SOON = re.compile(
    one_of(
        r"[(][^)]*[)] [、和与][\u4e00-\u9fa5]{2,3}(?=不|应|须|也|均|都)",
        "对[^,。;]{1,10}?(?=共同|承担|负) 共同 已出嫁[,]",
        r"今后 以后 日后 从此 此后 也 都 均 各自 本人 个人 他们 每户 每人 (?:晚上|每天)[^,。;]{1,8}[前后]",
        r"于[^,。;]{2,14}[前内日] 在[^,。;]{1,12}[前内] \d{4}年[^,。;]{2,10}[前内日]",
    )
)
"""What may stand between somebody and what he is to do."""
_BOUND = re.compile(
    r"(?:^|[^\u4e00-\u9fa5]|[^护]人"
    r"|[由给向与和及把将被让替对从经用以至到的之子女儿弟哥姐妹兄父母妻夫友居东舅叔伯姑姨婿媳嫂])$"
)
"""What may stand right before a name."""
_ALSO_WORDS = frozenset("方时从程管年路车柴阳堵勾公和")
_NO_SIGN = frozenset("由归给被把将从向与及在是的费款于支另加迟付自住没好校掉着转行社厂")
_ENDS = re.compile(r"$|[,。;]|的?(?:微信|手[上里])")
_CARED_FOR = re.compile(r"(?:赡养|照料|照顾|护理|看望|抚养)$")
_AGAIN = re.compile(r"再有[^,。;]{0,6}行为")
"""For what a child does again its parents answer by law."""
_MINOR = re.compile(r"抚养|探望|监护|岁|出生")
_PAIR = 2
_KIN_SIGNS = frozenset("父母爸妈妻夫子女儿兄弟姐妹哥爷奶叔舅姑姨岳")
_NO_FAMILY = frozenset("公国全农商东管家华大自人各两回")
"""Signs that are surnames, with which other words are made (农家, 管家)."""
_BY_PARTIES = re.compile(r"(?:[双各]方|[甲乙丙丁]方?|被?申请人|两家|@)(?:均|都|一致)?(?:同意|自愿|承诺)")


@dataclass(frozen=True)
class Outsider:
    """One mention: the words for it, the name if one is told, and where they stand in the sentence."""

    what: str
    name: str
    start: int
    end: int


def outsiders(sentence: str, reading: Reading, known: str) -> Iterator[Outsider]:
    """Yield everybody of whom *sentence* speaks and of whom *known*, the head and the foot, does not."""
    for match in _WHO.finditer(_with_signs(sentence, reading)):
        what = match["what"] or match["old"] or ""
        named = match["name"] or match["alone"] or match["last"] or match["family"] or ""
        name = named if _is_name(named) else ""
        told = not what or _is_told(what, known, reading, of=match["of"])
        if name and _left_by(reading, name):
            continue
        if not (name.removesuffix("家") in known if name else told):
            end = match.end() if name or not match["name"] else match.end("what")
            yield Outsider(what, name, match.start(), end)
    for name in _strange_names(reading, known):
        for at in places(sentence, name):
            if _BOUND.search(sentence[:at]):
                yield Outsider("", name, at, at + len(name))


@remembered
def _strange_names(reading: Reading, known: str) -> tuple[str, ...]:
    """Return the persons whom a paper that tells its parties one by one names besides them."""
    if len(entries(reading)) < _PAIR:
        return ()
    parties = {*reading.called, *reading.called.values()}
    return tuple(
        name
        for name in sorted(reading.persons)
        if _is_name(name)
        and name not in known
        and not _left_by(reading, name)
        and not _NO_SIGN & set(name[1:])
        and not any(name.startswith(each) for each in parties if len(each) > 1)
    )


def is_ward(reading: Reading, name: str) -> bool:
    """Return whether it is a child, or a dead person, of whom the paper tells."""
    return any(
        name in part and (_MINOR.search(part) or DEAD.search(part)) for part in sentences(reading.text)
    )


def _left_by(reading: Reading, name: str) -> bool:
    """Return whether what is *name*'s is the estate that the paper divides."""
    return any(name in part and DEAD.search(part) for part in sentences(reading.preamble))


def _is_name(word: str) -> bool:
    if word.endswith("家"):
        return word[0] not in _NO_FAMILY
    return starts_with_surname(word) and word[0] not in _ALSO_WORDS and not is_word(word)


def _with_signs(sentence: str, reading: Reading) -> str:
    """Return *sentence* with signs of the same length for the names of parties."""
    for name in sorted((each for each in reading.called if len(each) > 1), key=len, reverse=True):
        if name[-1] != "方" and "申请人" not in name:
            sentence = sentence.replace(name, "□" * (len(name) - 1) + "@")
    return sentence


def _is_told(what: str, known: str, reading: Reading, *, of: str | None) -> bool:
    """Return whether the paper's head and foot, or for kin told without whose the facts, tell of *what*."""
    plain = what.removesuffix("们")
    signs = _KIN_SIGNS & set(plain) if re.fullmatch(KIN, plain) else set()
    if plain in known or signs & set(known):
        return True
    return of is None and bool(signs & set(reading.preamble) or (signs and reading.text.count(plain) > 1))


def decided_over(sentence: str, reading: Reading, known: str) -> Outsider | None:
    """Return the outsider who is to do or to lose something by *sentence*, or is paid by it."""
    plain = _with_signs(sentence, reading)
    return next((each for each in outsiders(sentence, reading, known) if _is_touched(plain, each)), None)


def _is_touched(sentence: str, who: Outsider) -> bool:
    before, rest = sentence[: who.start], sentence[who.end :]
    phrase = before.rpartition(",")[2] + sentence[who.start :].partition(",")[0]
    if GRANTED.search(_BY_PARTIES.sub("", NOT_GRANTED.sub("", sentence))) or LEFT_FREE.search(phrase):
        return False
    if _CARED_FOR.search(before) or _AGAIN.search(before):
        return False
    brings = before.rstrip("□")[-1:] in {*"由让叫"} and BRINGS.match(rest)
    loses = NO_SHARE.search(rest) or _loses(before, sentence, rest)
    return bool(brings or loses) or _owes(rest) or _is_paid(before, rest)


def _owes(rest: str) -> bool:
    rest = rest.removeprefix("们")
    while soon := _SOON.match(rest):
        rest = rest[soon.end() :]
    return bool(DUTY.match(rest))


def _loses(before: str, sentence: str, rest: str) -> bool:
    joint = JOINT.match(rest) and re.search(r"[与和跟同][^,。;]{0,6}$", before)
    return bool((joint or THING_OF.match(rest)) and GIVEN.search(sentence))


def _is_paid(before: str, rest: str) -> bool:
    return bool(PAID.search(before) and _ENDS.match(rest))
