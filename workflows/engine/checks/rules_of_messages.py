"""The rules of message flows and of the event-based gateways that wait for messages, named one by one."""

from __future__ import annotations

from workflows.engine.checks.diagram import Diagram
from workflows.engine.checks.rule import Rule
from workflows.engine.checks.rules import (
    event_gateway_instantiate,
    event_gateway_instantiate_start,
    event_gateway_needs_incoming,
    event_gateway_no_boundary,
    event_gateway_one_kind,
    event_gateway_outgoing,
    event_gateway_parallel,
    event_gateway_parallel_message,
    event_gateway_target,
    event_gateway_target_incoming,
    message_flow_from_receive_task,
    message_flow_into_send_task,
    message_flow_pools,
    message_flow_source,
    message_flow_target,
)

MESSAGES: tuple[Rule[Diagram], ...] = (
    event_gateway_instantiate.RULE,
    event_gateway_instantiate_start.RULE,
    event_gateway_needs_incoming.RULE,
    event_gateway_no_boundary.RULE,
    event_gateway_one_kind.RULE,
    event_gateway_outgoing.RULE,
    event_gateway_parallel.RULE,
    event_gateway_parallel_message.RULE,
    event_gateway_target.RULE,
    event_gateway_target_incoming.RULE,
    message_flow_from_receive_task.RULE,
    message_flow_into_send_task.RULE,
    message_flow_pools.RULE,
    message_flow_source.RULE,
    message_flow_target.RULE,
)
"""How messages are joined and waited for."""
