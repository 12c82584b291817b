"""Sample rows (示例) for the store's tests; all persons are invented."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from workflows.domain.case import Case, CaseDocument, Claim, Party
from workflows.domain.outbox import Errand
from workflows.domain.paper import Paper
from workflows.domain.timer import Timer
from workflows.domain.work_item import WorkItem
from workflows.store import Store, Tx

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)


def a_case(case_id: str = "c1", **changes: Any) -> Case:
    """Return a new case."""
    document = CaseDocument(
        parties=(Party(id="p1", name="示例甲"), Party(id="p2", name="示例乙", unit="示例合作社")),
        claim=Claim(title="田埂归属", summary="两家相邻, 为一条田埂争执。"),
        extra={"weather": ["rain", 3, None, {"deep": True}]},
    )
    given = {
        "id": case_id,
        "number": f"示例〔2026〕{case_id}",
        "pack": "yunyang",
        "procedure": "dispute",
        "version": "v1",
        "org_id": "village-1",
        "title": "田埂纠纷",
        "document": document,
        "state": b"\x00state",
        "opened_at": NOW,
        "opened_by": "clerk-1",
        **changes,
    }
    return Case.model_validate(given)


def an_item(item_id: str = "w1", case_id: str = "c1", **changes: Any) -> WorkItem:
    """Return an open work item."""
    given = {
        "element": "register",
        "name": "登记",
        "role": "mediator",
        "org_id": "village-1",
        "created_at": NOW,
    }
    return WorkItem(id=item_id, case_id=case_id, **{**given, **changes})


def a_timer(timer_id: str = "t1", case_id: str = "c1", **changes: Any) -> Timer:
    """Return an armed timer that is due tomorrow."""
    return Timer(id=timer_id, case_id=case_id, **{"element": "wait", "due_at": NOW + DAY, **changes})


def an_errand(errand_id: str = "e1", **changes: Any) -> Errand:
    """Return an errand that is ready now."""
    given = {"case_id": "c1", "kind": "send", "created_at": NOW, "run_at": NOW, "payload": {"paper": "p1"}}
    return Errand(id=errand_id, **{**given, **changes})


def a_paper(paper_id: str = "p1", **changes: Any) -> Paper:
    """Return a wanted paper."""
    return Paper(id=paper_id, **{"case_id": "c1", "template": "agreement", "wanted_at": NOW, **changes})


class Mishap(Exception):
    """Something that goes wrong in the middle of a step."""


def fail_after(store: Store, work: Callable[[Tx], object]) -> None:
    """Do *work* in a write transaction, then fail."""
    with store.write() as tx:
        work(tx)
        raise Mishap
