"""Choosing people: nobody whom the law bars, and the load spread fairly."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from workflows.domain.organisation import Mediator, Organisation
from workflows.domain.proposal import Candidate, Need, Scale, apart, gini, propose
from workflows.domain.recusal import Concerned, Ties
from workflows.domain.staffing import gaps
from workflows.engine.calls import calls
from workflows.usecases.catalogue import Catalogue
from workflows.usecases.propose_mediators import rules_of

TODAY = date(2026, 3, 2)
SCALE = rules_of(Catalogue(calls), "yunyang").scale
TYPES = sorted(SCALE.fitting)
SPECIALITIES = sorted({name for names in SCALE.fitting.values() for name in names})


def candidate(ident: str, **changes: object) -> Candidate:
    """Return a grown-up mediator of the town without ties."""
    plain = Candidate(
        account_id=ident,
        name=f"{ident}（示例）",
        path="county/town/",
        ties=Ties(ids=frozenset({ident}), born_on=date(1980, 1, 1)),
    )
    return replace(plain, **changes)


def need(**changes: object) -> Need:
    """Return an ordinary quarrel between neighbours in a village of the town."""
    return replace(
        Need(type="neighbour", severity="ordinary", path="county/town/village/", on=TODAY), **changes
    )


def points(asked: Need, who: Candidate, rule: str, scale: Scale = SCALE) -> Decimal:
    """Return the points that *who* gets for one thing."""
    (only,) = propose(asked, [who], scale).proposed
    return next(each.points for each in only.points if each.rule == rule)


@pytest.mark.parametrize(
    ("concerned", "ties", "rule"),
    [
        (Concerned(ids=frozenset({"m"})), {}, "party"),
        (Concerned(agent_ids=frozenset({"m"})), {}, "agent"),
        (Concerned(ids=frozenset({"x"})), {"relatives": frozenset({"x"})}, "relative"),
        (Concerned(agent_ids=frozenset({"x"})), {"relatives": frozenset({"x"})}, "agent-relative"),
        (Concerned(units=frozenset({"示例公司"})), {"interests": frozenset({"示例公司"})}, "interest"),
        (Concerned(), {"born_on": date(2008, 3, 3)}, "under-age"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_who_is_barred(concerned: Concerned, ties: dict[str, object], rule: str) -> None:
    """A party, an agent, a close relative, somebody with an interest and somebody under age may not mediate."""
    own = replace(Ties(ids=frozenset({"m"}), born_on=date(1980, 1, 1)), **ties)
    choice = propose(need(concerned=(concerned,)), [candidate("m", ties=own)], SCALE)
    assert choice.proposed == ()
    assert [bar.rule for bar in choice.withheld[0].bars] == [rule]


def test_whom_a_party_refused_is_replaced() -> None:
    """A mediator whom a party asked to have replaced is not proposed again."""
    choice = propose(need(refused=frozenset({"m"})), [candidate("m"), candidate("n")], SCALE)
    assert [each.candidate.account_id for each in choice.proposed] == ["n"]


def test_what_parties_may_let_pass() -> None:
    """In court docking the parties may let a relation pass, but never that a mediator is a party."""
    kin = Ties(ids=frozenset({"m"}), relatives=frozenset({"x"}))
    self_party = Ties(ids=frozenset({"y"}))
    asked = need(concerned=(Concerned(ids=frozenset({"x", "y"})),), waived=True)
    choice = propose(asked, [candidate("m", ties=kin), candidate("n", ties=self_party)], SCALE)
    assert [each.candidate.account_id for each in choice.proposed] == ["m"]


def test_on_the_eighteenth_birthday_one_may() -> None:
    """Whoever turns eighteen on the day may mediate from that day."""
    ties = Ties(ids=frozenset({"m"}), born_on=date(2008, 3, 2))
    assert len(propose(need(), [candidate("m", ties=ties)], SCALE).proposed) == 1


def test_a_fitting_speciality_counts() -> None:
    """Who knows boundaries gets more for a boundary dispute than who knows hospitals."""
    asked = need(type="boundary")
    assert points(asked, candidate("a", specialities=("boundary",)), "speciality") == Decimal("40.0")
    assert points(asked, candidate("b", specialities=("medical",)), "speciality") == 0


def test_rank_counts_where_it_is_hard() -> None:
    """An expert is called to a hard dispute and is not used up by ordinary ones."""
    expert = candidate("a", rank=3)
    assert points(need(severity="hard"), expert, "rank") == Decimal("15.0")
    assert points(need(severity="ordinary"), expert, "rank") == Decimal("3.0")


def test_who_has_few_cases_comes_first() -> None:
    """Of two equal mediators the one with the smaller load is proposed first, with the reason said."""
    choice = propose(need(), [candidate("a", load=6), candidate("b", load=1)], SCALE)
    assert [each.candidate.account_id for each in choice.proposed] == ["b", "a"]
    assert "在办1件 +27.5" in choice.proposed[0].why("zh")
    assert "1 open cases +27.5" in choice.proposed[0].why("en")


def test_the_nearer_one_comes_first() -> None:
    """The mediator of the village stands before one of another village of the same town."""
    here, there = candidate("b", path="county/town/village/"), candidate("a", path="county/town/other/")
    choice = propose(need(), [there, here], SCALE)
    assert choice.proposed[0].candidate is here
    assert apart("county/town/village/", "county/town/other/") == 2


def test_a_shared_language_counts() -> None:
    """Somebody who speaks the parties' language gets the points for it."""
    asked = need(languages=frozenset({"土家语"}))
    assert points(asked, candidate("a", languages=frozenset({"土家语"})), "language") == Decimal("10.0")
    assert points(asked, candidate("b"), "language") == 0


