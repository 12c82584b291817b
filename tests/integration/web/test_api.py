"""The API does everything that the pages do, and says what it does."""

from __future__ import annotations

import uuid
from typing import Any

import pytest

from workflows.web.api.models import Problem


def first_task(caller: Any, case_id: str) -> dict[str, Any]:
    """The first task of the case in the caller's list, the newest cases first: others have made cases here before."""
    lines = caller.get("/work/list?sort=-number").json()["lines"]
    return next(line["item"] for line in lines if line["item"]["case_id"] == case_id)


def filled(task: dict[str, Any], wanted: dict[str, Any]) -> dict[str, Any]:
    """Answers to a task: what is wanted, else what is known, the default, or the first choice where one must answer."""
    answers: dict[str, Any] = {}
    todo = list(task["form_schema"]["components"])
    while todo:
        each = todo.pop(0)
        if each["type"] == "group":
            todo = each["components"] + todo
            continue
        path = each.get("key") or each.get("path")
        known: Any = task["values"]
        for word in (path or "").split("."):
            known = known.get(word) if isinstance(known, dict) else None
        if path in wanted:
            answers[path] = wanted[path]
        elif path and each["type"] != "dynamiclist":
            answers[path] = known if known not in (None, "") else _needed(each, task["picks"].get(path))
    return {path: value for path, value in answers.items() if value is not None}


def _needed(each: dict[str, Any], picks: list[dict[str, Any]] | None) -> Any:
    if each.get("defaultValue") is not None:
        return each["defaultValue"]
    if not (each.get("validate") or {}).get("required"):
        return None
    if picks:
        return picks[0]["value"]
    by_type = {"datetime": "2025-11-28", "number": "3", "checkbox": True}
    return each["values"][0]["value"] if each.get("values") else by_type.get(each["type"], "示例")


WISHES = {"place.scope": "one_township"}


def test_the_same_key_gives_the_same_answer(program: Any, place: Any) -> None:
    """A command sent twice with one key is done once."""
    clerk, key = program(place.clerk), uuid.uuid4().hex
    body = {"org_id": place.org, "answers": {"claim.title": "一次(示例)"}}
    first, second = clerk.post("/cases", body, key), clerk.post("/cases", body, key)
    assert first.json() == second.json()
    other = clerk.post("/cases", {**body, "answers": {"claim.title": "另一件(示例)"}}, key)
    assert (other.status_code, other.json()["code"]) == (409, "idempotency-key-reused")


def test_two_people_one_task(program: Any, browser: Any, place: Any, new_case: Any) -> None:
    """Of two who do the same task one wins; the other is told who it was, and on the page keeps what they wrote."""
    case = new_case("两人一事(示例)")
    first, second, page = program(place.clerk), program(place.clerk), browser(place.clerk)
    item = first_task(first, case["id"])
    address = f"/tasks/{item['id']}"
    page.get(address)
    answers = filled(first.get(f"/tasks/{item['id']}").json(), WISHES)
    assert first.post(f"/tasks/{item['id']}/submit", {"answers": answers}).status_code == 200
    late = second.post(f"/tasks/{item['id']}/submit", {"answers": answers})
    assert (late.status_code, late.json()["code"]) == (409, "task-already-done")
    assert "方接案" in late.json()["zh"]
    refused = page.post(address, {"_action": "submit", "claim.summary": "后到的人写的"})
    assert refused.status_code == 409
    assert all(words in refused.text for words in ("方接案", "没有提交", "后到的人写的"))
    assert 'value="submit"' not in refused.text
    looked = page.get(address)  # by the browser's back button, say
    assert "没有提交" not in looked.text
    assert f'href="/cases/{case["id"]}"' in looked.text


