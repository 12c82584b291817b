"""Finding cases on their page: words are marked, numbers found exactly, filters narrow, pages turn."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

from workflows.clock import CHINA
from workflows.testing.fake_clock import FakeClock

MARKED = re.compile(r"<mark>([^<]+)</mark>")
PEOPLE = [
    {"role": "applicant", "name": "孙寻找(示例)", "phone": "13766665555", "id_number": "440524188001010014"},
    {"role": "respondent", "name": "周被寻(示例)"},
]


def search(person: Any, **wish: str) -> str:
    """Search and return the page."""
    person.get("/cases")
    answer = person.post("/cases", wish)
    assert answer.status_code == 200
    page: str = answer.text
    return page


def numbers(page: str) -> list[str]:
    """The numbers of the cases on a page, in order."""
    rows = re.findall(r'<td><a class="nowrap" href="/cases/[0-9a-f]+">(.*?)</a>', page)
    return [re.sub("<[^>]+>", "", row) for row in rows]


def test_the_words_are_marked_where_they_stand(browser: Any, place: Any, new_case: Any) -> None:
    """One sees why a case was found: the words are marked in title, name and summary."""
    known = {"parties": PEOPLE, "claim.summary": "两家因屋后<b>竹林</b>相争,已有三年"}
    case = new_case("寻字纠纷(示例)", **known)
    page = search(browser(place.clerk), text="寻找 竹林")
    assert numbers(page) == [case["number"]]
    assert MARKED.findall(page) == ["寻找", "竹林"]
    assert "<b>" not in page
    short = search(browser(place.clerk), text="寻")
    assert case["number"] in numbers(short)


def test_a_number_is_found_exactly_and_not_by_parts(browser: Any, place: Any, new_case: Any) -> None:
    """A whole identity number or telephone finds its case however it is typed; a part of it finds nothing."""
    case = new_case("号码纠纷(示例)", parties=[{**PEOPLE[0], "phone": "13766664444"}])
    clerk = browser(place.clerk)
    for typed in ("13766664444", "137 6666 4444", "+86 13766664444"):
        assert numbers(search(clerk, text=typed)) == [case["number"]], typed
    assert case["number"] in numbers(search(clerk, text="440524188001010014"))
    assert numbers(search(clerk, text="66664444")) == []
    assert numbers(search(browser("labour-med-1"), text="13766664444")) == []


def test_filters_narrow_and_the_order_turns(
    browser: Any, place: Any, new_case: Any, clock: FakeClock
) -> None:
    """Type, status, light and days narrow what is found; the oldest can come first."""
    first = new_case("筛选一(示例)", **{"claim.type": "neighbour"})["number"]
    second = new_case("筛选二(示例)", **{"claim.type": "debt"})["number"]
    clerk = browser(place.clerk)
    today = clock.now().astimezone(CHINA).date()
    assert numbers(search(clerk, text="筛选", type="debt")) == [second]
    assert numbers(search(clerk, text="筛选", sort="oldest")) == [first, second]
    assert numbers(search(clerk, text="筛选", status="closed")) == []
    assert numbers(search(clerk, text="筛选", since=f"{today}", until=f"{today}")) == [second, first]
    assert numbers(search(clerk, text="筛选", until=f"{today - timedelta(days=1)}")) == []
    assert numbers(search(clerk, text="筛选", light="overdue")) == []
    assert numbers(search(clerk, text="筛选", since="no day", page="x", light="pink")) == [second, first]


def test_pages_turn(browser: Any, place: Any, new_case: Any) -> None:
    """More than a page of cases is turned page by page, and none stands on two pages."""
    for number in range(33):
        new_case(f"翻页{number}(示例)")
    clerk = browser(place.clerk)
    first, second = search(clerk, text="翻页"), search(clerk, text="翻页", page="2")
    assert (len(numbers(first)), len(numbers(second))) == (30, 3)
    assert set(numbers(first)) & set(numbers(second)) == set()
    assert 'value="2"' in first


def test_a_court_finds_what_was_sent_to_it(browser: Any) -> None:
    """A court's people search among what waits for their court and find nothing else."""
    assert numbers(search(browser("court-desk"))) == []
