"""Choosing people: who may mediate a case, in which order, and with how many points for what."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from workflows.domain.recusal import REPLACED, Bar, Concerned, Ties, bars

TENTH = Decimal("0.1")


@dataclass(frozen=True, kw_only=True)
class Need:
    """What a case asks of its mediator.

    `path` is the chain of bodies from the root to where the dispute lies; `first` the account that took it first
    (首调负责); `refused` the accounts a party asked to have replaced; `waived` says that the parties let pass what
    the law lets them (court docking only).
    """

    type: str
    severity: str
    path: str
    on: date
    concerned: tuple[Concerned, ...] = ()
    languages: frozenset[str] = frozenset()
    first: str = ""
    refused: frozenset[str] = frozenset()
    waived: bool = False


@dataclass(frozen=True, kw_only=True)
class Candidate:
    """A mediator as the registry and the open cases show them; `rank` counts from 0, `load` is open cases."""

    account_id: str
    name: str
    path: str
    ties: Ties
    specialities: tuple[str, ...] = ()
    rank: int = 0
    load: int = 0
    languages: frozenset[str] = frozenset()


@dataclass(frozen=True, kw_only=True)
class Scale:
    """How points are given: data of the pack over the data that comes with Hewei."""

    weights: Mapping[str, Decimal]
    full_load: int
    step: Decimal
    rank_share: Mapping[str, Decimal]
    fitting: Mapping[str, Sequence[str]]
    ranks: int
    minimum_age: int
    speciality_names: Mapping[str, str]


@dataclass(frozen=True)
class Point:
    """Points for one thing, and why."""

    rule: str
    points: Decimal
    zh: str
    en: str


@dataclass(frozen=True)
class Proposal:
    """One mediator with all their points."""

    candidate: Candidate
    points: tuple[Point, ...]

    @property
    def total(self) -> Decimal:
        """Return the sum of the points."""
        return sum((each.points for each in self.points), Decimal(0))

    def why(self, language: str) -> str:
        """Return the reasons in one sentence."""
        said = [f"{p.zh if language == 'zh' else p.en} {_plain(p.points)}" for p in self.points if p.points]
        return ("；" if language == "zh" else "; ").join(said)


@dataclass(frozen=True)
class Withheld:
    """A mediator who may not have the case, and why not."""

    candidate: Candidate
    bars: tuple[Bar, ...]


@dataclass(frozen=True)
class Choice:
    """The answer: who is proposed, the best first, and who may not mediate."""

    proposed: tuple[Proposal, ...]
    withheld: tuple[Withheld, ...]


def propose(need: Need, candidates: Iterable[Candidate], scale: Scale) -> Choice:
    """Return the mediators for *need*: most points first, then the smaller load, then by id, always the same way."""
    proposed, withheld = [], []
    for each in candidates:
        standing = tuple(standing_bars(need, each, scale.minimum_age))
        if standing:
            withheld.append(Withheld(each, standing))
        else:
            proposed.append(Proposal(each, _points(need, each, scale)))
    proposed.sort(key=lambda p: (-p.total, p.candidate.load, p.candidate.account_id))
    return Choice(tuple(proposed), tuple(withheld))


def standing_bars(need: Need, candidate: Candidate, minimum_age: int) -> Iterable[Bar]:
    """Return the bars that stand against the candidate after what the parties let pass."""
    if candidate.account_id in need.refused:
        yield REPLACED
    for bar in bars(candidate.ties, need.concerned, on=need.on, minimum_age=minimum_age):
        if not (bar.waivable and need.waived):
            yield bar


def _points(need: Need, each: Candidate, scale: Scale) -> tuple[Point, ...]:
    return (
        _first(need, each, scale),
        _speciality(need, each, scale),
        _rank(need, each, scale),
        _load(each, scale),
        _distance(need, each, scale),
        _language(need, each, scale),
    )


def _first(need: Need, each: Candidate, scale: Scale) -> Point:
    share = Decimal(bool(need.first) and need.first == each.account_id)
    return Point("first", _of(scale, "first", share), "首调负责", "took the case first")


def _speciality(need: Need, each: Candidate, scale: Scale) -> Point:
    fitting = list(scale.fitting.get(need.type, ()))
    found = next((place for place, name in enumerate(fitting) if name in each.specialities), None)
    if found is None:
        return Point("speciality", Decimal(0), "特长不对口", "another speciality")
    share = 1 - Decimal(found) / (2 * len(fitting))
    name = fitting[found]
    zh = scale.speciality_names.get(name, name)
    return Point("speciality", _of(scale, "speciality", share), f"特长{zh}", f"speciality {name}")


def _rank(need: Need, each: Candidate, scale: Scale) -> Point:
    share = Decimal(each.rank) / max(scale.ranks, 1) * scale.rank_share.get(need.severity, Decimal(1))
    return Point("rank", _of(scale, "rank", share), "称号", "rank")


def _load(each: Candidate, scale: Scale) -> Point:
    share = max(Decimal(0), 1 - Decimal(each.load) / max(scale.full_load, 1))
    return Point("load", _of(scale, "load", share), f"在办{each.load}件", f"{each.load} open cases")


def _distance(need: Need, each: Candidate, scale: Scale) -> Point:
    steps = apart(need.path, each.path)
    points = max(Decimal(0), scale.weights.get("distance", Decimal(0)) - steps * scale.step)
    return Point("distance", points.quantize(TENTH), f"相隔{steps}级", f"{steps} steps away")


def _language(need: Need, each: Candidate, scale: Scale) -> Point:
    spoken = need.languages & each.languages
    share = Decimal(len(spoken)) / len(need.languages) if need.languages else Decimal(0)
    said = "、".join(sorted(spoken))
    return Point("language", _of(scale, "language", share), f"会说{said}", f"speaks {said}")


def _of(scale: Scale, rule: str, share: Decimal) -> Decimal:
    return (scale.weights.get(rule, Decimal(0)) * share).quantize(TENTH)


def apart(here: str, there: str) -> int:
    """Return how many steps of the tree lie between two bodies, up and down together."""
    ours, theirs = (path.strip("/").split("/") for path in (here, there))
    common = 0
    for one, other in zip(ours, theirs, strict=False):
        if one != other:
            break
        common += 1
    return len(ours) + len(theirs) - 2 * common


def gini(loads: Sequence[int]) -> Decimal:
    """Return how unevenly *loads* are spread: 0 all the same, near 1 one has everything (Gini coefficient)."""
    total = sum(loads)
    if not total:
        return Decimal(0)
    weighted = sum(place * load for place, load in enumerate(sorted(loads), start=1))
    count = len(loads)
    return Decimal(2 * weighted) / (count * total) - Decimal(count + 1) / count


def _plain(points: Decimal) -> str:
    return f"{points:+.1f}".removesuffix(".0")
