"""What nobody has written into a case is not stored, so what it means may never change."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, get_args

from pydantic import BaseModel

from workflows.domain.case import Case, CaseDocument
from workflows.domain.patch import patch
from workflows.domain.plain_document import plain

NOTHING = (None, "", b"", 0, False, (), {})
TELLING = {
    "Case.status": "open",
    "Party.kind": "person",
}
"""Defaults that say something; stored cases rely on them for ever."""


def _models(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for part in get_args(annotation):
        yield from _models(part)


def _defaults(model: type[BaseModel], seen: set[str]) -> Iterator[tuple[str, object]]:
    if model.__name__ in seen:
        return
    seen.add(model.__name__)
    for name, field in model.model_fields.items():
        if not field.is_required():
            yield f"{model.__name__}.{name}", field.get_default(call_default_factory=True)
        for part in _models(field.annotation):
            yield from _defaults(part, seen)


def test_what_is_unset_means_nothing() -> None:
    """A field that nobody filled in is empty; the two that mean something mean what they always meant."""
    told = {
        name: value
        for name, value in _defaults(Case, set())
        if value not in NOTHING and not (isinstance(value, BaseModel) and value == type(value)())
    }
    assert told == TELLING


def test_only_what_was_written_is_stored() -> None:
    """The stored text of a document holds what forms wrote, and reading it gives the same document again."""
    document = patch(
        CaseDocument(), {"claim.title": "示例", "parties": [{"name": "示例甲"}], "claim.amount": None}
    )
    text = document.model_dump_json(exclude_unset=True)
    assert text == '{"parties":[{"id":"p1","name":"示例甲"}],"claim":{"title":"示例"}}'
    assert CaseDocument.model_validate_json(text) == document


def test_expressions_see_every_field() -> None:
    """An expression finds each field of the document, written or not, in the same order."""
    document = patch(CaseDocument(), {"claim.title": "示例"})
    assert list(plain(document).items()) == list(document.model_dump().items())
