"""The cases behind the numbers of reports."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.contract.samples import a_case
from workflows.domain.actor import CONSOLE, Actor
from workflows.domain.figure import Figure
from workflows.domain.indicator import Counts
from workflows.domain.organisation import Membership, Organisation
from workflows.domain.report import Behind
from workflows.domain.small_cells import without_small_cells
from workflows.errors import NotAllowed, UnknownReport
from workflows.testing.stage import stage
from workflows.usecases.app import App
from workflows.usecases.report.axis import AXES
from workflows.usecases.report.cases_behind import CasesBehind, Wish, cases_behind
from workflows.usecases.report.make_report import Asked, added, make_report, read_book

SINCE, UNTIL = date(2026, 1, 15), date(2026, 3, 31)
COUNTED = ("received", "found", "found_mediated", "closed", "people", "money", "satisfied", "fair", "asked")
TOWN = Organisation(
    id="o1", pack="yunyang", kind="township_centre", tier="township", name="镇中心（示例）", path="/o1/"
)


@pytest.fixture(scope="module")
def app() -> Iterator[App]:
    """A place in which cases are counted."""
    with stage() as (app, _):
        with app.store.write() as tx:
            tx.directory.put_organisations([TOWN])
        yield app


def somebody(role: str) -> Actor:
    """Return somebody with a post in the town."""
    post = Membership(account_id="a", org_id="o1", role=role)
    return Actor(account_id="a", name="示例", posts=(post,), org_paths={"o1": "/o1/"})


days = st.dates(date(2025, 1, 10), date(2026, 4, 3))
figures = st.builds(
    Figure,
    case_id=st.sampled_from([f"c{number}" for number in range(6)]),
    rev=st.just(0),
    pack=st.just("yunyang"),
    org_id=st.sampled_from(["o1", "o2"]),
    tier=st.sampled_from(["village", "township"]),
    type=st.sampled_from(["", "boundary"]),
    channel=st.sampled_from(["window", "grid"]),
    mediator_id=st.sampled_from(["", "m1"]),
    is_open=st.booleans(),
    measures=st.dictionaries(st.sampled_from(COUNTED), st.tuples(days, st.just(1)), min_size=1),
)


def count(app: App, counted: list[Figure]) -> None:
    """Let these be all that is counted."""
    with app.store.write() as tx:
        for number in range(6):
            if tx.cases.get(f"c{number}") is not None:
                tx.cases.remove(f"c{number}")
        for figure in {each.case_id: each for each in counted}.values():
            tx.cases.add(a_case(figure.case_id, number=figure.case_id, org_id=figure.org_id))
            tx.figures.put(figure)


def opened(app: App, actor: Actor, name: str, behind: Behind) -> CasesBehind:
    """Open what a number leads to."""
    asked = Asked(name=name, pack="yunyang", since=behind.since, until=behind.until)
    return cases_behind(app, actor, asked, Wish(indicator=behind.indicator, group=behind.group))


@settings(max_examples=12)
@given(counted=st.lists(figures, max_size=8))
@pytest.mark.parametrize("name", ["overview", *AXES])
def test_every_number_leads_to_the_cases_that_it_is_made_of(
    app: App, name: str, counted: list[Figure]
) -> None:
    """每张报表的每个数点开：页上的数就是这个数，列出的案件加起来也是这个数；件数就是案件的行数；没有案件的数不能点。"""
    count(app, counted)
    indicators = {each.id: each for each in read_book(app.catalogue).indicators}
    for actor in (CONSOLE, somebody("chair")):
        report = make_report(app, actor, Asked(name=name, pack="yunyang", since=SINCE, until=UNTIL))
        for row in report.rows:
            for column, cell, behind in zip(report.columns, row.cells, row.behind, strict=True):
                if behind is None:
                    assert not cell or column.id not in {*indicators, "value", "before"}
                    continue
                page = opened(app, actor, name, behind)
                parts: dict[str, Counts] = {each: part.amounts for each, part in page.parts.items()}
                whole = indicators[behind.indicator].value(added(parts))
                assert (page.value, whole) == (cell, cell)
                assert {each.case.id for each in page.found.cases} == set(parts)
                if page.indicator.unit == "cases":
                    assert len(parts) == cell


def test_what_is_hidden_leads_nowhere(app: App) -> None:
    """小于规定数的格隐去以后不能点开，没有隐去的照样能点。"""
    day = (date(2026, 2, 2), 1)
    plain = {"rev": 0, "pack": "yunyang", "org_id": "o1", "tier": "", "channel": "", "mediator_id": ""}
    many = [
        Figure(case_id=f"c{n}", type="a" if n else "b", is_open=True, measures={"received": day}, **plain)
        for n in range(6)
    ]
    count(app, many)
    asked = Asked(name="type", pack="yunyang", since=SINCE, until=UNTIL)
    report = make_report(app, CONSOLE, asked)
    place = next(at for at, column in enumerate(report.columns) if column.id == "received")
    hidden = without_small_cells(report, 5)
    told = [(row.cells[place], row.behind[place] is not None) for row in hidden.rows]
    assert told == [("*", False), ("*", False), (6, True)]


def test_who_only_counts_opens_no_case(app: App) -> None:
    """只看统计的岗位，报表上没有可点的数，直接打开也被拒绝；不由案件得出的数也打不开。"""
    count(app, [])
    asked = Asked(name="type", pack="yunyang", since=SINCE, until=UNTIL)
    for row in make_report(app, somebody("auditor"), asked).rows:
        assert not any(row.behind)
    with pytest.raises(NotAllowed):
        cases_behind(app, somebody("auditor"), asked, Wish(indicator="received"))
    with pytest.raises(UnknownReport):
        cases_behind(app, somebody("chair"), asked, Wish(indicator="nothing"))
    staffing = Asked(name="staffing", pack="yunyang", since=SINCE, until=UNTIL)
    with pytest.raises(UnknownReport):
        cases_behind(app, somebody("chair"), staffing, Wish(indicator="received"))
