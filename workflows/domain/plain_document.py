"""A case document as plain values, made once for as long as the same document, or the same section, is at hand."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from typing import Any

from pydantic import BaseModel

from workflows.domain.case import CaseDocument
from workflows.lately import Lately

KEPT = 64
"""How many documents are remembered: a step asks for two or three, and several threads take steps."""

NOTHING: Mapping[str, Any] = CaseDocument().model_dump()
"""What is known of a case before anybody wrote anything; each document shares the sections that are still so."""

_known = Lately[tuple[CaseDocument, Mapping[str, Any]]](most=KEPT)
_sections = Lately[tuple[BaseModel, dict[str, Any]]](most=16 * KEPT)
"""A step changes one or two sections; the others are the same objects in the next document."""


def plain(document: CaseDocument) -> Mapping[str, Any]:
    """Return *document* as plain values that are only to be read: the next who asks gets the same ones."""
    known = _known.get(id(document))
    if known is not None and known[0] is document:
        return known[1]
    values = {**NOTHING, **{name: _part(getattr(document, name)) for name in document.model_fields_set}}
    _known.put(id(document), (document, values))
    return values


def _part(value: Any) -> Any:
    if isinstance(value, tuple):
        return tuple(map(_part, value))
    if not isinstance(value, BaseModel):
        return deepcopy(value)
    known = _sections.get(id(value))
    if known is None or known[0] is not value:
        known = _sections.put(id(value), (value, value.model_dump()))
    return known[1]
