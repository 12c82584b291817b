"""Three real disputes through the desks: a death at work (C01), a mediator who is replaced (C04), a furrow (H4)."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest
from lxml import html

from workflows.clock import CHINA
from workflows.testing.fake_clock import FakeClock
from workflows.testing.scenario import Scenario, read_scenario

LIVES = Path(__file__).parents[4] / "bpmn" / "procedures" / "dispute" / "scenarios"
NAMES = ("c01-work-death", "c04-recusal-later-suit", "h4-one-furrow")


def handed_in(desk: Any, address: str, answers: dict[str, Any]) -> Any:
    """Fill in a form and hand it in, a second time where faults of the agreement were shown first."""
    page = desk.get(address)
    assert page.status_code == 200
    answer = desk.post(address, filled_in(page.text, answers))
    if answer.status_code == 200 and 'name="_reviewed"' in answer.text:
        return desk.post(address, {**filled_in(page.text, answers), "_reviewed": "yes"})
    return answer


@pytest.fixture(params=NAMES)
def life(request: pytest.FixtureRequest) -> Scenario:
    """The scenario that tells this case."""
    file = LIVES / f"{request.param}.yaml"
    return read_scenario(file.read_bytes(), file.name)


def morning(day: date | str, later: timedelta = timedelta()) -> datetime:
    """Nine o'clock in China on that day, or so much later."""
    return datetime.combine(date.fromisoformat(str(day)) + later, time(9), CHINA)


def moved(value: Any, by: timedelta) -> Any:
    """The same answer with its days moved, so that an old case can be lived today."""
    if isinstance(value, dict):
        return {name: moved(each, by) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [moved(each, by) for each in value]
    return value + by if isinstance(value, date) else value


def as_sent(answers: dict[str, Any]) -> dict[str, Any]:
    """The answers as a browser sends them: flat names, rows numbered, unticked boxes left out."""
    sent: dict[str, Any] = {}
    for path, value in answers.items():
        if isinstance(value, list) and value and isinstance(value[0], dict):
            sent[f"_row:{path}"] = [str(number) for number in range(len(value))]
            for number, row in enumerate(value):
                sent |= {f"{path}.{number}.{name}": text for name, text in as_sent(row).items()}
        elif isinstance(value, list):
            sent[path] = [str(each) for each in value]
        elif isinstance(value, bool):
            sent[path] = "true" if value else None
        elif isinstance(value, date):
            sent[path] = value.isoformat()
        else:
            sent[path] = str(value)
    return sent


def filled_in(page: str, answers: dict[str, Any]) -> dict[str, Any]:
    """What the browser sends when a person fills these answers into the form that the page shows."""
    form = next(form for form in html.fromstring(page).forms if form.get("id") == "task-form")
    sent: dict[str, Any] = {}
    for name, value in form.form_values():
        sent.setdefault(name, []).append(value)
    sent |= as_sent(answers)
    for day in form.xpath(
        ".//input[@type='date'][@max]"
    ):  # a scenario tells ahead what a desk writes on its day
        given = sent.get(day.get("name"))
        sent[day.get("name")] = min(given, day.get("max")) if isinstance(given, str) else given
    return {name: value for name, value in sent.items() if value is not None}


def test_through_the_desks(browser: Any, program: Any, clock: FakeClock, life: Scenario) -> None:
    """Everybody fills their forms at their own desk until the case is closed; a ruling stands in it for the judge."""
    desks: dict[str, tuple[Any, Any]] = {}
    shift = clock.now().astimezone(CHINA).date() - life.opened
    opener = browser(life.opened_by)
    opener.get("/cases/new")
    opened = opener.post("/cases/new", {"title": f"{life.name}(示例)", "org": life.org})
    case_id = opened.headers["location"].removeprefix("/tasks/").partition(":")[0]
    for step in life.steps:
        if step.verb == "on":
            clock.move_to(max(clock.now(), morning(step.what, shift)))
            desks.clear()
        if step.verb != "submit":
            continue
        if step.by not in desks:
            desks[step.by] = browser(step.by), program(step.by)
        desk, lists = desks[step.by]
        work = lists.get("/work").json()
        address = next(
            f"/tasks/{row['item']['id']}"
            for row in work["own"] + work["group"]
            if row["item"]["case_id"] == case_id
            and step.what in (row["item"]["element"], row["item"]["form"])
        )
        answer = handed_in(desk, address, moved(dict(step.answers), shift))
        assert answer.status_code == 303, (step.what, html.fromstring(answer.text).text_content()[:2000])
    seen = program(life.opened_by).get(f"/cases/{case_id}").json()
    assert seen["status"] == "closed"
    if not any(step.by == "court-judge" for step in life.steps):
        return
    ruled = browser("court-judge").get(f"/cases/{case_id}").text
    assert "1,281,800.00" in ruled
    assert "经过" not in ruled