def test_the_first_mediator_keeps_the_case() -> None:
    """首调负责: whoever took the case first stands first, though another has fewer cases."""
    choice = propose(need(first="a"), [candidate("a", load=9), candidate("b")], SCALE)
    assert choice.proposed[0].candidate.account_id == "a"


def draw(dice: random.Random) -> tuple[Need, list[Candidate]]:
    """Return a case and mediators with ties drawn from few people, so that they often meet."""
    people = [f"p{n}" for n in range(14)]

    def some(most: int) -> frozenset[str]:
        return frozenset(dice.sample(people, dice.randint(0, most)))

    concerned = tuple(
        Concerned(ids=some(1), agent_ids=some(1), units=some(1)) for _ in range(dice.randint(1, 3))
    )
    candidates = [
        candidate(
            name,
            ties=Ties(
                ids=frozenset({name}),
                relatives=some(2),
                interests=some(1),
                born_on=date(dice.randint(1950, 2012), 6, 1),
            ),
            specialities=tuple(dice.sample(SPECIALITIES, 2)),
            rank=dice.randint(0, 3),
            load=dice.randint(0, 20),
        )
        for name in dice.sample(people, dice.randint(1, 8))
    ]
    asked = need(
        type=dice.choice(TYPES),
        severity=dice.choice(["ordinary", "hard", "major"]),
        concerned=concerned,
        first=dice.choice(people),
        refused=some(1),
    )
    return asked, candidates


def breaks_a_rule(asked: Need, who: Candidate) -> bool:
    """Say in plain words, independently of the code under test, whether *who* must not mediate."""
    parties = {ident for each in asked.concerned for ident in each.ids}
    agents = {ident for each in asked.concerned for ident in each.agent_ids}
    units = {ident for each in asked.concerned for ident in each.units}
    born = who.ties.born_on
    assert born is not None
    return (
        who.account_id in parties | agents | asked.refused
        or any(kin in parties | agents for kin in who.ties.relatives)
        or any(interest in parties | agents | units for interest in who.ties.interests)
        or date(born.year + 18, born.month, born.day) > asked.on
    )


@pytest.mark.parametrize(
    "draws", [2_000, pytest.param(30_000, marks=pytest.mark.slow)], ids=["2000", "30000"]
)
def test_no_proposal_breaks_a_rule(draws: int) -> None:
    """In random draws nobody is proposed who must withdraw, and nobody is withheld without a rule."""
    dice = random.Random(20260302)  # noqa: S311 - a draw that can be repeated
    both = [0, 0]
    for _ in range(draws):
        asked, candidates = draw(dice)
        choice = propose(asked, candidates, SCALE)
        assert not any(breaks_a_rule(asked, each.candidate) for each in choice.proposed)
        assert all(breaks_a_rule(asked, each.candidate) for each in choice.withheld)
        both[0] += len(choice.proposed)
        both[1] += len(choice.withheld)
    assert min(both) > draws / 4


def test_a_year_is_shared_more_fairly_than_in_turn() -> None:
    """Over a year of cases that last unequally long, open cases are spread more evenly than by turns."""
    dice = random.Random(7)  # noqa: S311 - a draw that can be repeated
    mediators = [
        candidate(f"m{n:02d}", specialities=tuple(dice.sample(SPECIALITIES, 3)), rank=n % 4)
        for n in range(20)
    ]
    lasting = [(dice.choice(TYPES), dice.choice([3, 5, 8, 30, 60, 120])) for _ in range(1500)]
    scored = spread(mediators, lasting, by_turn=False)
    assert scored < spread(mediators, lasting, by_turn=True)


def spread(mediators: list[Candidate], lasting: list[tuple[str, int]], *, by_turn: bool) -> Decimal:
    """Return the mean Gini coefficient of open cases over a year with four cases a day."""
    ends: dict[str, list[int]] = {each.account_id: [] for each in mediators}
    seen = []
    for number, (kind, days) in enumerate(lasting):
        today = number * 365 // len(lasting)
        ends = {who: [end for end in busy if end > today] for who, busy in ends.items()}
        if by_turn:
            chosen = mediators[number % len(mediators)].account_id
        else:
            loaded = [replace(each, load=len(ends[each.account_id])) for each in mediators]
            chosen = propose(need(type=kind), loaded, SCALE).proposed[0].candidate.account_id
        ends[chosen].append(today + days)
        if number > len(lasting) // 10:
            seen.append(gini([len(busy) for busy in ends.values()]))
    return sum(seen, Decimal(0)) / len(seen)


@pytest.mark.parametrize(
    ("loads", "expected"), [([3, 3, 3], 0), ([0, 0, 0], 0), ([0, 0, 0, 4], Decimal("0.75"))], ids=str
)
def test_gini(loads: list[int], expected: Decimal) -> None:
    """The coefficient is 0 where all have the same, and (n-1)/n where one has everything."""
    assert gini(loads) == expected


def test_quotas_by_size() -> None:
    """A village over 3,000 people needs twenty, one under 1,000 ten; the largest gap stands first."""
    quotas = {("village", "under-1000"): 10, ("village", "over-3000"): 20}
    bodies = [
        Organisation(
            id=ident,
            pack="p",
            kind="village_station",
            tier="village",
            name=ident,
            data={"population_band": band},
        )
        for ident, band in (("a", "under-1000"), ("b", "over-3000"), ("c", "unknown"))
    ]
    people = [Mediator(account_id=f"m{n}", org_id="b") for n in range(3)]
    found = gaps(bodies, people, quotas)
    assert [(each.org_id, each.quota, each.in_post, each.gap) for each in found] == [
        ("b", 20, 3, 17),
        ("a", 10, 0, 10),
    ]
