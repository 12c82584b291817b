"""Moving and undoing one case, and migrating many, on pages: by administrators, with the consequences before."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any

from workflows.usecases.app import App


def standing(machine: App, case_id: str) -> list[str]:
    """Return the elements of the open steps."""
    with machine.store.read() as tx:
        return [item.element for item in tx.work.of_case(case_id)]


def test_an_administrator_moves_a_case_and_undoes_it(
    browser: Any, place: Any, new_case: Callable[..., dict[str, Any]], machine: App
) -> None:
    """What would happen is shown and nothing changes; confirmed the case stands elsewhere, undone where it was."""
    case = new_case()
    admin = browser(place.admin)
    address = f"/cases/{case['id']}"
    page = admin.get(f"{address}/mend").text
    assert case["number"] in page
    assert "张禾" not in page
    with machine.store.read() as tx:
        item = tx.work.of_case(case["id"])[0]
        before = tx.cases.history(case["id"])[-1].rev
    start = item.id.partition(":")[2]
    wish = {"start": start, "element": "refuse", "reason": "登记时走错"}
    assert "取消" in admin.post(f"{address}/verbs/move", {**wish, "_action": "foresee"}).text
    assert standing(machine, case["id"]) == [item.element]
    moved = admin.post(f"{address}/verbs/move", {**wish, "_action": "confirm", "key": "m1"})
    assert moved.headers["location"] == f"{address}/mend?done=move"
    assert standing(machine, case["id"]) != [item.element]
    admin.get(f"{address}/mend")
    back = {"rev": str(before), "reason": "恢复原状"}
    assert "重新成为待办" in admin.post(f"{address}/verbs/undo", {**back, "_action": "foresee"}).text
    undone = admin.post(f"{address}/verbs/undo", {**back, "_action": "confirm", "key": "u1"})
    assert undone.status_code == 303
    assert standing(machine, case["id"]) == [item.element]


def test_what_cannot_be_done_says_why(
    browser: Any, place: Any, new_case: Callable[..., dict[str, Any]]
) -> None:
    """Without a reason, to a step that is not there, to no revision, or where nothing was migrated: a sentence."""
    address = f"/cases/{new_case()['id']}"
    admin = browser(place.admin)
    admin.get(f"{address}/mend")
    for verb, wish, status in (
        ("move", {"start": "x", "element": "y", "reason": ""}, 422),
        ("undo", {"rev": "one", "reason": "x"}, 422),
        ("undo", {"rev": "99", "reason": "x"}, 404),
        ("unmigrate", {}, 409),
    ):
        answer = admin.post(f"{address}/verbs/{verb}", {**wish, "_action": "foresee"})
        assert answer.status_code == status
        assert 'role="alert"' in answer.text


def test_a_coordinator_moves_but_does_not_undo(
    browser: Any, place: Any, new_case: Callable[..., dict[str, Any]]
) -> None:
    """A coordinator above the case is offered the move alone; a clerk is offered neither, a court finds nothing."""
    address = f"/cases/{new_case()['id']}"
    coordinator = browser("county-coord")
    page = coordinator.get(f"{address}/mend").text
    assert ['action="' + address + f"/verbs/{verb}" in page for verb in ("move", "undo")] == [True, False]
    assert coordinator.post(f"{address}/verbs/undo", {"rev": "1", "reason": "x"}).status_code == 403
    assert browser(place.clerk).get(f"{address}/mend").status_code == 403


def test_migrations_are_foreseen_for_administrators(
    browser: Any, program: Callable[[str], Any], place: Any
) -> None:
    """The page counts what would move, wait or need a person before anything is done; an unknown procedure is named."""
    admin = browser(place.admin)
    assert "查看去向" in admin.get("/migrations").text
    foreseen = program(place.admin).get("/migrations?procedure=dispute&pack=yunyang").json()
    fates = Counter(each["fate"] for each in foreseen)
    for _ in range(2):
        assert (
            f"可迁移 {fates['moves']} 件，等待 {fates['waits']} 件，需人工处理 {fates['needs-a-person']} 件"
            in admin.get("/migrations?procedure=dispute&pack=yunyang").text
        )
    assert admin.get("/migrations?procedure=nothing").status_code == 404
    assert (
        "已办理" not in admin.post("/migrations", {"procedure": "mediator-registry", "pack": "yunyang"}).text
    )
    assert browser(place.clerk).get("/migrations").status_code == 403
