"""A stored case holds what was written of it, no more and no less."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from workflows.domain.case import Case, CaseDocument
from workflows.domain.patch import patch
from workflows.store.case_json import case_json

WORDS = st.text(alphabet='示例"\\{}[],:\n\u2028é', max_size=6)
PARTS: dict[str, st.SearchStrategy[Any]] = {
    "parties": st.lists(st.fixed_dictionaries({"id": st.just("p1")}, optional={"name": WORDS}), max_size=2),
    "claim": st.fixed_dictionaries({}, optional={"title": WORDS, "amount": st.just("12.50")}),
    "handling": st.fixed_dictionaries({}, optional={"accepted_on": st.just("2026-01-05"), "org_id": WORDS}),
    "sessions": st.lists(st.fixed_dictionaries({}, optional={"minutes": WORDS}), max_size=2),
    "extra": st.dictionaries(WORDS, st.none() | st.integers(0, 9) | st.lists(WORDS, max_size=2), max_size=2),
}


def _case(document: CaseDocument | None) -> Case:
    return Case(
        id="c1",
        number="（2026）示例调字第1号",
        pack="yunyang",
        procedure="dispute",
        version="v1",
        org_id="town",
        opened_at=datetime(2026, 1, 5, tzinfo=UTC),
        state=b"kept elsewhere",
        **({} if document is None else {"document": document}),
    )


@given(st.none() | st.fixed_dictionaries({}, optional=PARTS))
def test_a_case_is_read_as_it_was_written(parts: dict[str, Any] | None) -> None:
    """Every answer, and which of them were never given, comes back; what a form emptied is not taken for unset."""
    case = _case(None if parts is None else CaseDocument.model_validate(parts))
    usual = Case.model_validate_json(case.model_dump_json(exclude={"state"}, exclude_unset=True))
    found = Case.model_validate_json(case_json(case))
    assert found == usual
    assert found.model_dump(exclude_unset=True) == usual.model_dump(exclude_unset=True)


def test_a_changed_section_is_spelt_anew() -> None:
    """The next revision tells what its step wrote, and the sections before it as they were."""
    before = CaseDocument.model_validate({"claim": {"title": "田埂"}, "handling": {"org_id": "town"}})
    case_json(_case(before))
    after = _case(patch(before, {"claim.title": "水渠"}))
    assert Case.model_validate_json(case_json(after)).document == after.document
