"""Separate talks: seen by the mediator who wrote them, and by nobody and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from workflows.usecases.app import App

MARKER = "底线五千元不公开"
HELD = {"held_at": "2025-11-20T09:00", "notes": MARKER}


@pytest.fixture
def talked(new_case: Callable[..., dict[str, Any]], browser: Any, place: Any, machine: App) -> str:
    """A case in which the mediator has written down a talk; gives its id."""
    case_id: str = new_case()["id"]
    with machine.store.read() as tx:
        case = tx.cases.get(case_id)
    assert case is not None
    mine = browser(place.mediator)
    mine.get(f"/cases/{case_id}/talks")
    party = case.document.parties[0].id
    sent = mine.post(f"/cases/{case_id}/talks", {"party": party, **HELD})
    assert sent.headers["location"] == f"/cases/{case_id}/talks"
    assert MARKER in mine.get(f"/cases/{case_id}/talks").text
    return case_id


@pytest.mark.parametrize(
    "who", ["qinglong-med-2", "qinglong-chair", "qinglong-desk", "county-coord", "court-judge"]
)
def test_nobody_else_reads_a_talk(talked: str, browser: Any, who: str) -> None:
    """A colleague, the chair, the window, the county and the court do not find it on any page of the case."""
    other = browser(who)
    for address in ("", "/talks", "/verbs"):
        answer = other.get(f"/cases/{talked}{address}")
        assert answer.status_code in (200, 403, 404)
        assert MARKER not in answer.text


def test_a_talk_is_no_part_of_the_case(talked: str, program: Any, place: Any, machine: App) -> None:
    """Neither the case document, nor its history, nor the API, nor the search knows it, not even for its writer."""
    with machine.store.read() as tx:
        case = tx.cases.get(talked)
        facts = tx.journal.of_case(talked)
    assert case is not None
    assert MARKER not in case.document.model_dump_json()
    assert MARKER not in str([entry.fact.data for entry in facts])
    mine = program(place.mediator)
    answer = mine.get(f"/cases/{talked}")
    assert answer.status_code == 200
    assert MARKER not in answer.text
    assert "TalkKept" not in answer.text
    found = mine.post("/cases/search", {"text": MARKER})
    assert found.json() == []


def test_a_talk_is_written_down_once(talked: str, browser: Any, place: Any, machine: App) -> None:
    """A double click keeps one talk."""
    mine = browser(place.mediator)
    mine.get(f"/cases/{talked}/talks")
    with machine.store.read() as tx:
        case = tx.cases.get(talked)
        account = tx.directory.account_by_login(place.mediator)
    assert case is not None
    assert account is not None
    form = {"party": case.document.parties[1].id, **HELD, "key": f"double-click-{talked}"}
    page = mine.page
    for _click in range(2):
        mine.page = page
        assert mine.post(f"/cases/{talked}/talks", form).status_code == 303
    with machine.store.read() as tx:
        assert len(tx.talks.of_mediator(talked, account.id)) == 2


@pytest.mark.parametrize(
    ("form", "status"),
    [
        ({"party": "nobody", **HELD}, 404),
        ({"party": "", **HELD, "notes": " "}, 422),
        ({"party": "", **HELD, "held_at": "soon"}, 422),
        ({"party": "", **HELD, "held_at": "2099-01-01T09:00"}, 422),
    ],
)
def test_what_cannot_be_a_talk_is_refused(
    talked: str, browser: Any, place: Any, form: dict[str, str], status: int
) -> None:
    """A stranger to the case, no words, no time and a time to come are each refused, and what was typed stays."""
    mine = browser(place.mediator)
    mine.get(f"/cases/{talked}/talks")
    answer = mine.post(f"/cases/{talked}/talks", form)
    assert answer.status_code == status
    assert form["notes"].strip() in answer.text


def test_contact_data_is_shown_for_a_chosen_reason_and_each_look_is_noted(
    new_case: Callable[..., dict[str, Any]], browser: Any, place: Any, machine: App
) -> None:
    """Without a reason nothing is shown; with one the number appears, and who looked and why stands in the case."""
    case_id = new_case()["id"]
    mine = browser(place.mediator)
    page = mine.get(f"/cases/{case_id}")
    assert "13800005678" not in page.text
    with machine.store.read() as tx:
        case = tx.cases.get(case_id)
    assert case is not None
    party = case.document.parties[0].id
    refused = mine.post(f"/cases/{case_id}/contact", {"party": party, "reason": ""})
    assert refused.status_code == 422
    for _look in range(2):
        mine.get(f"/cases/{case_id}")
        assert (
            "13800005678"
            in mine.post(f"/cases/{case_id}/contact", {"party": party, "reason": "contact"}).text
        )
    with machine.store.read() as tx:
        looks = [
            entry.fact.data for entry in tx.journal.of_case(case_id) if entry.fact.kind == "ContactShown"
        ]
    assert looks == [{"party": party, "reason": "contact"}] * 2


def test_a_program_that_repeats_its_key_is_noted_again(
    new_case: Callable[..., dict[str, Any]], program: Any, place: Any, machine: App
) -> None:
    """The same key gives the same number again, but each time it is shown is written down."""
    case_id = new_case()["id"]
    with machine.store.read() as tx:
        case = tx.cases.get(case_id)
    assert case is not None
    body = {"party": case.document.parties[0].id, "reason": "identity"}
    mine = program(place.mediator)
    answers = [mine.post(f"/cases/{case_id}/contact", body, key=f"look-{case_id}").json() for _ in range(2)]
    assert answers[0] == answers[1]
    with machine.store.read() as tx:
        looks = [entry for entry in tx.journal.of_case(case_id) if entry.fact.kind == "ContactShown"]
    assert len(looks) == 2
