"""What somebody had written in a step that they take back: it lies in its form again, to be put right."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from workflows.domain.case import Case
from workflows.domain.form import as_json
from workflows.usecases.doing import Doing
from workflows.usecases.find_form import find_form
from workflows.usecases.show_task import known_values


def keep_written(do: Doing, before: Case, element: str) -> None:
    """Keep as the actor's draft of the reopened step *element* what its form had written into the case *before*."""
    for item in do.tx.work.of_case(before.id):
        if item.element != element or not item.form:
            continue
        form = find_form(do.app, do.tx, before, item.form)
        values = known_values(before, item, form)
        rows = getattr(before.document, item.properties.get("append", ""), ())
        if rows:
            values |= rows[-1].model_dump()
        written = {each.path: _at(values, each.path) for each in form.fields}
        known = {path: value for path, value in written.items() if value not in (None, "", [], ())}
        do.tx.drafts.put(item.id, do.actor.account_id, as_json(known), at=do.now)


def _at(values: Mapping[str, Any], path: str) -> Any:
    here: Any = values
    for name in path.split("."):
        here = here.get(name) if isinstance(here, Mapping) else None
    return here
