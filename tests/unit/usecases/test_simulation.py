"""A simulated year: whole cases through the real use cases, the same for the same seed."""

from __future__ import annotations

import json
from datetime import date

import pytest

from workflows.cli.report import KEEPER
from workflows.testing.simulation import Year, simulate
from workflows.testing.stage import stage
from workflows.usecases.load_pack import load_pack
from workflows.usecases.report.make_report import REPORTS, Asked, make_report

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
                        KEEPER,
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
