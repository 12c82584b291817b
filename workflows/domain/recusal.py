"""Who may not mediate: parties, relatives, agents, the interested, the replaced, the under-aged (DM-11)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

Ids = frozenset[str]


@dataclass(frozen=True, kw_only=True)
class Concerned:
    """One person or body that a case concerns; `ids` are identity numbers and account ids, never names."""

    ids: Ids = frozenset()
    units: Ids = frozenset()
    agent_ids: Ids = frozenset()


@dataclass(frozen=True, kw_only=True)
class Ties:
    """What binds a mediator: own ids, ids of close relatives, and ids or units in which an interest was declared."""

    ids: Ids
    relatives: Ids = frozenset()
    interests: Ids = frozenset()
    born_on: date | None = None


@dataclass(frozen=True)
class Bar:
    """One reason for which a mediator may not have the case; `waivable` where the parties may let it pass."""

    rule: str
    zh: str
    en: str
    waivable: bool = False


UNDER_AGE = Bar("under-age", "未满法定年龄", "is under the age for mediators")
REPLACED = Bar("replaced", "当事人已申请其回避", "a party has asked for a replacement")
PARTY = Bar("party", "本人是当事人", "is a party")
AGENT = Bar("agent", "本人是当事人的代理人", "acts for a party")
RELATIVE = Bar("relative", "是当事人的近亲属", "is a close relative of a party", waivable=True)
AGENT_RELATIVE = Bar("agent-relative", "是代理人的近亲属", "is a close relative of an agent", waivable=True)
INTEREST = Bar("interest", "已申报与本案有利害关系", "has declared an interest in the case", waivable=True)


def bars(ties: Ties, concerned: tuple[Concerned, ...], *, on: date, minimum_age: int) -> Iterator[Bar]:
    """Return every reason for which somebody with *ties* may not mediate (人民调解法 14, 特邀调解规定 15)."""
    if ties.born_on is not None and _age(ties.born_on, on) < minimum_age:
        yield UNDER_AGE
    parties = frozenset[str]().union(*(each.ids for each in concerned))
    agents = frozenset[str]().union(*(each.agent_ids for each in concerned))
    units = frozenset[str]().union(*(each.units for each in concerned))
    for bar, ours, theirs in (
        (PARTY, ties.ids, parties),
        (AGENT, ties.ids, agents),
        (RELATIVE, ties.relatives, parties),
        (AGENT_RELATIVE, ties.relatives, agents),
        (INTEREST, ties.interests, parties | units | agents),
    ):
        if ours & theirs:
            yield bar


def _age(born: date, on: date) -> int:
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))
