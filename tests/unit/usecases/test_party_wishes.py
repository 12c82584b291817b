"""What parties want by link stays in sight until those who look after them hand in a step."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from workflows.domain.case import Case, CaseDocument, Party
from workflows.domain.journal import Fact, JournalEntry
from workflows.domain.work_item import WorkItem, WorkStatus
from workflows.usecases.party_wishes import open_wishes

NOON = datetime(2026, 3, 10, 4, 0, tzinfo=UTC)


def wish(minutes: int, words: str) -> JournalEntry:
    """Return what a party said so many minutes after noon."""
    data = {"party": "p1", "wish": "withdraw", "reason": words}
    at = NOON + timedelta(minutes=minutes)
    return JournalEntry(
        seq=minutes, case_id="c", rev=1, at=at, actor="party", fact=Fact(kind="PartyAsked", data=data)
    )


def done(minutes: int, role: str) -> WorkItem:
    """Return a step that somebody of this role handed in so many minutes after noon."""
    at = NOON + timedelta(minutes=minutes)
    return WorkItem(
        id=role, case_id="c", element="e", name="n", role=role, status=WorkStatus.DONE, created_at=NOON, done_at=at
    )  # fmt: skip


CASE = Case(
    id="c", number="n", pack="p", procedure="dispute", version="v", org_id="o", rev=1,
    document=CaseDocument(parties=(Party(id="p1", name="甲（示例）"),)),
    state=b"", title="", phase="", opened_at=NOON, opened_by="clerk",
)  # fmt: skip


def test_a_wish_is_open_until_the_next_step_of_those_who_look_after_parties() -> None:
    """The mediator's step answers what was said before it; a court's or a supervisor's step answers nothing."""
    said = [wish(1, "先"), wish(5, "后")]
    assert [each.words for each in open_wishes(CASE, said, [])] == ["先", "后"]
    assert [each.words for each in open_wishes(CASE, said, [done(3, "mediator")])] == ["后"]
    assert [each.words for each in open_wishes(CASE, said, [done(9, "court_clerk")])] == ["先", "后"]
    assert open_wishes(CASE, said, [done(9, "mediator")]) == ()
    assert open_wishes(CASE, said, [])[0].party == "甲（示例）"
