"""A case document as plain values, made once for as long as the same document is at hand."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from workflows.domain.case import CaseDocument
from workflows.lately import Lately

KEPT = 64
"""How many documents are remembered: a step asks for two or three, and several threads take steps."""

NOTHING: Mapping[str, Any] = CaseDocument().model_dump()
"""What is known of a case before anybody wrote anything; each document shares the sections that are still so."""

_known = Lately[tuple[CaseDocument, Mapping[str, Any]]](most=KEPT)


def plain(document: CaseDocument) -> Mapping[str, Any]:
    """Return *document* as plain values that are only to be read: the next who asks gets the same ones."""
    known = _known.get(id(document))
    if known is not None and known[0] is document:
        return known[1]
    values = {**NOTHING, **document.model_dump(include=document.model_fields_set)}
    _known.put(id(document), (document, values))
    return values
