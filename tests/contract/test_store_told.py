"""What lists tell of a case is written anew exactly where it may have changed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest

from workflows.domain.case import Case, CaseDocument
from workflows.domain.personal import identities
from workflows.store.case_words import reach, told
from workflows.store.search_text import search_text

FULL = CaseDocument.model_validate(
    {
        "parties": [
            {"id": "p1", "name": "赵春生(示例)", "unit": "示例公司", "phone": "13800005678"},
            {
                "id": "p2",
                "name": "钱有田",
                "id_number": "11010519491231002X",
                "agent": {"phone": "13900001234"},
            },
        ],
        "batch": {"representatives": [{"name": "孙代表(示例)", "phone": "13700001111"}]},
        "claim": {"title": "地界纠纷", "type": "boundary", "summary": "一条垄", "requests": "恢复原状"},
        "handling": {"org_id": "town", "mediator_id": "m1", "mediator_name": "山守望(示例)"},
        "confirmation": {"court_id": "court-1", "court_name": "示例法院"},
        "agreement": {"facts": "示例事实"},
    }
)


def _case(document: CaseDocument) -> Case:
    return Case(
        id="c1",
        number="（2026）示例调字第1号",
        pack="yunyang",
        procedure="dispute",
        version="v1",
        org_id="town",
        opened_at=datetime(2026, 1, 5, tzinfo=UTC),
        document=document,
    )


def _less(part: Any) -> Iterator[Any]:
    """Yield *part* once without each entry that stands anywhere in it."""
    if isinstance(part, dict):
        for name, value in part.items():
            yield {key: each for key, each in part.items() if key != name}
            yield from ({**part, name: less} for less in _less(value))
    elif isinstance(part, list):
        for place, value in enumerate(part):
            yield [*part[:place], *part[place + 1 :]]
            yield from ([*part[:place], less, *part[place + 1 :]] for less in _less(value))


def _lists(case: Case) -> tuple[object, ...]:
    return identities(case.document), reach(case), search_text(case), case.document.claim.type


@pytest.mark.parametrize("less", list(_less(FULL.model_dump(mode="json", exclude_unset=True))), ids=str)
def test_whatever_changes_in_lists_or_searches_is_seen(less: dict[str, Any]) -> None:
    """A case of which one entry is gone is told anew, unless lists and searches say the same of it."""
    before, after = _case(FULL), _case(CaseDocument.model_validate(less))
    assert told(before) != told(after) or _lists(before) == _lists(after)


def test_a_step_that_writes_something_else_tells_nothing_anew() -> None:
    """A new date of acceptance changes no list; nothing is compared with what stands in them."""
    handling = FULL.handling.model_copy(update={"accepted_on": datetime(2026, 1, 6, tzinfo=UTC).date()})
    after = FULL.model_copy(update={"handling": handling})
    assert told(_case(FULL)) == told(_case(after))