def test_a_refused_form_names_each_field(program: Any, place: Any, new_case: Any) -> None:
    """An unknown field, a wrong type and a date out of the calendar are each named, with a remedy in both languages."""
    clerk = program(place.clerk)
    item = first_task(clerk, new_case("错误(示例)")["id"])
    answers = {"claim.amount": "a lot", "intake.received_on": "2026-02-30", "no.such.field": 1}
    refused = clerk.post(f"/tasks/{item['id']}/submit", {"answers": answers})
    assert refused.status_code == 422
    problem = Problem.model_validate(refused.json())
    assert refused.headers["content-type"] == "application/problem+json"
    named = {field.path: field for field in problem.fields or ()}
    assert {"claim.amount", "intake.received_on", "no.such.field"} <= set(named)
    assert all(field.message and field.zh for field in named.values())


def test_what_is_picked_must_be_there(program: Any, place: Any, new_case: Any) -> None:
    """A body that is not on the list is refused, so that no case goes to nobody."""
    clerk = program(place.clerk)
    item = first_task(clerk, new_case("乱选(示例)")["id"])
    refused = clerk.post(f"/tasks/{item['id']}/submit", {"answers": {"place.org_id": "nowhere"}})
    assert refused.json()["fields"][0]["rule"] == "unknown-choice"


@pytest.mark.parametrize(
    "body",
    [
        b"{",
        b"[]",
        b'{"answers": NaN}',
        b'{"answers": {"claim.title": "\\ud800"}}',
        b'{"answers": 1e400}',
        b"\xff",
        b'{"answers": {"claim.title": "a\\u0000b"}}',
        b'{"answers": {}, "more": 1}',
        b"null",
        b"",
    ],
    ids=repr,
)
def test_a_body_that_makes_no_sense_gets_a_named_answer(
    program: Any, place: Any, new_case: Any, body: bytes
) -> None:
    """Whatever is sent, the answer is a refusal that says why, never a failure."""
    clerk = program(place.clerk)
    item = first_task(clerk, new_case("怪数据(示例)")["id"])
    headers = clerk.headers() | {"Content-Type": "application/json"}
    answer = clerk.client.post(f"/api/tasks/{item['id']}/submit", content=body, headers=headers)
    assert answer.status_code == 422
    assert Problem.model_validate(answer.json()).code


@pytest.mark.parametrize("login", ["labour-med-1", "court-desk", "designer", "admin"])
def test_foreign_ids_look_like_unknown_ids(program: Any, place: Any, new_case: Any, login: str) -> None:
    """What is not one's own answers exactly as what does not exist."""
    case = new_case("外人(示例)")
    item = first_task(program(place.clerk), case["id"])
    stranger = program(login)
    for real, unreal in (
        (f"/cases/{case['id']}", f"/cases/{'0' * 32}"),
        (f"/tasks/{item['id']}", f"/tasks/{'0' * 32}:1"),
        (f"/cases/{case['id']}/papers/x/pdf", f"/cases/{'0' * 32}/papers/x/pdf"),
    ):
        answers = [stranger.get(address) for address in (real, unreal)]
        assert [answer.status_code for answer in answers] in ([404, 404], [403, 403])
        assert answers[0].json()["code"] == answers[1].json()["code"]


def test_periods_come_with_reasons(program: Any, place: Any) -> None:
    """A statutory period is answered with its last day and the reasons in both languages."""
    answer = program(place.mediator).post("/periods", {"start": "2026-01-30", "rule": "D20"}).json()
    assert answer["end"] == "2026-03-02"
    assert any("民法典 203" in sentence for sentence in answer["explanation"])
    assert any("Civil Code 203" in sentence for sentence in answer["explanation_en"])


def test_the_description_is_served_and_names_its_errors(anyone: Any) -> None:
    """OpenAPI describes every route with an answer model and the problems it may answer."""
    description = anyone.client.get("/api/openapi.json").json()
    assert all(path.startswith("/api/") for path in description["paths"])
    assert len(description["paths"]) > 20
    for path, methods in description["paths"].items():
        for method, operation in methods.items():
            assert {"401", "404", "409", "422"} <= set(operation["responses"]), (path, method)
            assert operation["summary"]
