"""The list of fields that a template may name, generated from the models, for the template studio and the docs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from pydantic import BaseModel

from workflows.documents.names import ROOTS, fields_of, item_of

LONGEST_EXAMPLE = 60


@dataclass(frozen=True, kw_only=True)
class FieldNote:
    """One field: the path to write in a template, what it holds, the sentence of its section, and an example."""

    path: str
    holds: str
    section: str
    example: str = ""


def fields(examples: Mapping[str, BaseModel] | None = None) -> tuple[FieldNote, ...]:
    """Return every field that a template may name, in the order of the models.

    *examples* are the case and the paper of a sample, by root; what they hold becomes the example of its field.
    """
    notes = (note for root, model in ROOTS.items() for note in _notes(root, model, ""))
    return tuple(replace(note, example=_example(note.path, examples or {})) for note in notes)


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


def _example(path: str, examples: Mapping[str, BaseModel]) -> str:
    root, *names = path.split(".")
    value: object = examples.get(root)
    for name in names:
        value = getattr(value, name.removesuffix("[]"), None)
        if name.endswith("[]"):
            value = value[0] if isinstance(value, tuple) and value else None
    return "" if value is None or isinstance(value, BaseModel | tuple) else str(value)[:LONGEST_EXAMPLE]


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
