"""A case document as plain values, made once for as long as the same document is at hand."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping
from threading import Lock
from typing import Any

from workflows.domain.case import CaseDocument

KEPT = 64
"""How many documents are remembered: a step asks for two or three, and several threads take steps."""

NOTHING: Mapping[str, Any] = CaseDocument().model_dump()
"""What is known of a case before anybody wrote anything; each document shares the sections that are still so."""

_known: OrderedDict[int, tuple[CaseDocument, Mapping[str, Any]]] = OrderedDict()
_guard = Lock()


def plain(document: CaseDocument) -> Mapping[str, Any]:
    """Return *document* as plain values that are only to be read: the next who asks gets the same ones."""
    key = id(document)
    with _guard:
        known = _known.get(key)
        if known is not None and known[0] is document:
            _known.move_to_end(key)
            return known[1]
    values = {**NOTHING, **document.model_dump(include=document.model_fields_set)}
    with _guard:
        _known[key] = (document, values)
        while len(_known) > KEPT:
            _known.popitem(last=False)
    return values
