"""What statistics ask of every store."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from tests.contract.samples import NOW, a_case
from workflows.domain.figure import Figure
from workflows.store import Store

MARCH, APRIL = date(2026, 3, 31), date(2026, 4, 1)


def a_figure(case_id: str = "c1", **changes: object) -> Figure:
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
