"""The rules of data: objects, inputs and outputs, sets and associations, named one by one."""

from __future__ import annotations

from workflows.engine.checks.diagram import Diagram
from workflows.engine.checks.rule import Rule
from workflows.engine.checks.rules import (
    call_data,
    data_association_item,
    data_association_source,
    data_association_target,
    data_association_transformation,
    data_association_type,
    data_collection_as_item,
    data_collection_said,
    data_in_scope,
    data_input_in_set,
    data_output_in_set,
    data_process_input,
    data_process_output,
    data_reference_object,
    data_store_capacity,
    event_data_item,
    input_set_optional,
    operation_data,
    output_set_optional,
    receive_task_no_input,
    send_task_no_output,
    set_own_data,
    sets_paired,
    sub_process_no_data,
    task_data_item,
    task_sets,
)

DATA: tuple[Rule[Diagram], ...] = (
    call_data.RULE,
    data_association_item.RULE,
    data_association_source.RULE,
    data_association_target.RULE,
    data_association_transformation.RULE,
    data_association_type.RULE,
    data_collection_as_item.RULE,
    data_collection_said.RULE,
    data_in_scope.RULE,
    data_input_in_set.RULE,
    data_output_in_set.RULE,
    data_process_input.RULE,
    data_process_output.RULE,
    data_reference_object.RULE,
    data_store_capacity.RULE,
    event_data_item.RULE,
    input_set_optional.RULE,
    operation_data.RULE,
    output_set_optional.RULE,
    receive_task_no_input.RULE,
    send_task_no_output.RULE,
    set_own_data.RULE,
    sets_paired.RULE,
    sub_process_no_data.RULE,
    task_data_item.RULE,
    task_sets.RULE,
)
"""How data are held, handed in and handed on."""
