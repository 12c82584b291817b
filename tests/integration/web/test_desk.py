"""The mediator's desk, as a browser without scripts sees it."""

from __future__ import annotations

import re
from typing import Any

import pytest

TASK = re.compile(r'href="(/tasks/[^"]+)"')
SCRIPT = "<script>alert(1)</script>"


def task_of(browser: Any, number: str) -> str:
    """The address of the first task of the case on the desk."""
    page = browser.get("/desk?sort=-number").text
    rows = [row for row in page.split("<tr>") if number in row]
    assert rows, page
    found = TASK.search(rows[0])
    assert found is not None
    return found.group(1)


def test_a_case_is_taken_in_and_registered(browser: Any, place: Any) -> None:
    """A clerk opens a case, stands at once in its register, fills it, and the next step follows."""
    clerk = browser(place.clerk)
    clerk.get("/cases/new")
    opened = clerk.post("/cases/new", {"title": "张禾与李苗田界纠纷(示例)", "org": place.org})
    assert opened.status_code == 303
    register = opened.headers["location"]
    assert "张禾与李苗田界纠纷" in clerk.get(register).text
    refused = clerk.post(register, {"_action": "submit", "claim.summary": "一条犁沟"})
    assert refused.status_code == 422
    assert "一条犁沟" in refused.text
    assert 'aria-invalid="true"' in refused.text
    more = clerk.post(register, {"_action": "add:parties", "claim.summary": "一条犁沟"})
    assert more.status_code == 200
    assert 'name="parties.0.name"' in more.text
    assert "一条犁沟" in more.text


def test_a_title_is_asked_for(browser: Any, place: Any) -> None:
    """Without a title nothing is opened, and what was typed stays."""
    clerk = browser(place.clerk)
    clerk.get("/cases/new")
    refused = clerk.post("/cases/new", {"title": " ", "summary": "邻里排水", "org": place.org})
    assert refused.status_code == 422
    assert "请填写纠纷名称" in refused.text
    assert "邻里排水" in refused.text


def test_a_double_click_opens_one_case(browser: Any, place: Any) -> None:
    """The same form sent twice opens one case: the second answer is the first one again."""
    clerk = browser(place.clerk)
    page = clerk.get("/cases/new").text
    key = re.search(r'name="key" value="([^"]+)"', page)
    assert key is not None
    form = {"title": "双击(示例)", "org": place.org, "key": key.group(1)}
    first = clerk.post("/cases/new", form)
    clerk.get("/cases/new")
    second = clerk.post("/cases/new", form)
    assert first.headers["location"] == second.headers["location"]


def test_a_draft_waits_for_its_writer(browser: Any, place: Any, new_case: Any) -> None:
    """What was saved as a draft is there again after signing in anew, and only for the one who typed it."""
    number = new_case("草稿(示例)")["number"]
    clerk = browser(place.clerk)
    address = task_of(clerk, number)
    clerk.get(address)
    kept = clerk.post(address, {"_action": "draft", "claim.summary": "写到一半"})
    assert "草稿已于" in kept.text
    again = browser(place.clerk).get(address).text
    assert "写到一半" in again
    assert "尚未提交" in again


def test_a_task_is_taken_and_given_back(browser: Any, place: Any, new_case: Any) -> None:
    """A taken task stands on the own list; given back it waits for the post again."""
    number = new_case("领取(示例)")["number"]
    clerk = browser(place.clerk)
    address = task_of(clerk, number)
    assert clerk.post(f"{address}/take").headers["location"] == address
    assert "您已领取" in clerk.get(address).text
    assert clerk.post(address, {"_action": "give-back"}).headers["location"] == "/desk"
    page = clerk.get(address).text
    assert "岗位的人领取，您是其中一位" in page
    assert "尚未提交" not in page


@pytest.mark.parametrize("wish", ["take", "give-back"])
def test_what_was_typed_outlives_taking_and_giving_back(
    browser: Any, place: Any, new_case: Any, wish: str
) -> None:
    """The button that takes a task or gives it back takes along what stands in the form at that moment."""
    clerk = browser(place.clerk)
    address = task_of(clerk, new_case("打字中领取(示例)")["number"])
    clerk.post(address, {"_action": wish, "claim.summary": "最后四秒钟打的字"})
    page = clerk.get(address).text
    assert "最后四秒钟打的字" in page
    assert "尚未提交" in page


def test_a_task_says_what_why_and_what_otherwise(browser: Any, place: Any, new_case: Any) -> None:
    """Three lines tell what this is, why one has it, and what happens if one does nothing."""
    clerk = browser(place.clerk)
    page = clerk.get(task_of(clerk, new_case("三句话(示例)")["number"])).text
    for line in ("这是什么", "为什么在我这里", "不办会怎样"):
        assert line in page


@pytest.mark.parametrize("login", ["labour-med-1", "village-med", "court-desk", "designer", "admin"])
def test_a_case_of_others_does_not_exist(browser: Any, new_case: Any, login: str) -> None:
    """Whoever has nothing to do with a case cannot tell it from one that does not exist."""
    case = new_case("别家的案件(示例)")
    stranger = browser(login)
    answer = stranger.get(f"/cases/{case['id']}")
    assert answer.status_code in (403, 404)
    assert "别家的案件" not in answer.text
    assert stranger.get(f"/cases/{'0' * 32}").status_code == answer.status_code
    assert stranger.get(f"/cases/{case['id']}/diagrams/dispute").status_code == answer.status_code


def test_the_overseer_of_the_street_sees_its_cases(browser: Any, new_case: Any) -> None:
    """The county's coordinator sees the cases of the bodies below."""
    case = new_case("从上看(示例)")
    assert browser("county-coord").get(f"/cases/{case['id']}").status_code == 200


