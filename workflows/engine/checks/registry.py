"""Every rule of `hewei check`, named one by one: a rule that is not here is not asked."""

from __future__ import annotations

from workflows.engine.checks.rule import Rule
from workflows.engine.checks.rules import (
    default_own_flow,
    default_without_condition,
    flow_across_border,
    flow_compensation,
    flow_condition_alone,
    flow_condition_source,
    flow_ends_exist,
    flow_event_sub_process,
    flow_immediate,
    flow_in_its_container,
    flow_into_boundary,
    flow_into_start,
    flow_listed,
    flow_out_of_end,
    id_unique,
    incoming_matches,
    outgoing_matches,
    xml_schema,
)

SINGLE = (
    default_own_flow.RULE,
    default_without_condition.RULE,
    flow_across_border.RULE,
    flow_compensation.RULE,
    flow_condition_alone.RULE,
    flow_condition_source.RULE,
    flow_ends_exist.RULE,
    flow_event_sub_process.RULE,
    flow_immediate.RULE,
    flow_in_its_container.RULE,
    flow_into_boundary.RULE,
    flow_into_start.RULE,
    flow_listed.RULE,
    flow_out_of_end.RULE,
    id_unique.RULE,
    incoming_matches.RULE,
    outgoing_matches.RULE,
)
"""The rules that have a file of their own."""

FAMILIES: tuple[Rule, ...] = (*xml_schema.RULES,)
"""The rules that are rows of a table: many alike, each with an id and a page of its own."""

RULES: tuple[Rule, ...] = (*SINGLE, *FAMILIES)
