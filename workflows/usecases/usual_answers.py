"""What a form proposes where nothing is known yet: the day, the mediators and parties of the case, the place."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from workflows.domain.case import CaseDocument
from workflows.domain.form import Form
from workflows.domain.patch import nested
from workflows.domain.plain_document import plain
from workflows.feel import compile as compile_feel


def with_usual(
    form: Form, known: dict[str, Any], document: CaseDocument, now: datetime, people: Mapping[str, str]
) -> dict[str, Any]:
    """Return *known* with what each empty field's property `usual`, in FEEL, gives; people see it and may change it.

    Expressions see `case`, what is known, and *people*: `me`, the name of whoever opens the form, and `body`, that of
    the body whose step it is.
    """
    asked = {each.path: each.properties["usual"] for each in form.fields if each.properties.get("usual")}
    if not asked:
        return known
    seen = {**nested(known), "case": plain(document), **{who: name or None for who, name in people.items()}}
    for path, source in asked.items():
        section = _section(known, path)
        last = path.rpartition(".")[2]
        if section is not None and section.get(last) in (None, ""):
            value = compile_feel(source.removeprefix("=")).evaluate(seen, now=now)
            section[last] = value if value is not None else section.get(last)
    return known


def _section(known: dict[str, Any], path: str) -> dict[str, Any] | None:
    """Return the mapping that holds the last name of *path*; None where something else stands there."""
    here: Any = known
    for name in path.split(".")[:-1]:
        here = here.setdefault(name, {}) if isinstance(here, dict) else None
    return here if isinstance(here, dict) else None
