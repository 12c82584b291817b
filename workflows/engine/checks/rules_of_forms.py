"""Every rule of forms, named one by one."""

from __future__ import annotations

from workflows.engine.checks.form_file import FormFile
from workflows.engine.checks.rule import Rule
from workflows.engine.checks.rules import (
    form_choices,
    form_component,
    form_condition,
    form_key,
    form_key_once,
    form_known_field,
    form_label,
    form_no_html,
    form_pattern,
    form_readable,
)

FORMS: tuple[Rule[FormFile], ...] = (
    form_choices.RULE,
    form_component.RULE,
    form_condition.RULE,
    form_key.RULE,
    form_key_once.RULE,
    form_known_field.RULE,
    form_label.RULE,
    form_no_html.RULE,
    form_pattern.RULE,
    form_readable.RULE,
)
