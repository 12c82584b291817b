"""Work items, on every store."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.contract.samples import DAY, MINUTE, NOW, a_case, an_item
from workflows.domain.work_item import WorkStatus
from workflows.errors import AlreadyThere, MissingReference
from workflows.store import Store


@pytest.fixture
def kept(store: Store) -> Store:
    """A store with two cases."""
    with store.write() as tx:
        tx.cases.add(a_case("c1"))
        tx.cases.add(a_case("c2"))
    return store


def test_a_work_item_comes_back_as_it_was_kept(kept: Store) -> None:
    """Every field of a work item is read as it was written."""
    item = an_item(
        name_en="Register",
        assignee="m",
        form="f",
        instructions="看清楚",
        properties={"b": "2", "a": "1"},
        due_at=NOW + DAY,
        rule="D01",
        explanation="自次日起算",
        explanation_en="from the next day",
    )
    with kept.write() as tx:
        tx.work.replace_open("c1", [item], at=NOW)
    with kept.read() as tx:
        assert tx.work.get("w1") == item
        assert tx.work.get("w2") is None


def test_what_is_open_now_is_told_at_once(kept: Store) -> None:
    """Whoever changes the open items learns how they are kept now, reopened ones too."""
    first, second, third = an_item("w1", due_at=NOW + DAY), an_item("w2"), an_item("w3")
    renamed = replace(second, name="改名", due_at=NOW + 9 * DAY)
    with kept.write() as tx:
        assert tx.work.replace_open("c1", [first, second], at=NOW) == [first, second]
        assert tx.work.claim_done("w1", by="mediator-1", at=NOW + MINUTE)
        now_open = tx.work.replace_open("c1", [third, renamed, replace(first, due_at=None)], at=NOW + DAY)
        assert now_open == tx.work.of_case("c1")
        assert {item.id: item for item in now_open} == {
            "w1": first,
            "w2": replace(second, name="改名"),
            "w3": third,
        }


def test_the_open_items_become_those_that_the_procedure_names(kept: Store) -> None:
    """New ones are added, known ones keep who works on them and their dates, the rest is cancelled."""
    first, second, third = an_item("w1", due_at=NOW + DAY, rule="D01"), an_item("w2"), an_item("w3")
    later = an_item("w1", name="改名", due_at=NOW + 9 * DAY, created_at=NOW + DAY, rule="D02")
    with kept.write() as tx:
        tx.work.replace_open("c1", [first, second], at=NOW)
        assert tx.work.assign("w1", "mediator-1")
        tx.work.replace_open("c1", [later, third], at=NOW + DAY)
    with kept.read() as tx:
        assert list(tx.work.of_case("c1")) == [replace(first, name="改名", assignee="mediator-1"), third]
        assert list(tx.work.of_case("c1", status="cancelled")) == [
            replace(second, status=WorkStatus.CANCELLED, done_at=NOW + DAY)
        ]
        assert {item.id for item in tx.work.of_case("c1", status="")} == {"w1", "w2", "w3"}
        assert list(tx.work.of_case("c2", status="")) == []


def test_items_of_one_step_keep_the_order_of_the_diagram(kept: Store) -> None:
    """Steps that open together are listed in the order in which the procedure names them."""
    with kept.write() as tx:
        tx.work.replace_open("c1", [an_item("z"), an_item("a"), an_item("m")], at=NOW)
    with kept.read() as tx:
        assert [item.id for item in tx.work.of_case("c1")] == ["z", "a", "m"]


def test_a_step_is_done_once(kept: Store) -> None:
    """The first to finish a step has done it; everybody after is told that it is done, and by whom."""
    with kept.write() as tx:
        tx.work.replace_open("c1", [an_item()], at=NOW)
        assert tx.work.claim_done("w1", by="first", at=NOW + MINUTE)
        assert not tx.work.claim_done("w1", by="second", at=NOW + 2 * MINUTE)
        assert not tx.work.claim_done("unknown", by="second", at=NOW)
        assert not tx.work.assign("w1", "second")
    with kept.read() as tx:
        item = tx.work.get("w1")
        done = replace(an_item(), status=WorkStatus.DONE, done_by="first", done_at=NOW + MINUTE)
        assert item == done


def test_a_step_that_was_undone_opens_again(kept: Store) -> None:
    """When a step is taken back, its work item stands in the list again as if it had not been done."""
    with kept.write() as tx:
        tx.work.replace_open("c1", [an_item(due_at=NOW + DAY)], at=NOW)
        tx.work.claim_done("w1", by="m", at=NOW)
        tx.work.replace_open("c1", [an_item(due_at=NOW + 5 * DAY)], at=NOW)
    with kept.read() as tx:
        assert tx.work.get("w1") == an_item(due_at=NOW + DAY)


def test_the_earliest_date_of_several_cases_comes_at_once(kept: Store) -> None:
    """The first date of the open steps of each case; done and undated ones do not count."""
    items = [an_item("later", due_at=NOW + DAY), an_item("soon", due_at=NOW), an_item("undated")]
    with kept.write() as tx:
        tx.work.replace_open("c1", items, at=NOW)
    with kept.read() as tx:
        assert tx.work.earliest_due(["c1", "unknown"]) == {"c1": NOW}
    with kept.write() as tx:
        tx.work.claim_done("soon", by="x", at=NOW)
    with kept.read() as tx:
        assert tx.work.earliest_due(["c1"]) == {"c1": NOW + DAY}
        assert tx.work.earliest_due([]) == {}


def test_a_work_item_belongs_to_one_case_that_is_there(kept: Store) -> None:
    """A work item of an unknown case, or with another case's id, is refused."""
    with pytest.raises(MissingReference), kept.write() as tx:
        tx.work.replace_open("c9", [an_item(case_id="c9")], at=NOW)
    with kept.write() as tx:
        tx.work.replace_open("c1", [an_item()], at=NOW)
    with pytest.raises(AlreadyThere), kept.write() as tx:
        tx.work.replace_open("c2", [an_item(case_id="c2")], at=NOW)
    with kept.read() as tx:
        assert tx.work.get("w1") == an_item()


def test_half_filled_forms_are_kept_for_each_person(kept: Store) -> None:
    """What one person typed is theirs, is replaced by what they type next, and goes when the step is done."""
    with kept.write() as tx:
        tx.drafts.put("w1", "a", {"claim.title": "田"}, at=NOW)
        tx.drafts.put("w1", "a", {"claim.title": "田埂", "n": 1.5}, at=NOW)
        tx.drafts.put("w1", "b", ["x"], at=NOW)
    with kept.read() as tx:
        assert tx.drafts.get("w1", "a") == {"claim.title": "田埂", "n": 1.5}
        assert tx.drafts.get("w1", "b") == ["x"]
        assert tx.drafts.get("w2", "a") is None
    with kept.write() as tx:
        tx.drafts.drop("w1")
    with kept.read() as tx:
        assert tx.drafts.get("w1", "b") is None
