"""The list of fields that a template may name, generated from the models, for the template studio and the docs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from workflows.documents.names import ROOTS, fields_of, item_of


@dataclass(frozen=True, kw_only=True)
class FieldNote:
    """One field: the path to write in a template, what it holds, and the sentence of the section it stands in."""

    path: str
    holds: str
    section: str


def fields() -> tuple[FieldNote, ...]:
    """Return every field that a template may name, in the order of the models."""
    return tuple(note for root, model in ROOTS.items() for note in _notes(root, model, ""))


def _notes(path: str, kind: object, section: str) -> Iterator[FieldNote]:
    item = item_of(kind)
    inner = fields_of(item if item is not None else kind)
    if not inner:
        yield FieldNote(path=path, holds=_holds(kind), section=section)
        return
    model = item if item is not None else kind
    sentence = (_model(model).__doc__ or "").strip().splitlines()[0]
    for name, annotation in inner.items():
        yield from _notes(f"{path}[].{name}" if item is not None else f"{path}.{name}", annotation, sentence)


def _model(kind: object) -> type:
    for part in (kind, *getattr(kind, "__args__", ())):
        if isinstance(part, type) and part is not type(None):
            return part
    return object


def _holds(kind: object) -> str:
    words = {
        "date": "day",
        "Decimal": "amount",
        "bool": "yes or no",
        "int": "whole number",
        "AwareDatetime": "moment",
    }
    text = str(kind)
    for name, word in words.items():
        if name in text:
            return word
    return "text"
