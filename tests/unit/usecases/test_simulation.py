"""A simulated year: whole cases through the real use cases, the same for the same seed."""

from __future__ import annotations

import json
from datetime import date

import pytest

from workflows.domain.actor import CONSOLE, Actor
from workflows.domain.organisation import Membership
from workflows.domain.report import shown, unit_of
from workflows.errors import NotAllowed
from workflows.testing.simulation import Year, simulate
from workflows.testing.stage import stage
from workflows.usecases.load_pack import load_pack
from workflows.usecases.report.make_report import REPORTS, Asked, make_report

pytestmark = pytest.mark.slow

CASES = 36


@pytest.fixture(scope="module")
def years() -> tuple[Year, Year, dict[str, str]]:
    """Two years of one seed, and the reports of the first as text."""
    with stage() as (app, _):
        load_pack(app, "yunyang")
        first, second = (simulate(app, "yunyang", CASES, 5) for _ in range(2))
        after = type(app)(**{**vars(app), "store": first.store})
        reports = {
            name: json.dumps(
                [
                    str(row)
                    for row in make_report(
                        after,
                        CONSOLE,
                        Asked(name=name, pack="yunyang", since=date(2026, 1, 1), until=date(2027, 12, 31)),
                    ).rows
                ]
            )
            for name in REPORTS
        }
    return first, second, reports


def test_whole_cases_reach_the_archive(years: tuple[Year, Year, dict[str, str]]) -> None:
    """Every case of the year goes from the counter to the archive and is closed."""
    year = years[0]
    assert year.unfinished == {}
    assert sum(year.closed.values()) == CASES


def test_the_same_seed_gives_the_same_year(years: tuple[Year, Year, dict[str, str]]) -> None:
    """Two runs with one seed have the same figures, case by case."""
    first, second, _ = years
    assert dict(first.store.shelves().figures.rows) == dict(second.store.shelves().figures.rows)


def test_the_year_is_reported(years: tuple[Year, Year, dict[str, str]]) -> None:
    """The reports of a year count every case once."""
    figures = years[0].store.shelves().figures.rows.values()
    assert sum(each.measures["received"][1] for each in figures) == CASES
    assert sum(each.measures["closed"][1] for each in figures) == CASES
    assert all(years[2].values())


def test_who_only_counts_sees_no_small_cells(years: tuple[Year, Year, dict[str, str]]) -> None:
    """An auditor sees the whole place without small cells; a clerk sees the cases of the own body only."""
    asked = Asked(name="type", pack="yunyang", since=date(2026, 1, 1), until=date(2026, 12, 31))
    with stage() as (app, _):
        after = type(app)(**{**vars(app), "store": years[0].store})
        auditor, clerk, whole = (
            make_report(after, who, asked) for who in (holder("auditor"), holder("clerk"), CONSOLE)
        )
    assert whole.rows[-1].cells[2 * [c.id for c in whole.columns[::2]].index("received")] == CASES
    assert any(cell == "*" for row in auditor.rows for cell in row.cells)
    assert not any(cell == "*" for row in clerk.rows for cell in row.cells)
    assert clerk.rows[-1].cells != whole.rows[-1].cells
    with pytest.raises(NotAllowed):
        make_report(after, holder("judge"), asked)


def holder(role: str) -> Actor:
    """Return somebody with one post in a town."""
    post = Membership(account_id="a", org_id="yunyang-qinglong", role=role)
    return Actor(account_id="a", posts=(post,))


def test_the_overview_says_what_its_numbers_are(years: tuple[Year, Year, dict[str, str]]) -> None:
    """In the table of all indicators a rate is shown in percent and a definition in the reader's language."""
    with stage() as (app, _):
        after = type(app)(**{**vars(app), "store": years[0].store})
        asked = Asked(name="overview", pack="yunyang", since=date(2026, 1, 1), until=date(2027, 12, 31))
        made = make_report(after, CONSOLE, asked)
    rate = next(row for row in made.rows if row.zh == "回访率")
    assert shown(rate.cells[0], unit_of(made.columns[0], rate)).endswith("%")
    assert shown(rate.cells[3], "text", "en") == "Agreements that were visited"
