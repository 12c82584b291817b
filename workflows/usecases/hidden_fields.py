"""Which fields of a form are hidden now: its FEEL conditions over the answers, the row and the case."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from workflows.domain.case import CaseDocument
from workflows.domain.form import Condition
from workflows.domain.patch import nested
from workflows.domain.plain_document import plain
from workflows.feel import compile as compile_feel


def hiding(document: CaseDocument, answers: Mapping[str, Any], now: datetime) -> Condition:
    """Return the test of a condition that sees *answers* (nested or dotted), the row around it and the case."""
    seen: dict[str, Any] = {}  # filled with the first question; most forms ask none
    around: tuple[Mapping[str, Any], dict[str, Any]] = (
        {},
        seen,
    )  # the row asked of last, and what is seen in it

    def hides(condition: str, row: Mapping[str, Any]) -> bool:
        nonlocal around
        if not seen:
            seen.update(nested(answers), case=plain(document))
        if row and around[0] is not row:
            around = (row, {**seen, **nested(row)})
        return compile_feel(condition).evaluate(around[1] if row else seen, now=now) is True

    return hides
