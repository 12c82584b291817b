"""Personal particulars: which fields of the case document hold them, and how one is spelt to be found again."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from types import UnionType
from typing import Any, NamedTuple, Union, get_args, get_origin

from pydantic import BaseModel

from workflows.domain.case import CaseDocument
from workflows.domain.section import Personal


class PersonalField(NamedTuple):
    """A marked field: its path in the case document, and what it holds."""

    path: tuple[str, ...]
    mark: Personal


@dataclass(frozen=True, order=True)
class Identity:
    """One particular by which a person is found exactly: its kind, and its normal form."""

    kind: str
    normal: str


@cache
def personal_fields() -> tuple[PersonalField, ...]:
    """Return every field of the case document that is marked as personal."""
    return tuple(_marked(CaseDocument, ()))


@cache
def numbered_sections() -> tuple[str, ...]:
    """Return the names of the sections in which numbers and telephones stand by which people are found."""
    return tuple(sorted({field.path[0] for field in _sought()}))


def identities(document: CaseDocument) -> frozenset[Identity]:
    """Return what the people of a case can be found by: numbers and telephones in their normal form."""
    found = set()
    for field in _sought():
        for text in _texts(document, field.path):
            normal = normalise(field.mark.kind, text)
            if normal:
                found.add(Identity(field.mark.kind, normal))
    return frozenset(found)


@lru_cache(maxsize=1024)
def normalise(kind: str, text: str) -> str:
    """Return the spelling under which *text* is compared; "" if it is no such thing.

    Full-width characters count as their plain ones, an identity number ends in a capital X, and a telephone number
    has neither spaces nor the country's 86.
    """
    plain = unicodedata.normalize("NFKC", text)
    if kind == "phone":
        digits = re.sub(r"\D", "", plain)
        return re.sub(r"^(0086|86)(?=1\d{10}$)", "", digits)
    return re.sub(r"[^0-9A-Za-z]", "", plain).upper()


@cache
def _sought() -> tuple[PersonalField, ...]:
    return tuple(field for field in personal_fields() if field.mark.sought)


def _marked(model: type[BaseModel], way: tuple[str, ...]) -> Iterator[PersonalField]:
    for name, field in model.model_fields.items():
        path = (*way, name)
        yield from (PersonalField(path, mark) for mark in field.metadata if isinstance(mark, Personal))
        for part in _models(field.annotation):
            yield from _marked(part, path)


def _models(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    elif get_origin(annotation) in (tuple, Union, UnionType):
        for part in get_args(annotation):
            yield from _models(part)


def _texts(thing: object, path: tuple[str, ...]) -> Iterator[str]:
    if isinstance(thing, tuple):
        for each in thing:
            yield from _texts(each, path)
    elif path:
        yield from _texts(getattr(thing, path[0], None), path[1:])
    elif isinstance(thing, str) and thing:
        yield thing