def test_contact_is_masked_and_shown_for_a_reason(browser: Any, place: Any, new_case: Any) -> None:
    """Telephone and identity numbers are masked; whoever looks gives a reason, and the case says who looked."""
    case = new_case("联系方式(示例)")
    clerk = browser(place.clerk)
    page = clerk.get(f"/cases/{case['id']}").text
    assert "138****5678" in page
    assert "13800005678" not in page
    shown = clerk.post(f"/cases/{case['id']}/contact", {"party": "p1", "reason": "contact"}).text
    assert "13800005678" in shown
    assert "139****1234" in shown
    assert "查看了联系方式" in shown
    assert "13800005678" not in clerk.get(f"/cases/{case['id']}").text


def test_contact_without_a_reason_stays_masked(browser: Any, place: Any, new_case: Any) -> None:
    """No reason from the list, no telephone number."""
    case = new_case("无理由(示例)")
    clerk = browser(place.clerk)
    clerk.get(f"/cases/{case['id']}")
    answer = clerk.post(f"/cases/{case['id']}/contact", {"party": "p1", "reason": "curiosity"})
    assert answer.status_code == 422
    assert "13800005678" not in answer.text


def test_a_case_page_shows_the_state_of_its_diagrams(browser: Any, place: Any, new_case: Any) -> None:
    """The present step is lit, also on the call that leads to it, and the same is told in words."""
    case = new_case("流程图(示例)")
    page = browser(place.clerk).get(f"/cases/{case['id']}").text
    assert 'data-source="/cases/{}/diagrams/dispute"'.format(case["id"]) in page
    assert "register" in page
    assert "intake_call" in page
    assert "文字版" in page


def test_search_finds_by_party_and_never_in_the_address(browser: Any, place: Any, new_case: Any) -> None:
    """Names are sent in the body, so that they stand in no address and no log."""
    number = new_case("相邻排水(示例)")["number"]
    clerk = browser(place.clerk)
    clerk.get("/cases")
    assert number in clerk.post("/cases", {"text": "相邻排水"}).text
    assert number not in clerk.post("/cases", {"text": "没有这样的纠纷"}).text
    stranger = browser(place.foreign_mediator)
    stranger.get("/cases")
    assert number not in stranger.post("/cases", {"text": "相邻排水"}).text


@pytest.mark.parametrize("text", [SCRIPT, '"><img src=x onerror=alert(1)>', "{{7*7}}", "\u202e<b>"])
def test_nothing_typed_runs(browser: Any, place: Any, new_case: Any, text: str) -> None:
    """Names and texts of a case are text on every page that shows them."""
    case = new_case(text, **{"claim.summary": text, "parties": [{"role": "applicant", "name": text}]})
    clerk = browser(place.clerk)
    for address in ("/desk", "/cases", f"/cases/{case['id']}", task_of(clerk, case["number"])):
        page = clerk.get(address).text
        assert SCRIPT not in page
        assert "<img src=x" not in page
        assert "<b>" not in page


@pytest.mark.parametrize("text", ["\x00", "a\x00b"])
def test_what_cannot_be_kept_is_refused_by_name(browser: Any, place: Any, text: str) -> None:
    """A character that no database keeps gets a sentence, not a broken page."""
    clerk = browser(place.clerk)
    clerk.get("/cases/new")
    answer = clerk.post("/cases/new", {"title": text, "org": place.org})
    assert answer.status_code == 422
    assert "unreadable-text" in answer.text


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("/period?start=2026-01-30&rule=D20", "2026-03-02"),
        ("/period?start=2026-01-31&length=1&unit=month", "2026-02-28"),
        ("/period?start=soon&rule=D20", "起算日应写成"),
        ("/period?start=2026-01-30&rule=D99", "没有编号为"),
        ("/period?start=2026-01-30", "请填写起算日"),
        ("/period?start=2026-01-30&length=-1&unit=day", "不小于 1"),
        ("/period?start=9999-12-31&length=99&unit=year", "note-bad"),
    ],
)
def test_the_calculator_answers_or_says_why_not(browser: Any, place: Any, address: str, shown: str) -> None:
    """The calculator gives the day with its reasons, or a sentence that says what to correct."""
    answer = browser(place.mediator).get(address)
    assert answer.status_code == 200
    assert shown in answer.text


def test_the_status_is_for_those_who_run_the_machine(browser: Any, place: Any) -> None:
    """The administrator sees how the machine feels; a mediator does not."""
    assert "运行状态" in browser(place.admin).get("/status").text
    assert browser(place.mediator).get("/status").status_code == 403


def test_what_a_step_says_is_told_in_the_readers_language(browser: Any, place: Any, new_case: Any) -> None:
    """Instructions, law and the reason why nothing limits a step are told in the reader's language."""
    made = new_case("两种语言（示例）")
    clerk = browser(place.clerk)
    address = task_of(clerk, made["number"])
    pages = {}
    for language in ("zh", "en"):
        clerk.get("/desk")
        clerk.post("/language", {"language": language, "next": "/desk"})
        pages[language] = clerk.get(address).text + clerk.get(f"/cases/{made['id']}").text
    told = {
        "zh": ("问清当事人、事由和请求", "人民调解法 17、27", "当场登记"),
        "en": ("Ask for the parties, the cause and the claim", "Mediation Law 17, 27", "on the spot"),
    }
    found = {spoken: [text in pages[spoken] for text in texts] for spoken, texts in told.items()}
    assert found == {"zh": [True] * 3, "en": [True] * 3}
    assert [text for text in told["zh"] if text in pages["en"]] == []
