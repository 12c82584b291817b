"""The rules of choreographies and conversations, named one by one."""

from __future__ import annotations

from workflows.engine.checks.diagram import Diagram
from workflows.engine.checks.rule import Rule
from workflows.engine.checks.rules import (
    choreography_content,
    choreography_event_gateway,
    choreography_events,
    choreography_initiator,
    choreography_initiator_sends,
    choreography_inner_participants,
    choreography_known_initiator,
    choreography_messages,
    conversation_link_ends,
    conversation_participants,
    participant_association_sides,
    participants_choreography_task,
)

CHOREOGRAPHIES: tuple[Rule[Diagram], ...] = (
    choreography_content.RULE,
    choreography_event_gateway.RULE,
    choreography_events.RULE,
    choreography_initiator.RULE,
    choreography_initiator_sends.RULE,
    choreography_inner_participants.RULE,
    choreography_known_initiator.RULE,
    choreography_messages.RULE,
    conversation_link_ends.RULE,
    conversation_participants.RULE,
    participant_association_sides.RULE,
    participants_choreography_task.RULE,
)
"""What a choreography or a conversation must be."""
