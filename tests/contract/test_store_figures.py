"""What statistics ask of every store."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from itertools import product
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.contract.conftest import DATABASES
from tests.contract.samples import NOW, a_case
from workflows.domain.figure import Dimension, Figure, PartQuery
from workflows.store import Store
from workflows.store.sql.schema import migrations
from workflows.store.sql.transaction import SqlTx

DIMENSIONS: tuple[Dimension, ...] = ("all", "tier", "org_id", "month", "type")
MARCH, APRIL = date(2026, 3, 31), date(2026, 4, 1)


def a_figure(case_id: str = "c1", **changes: Any) -> Figure:
    """Return a figure of an open case about a boundary that came in March."""
    plain = Figure(
        case_id=case_id,
        rev=0,
        pack="yunyang",
        org_id="o1",
        tier="village",
        type="boundary",
        channel="window",
        mediator_id="m1",
        is_open=True,
        measures={"received": (MARCH, 1), "money": (APRIL, 500)},
    )
    return replace(plain, **changes)


def test_sums_by_day_and_place(store: Store) -> None:
    """Both ends of a period count, other places do not, and each measure counts on its own day."""
    with store.write() as tx:
        for number in ("c1", "c2", "c3"):
            tx.cases.add(a_case(number))
        tx.figures.put(a_figure())
        tx.figures.put(a_figure("c2", org_id="o2", tier="township", type="debt"))
        tx.figures.put(a_figure("c3", pack="elsewhere"))
    with store.read() as tx:
        whole = tx.figures.sums(MARCH, APRIL, pack="yunyang")
        march = tx.figures.sums(MARCH, MARCH, pack="yunyang", by="tier")
        own = tx.figures.sums(MARCH, APRIL, pack="yunyang", orgs=["o2"], by="month")
    assert {k: dict(v) for k, v in whole.items()} == {"": {"received": 2, "money": 1000}}
    assert {k: dict(v) for k, v in march.items()} == {"village": {"received": 1}, "township": {"received": 1}}
    assert {k: dict(v) for k, v in own.items()} == {"2026-03": {"received": 1}, "2026-04": {"money": 500}}


def test_a_case_that_moved_on_is_stale(store: Store) -> None:
    """A case without a figure, and one that was saved since, are named until they are counted again."""
    with store.write() as tx:
        tx.cases.add(a_case("c1"))
        tx.cases.add(a_case("c2"))
        tx.figures.put(a_figure("c1"))
        assert list(tx.figures.stale()) == ["c2"]
        moved = a_case("c1").model_copy(update={"rev": 1})
        tx.cases.save(moved, at=NOW, actor="m1", command="submit-form")
        assert list(tx.figures.stale()) == ["c1", "c2"]
        tx.figures.put(a_figure("c1", rev=1, measures={"received": (APRIL, 1)}))
        assert list(tx.figures.stale()) == ["c2"]
        assert dict(tx.figures.sums(MARCH, APRIL, pack="yunyang")[""]) == {"received": 1}


days = st.dates(date(2025, 11, 28), date(2026, 3, 3))
figures = st.builds(
    a_figure,
    case_id=st.sampled_from(["c1", "c2", "c3"]),
    pack=st.sampled_from(["yunyang", "elsewhere"]),
    org_id=st.sampled_from(["o1", "o2"]),
    tier=st.sampled_from(["village", "township"]),
    measures=st.dictionaries(st.sampled_from(["received", "money"]), st.tuples(days, st.integers(1, 5))),
)


def added_up(
    counted: Iterable[Figure], between: Sequence[date], orgs: Sequence[str], by: str
) -> dict[tuple[str, str], int]:
    """Return the sums by group and measure, case by case."""
    whole: dict[tuple[str, str], int] = defaultdict(int)
    of_place = (each for each in counted if each.pack == "yunyang" and each.org_id in orgs)
    for figure, (measure, (day, amount)) in (
        (each, row) for each in of_place for row in each.measures.items()
    ):
        if between[0] <= day <= between[1]:
            groups = {"all": "", "month": f"{day:%Y-%m}", **vars(figure)}
            whole[groups[by], measure] += amount
    return whole


def count(store: Store, counted: Sequence[Figure]) -> None:
    """Count three new cases in place of those that were counted before."""
    with store.write() as tx:
        for number in ("c1", "c2", "c3"):
            if tx.cases.get(number) is not None:
                tx.cases.remove(number)
            tx.cases.add(a_case(number))
        for figure in counted:
            tx.figures.put(figure)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(figures, max_size=8), st.tuples(days, days).map(sorted))
def test_kept_sums_are_those_of_the_cases(
    store: Store, counted: Sequence[Figure], between: Sequence[date]
) -> None:
    """Whatever was counted, counted again or removed, every report adds up what the cases count for now."""
    count(store, counted)
    now = {figure.case_id: figure for figure in counted}.values()
    for by, orgs in product(DIMENSIONS, (None, ["o1"])):
        with store.read() as tx:
            sums = tx.figures.sums(*between, pack="yunyang", orgs=orgs, by=by)
        found = {(group, name): amount for group, each in sums.items() for name, amount in each.items()}
        assert found == added_up(now, between, orgs or ["o1", "o2"], by)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(figures, max_size=6), st.tuples(days, days).map(sorted), st.integers(1, 3))
def test_the_cases_of_a_sum_add_up_to_it(
    store: Store, counted: Sequence[Figure], between: Sequence[date], limit: int
) -> None:
    """Whatever was counted, the cases behind a number, page after page, add up to it, what counted last first."""
    count(store, counted)
    now = {figure.case_id: figure for figure in counted}
    with store.read() as tx:
        for by, orgs in product(DIMENSIONS, (None, ["o1"])):
            sums = tx.figures.sums(*between, pack="yunyang", orgs=orgs, by=by)
            whole = PartQuery(
                since=between[0],
                until=between[1],
                pack="yunyang",
                measures=frozenset({"other"}),
                orgs=None if orgs is None else frozenset(orgs),
                by=by,
                limit=limit,
            )
            assert list(tx.figures.parts(whole)) == []
            for group, sum_of in ((group, each) for group, each in sums.items() if each):
                asked = replace(whole, measures=frozenset(sum_of), group=group)
                pages = [tx.figures.parts(replace(asked, offset=offset)) for offset in range(0, 4, limit)]
                parts = [part for page in pages for part in page]
                added: Counter[str] = Counter()
                for part in parts:
                    added.update(part.amounts)
                assert dict(added) == dict(sum_of)
                cases = [part.case_id for part in parts]
                assert len(set(cases)) == len(cases)
                last = [max(now[part.case_id].measures[name][0] for name in part.amounts) for part in parts]
                assert last == sorted(last, reverse=True)


def test_two_reports_at_once_count_a_case_once(store: Store) -> None:
    """Whoever counts the same cases at the same time, in whatever order, adds nothing twice to the sums."""
    cases = [f"c{number}" for number in range(6)]
    with store.write() as tx:
        for case_id in cases:
            tx.cases.add(a_case(case_id))

    def count(order: Sequence[str]) -> None:
        for place, case_id in enumerate(order):
            with store.write() as tx:
                tx.figures.put(a_figure(case_id, org_id=f"o{place}"))
                tx.figures.put(a_figure(case_id))
                tx.figures.put(a_figure(order[0]))

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(count, (cases, cases[::-1])))
    with store.read() as tx:
        assert {
            k: dict(v) for k, v in tx.figures.sums(MARCH, APRIL, pack="yunyang", by="org_id").items()
        } == {"o1": {"received": 6, "money": 3000}}
        assert tx.figures.stale() == []


@pytest.mark.parametrize("store", DATABASES, indirect=True)
def test_what_was_counted_before_is_added_up_as_well(store: Store) -> None:
    """The step of the schema adds up figures that were made before there were sums, and knows them as counted."""
    with store.write() as tx:
        for number in ("c1", "c2"):
            tx.cases.add(a_case(number))
            tx.figures.put(a_figure(number))
        before = {by: tx.figures.sums(MARCH, APRIL, pack="yunyang", by=by) for by in DIMENSIONS}
        assert isinstance(tx, SqlTx)
        session = tx._session
        session.say("DELETE FROM figure_sums")
        session.say("UPDATE cases SET counted = 0")
        assert tx.figures.sums(MARCH, APRIL, pack="yunyang") == {}
        (step,) = (each for each in migrations(session.dialect.name) if each.name == "counts")
        for statement in step.statements:
            if statement.startswith(("INSERT", "UPDATE")):
                session.say(statement)
        assert {by: tx.figures.sums(MARCH, APRIL, pack="yunyang", by=by) for by in DIMENSIONS} == before
        assert tx.figures.stale() == []


def test_open_cases_of_a_mediator(store: Store) -> None:
    """Only open cases with a mediator are a load."""
    with store.write() as tx:
        for number in ("c1", "c2", "c3", "c4"):
            tx.cases.add(a_case(number))
        tx.figures.put(a_figure("c1"))
        tx.figures.put(a_figure("c2"))
        tx.figures.put(a_figure("c3", is_open=False))
        tx.figures.put(a_figure("c4", mediator_id=""))
        assert dict(tx.figures.loads(pack="yunyang")) == {"m1": 2}
