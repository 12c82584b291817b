"""Every rule of decision tables, named one by one."""

from __future__ import annotations

from workflows.engine.checks.rule import Rule
from workflows.engine.checks.rules import (
    dmn_aggregation,
    dmn_allowed_values,
    dmn_answer_lost,
    dmn_answer_type,
    dmn_any_differs,
    dmn_cell,
    dmn_gap,
    dmn_ids,
    dmn_input_expression,
    dmn_known_field,
    dmn_known_name,
    dmn_overlap,
    dmn_readable,
    dmn_requirement,
    dmn_row_empty,
    dmn_row_hidden,
    dmn_size,
)
from workflows.engine.checks.table_file import TableFile

TABLE_GATE: tuple[Rule[TableFile], ...] = (dmn_size.RULE,)
"""Asked first: a file beyond these bounds is refused before anything else is asked of it."""

TABLES: tuple[Rule[TableFile], ...] = (
    dmn_aggregation.RULE,
    dmn_allowed_values.RULE,
    dmn_answer_lost.RULE,
    dmn_answer_type.RULE,
    dmn_any_differs.RULE,
    dmn_cell.RULE,
    dmn_gap.RULE,
    dmn_ids.RULE,
    dmn_input_expression.RULE,
    dmn_known_field.RULE,
    dmn_known_name.RULE,
    dmn_overlap.RULE,
    dmn_readable.RULE,
    dmn_requirement.RULE,
    dmn_row_empty.RULE,
    dmn_row_hidden.RULE,
)
