"""Before it is signed an agreement is read once more: the findings stand beside the form, and programs get them too."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from lxml import html

from tests.integration.web.later.test_one_real_dispute import LIVES, filled_in, morning, moved
from workflows.clock import CHINA
from workflows.domain.case import Case
from workflows.testing.cast import actor_for
from workflows.testing.fake_clock import FakeClock
from workflows.testing.player import submit_step
from workflows.testing.scenario import Scenario, read_scenario
from workflows.usecases.app import App
from workflows.usecases.open_case import OpenCase, open_case

FAULTY = {"agreement.terms": "1.补偿甲方一定费用。", "agreement.ends_dispute": "", "agreement.breach": ""}


def until(machine: App, clock: FakeClock, form: str, life: str = "c01-work-death") -> tuple[Case, Scenario]:
    """Play the sample dispute, or another life, up to the step with *form*."""
    file = LIVES / f"{life}.yaml"
    played = read_scenario(file.read_bytes(), file.name)
    shift = clock.now().astimezone(CHINA).date() - played.opened
    command = OpenCase(pack=played.pack, org_id=played.org, procedure=played.procedure, answers=played.known)
    case = open_case(machine, actor_for(machine, played.pack, played.opened_by, played.org), command)
    for step in played.steps:
        if step.verb == "on":
            clock.move_to(max(clock.now(), morning(step.what, shift)))
        if step.verb == "submit" and step.what == form:
            return case, played
        if step.verb == "submit":
            submit_step(machine, clock, case, replace(step, answers=moved(dict(step.answers), shift)))
    raise AssertionError(form)


def waiting(lists: Any, case: Case) -> str:
    """Return the task of *case* that waits for this program's person."""
    work = lists.get("/work").json()
    rows = work["own"] + work["group"]
    return str(next(row["item"]["id"] for row in rows if row["item"]["case_id"] == case.id))


@pytest.fixture
def drafted(machine: App, clock: FakeClock) -> Case:
    """A case in which the terms are being written."""
    return until(machine, clock, "terms")[0]


def test_the_button_shows_what_is_missing(browser: Any, program: Any, drafted: Case, machine: App) -> None:
    """Without scripts, the button shows the form again with each finding, its clause and its article; nothing moves."""
    item = waiting(program("qinglong-med-1"), drafted)
    desk = browser("qinglong-med-1")
    page = desk.get(f"/tasks/{item}")
    assert "检查协议" in page.text
    checked = desk.post(f"/tasks/{item}", filled_in(page.text, {**FAULTY, "_action": "review"}))
    told = " ".join(
        html.fromstring(checked.text).get_element_by_id("agreement-findings").text_content().split()
    )
    assert checked.status_code == 200
    assert "有付款义务而没有写明金额" in told
    assert "没有写明了结哪些争议" in told
    assert "人民调解法第二十九条" in told
    assert desk.get(f"/tasks/{item}").status_code == 200


def test_faults_of_the_terms_are_shown_once_before_the_case_moves_on(
    browser: Any, program: Any, machine: App, clock: FakeClock
) -> None:
    """提交条款时有应改正的，先在原处列出，案件不动；看过以后再提交就往下走。必填没填的，先说必填。"""
    case, life = until(machine, clock, "terms")
    step = next(step for step in life.steps if step.what == "terms")
    shift = clock.now().astimezone(CHINA).date() - life.opened
    item = waiting(program("qinglong-med-1"), case)
    desk = browser("qinglong-med-1")
    page = desk.get(f"/tasks/{item}")
    answers = filled_in(
        page.text, {**moved(dict(step.answers), shift), **FAULTY, "agreement.ends_dispute": "无"}
    )
    empty = desk.post(f"/tasks/{item}", {**answers, "agreement.facts": ""})
    assert (empty.status_code, "应在签署前改正" in empty.text) == (422, False)
    first = desk.post(f"/tasks/{item}", answers)
    assert first.status_code == 200
    assert "处应在签署前改正。现在改最省事" in first.text
    assert 'name="_reviewed"' in first.text
    assert waiting(program("qinglong-med-1"), case) == item
    assert desk.post(f"/tasks/{item}", {**answers, "_reviewed": "yes"}).status_code == 303
    assert waiting(program("qinglong-med-1"), case) != item


def test_programs_get_the_same_findings(program: Callable[[str], Any], drafted: Case) -> None:
    """The API answers with the rule, the clause, the article and the remedy of each finding."""
    lists = program("qinglong-med-1")
    found = lists.post(f"/tasks/{waiting(lists, drafted)}/agreement-check", {"answers": FAULTY}).json()
    assert {"amount-missing", "ends-dispute-missing", "breach-missing"} <= {each["rule"] for each in found}
    assert all(each["law"] and each["remedy_zh"] and each["remedy_en"] for each in found)


def test_the_signing_step_shows_the_findings_at_once(
    program: Callable[[str], Any], browser: Any, machine: App, clock: FakeClock
) -> None:
    """Whoever records the signatures sees what the check says before anybody signs."""
    case, life = until(machine, clock, "sign")
    step = next(step for step in life.steps if step.what == "sign")
    page = browser(step.by).get(f"/tasks/{waiting(program(step.by), case)}")
    told = html.fromstring(page.text).get_element_by_id("agreement-findings").text_content()
    assert "点“检查协议”" not in told
