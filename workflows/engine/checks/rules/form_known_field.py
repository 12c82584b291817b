"""What a form asks of the case, the case document has."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.engine.checks.feel_fault import feel_fault
from workflows.engine.checks.fields_read import unknown_fields
from workflows.engine.checks.form_file import FormFile
from workflows.engine.checks.rule import Problem, Rule
from workflows.engine.checks.rules.form_condition import sources
from workflows.engine.expressions import compiled


def check(subject: FormFile) -> Iterator[Problem]:
    """Yield each breach of the rule in *subject*."""
    for element, source in sources(subject):
        text = source.removeprefix("=")
        if feel_fault(text) is None:
            for unknown in unknown_fields(compiled(text).tree):
                yield Problem(element, unknown.message, unknown.zh)


RULE = Rule(
    id="form-known-field",
    title="What a form's conditions, usual answers and limits of days ask of the case is a field of the case document.",
    title_zh="表单的隐藏条件、通常内容和日期限制向案件询问的，必须是案件文档中的项。",
    remedy="Spell the field as in the list of fields, such as case.claim.amount.",
    remedy_zh="写法见编辑页上的“案件的字段”，例如 case.claim.amount。",
    source="Hewei; case document",
    check=check,
)
