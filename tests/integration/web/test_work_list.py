"""The work list on pages: views that can be kept, several lines at once, absences, notes that mention one."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from workflows.clock import legal_day
from workflows.domain.timer import Timer
from workflows.testing.fake_clock import FakeClock
from workflows.usecases.app import App

ITEM = re.compile(r'name="item" value="([^"]+)"')


def items_of(page: str, case: dict[str, Any]) -> list[str]:
    """Return the ids of the lines of a case."""
    return [each for each in ITEM.findall(page) if each.startswith(f"{case['id']}:")]


def line_of(page: str, case: dict[str, Any]) -> str:
    """Return the line of a case."""
    return next(line for line in page.split("<tr>") if f"/cases/{case['id']}" in line)


@pytest.fixture
def waiting(new_case: Callable[..., dict[str, Any]]) -> dict[str, Any]:
    """A new case whose first step waits in the queue of the window."""
    return new_case()


def test_a_line_shows_who_disputes_what_where(browser: Any, place: Any, waiting: dict[str, Any]) -> None:
    """Number, parties, step, body and day stand in the line; the queue alone and own work alone are views."""
    desk = browser(place.clerk)
    page = desk.get("/desk?scope=group&sort=-number").text
    assert waiting["number"] in page
    assert "张禾(示例)、李苗(示例)" in page
    assert items_of(desk.get("/desk?scope=own").text, waiting) == []


def test_a_step_of_a_suspended_case_says_so(
    browser: Any, program: Any, place: Any, waiting: dict[str, Any]
) -> None:
    """A step that nobody can do now does not look like one without a date."""
    desk, address = browser(place.clerk), "/desk?scope=group&sort=-number"
    assert "tag-suspended" not in line_of(desk.get(address).text, waiting)
    wish = {"ground": "other", "note": "等当事人回来"}
    assert program(place.chair).post(f"/cases/{waiting['id']}/suspend", wish).status_code == 200
    assert "中止" in line_of(desk.get(address).text, waiting)


def test_unknown_words_in_the_address_narrow_nothing(
    browser: Any, place: Any, waiting: dict[str, Any]
) -> None:
    """An address that somebody typed wrongly shows the usual list."""
    desk = browser(place.clerk)
    usual = items_of(desk.get("/desk?sort=-number").text, waiting)
    assert len(usual) == 1
    assert items_of(desk.get("/desk?scope=x&light=y&page=-1&place=&sort=-number").text, waiting) == usual
    assert desk.get("/desk?page=99&sort=z").status_code == 200


@pytest.mark.parametrize(("light", "there"), [("none", True), ("overdue", False)])
def test_a_light_filters_on_click(
    browser: Any, place: Any, waiting: dict[str, Any], light: str, there: bool
) -> None:
    """The chip of a light leads to the lines that show it."""
    page = browser(place.clerk).get(f"/desk?scope=group&light={light}&sort=-number").text
    assert bool(items_of(page, waiting)) == there


def test_a_view_is_kept_opened_and_dropped(browser: Any, place: Any) -> None:
    """A view kept under a name stands on the page as a link, for its owner only, until it is dropped."""
    desk = browser(place.clerk)
    desk.get("/desk")
    kept = desk.post("/desk/views", {"name": " 急件 ", "scope": "group", "light": "red", "sort": "-number"})
    assert kept.headers["location"] == "/desk?scope=group&light=red&sort=-number"
    assert ">急件</a>" in desk.get("/desk").text
    assert ">急件</a>" not in browser(place.chair).get("/desk").text
    desk.post("/desk/views", {"name": "急件", "_action": "drop"})
    assert ">急件</a>" not in desk.get("/desk").text
    assert desk.post("/desk/views", {"name": "  "}).status_code == 422


def test_several_lines_are_handed_over_after_their_consequences(
    browser: Any, place: Any, new_case: Callable[..., dict[str, Any]], machine: App
) -> None:
    """The chair ticks lines, chooses a colleague, sees what would change for each and for the colleague, confirms."""
    cases = [new_case(), new_case()]
    chair = browser(place.chair)
    page = chair.get("/desk?scope=team&sort=-number").text
    ticked = [item for case in cases for item in items_of(page, case)]
    assert len(ticked) == 2
    asked = chair.post("/desk/chosen", {"verb": "hand-over", "item": ticked, "back": "/desk?scope=team"})
    assert 'name="to"' in asked.text
    with machine.store.read() as tx:
        clerk = tx.directory.account_by_login(place.clerk)
    assert clerk is not None
    wish = {
        "verb": "hand-over",
        "item": ticked,
        "to": clerk.id,
        "reason": "同事休假",
        "back": "/desk?scope=team",
    }
    seen = chair.post("/desk/chosen", {**wish, "_action": "foresee"})
    assert seen.text.count("改由他人办理") == 2
    with machine.store.read() as tx:
        assert [tx.work.get(item).assignee for item in ticked] == ["", ""]  # type: ignore[union-attr]
    done = chair.post("/desk/chosen", {**wish, "_action": "confirm", "key": "bulk-1"})
    assert (done.status_code, done.headers["location"]) == (303, "/desk?scope=team")
    with machine.store.read() as tx:
        assert [tx.work.get(item).assignee for item in ticked] == [clerk.id, clerk.id]  # type: ignore[union-attr]


def test_a_line_that_cannot_be_done_is_named(browser: Any, place: Any, waiting: dict[str, Any]) -> None:
    """Handing to somebody of another post is told before and can then not be confirmed."""
    chair = browser(place.chair)
    ticked = items_of(chair.get("/desk?scope=team&sort=-number").text, waiting)
    wish = {
        "verb": "hand-over",
        "item": ticked,
        "to": "yunyang:court-desk",
        "reason": "x",
        "_action": "foresee",
    }
    seen = chair.post("/desk/chosen", wish)
    assert "不能办" in seen.text
    assert 'value="confirm"' not in seen.text
    chair.get("/desk")
    done = chair.post("/desk/chosen", {**wish, "_action": "confirm"})
    assert "没有办成 1 项" in done.text


@pytest.mark.parametrize("verb", ["urge", "copy"])
def test_urging_and_copying_from_the_list(
    browser: Any, place: Any, waiting: dict[str, Any], machine: App, verb: str
) -> None:
    """Both are done from the list with their consequences before; the case remembers each."""
    chair = browser(place.chair)
    ticked = items_of(chair.get("/desk?scope=team&sort=-number").text, waiting)
    more = {"reason": "请今天办"} if verb == "urge" else {"to": f"yunyang:{place.mediator}"}
    wish = {"verb": verb, "item": ticked, **more}
    assert chair.post("/desk/chosen", {**wish, "_action": "foresee"}).status_code == 200
    assert chair.post("/desk/chosen", {**wish, "_action": "confirm", "key": f"k-{verb}"}).status_code == 303
    with machine.store.read() as tx:
        kinds = [entry.fact.kind for entry in tx.journal.of_case(waiting["id"])]
    assert kinds.count({"urge": "TaskUrged", "copy": "CaseCopied"}[verb]) == 1
    if verb == "copy":
        assert f'href="/cases/{waiting["id"]}"' in browser(place.mediator).get("/desk/copies").text


def test_nothing_ticked_is_said(browser: Any, place: Any) -> None:
    """Without a ticked line the list comes back with the reason."""
    desk = browser(place.clerk)
    desk.get("/desk")
    assert desk.post("/desk/chosen", {"verb": "take"}).status_code == 422


def test_a_way_back_never_leads_elsewhere(browser: Any, place: Any) -> None:
    """The address to return to is one of this site, whatever was sent."""
    desk = browser(place.clerk)
    desk.get("/desk")
    answer = desk.post("/desk/chosen", {"verb": "seen", "back": "//elsewhere.test/"})
    assert answer.headers["location"] == "/desk"


def test_a_new_line_is_marked_until_it_was_opened(browser: Any, place: Any, waiting: dict[str, Any]) -> None:
    """What somebody has not opened is marked for them, and no longer once they opened it."""
    desk = browser(place.clerk)
    (item,) = items_of(desk.get("/desk?scope=group&sort=-number").text, waiting)
    row = re.compile(rf'<td class="no-print tick( unread)?"><input[^>]*value="{re.escape(item)}"')
    assert row.search(desk.get("/desk?scope=group&sort=-number").text).group(1)  # type: ignore[union-attr]
    desk.get(f"/tasks/{item}")
    assert not row.search(desk.get("/desk?scope=group&sort=-number").text).group(1)  # type: ignore[union-attr]


def test_an_absence_shows_the_work_to_the_substitute(
    browser: Any, place: Any, waiting: dict[str, Any], clock: FakeClock
) -> None:
    """The absent clerk's step stands on the substitute's list with their name, can be opened, and ends with a click."""
    clerk, chair = browser(place.clerk), browser(place.chair)
    (item,) = items_of(clerk.get("/desk?scope=group&sort=-number").text, waiting)
    clerk.post(f"/tasks/{item}/take")
    chair.get("/desk/absence")
    today = legal_day(clock.now())
    given = {
        "account": f"yunyang:{place.clerk}",
        "since": str(today),
        "until": str(today + timedelta(days=2)),
    }
    refused = chair.post("/desk/absence", {**given, "substitute": f"yunyang:{place.mediator}"})
    assert refused.status_code == 409
    assert chair.post("/desk/absence", {**given, "substitute": "yunyang:county-desk"}).status_code == 303
    substitute = browser("county-desk")
    page = substitute.get("/desk?scope=own&sort=-number").text
    assert items_of(page, waiting) == [item]
    assert "代" in page
    assert substitute.get(f"/tasks/{item}").status_code == 200
    assert "代办其中一步" in substitute.get(f"/cases/{waiting['id']}").text
    ends = re.search(r"/desk/absence/[0-9a-f]+/end", clerk.get("/desk/absence").text)
    assert ends is not None
    clerk.post(ends.group(0))
    assert items_of(substitute.get("/desk?scope=own&sort=-number").text, waiting) == []
    assert substitute.get(f"/tasks/{item}").status_code == 404


def test_a_mention_leads_from_the_desk_to_the_case(browser: Any, place: Any, waiting: dict[str, Any]) -> None:
    """The mentioned colleague finds the note on the desk, unread until the case was opened."""
    chair = browser(place.chair)
    chair.get(f"/cases/{waiting['id']}")
    assert chair.post(f"/cases/{waiting['id']}/notes", {"text": "@没有这个人 请看"}).status_code == 422
    assert (
        chair.post(f"/cases/{waiting['id']}/notes", {"text": f"@{place.mediator} 请核对"}).status_code == 303
    )
    mediator = browser(place.mediator)
    assert "未读" in mediator.get("/desk").text
    assert f"/cases/{waiting['id']}#note-" in mediator.get("/desk/mentions").text
    assert "请核对" in mediator.get(f"/cases/{waiting['id']}").text
    assert "未读" not in mediator.get("/desk").text


def test_a_sitting_has_a_calendar_file_and_a_summons(
    browser: Any, place: Any, waiting: dict[str, Any], clock: FakeClock
) -> None:
    """A sitting arranged on the page can be put into a calendar, and each party gets a letter of their own."""
    desk = browser(place.clerk)
    address = f"/cases/{waiting['id']}"
    desk.get(address)
    assert (
        desk.post(f"{address}/sittings", {"at": "soon", "place": "二楼", "mode": "on-site"}).status_code
        == 422
    )
    at = (clock.now() + timedelta(days=3)).strftime("%Y-%m-%dT09:30")
    assert desk.post(f"{address}/sittings", {"at": at, "place": "二楼", "mode": "on-site"}).status_code == 303
    file = desk.client.get(f"{address}/sittings/0.ics")
    assert file.headers["content-type"] == "text/calendar; charset=utf-8"
    assert "T013000Z" in file.text
    letters = desk.client.get(f"{address}/sittings/0/summons").text
    assert [name in letters for name in ("张禾(示例)：", "李苗(示例)：")] == [True, True]
    assert desk.client.get(f"{address}/sittings/1.ics").status_code == 404
    desk.get(address)
    desk.post(f"{address}/sittings/0/call-off")
    assert "已取消" in desk.get(address).text


def test_the_court_lists_what_it_dealt_with(browser: Any, place: Any) -> None:
    """Beside what waits, the court's desk has pages of what it has dealt with, by state."""
    court = browser(place.court)
    for state in ("waiting", "under-way", "closed", "nonsense"):
        assert court.get(f"/court?state={state}&page=1").status_code == 200


