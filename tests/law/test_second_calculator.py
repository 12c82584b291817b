"""Random periods against a second calculator that walks from day to day and was written apart from ours."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.law.reader import date_from
from tests.law.second_calculator import people_work, walk_through, walk_to_end
from workflows.clock import CHINA
from workflows.domain.explanation import ExcludedSpan, Explanation
from workflows.domain.period import compute
from workflows.domain.period_rule import Unit, plain_rule
from workflows.resources import data
from workflows.usecases.load_law import load_law

pytestmark = pytest.mark.slow

ZONES = ("UTC", "Asia/Shanghai", "America/New_York")
LONGEST = {"day": 120, "working-day": 60, "month": 7, "year": 2}
EPOCH = datetime(2007, 1, 1, tzinfo=CHINA)
LAW = load_law(data("bpmn"))
starts = st.dates(date(2007, 1, 1), date(2028, 12, 31))
units = st.sampled_from(list(LONGEST))


@pytest.fixture(params=ZONES)
def zone(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The machine's own zone, set for one test."""
    monkeypatch.setenv("TZ", request.param)
    time.tzset()
    yield request.param
    monkeypatch.undo()
    time.tzset()


@given(start=starts, unit=units, share=st.floats(0, 1))
@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_both_calculators_agree(zone: str, start: date, unit: str, share: float) -> None:
    """Whatever the start, length and unit, and wherever the machine stands, both calculators give one date."""
    length = 1 + int(share * (LONGEST[unit] - 1))
    assert walk_to_end(start, length, unit) == LAW.after(start, length, unit).end


@given(
    start=starts,
    length=st.integers(1, 60),
    unit=st.sampled_from(["day", "working-day"]),
    pauses=st.lists(st.tuples(st.integers(0, 40), st.integers(1, 30)), max_size=3),
)
@settings(max_examples=1000)
def test_both_agree_about_suspended_periods(
    start: date, length: int, unit: str, pauses: list[tuple[int, int]]
) -> None:
    """Days on which the clock stood still are counted by neither calculator."""
    stops, day = [], start
    for gap, size in pauses:
        first = day + timedelta(days=gap + 1)
        day = first + timedelta(days=size - 1)
        stops.append((first, day))
    spans = [ExcludedSpan(first=first, last=last, zh="鉴定", en="appraisal") for first, last in stops]
    found = compute(plain_rule(Unit(unit)), start, LAW.calendar, length=length, excluded=spans)
    assert walk_through(start, length, unit, stops, people_work) == found.end
    assert found.end.isoformat() == date_from(found.explanation.model_dump(mode="json"))


@given(start=starts, unit=units, share=st.floats(0, 1))
@settings(max_examples=1000)
def test_the_explanation_alone_leads_to_the_same_date(start: date, unit: str, share: float) -> None:
    """A program that reads only the explanation, without rule and calendar, computes the same date."""
    found = LAW.after(start, 1 + int(share * (LONGEST[unit] - 1)), unit)
    assert found.end.isoformat() == date_from(json.loads(found.explanation.model_dump_json()))


@given(minutes=st.integers(0, 11_000_000), length=st.integers(1, 500))
@settings(max_examples=300)
def test_hours_can_be_computed_again_from_the_explanation(minutes: int, length: int) -> None:
    """A period of hours ends that many hours later, and its explanation alone says so."""
    start = EPOCH + timedelta(minutes=minutes)
    found = LAW.after(start, length, "hour")
    assert start + timedelta(hours=length) == found.end
    assert found.end.isoformat() == date_from(found.explanation.model_dump(mode="json"))


@given(start=starts, unit=units, share=st.floats(0, 1))
@settings(max_examples=300)
def test_the_explanation_survives_storage(start: date, unit: str, share: float) -> None:
    """An explanation written to the database and read back is the same explanation."""
    found = LAW.after(start, 1 + int(share * (LONGEST[unit] - 1)), unit).explanation
    assert found == Explanation.model_validate_json(found.model_dump_json())


MANY = """
import random
from datetime import date, timedelta
from tests.law.second_calculator import walk_to_end
from workflows.resources import data
from workflows.usecases.load_law import load_law
law, dice = load_law(data("bpmn")), random.Random({seed})
longest = {{"day": 200, "working-day": 120, "month": 18, "year": 2}}
wrong = []
for _ in range(34_000):
    start, unit = date(2007, 1, 1) + timedelta(days=dice.randrange(8035)), dice.choice(list(longest))
    length = dice.randint(1, longest[unit])
    if walk_to_end(start, length, unit) != law.after(start, length, unit).end:
        wrong.append((start.isoformat(), length, unit))
print(wrong)
"""


@pytest.mark.slow
@pytest.mark.parametrize("machine_zone", ZONES)
def test_a_hundred_thousand_periods_in_three_zones(machine_zone: str) -> None:
    """102,000 random periods agree with the second calculator, a third of them in each of three time zones."""
    program = MANY.format(seed=20260101 + ZONES.index(machine_zone))
    done = subprocess.run(
        [sys.executable, "-c", program],
        env={"TZ": machine_zone},
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == "[]"
