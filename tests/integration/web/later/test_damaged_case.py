"""One damaged record keeps nobody from the other cases: each list says what is the case, and nothing is written."""

from __future__ import annotations

from typing import Any

import pytest

from workflows.domain.actor import CONSOLE
from workflows.store.memory.transaction import MemoryStore
from workflows.usecases.app import App
from workflows.usecases.catch_up import catch_up
from workflows.usecases.resolve_incident import list_incidents

ZH = "本案记录已损坏，无法显示；已通知管理员。"
EN = "The record of this case is damaged and cannot be shown; an administrator has been told."
TITLES = ("损坏前一件（示例）", "损坏的一件（示例）", "损坏后一件（示例）")
NUMBER = "440524188001010014"


@pytest.fixture
def damaged(machine: App, new_case: Any) -> dict[str, Any]:
    """The second of three cases, whose record does not fit its seal any more."""
    people = [{"role": "applicant", "name": "孙损坏（示例）", "id_number": NUMBER}]
    made: dict[str, Any] = [new_case(title, parties=people) for title in TITLES][1]
    catch_up(machine)
    assert isinstance(machine.store, MemoryStore)
    machine.store.damage(made["id"])
    return made


def told(page: str, number: str) -> None:
    """Hold a list to what it must say: two cases as ever, of the third its number and that it is damaged."""
    assert number in page
    assert [title in page for title in TITLES] == [True, False, True]
    assert page.count(ZH) == 1


def test_lists_show_the_other_cases_and_name_the_damaged_one(
    machine: App, browser: Any, place: Any, damaged: dict[str, Any]
) -> None:
    """一件案件的记录损坏：待办列表、案件检索、抄送与报表数字背后的案件照常列出其余各件；损坏的那一件只列案号，

    写明已损坏、已通知管理员；管理员只收到一张故障单，点开该案仍报出原来的错误。
    """
    clerk = browser(place.clerk)
    told(clerk.get("/desk?scope=group").text, damaged["number"])
    clerk.get("/cases")
    told(clerk.post("/cases", {"text": "孙"}).text, damaged["number"])
    chair = browser(place.chair)
    told(chair.get("/desk?scope=team").text, damaged["number"])
    told(
        chair.get("/reports/overview/cases?since=2025-01-01&until=2026-12-31&indicator=received").text,
        damaged["number"],
    )
    with machine.store.write() as tx:
        account = tx.directory.account_by_login(place.clerk)
        assert account is not None
        for case_id in tx.cases.briefs([case.id for case in tx.cases.search()]):
            tx.watchers.put(case_id, account.id, by="x", at=machine.clock.now())
    told(clerk.get("/desk/copies").text, damaged["number"])
    clerk.client.cookies.set("hewei-lang", "en")
    assert EN in clerk.get("/desk/copies").text
    clerk.client.cookies.set("hewei-lang", "zh")
    page = clerk.get(f"/cases/{damaged['id']}")
    assert (page.status_code, "请从备份恢复记录或密钥" in page.text) == (500, True)
    found = list_incidents(machine, CONSOLE)
    assert [(each.case_id, each.kind) for each in found] == [(damaged["id"], "record-damaged")]
    assert damaged["number"] in browser(place.admin).get("/incidents").text


def test_programs_are_told_which_case_is_damaged(program: Any, place: Any, damaged: dict[str, Any]) -> None:
    """Lists for programs mark the damaged case and leave out what it is about; its own address names the fault."""
    clerk = program(place.clerk)
    number = damaged["number"]
    for address, wish in (("/cases/search", {}), ("/cases/find", {})):
        listed = clerk.post(address, wish).json()
        rows = listed if isinstance(listed, list) else [each["case"] for each in listed["cases"]]
        mine = [(each["damaged"], each["title"]) for each in rows if each["number"] == number]
        assert mine == [(True, "")], address
        assert (False, TITLES[0]) in [(each["damaged"], each["title"]) for each in rows]
    work = clerk.get("/work").json()
    assert [each["damaged"] for each in work["group"] if each["number"] == number] == [True]
    lines = clerk.get("/work/list?scope=group").json()["lines"]
    mine = [(each["damaged"], each["title"], each["parties"]) for each in lines if each["number"] == number]
    assert mine == [(True, "", [])]
    refused = clerk.get(f"/cases/{damaged['id']}")
    assert (refused.status_code, refused.json()["code"]) == (500, "record-seal-broken")


def test_of_several_steps_the_one_of_a_damaged_case_is_refused(
    machine: App, program: Any, place: Any, damaged: dict[str, Any]
) -> None:
    """Whoever takes several steps at once gets the others; that of the damaged case is refused by name."""
    clerk = program(place.clerk)
    rows = clerk.get("/work").json()["group"][-3:]
    asked = {"verb": "take", "items": [each["item"]["id"] for each in rows]}
    told = clerk.post("/work/chosen", asked).json()
    assert {each["number"]: each["refused"] for each in told} == {
        each["number"]: "record-seal-broken" if each["damaged"] else "" for each in rows
    }
    assert [each["damaged"] for each in rows].count(True) == 1


def test_the_same_people_are_found_although_one_case_is_damaged(
    program: Any, place: Any, damaged: dict[str, Any]
) -> None:
    """Looking for the same dispute while typing finds all cases of a person, the damaged one by its number."""
    answers = {"parties": [{"name": "孙损坏（示例）", "id_number": NUMBER}]}
    found = program(place.clerk).post("/intake/similar", {"org_id": place.org, "answers": answers}).json()
    rows = {each["case"]["number"]: each["case"]["damaged"] for each in found["cases"]}
    assert rows[damaged["number"]]
    assert not all(rows.values())
