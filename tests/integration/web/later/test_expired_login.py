"""The login ends in the middle of a form: what was typed survives; double click, back button and two tabs."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import httpx
import pytest

from tests.integration.web.conftest import TOKEN, Browser
from workflows.testing.fake_clock import FakeClock
from workflows.usecases.app import App
from workflows.usecases.sign_in import ABSOLUTE, IDLE

LATER = IDLE + timedelta(minutes=1)


def token_of(page: httpx.Response | None) -> str:
    """Return the form token of a page."""
    assert page is not None
    found = TOKEN.search(page.text)
    assert found is not None
    return found.group(1)


@pytest.fixture
def search(browser: Callable[[str], Browser], place: Any) -> Browser:
    """A mediator who is looking at the page on which cases are searched."""
    made = browser(place.mediator)
    made.get("/cases")
    return made


def test_what_was_typed_is_there_again_after_signing_in(
    new_case: Callable[..., dict[str, Any]], browser: Callable[[str], Browser], place: Any, clock: FakeClock
) -> None:
    """The page that was too late leads to signing in and back, with every field filled and nothing sent yet."""
    case_id = new_case()["id"]
    mine = browser(place.mediator)
    mine.get(f"/cases/{case_id}/talks")
    clock.move_to(clock.now() + LATER)
    late = mine.post(
        f"/cases/{case_id}/talks", {"party": "x", "held_at": "2025-11-01T08:30", "notes": "说了很久<b>"}
    )
    assert late.status_code == 303
    where = late.headers["location"]
    assert where.startswith("/sign-in?next=/typed/")
    page = mine.get(where)
    assert "已保留" in page.text
    entered = mine.post(
        "/sign-in",
        {
            "login": place.mediator,
            "password": "a password for tests only",
            "next": where.partition("next=")[2],
        },
    )
    back = mine.get(entered.headers["location"])
    assert back.headers["location"].startswith(f"/cases/{case_id}/talks?typed=")
    filled = mine.get(back.headers["location"])
    assert "说了很久&lt;b&gt;" in filled.text
    assert 'value="2025-11-01T08:30"' in filled.text
    assert "已恢复" in filled.text
    assert token_of(filled) == token_of(mine.get(f"/cases/{case_id}/talks"))
    assert "说了很久" not in mine.get(f"/cases/{case_id}/talks").text


def test_a_task_that_was_too_late_becomes_its_draft(
    new_case: Callable[..., dict[str, Any]],
    browser: Callable[[str], Browser],
    place: Any,
    clock: FakeClock,
    machine: App,
) -> None:
    """A form of a step comes back as the draft of that step, rows and all."""
    case = new_case()
    with machine.store.read() as tx:
        item = tx.work.of_case(case["id"])[0]
    clerk = browser(place.clerk)
    page = clerk.get(f"/tasks/{item.id}")
    name = re.search(r'<textarea[^>]* name="([^"]+)"', page.text)
    assert name is not None
    clock.move_to(clock.now() + LATER)
    late = clerk.post(f"/tasks/{item.id}", {name.group(1): "写到一半的内容", "_action": "submit"})
    word = late.headers["location"].partition("next=")[2]
    clerk.sign_in(place.clerk)
    back = clerk.get(word)
    assert back.headers["location"] == f"/tasks/{item.id}"
    assert "写到一半的内容" in clerk.get(f"/tasks/{item.id}").text


def test_what_was_typed_is_for_its_writer_alone(
    search: Browser, browser: Callable[[str], Browser], place: Any, clock: FakeClock
) -> None:
    """Whoever else signs in at the same browser, or gets hold of the address, does not see it."""
    clock.move_to(clock.now() + LATER)
    word = search.post("/cases", {"text": "私下找的人"}).headers["location"].partition("next=")[2]
    assert word.startswith("/typed/")
    other = browser(place.clerk)
    answer = other.get(word)
    assert answer.status_code == 404
    assert "私下找的人" not in answer.text


def test_a_form_that_another_site_made_up_is_not_kept(search: Browser, clock: FakeClock) -> None:
    """Without the form token of that very login nothing is kept: the way leads to the sign-in page alone."""
    clock.move_to(clock.now() + LATER)
    guessed = search.client.post("/cases", data={"csrf_token": "guessed", "text": "x"})
    assert guessed.headers["location"] == "/sign-in"
    foreign = search.client.post(
        "/cases",
        data={"csrf_token": token_of(search.page), "text": "x"},
        headers={"Origin": "http://elsewhere.test"},
    )
    assert foreign.headers["location"] == "/sign-in"


def test_secrets_are_never_kept(browser: Callable[[str], Browser], place: Any, clock: FakeClock) -> None:
    """A password that was typed too late is not among what comes back."""
    mine = browser(place.mediator)
    mine.get("/account")
    clock.move_to(clock.now() + LATER)
    late = mine.post("/account/password", {"current": "geheim-1", "new": "geheim-2", "again": "geheim-2"})
    word = late.headers["location"].partition("next=")[2]
    mine.sign_in(place.mediator)
    back = mine.get(mine.get(word).headers["location"])
    assert "geheim" not in back.text


def test_a_page_of_an_earlier_login_is_shown_again_and_not_refused(
    browser: Callable[[str], Browser], place: Any
) -> None:
    """Two tabs: signed out and in again in one, the other's form is kept and shown again with the fields filled."""
    mine = browser(place.mediator)
    old = token_of(mine.get("/cases"))
    mine.post("/sign-out")
    mine.sign_in(place.mediator)
    late = mine.client.post("/cases", data={"csrf_token": old, "text": "第二个页签"})
    assert late.headers["location"].startswith("/typed/")
    back = mine.get(late.headers["location"])
    assert 'value="第二个页签"' in mine.get(back.headers["location"]).text


