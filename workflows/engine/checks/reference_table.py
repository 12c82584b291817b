"""Every reference of BPMN as a table: who holds it, where, what it leads to, and where that is written."""

from __future__ import annotations

from dataclasses import dataclass

from workflows.engine.checks.kinds import (
    ACTIVITIES,
    CALLABLE,
    CHOREOGRAPHIES,
    CHOREOGRAPHY_ACTIVITIES,
    COLLABORATIONS,
    CONVERSATION_NODES,
    EVENT_DEFINITIONS,
    EVENTS,
    FLOW_NODES,
    INTERACTING,
    ITEM_AWARE,
)

EXPRESSIONS = frozenset(
    {
        "activationCondition",
        "completionCondition",
        "condition",
        "conditionExpression",
        "dataPath",
        "formalExpression",
        "from",
        "loopCardinality",
        "loopCondition",
        "messagePath",
        "timeCycle",
        "timeDate",
        "timeDuration",
        "to",
        "transformation",
    }
)
RESOURCE_ROLES = frozenset({"resourceRole", "performer", "humanPerformer", "potentialOwner"})
FAMILIES = {
    "ACTIVITIES": ACTIVITIES,
    "CALLABLE": CALLABLE,
    "CATEGORISED": FLOW_NODES | {"sequenceFlow", "dataObject", "dataObjectReference", "dataStoreReference"},
    "CHOREOGRAPHIES": CHOREOGRAPHIES,
    "CHOREOGRAPHY_ACTIVITIES": CHOREOGRAPHY_ACTIVITIES,
    "COLLABORATIONS": COLLABORATIONS,
    "CONVERSATION_NODES": CONVERSATION_NODES,
    "CONVERSED": COLLABORATIONS - CHOREOGRAPHIES,
    "DATA_ASSOCIATIONS": frozenset({"dataInputAssociation", "dataOutputAssociation"}),
    "EVENTS": EVENTS,
    "DRAWN": frozenset({"bpmndi:BPMNShape", "bpmndi:BPMNEdge"}),
    "EXPRESSIONS": EXPRESSIONS,
    "RESOURCE_ROLES": RESOURCE_ROLES,
    "EVENT_DEFINITIONS": EVENT_DEFINITIONS,
    "FLOW_NODES": FLOW_NODES,
    "INITIATED": CHOREOGRAPHY_ACTIVITIES | {"globalChoreographyTask"},
    "INTERACTING": INTERACTING,
    "ITEM_AWARE": ITEM_AWARE,
}

NOUNS: dict[str, tuple[str, str]] = {
    "any": ("an element of the file", "文件中的元素"),
    "ACTIVITIES": ("an activity", "活动"),
    "CHOREOGRAPHIES": ("a choreography", "编排图"),
    "COLLABORATIONS": ("a collaboration", "协作图"),
    "CONVERSATION_NODES": ("a conversation", "会话"),
    "CONVERSED": ("a collaboration or a global conversation", "协作图或全局会话"),
    "DRAWN": ("a drawn shape or line (BPMNShape, BPMNEdge)", "图形或连线图形（BPMNShape、BPMNEdge）"),
    "EVENT_DEFINITIONS": ("a trigger (event definition)", "触发器（事件定义）"),
    "FLOW_NODES": ("an activity, an event or a gateway", "活动、事件或网关"),
    "INTERACTING": ("a pool, an activity, an event or a conversation", "泳池、活动、事件或会话"),
    "ITEM_AWARE": (
        "a data object, data store, data input, data output or property",
        "数据对象、数据存储、数据输入、数据输出或属性",
    ),
    "bpmndi:BPMNLabelStyle": ("a style of labels (BPMNLabelStyle)", "标签样式（BPMNLabelStyle）"),
    "bpmndi:BPMNShape": ("a drawn shape (BPMNShape)", "图形（BPMNShape）"),
    "categoryValue": ("a category value", "类别值"),
    "correlationKey": ("a correlation key", "关联键"),
    "correlationProperty": ("a correlation property", "关联属性"),
    "dataInput": ("a data input", "数据输入"),
    "dataObject": ("a data object", "数据对象"),
    "dataOutput": ("a data output", "数据输出"),
    "dataStore": ("a data store", "数据存储"),
    "endPoint": ("an end point", "端点"),
    "error": ("an error", "错误"),
    "escalation": ("an escalation", "升级"),
    "inputSet": ("an input set", "输入集"),
    "interface": ("an interface", "接口"),
    "itemDefinition": ("an item definition", "数据项定义"),
    "linkEventDefinition": ("a link", "链接"),
    "message": ("a message", "消息"),
    "messageFlow": ("a message flow", "消息流"),
    "operation": ("an operation", "操作"),
    "outputSet": ("an output set", "输出集"),
    "participant": ("a participant (pool)", "参与者（泳池）"),
    "process": ("a process", "流程"),
    "resource": ("a resource", "资源"),
    "resourceParameter": ("a resource parameter", "资源参数"),
    "signal": ("a signal", "信号"),
}

