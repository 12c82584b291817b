"""The kinds of BPMN elements in families, as the specification's class diagrams draw them."""

from __future__ import annotations

TASKS = frozenset(
    {
        "task",
        "userTask",
        "manualTask",
        "scriptTask",
        "serviceTask",
        "businessRuleTask",
        "sendTask",
        "receiveTask",
    }
)
SUB_PROCESSES = frozenset({"subProcess", "adHocSubProcess", "transaction"})
ACTIVITIES = TASKS | SUB_PROCESSES | {"callActivity"}
GATEWAYS = frozenset(
    {"exclusiveGateway", "inclusiveGateway", "parallelGateway", "complexGateway", "eventBasedGateway"}
)
CATCHING = frozenset({"startEvent", "intermediateCatchEvent", "boundaryEvent"})
THROWING = frozenset({"endEvent", "intermediateThrowEvent", "implicitThrowEvent"})
EVENTS = CATCHING | THROWING
CHOREOGRAPHY_ACTIVITIES = frozenset({"choreographyTask", "subChoreography", "callChoreography"})
FLOW_NODES = ACTIVITIES | GATEWAYS | EVENTS | CHOREOGRAPHY_ACTIVITIES
CHOREOGRAPHIES = frozenset({"choreography", "globalChoreographyTask"})
CONTAINERS = SUB_PROCESSES | CHOREOGRAPHIES | {"process", "subChoreography"}
COLLABORATIONS = CHOREOGRAPHIES | {"collaboration", "globalConversation"}
CONVERSATION_NODES = frozenset({"conversation", "callConversation", "subConversation"})
GLOBAL_TASKS = frozenset(
    {"globalTask", "globalUserTask", "globalManualTask", "globalScriptTask", "globalBusinessRuleTask"}
)
CALLABLE = GLOBAL_TASKS | {"process"}
INTERACTING = ACTIVITIES | EVENTS | CONVERSATION_NODES | {"participant"}
ITEM_AWARE = frozenset(
    {
        "dataObject",
        "dataObjectReference",
        "dataStore",
        "dataStoreReference",
        "dataInput",
        "dataOutput",
        "property",
        "inputDataItem",
        "outputDataItem",
    }
)
TRIGGERS = (
    "message",
    "timer",
    "error",
    "escalation",
    "cancel",
    "compensate",
    "conditional",
    "link",
    "signal",
    "terminate",
)
EVENT_DEFINITIONS = frozenset(f"{trigger}EventDefinition" for trigger in TRIGGERS)
DRAWN_FLOWS = frozenset(
    {
        "sequenceFlow",
        "messageFlow",
        "association",
        "dataInputAssociation",
        "dataOutputAssociation",
        "conversationLink",
    }
)
CODES = {
    "errorEventDefinition": ("errorRef", "errorCode"),
    "escalationEventDefinition": ("escalationRef", "escalationCode"),
}
LOOPS = frozenset({"standardLoopCharacteristics", "multiInstanceLoopCharacteristics"})