def test_a_form_token_of_somebody_else_is_refused(browser: Callable[[str], Browser], place: Any) -> None:
    """The token of a colleague's page opens nothing and keeps nothing."""
    other = token_of(browser(place.clerk).get("/cases"))
    mine = browser(place.mediator)
    assert mine.client.post("/cases", data={"csrf_token": other, "text": "x"}).status_code == 403


def test_a_login_ends_after_half_an_hour_of_rest_and_after_twelve_hours(
    browser: Callable[[str], Browser], place: Any, clock: FakeClock
) -> None:
    """Working keeps it open; resting or a whole day ends it."""
    mine = browser(place.mediator)
    start = clock.now()
    while clock.now() - start < ABSOLUTE - IDLE:
        clock.move_to(clock.now() + IDLE - timedelta(minutes=2))
        assert mine.get("/desk").status_code == 200
    clock.move_to(start + ABSOLUTE)
    assert mine.get("/desk").headers["location"] == "/sign-in?next=/desk"


def test_signing_in_gives_a_new_id_and_ends_the_old_one(
    browser: Callable[[str], Browser], place: Any
) -> None:
    """The id of a login is never carried over, and the one before opens nothing any more."""
    mine = browser(place.mediator)
    before = mine.client.cookies["hewei-login"]
    form = {
        "csrf_token": token_of(mine.get("/desk")),
        "login": place.mediator,
        "password": "a password for tests only",
    }
    mine.client.post("/sign-in", data=form)
    after = mine.client.cookies["hewei-login"]
    assert after != before
    mine.client.cookies.set("hewei-login", before)
    assert mine.get("/desk").headers["location"] == "/sign-in?next=/desk"


def test_a_double_click_at_the_window_opens_one_case(
    browser: Callable[[str], Browser], place: Any, machine: App
) -> None:
    """The same form sent twice, or sent again with the back button, leads to the same case."""
    clerk = browser(place.clerk)
    page = clerk.get("/cases/new")
    key = re.search(r'name="key" value="([^"]+)"', page.text)
    assert key is not None
    with machine.store.read() as tx:
        before = tx.cases.count()
    form = {
        "csrf_token": token_of(page),
        "key": key.group(1),
        "title": "双击",
        "org": place.org,
        "_action": "open",
    }
    answers = [clerk.client.post("/cases/new", data=form) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [303] * 3
    assert len({answer.headers.get("location") for answer in answers}) == 1
    with machine.store.read() as tx:
        assert tx.cases.count() - before == 1
