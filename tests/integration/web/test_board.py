"""The board of supervisors: numbers that lead to the list behind them, service levels, and the heat of procedures."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

from workflows.usecases.app import App
from workflows.usecases.desk.board import BoardRow, board
from workflows.usecases.desk.heat_map import heat_map
from workflows.usecases.sign_in import actor_of
from workflows.web.pages.board import most_urgent

NUMBER = re.compile(r'<a href="(/desk\?[^"]+)" aria-label="[^"]*">(\d+)</a>')


@pytest.mark.parametrize("by", ["tier", "place"])
def test_a_number_leads_to_exactly_these_lines(
    browser: Any, place: Any, new_case: Callable[..., dict[str, Any]], by: str
) -> None:
    """Each number of the board by tier or place leads to a list that has as many lines."""
    new_case()
    chair = browser(place.chair)
    found = NUMBER.findall(chair.get(f"/board?by={by}").text)
    assert any(f"{by}=" in address for address, _ in found)
    for address, count in found:
        shown = re.search(r'<span class="soft small">(\d+) 项', chair.get(address.replace("&amp;", "&")).text)
        assert shown is not None
        assert shown.group(1) == count


@pytest.mark.parametrize("by", ["tier", "place", "type", "nonsense"])
def test_each_way_to_set_it_out_adds_up_to_the_same(browser: Any, machine: App, place: Any, by: str) -> None:
    """By tier, by body or by type, the rows add up to the whole."""
    with machine.store.read() as tx:
        account = tx.directory.account_by_login(place.chair)
        assert account is not None
        actor = actor_of(tx, account)
    seen = board(machine, actor, by)
    assert sum(row.total for row in seen.rows) == seen.whole.total
    assert browser(place.chair).get(f"/board?by={by}").status_code == 200


def test_a_long_board_shows_the_most_urgent_lines_first() -> None:
    """Of more lines than a page has, those with the most overdue work are shown; a short board keeps its order."""
    none = dict.fromkeys(("overdue", "red", "yellow", "green", "none"), 0)
    rows = [
        BoardRow(id=name, name=name, name_en=name, lights=none | lights)
        for name, lights in (
            ("calm", {"green": 9}),
            ("red", {"red": 5}),
            ("late", {"overdue": 1, "green": 1}),
        )
    ]
    assert [row.id for row in most_urgent(rows, 2)] == ["late", "red"]
    assert [row.id for row in most_urgent(rows, 3)] == ["calm", "red", "late"]


def test_the_board_goes_away_as_a_file(browser: Any, place: Any) -> None:
    """The same numbers as CSV, readable by a spreadsheet, with a total."""
    chair = browser(place.chair)
    answer = chair.client.get("/board.csv?by=place")
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    lines = answer.text.removeprefix("\ufeff").splitlines()
    assert lines[0] == "按机构,已超期,今天到期,将到期,期限内,无期限,合计"
    assert lines[-1].startswith("合计,")
    assert all(line.count(",") == 6 for line in lines)


def test_a_procedure_shows_where_work_gathers(
    browser: Any, machine: App, place: Any, new_case: Callable[..., dict[str, Any]]
) -> None:
    """The step at which new cases wait has its number in the table and on the diagram, and leads to the list."""
    new_case()
    chair = browser(place.chair)
    page = chair.get("/board/procedures/dispute").text
    assert 'data-island="diagram-viewer"' in page
    assert 'href="/desk?scope=team&amp;element=register"' in page
    with machine.store.read() as tx:
        account = tx.directory.account_by_login(place.chair)
        assert account is not None
        actor = actor_of(tx, account)
    heats = {
        step.element: step for each in heat_map(machine, actor, "dispute").diagrams for step in each.steps
    }
    assert heats["register"].waiting >= 1
    assert 0 <= heats["register"].heat <= 4
    assert (
        chair.client.get("/board/procedures/dispute/diagrams/intake").headers["content-type"]
        == "application/xml"
    )
    assert chair.client.get("/board/procedures/dispute/diagrams/nothing").status_code == 404
    assert chair.client.get("/board/procedures/nothing").status_code == 404


@pytest.mark.parametrize("login", ["clerk", "mediator", "court", "admin", "designer"])
def test_the_board_is_for_those_who_look_after_others(browser: Any, place: Any, login: str) -> None:
    """Without a post over others there is no board."""
    for address in ("/board", "/board.csv", "/board/procedures/dispute"):
        assert browser(getattr(place, login)).get(address).status_code == 403
