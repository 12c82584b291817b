"""A case as JSON: only what was ever written of it, each section spelt once for as long as it is at hand."""

from __future__ import annotations

from pydantic import BaseModel

from workflows.domain.case import Case, CaseDocument
from workflows.lately import Lately

KEPT = 1024
_spelt = Lately[tuple[BaseModel, str]](most=KEPT)
"""Documents and sections: a deadline often changes no word of a case, and a step one or two of its sections."""


def case_json(case: Case) -> bytes:
    """Return *case* without engine state; reading it gives the same case, and the same knowledge of what is unset."""
    head = case.model_dump_json(exclude={"state", "document"}, exclude_unset=True)
    if "document" not in case.model_fields_set:
        return head.encode()
    return f'{head[:-1]},"document":{_document(case.document)}}}'.encode()


def _document(document: CaseDocument) -> str:
    known = _spelt.get(id(document))
    if known is None or known[0] is not document:
        parts = (f'"{name}":{_part(document, name)}' for name in sorted(document.model_fields_set))
        known = _spelt.put(id(document), (document, f"{{{','.join(parts)}}}"))
    return known[1]


def _part(document: CaseDocument, name: str) -> str:
    value = getattr(document, name)
    if isinstance(value, BaseModel):
        return _section(value)
    if isinstance(value, tuple) and all(isinstance(each, BaseModel) for each in value):
        return f"[{','.join(map(_section, value))}]"
    alone = document.model_dump_json(include={name}, exclude_unset=True)
    return alone[len(name) + len('{"":') : -1]


def _section(value: BaseModel) -> str:
    known = _spelt.get(id(value))
    if known is None or known[0] is not value:
        known = _spelt.put(id(value), (value, value.model_dump_json(exclude_unset=True)))
    return known[1]
