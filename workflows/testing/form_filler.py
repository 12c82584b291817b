"""Answers made from the forms themselves: what the life of a simulated case says, else the least a form asks for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from workflows.domain.form import Condition, Form, FormField

WORDS = "示例"


@dataclass
class Filler:
    """Fills the forms of one case; `values` gives each field's answers in turn, `picks` chooses bodies and people."""

    values: Mapping[str, Iterator[Any]]
    known: Mapping[str, Any]
    picks: Callable[[FormField], str]
    used: int = field(default=0)

    def fill(
        self, form: Form, today: date, hides: Callable[[Mapping[str, Any]], Condition]
    ) -> dict[str, Any]:
        """Return answers that the form accepts on *today*; *hides* tells, of answers, which conditions hide."""
        answers: dict[str, Any] = {}
        for each in form.fields:
            value = self._chosen(form.id, each)
            if value is not None:
                answers[each.path] = value
        hidden = hides(answers)
        for each in form.fields:
            if each.hide and hidden(each.hide, {}):
                answers.pop(each.path, None)
            elif each.required and each.path not in answers:
                answers[each.path] = self._least(each, today)
        self.used += 1
        return answers

    def _chosen(self, form_id: str, each: FormField) -> Any:
        values = self.values.get(f"{form_id}.{each.path}")
        if values is not None:
            return next(values)
        return self.known.get(f"{form_id}.{each.path}")

    def _least(self, each: FormField, today: date) -> Any:
        if each.properties.get("picker"):
            return self.picks(each)
        if each.type == "datetime":
            return today.isoformat() if each.subtype in ("", "date") else f"{today}T09:00:00+08:00"
        if each.choices:
            first = each.choices[0].value
            return [first] if each.type in ("checklist", "taglist") else first
        if each.type == "number":
            return str(each.min or 0)
        if each.type == "checkbox":
            return True
        return WORDS if each.type != "dynamiclist" else []