# One line each: name | attribute, <child element> or (type) | what it leads to | section | who holds it
TABLE = """
event-message          | messageRef             | message          | §10.5.5  | messageEventDefinition
event-operation        | <operationRef>         | operation        | §10.5.5  | messageEventDefinition
event-signal           | signalRef              | signal           | §10.5.5  | signalEventDefinition
event-error            | errorRef               | error            | §10.5.5  | errorEventDefinition
event-escalation       | escalationRef          | escalation       | §10.5.5  | escalationEventDefinition
event-activity         | activityRef            | ACTIVITIES       | §10.5.5  | compensateEventDefinition
link-source            | <source>               | linkEventDefinition | §10.5.5  | linkEventDefinition
link-target            | <target>               | linkEventDefinition | §10.5.5  | linkEventDefinition
event-definition       | <eventDefinitionRef>   | EVENT_DEFINITIONS | §10.5.1  | EVENTS
task-message           | messageRef             | message          | §10.3.3  | receiveTask sendTask
task-operation         | operationRef           | operation        | §10.3.3  | receiveTask sendTask serviceTask
flow-message           | messageRef             | message          | §9.4     | messageFlow
message-flow-source    | sourceRef              | INTERACTING      | §9.4     | messageFlow
message-flow-target    | targetRef              | INTERACTING      | §9.4     | messageFlow
association-source     | sourceRef              | any              | §8.4.1   | association
association-target     | targetRef              | any              | §8.4.1   | association
participant-process    | processRef             | process          | §9.3     | participant
participant-interface  | <interfaceRef>         | interface        | §9.3     | participant
participant-end-point  | <endPointRef>          | endPoint         | §9.3     | participant
partner-participant    | <participantRef>       | participant      | §9.3     | partnerEntity partnerRole
participant-association-inner | <innerParticipantRef>  | participant      | §9.3.3   | participantAssociation
participant-association-outer | <outerParticipantRef>  | participant      | §9.3.3   | participantAssociation
lane-node              | <flowNodeRef>          | FLOW_NODES       | §10.8    | lane
lane-partition         | partitionElementRef    | any              | §10.8    | lane
group-category         | categoryValueRef       | categoryValue    | §8.4.1   | group
element-category       | <categoryValueRef>     | categoryValue    | §8.4.7   | CATEGORISED
data-object            | dataObjectRef          | dataObject       | §10.4.1  | dataObjectReference
data-store             | dataStoreRef           | dataStore        | §10.4.1  | dataStoreReference
item-subject           | (itemSubjectRef)       | itemDefinition   | §10.4.1  | ITEM_AWARE
message-item           | (itemRef)              | itemDefinition   | §8.4.11  | message
structure              | (structureRef)         | itemDefinition   | §8.4.3   | error escalation signal
expression-type        | (evaluatesToTypeRef)   | itemDefinition   | §8.4.6   | EXPRESSIONS
data-source            | <sourceRef>            | ITEM_AWARE       | §10.4.2  | DATA_ASSOCIATIONS
data-target            | <targetRef>            | ITEM_AWARE       | §10.4.2  | DATA_ASSOCIATIONS
set-input              | <dataInputRefs>        | dataInput        | §10.4.1  | inputSet
set-optional-input     | <optionalInputRefs>    | dataInput        | §10.4.1  | inputSet
set-running-input      | <whileExecutingInputRefs> | dataInput        | §10.4.1  | inputSet
set-output             | <dataOutputRefs>       | dataOutput       | §10.4.1  | outputSet
set-optional-output    | <optionalOutputRefs>   | dataOutput       | §10.4.1  | outputSet
set-running-output     | <whileExecutingOutputRefs> | dataOutput       | §10.4.1  | outputSet
set-output-set         | <outputSetRefs>        | outputSet        | §10.4.1  | inputSet
set-input-set          | <inputSetRefs>         | inputSet         | §10.4.1  | outputSet
loop-input             | <loopDataInputRef>     | ITEM_AWARE       | §10.3.8  | multiInstanceLoopCharacteristics
loop-output            | <loopDataOutputRef>    | ITEM_AWARE       | §10.3.8  | multiInstanceLoopCharacteristics
loop-one-event         | oneBehaviorEventRef    | EVENT_DEFINITIONS | §10.3.8  | multiInstanceLoopCharacteristics
loop-none-event        | noneBehaviorEventRef   | EVENT_DEFINITIONS | §10.3.8  | multiInstanceLoopCharacteristics
operation-in           | <inMessageRef>         | message          | §8.5.3   | operation
operation-out          | <outMessageRef>        | message          | §8.5.3   | operation
operation-error        | <errorRef>             | error            | §8.5.3   | operation
supported-interface    | <supportedInterfaceRef> | interface        | §10.2    | CALLABLE
binding-operation      | operationRef           | operation        | §10.2    | ioBinding
binding-input          | inputDataRef           | inputSet         | §10.2    | ioBinding
binding-output         | outputDataRef          | outputSet        | §10.2    | ioBinding
process-supports       | <supports>             | process          | §10.2    | process
process-collaboration  | definitionalCollaborationRef | COLLABORATIONS   | §10.2    | process
resource               | <resourceRef>          | resource         | §10.3.1  | RESOURCE_ROLES
resource-parameter     | parameterRef           | resourceParameter | §10.3.1  | resourceParameterBinding
resource-type          | (type)                 | itemDefinition   | §8.4.14  | resourceParameter
correlation-key        | correlationKeyRef      | correlationKey   | §8.4.2   | correlationSubscription
correlation-key-property | <correlationPropertyRef> | correlationProperty | §8.4.2   | correlationKey
correlation-binding    | correlationPropertyRef | correlationProperty | §8.4.2   | correlationPropertyBinding
correlation-message    | messageRef             | message          | §8.4.2   | correlationPropertyRetrievalExpression
conversation-participant | <participantRef>       | participant      | §9.5     | CONVERSATION_NODES
conversation-message-flow | <messageFlowRef>       | messageFlow      | §9.5     | CONVERSATION_NODES
conversation-link-source | sourceRef              | INTERACTING      | §9.5.5   | conversationLink
conversation-link-target | targetRef              | INTERACTING      | §9.5.5   | conversationLink
called-collaboration   | calledCollaborationRef | CONVERSED        | §9.5     | callConversation
called-choreography    | calledChoreographyRef  | CHOREOGRAPHIES   | §11.5    | callChoreography
collaboration-choreography | <choreographyRef>      | CHOREOGRAPHIES   | §9.2     | COLLABORATIONS
choreography-participant | <participantRef>       | participant      | §11.5    | CHOREOGRAPHY_ACTIVITIES
choreography-initiator | initiatingParticipantRef | participant      | §11.5    | INITIATED
choreography-message-flow | <messageFlowRef>       | messageFlow      | §11.5.2  | choreographyTask
message-flow-inner     | innerMessageFlowRef    | messageFlow      | §9.4.3   | messageFlowAssociation
message-flow-outer     | outerMessageFlowRef    | messageFlow      | §9.4.3   | messageFlowAssociation
conversation-inner     | innerConversationNodeRef | CONVERSATION_NODES | §9.5.6   | conversationAssociation
conversation-outer     | outerConversationNodeRef | CONVERSATION_NODES | §9.5.6   | conversationAssociation
label-style            | labelStyle             | bpmndi:BPMNLabelStyle | §12.2.3  | bpmndi:BPMNLabel
edge-source            | sourceElement          | DRAWN              | §12.2.3  | bpmndi:BPMNEdge
edge-target            | targetElement          | DRAWN              | §12.2.3  | bpmndi:BPMNEdge
choreography-shape     | choreographyActivityShape | bpmndi:BPMNShape | §12.2.3  | bpmndi:BPMNShape
"""


@dataclass(frozen=True)
class Reference:
    """One kind of reference. A `type` may lead out of BPMN, to a type of XML Schema for example."""

    name: str
    owners: frozenset[str]
    holder: str
    targets: frozenset[str]
    noun: str
    noun_zh: str
    source: str
    child: bool
    type: bool


def _read(line: str) -> Reference:
    name, holder, target, source, owners = (cell.strip() for cell in line.split("|"))
    noun, noun_zh = NOUNS[target]
    return Reference(
        name=name,
        owners=_kinds(owners),
        holder=holder.strip("<>()"),
        targets=frozenset() if target == "any" else _kinds(target),
        noun=noun,
        noun_zh=noun_zh,
        source=f"BPMN 2.0.2 {source}",
        child=holder.startswith("<"),
        type=holder.startswith("("),
    )


def _kinds(words: str) -> frozenset[str]:
    return frozenset[str]().union(*(FAMILIES.get(word, {word}) for word in words.split()))


REFERENCES = tuple(_read(line) for line in TABLE.strip().splitlines())