def test_a_step_without_a_date_of_its_own_shows_what_limits_the_case(
    browser: Any, place: Any, waiting: dict[str, Any], machine: App, clock: FakeClock
) -> None:
    """While the month for mediation runs, list, search and step show its last day instead of “no period”."""
    last = clock.now() + timedelta(days=30)
    month = Timer(
        id=f"{waiting['id']}:month",
        case_id=waiting["id"],
        element="limit",
        name="期限届满",
        rule="D01",
        due_at=last,
    )
    with machine.store.write() as tx:
        tx.timers.replace_armed(waiting["id"], [month])
        items = [replace(item, limit_at=last) for item in tx.work.of_case(waiting["id"])]
        tx.work.replace_open(waiting["id"], items, at=clock.now())
    words = f"案件期限 {legal_day(last - timedelta(microseconds=1))}"
    desk = browser(place.clerk)
    page = desk.get("/desk?scope=group&light=green&sort=-number").text
    assert page.count(words) == 1
    assert words in desk.post("/cases", {"text": waiting["number"]}).text
    step = desk.get(f"/tasks/{items_of(page, waiting)[0]}").text
    assert words in step
    assert "无期限" not in step
    assert f"{words.split()[1]} 期满仍未办" in desk.get(f"/cases/{waiting['id']}").text


def test_a_first_visitor_finds_somebody_to_sign_in_as_for_each_desk(anyone: Any) -> None:
    """Where a demonstration runs, the sign-in page names one person for each desk, the designer and the judge too."""
    page = anyone.get("/sign-in").text
    for login, desk in (
        ("village-med", "村调解员"),
        ("designer", "流程设计"),
        ("court-judge", "审判人员"),
        ("auditor", "审计"),
    ):
        assert re.search(rf"{login}</td><td>{desk}", page), login
