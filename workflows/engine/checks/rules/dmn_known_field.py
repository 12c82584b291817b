"""What a decision table of a procedure asks of the case, the case document has."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.domain.finding import Profile
from workflows.engine.checks.feel_fault import feel_fault
from workflows.engine.checks.fields_read import unknown_fields
from workflows.engine.checks.rule import Problem, Rule
from workflows.engine.checks.table_file import TableFile, text_of
from workflows.engine.expressions import compiled


def check(subject: TableFile) -> Iterator[Problem]:
    """Yield each breach of the rule in *subject*; a file with input data of its own says itself what it is asked."""
    if any(each.kind == "inputData" for each in subject.elements):
        return
    for grid in subject.tables:
        for column in grid.inputs:
            text = text_of(column.first("inputExpression"))
            if text and feel_fault(text, types=subject.types) is None:
                for unknown in unknown_fields(compiled(text).tree):
                    yield Problem(column, unknown.message, unknown.zh)


RULE = Rule(
    id="dmn-known-field",
    title="What a decision table of a procedure asks of the case is a field of the case document.",
    title_zh="程序的决策表向案件询问的，必须是案件文档中的项。",
    remedy="Spell the field as in the list of fields, such as case.claim.amount.",
    remedy_zh="写法见编辑页上的“案件的字段”，例如 case.claim.amount。",
    source="Hewei; case document",
    check=check,
    level=Profile.HOUSE,
)
