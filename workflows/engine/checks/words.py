"""The kinds of elements in words, English and Chinese, so that a finding names what the designer sees."""

from __future__ import annotations

from workflows.engine.checks.element import Element

WORDS: dict[str, tuple[str, str]] = {
    "definitions": ("the file", "文件"),
    "process": ("the process", "流程"),
    "collaboration": ("the collaboration", "协作图"),
    "choreography": ("the choreography", "编排图"),
    "participant": ("the pool", "泳池"),
    "laneSet": ("the set of lanes", "泳道组"),
    "lane": ("the lane", "泳道"),
    "startEvent": ("the start event", "开始事件"),
    "endEvent": ("the end event", "结束事件"),
    "intermediateCatchEvent": ("the catching intermediate event", "中间等待事件"),
    "intermediateThrowEvent": ("the throwing intermediate event", "中间抛出事件"),
    "boundaryEvent": ("the boundary event", "边界事件"),
    "implicitThrowEvent": ("the implicit throw event", "隐式抛出事件"),
    "task": ("the task", "环节"),
    "userTask": ("the user task", "人工环节"),
    "manualTask": ("the manual task", "线下环节"),
    "scriptTask": ("the script task", "脚本环节"),
    "serviceTask": ("the service task", "机器环节"),
    "businessRuleTask": ("the business rule task", "决策环节"),
    "sendTask": ("the send task", "发送环节"),
    "receiveTask": ("the receive task", "接收环节"),
    "callActivity": ("the call activity", "调用环节"),
    "subProcess": ("the sub-process", "子流程"),
    "adHocSubProcess": ("the ad hoc sub-process", "自由子流程"),
    "transaction": ("the transaction", "事务"),
    "exclusiveGateway": ("the exclusive gateway", "排他网关"),
    "inclusiveGateway": ("the inclusive gateway", "包容网关"),
    "parallelGateway": ("the parallel gateway", "并行网关"),
    "complexGateway": ("the complex gateway", "复杂网关"),
    "eventBasedGateway": ("the event-based gateway", "事件网关"),
    "sequenceFlow": ("the sequence flow", "顺序流"),
    "messageFlow": ("the message flow", "消息流"),
    "association": ("the association", "关联"),
    "dataInputAssociation": ("the data input association", "数据输入关联"),
    "dataOutputAssociation": ("the data output association", "数据输出关联"),
    "conversationLink": ("the conversation link", "会话连接"),
    "textAnnotation": ("the text annotation", "批注"),
    "group": ("the group", "分组"),
    "dataObject": ("the data object", "数据对象"),
    "dataObjectReference": ("the data object reference", "数据对象引用"),
    "dataStore": ("the data store", "数据存储"),
    "dataStoreReference": ("the data store reference", "数据存储引用"),
    "dataInput": ("the data input", "数据输入"),
    "dataOutput": ("the data output", "数据输出"),
    "inputSet": ("the input set", "输入集"),
    "outputSet": ("the output set", "输出集"),
    "ioSpecification": ("the input/output specification", "输入输出说明"),
    "property": ("the property", "属性"),
    "message": ("the message", "消息"),
    "signal": ("the signal", "信号"),
    "error": ("the error", "错误"),
    "escalation": ("the escalation", "升级"),
    "itemDefinition": ("the item definition", "数据项定义"),
    "interface": ("the interface", "接口"),
    "operation": ("the operation", "操作"),
    "endPoint": ("the end point", "端点"),
    "resource": ("the resource", "资源"),
    "resourceParameter": ("the resource parameter", "资源参数"),
    "category": ("the category", "类别"),
    "categoryValue": ("the category value", "类别值"),
    "correlationKey": ("the correlation key", "关联键"),
    "correlationProperty": ("the correlation property", "关联属性"),
    "correlationSubscription": ("the correlation subscription", "关联订阅"),
    "conversation": ("the conversation", "会话"),
    "subConversation": ("the sub-conversation", "子会话"),
    "callConversation": ("the call conversation", "调用会话"),
    "globalConversation": ("the global conversation", "全局会话"),
    "choreographyTask": ("the choreography task", "编排任务"),
    "subChoreography": ("the sub-choreography", "子编排"),
    "callChoreography": ("the call choreography", "调用编排"),
    "globalTask": ("the global task", "全局任务"),
    "globalUserTask": ("the global user task", "全局用户任务"),
    "globalManualTask": ("the global manual task", "全局手工任务"),
    "globalScriptTask": ("the global script task", "全局脚本任务"),
    "globalBusinessRuleTask": ("the global business rule task", "全局业务规则任务"),
    "globalChoreographyTask": ("the global choreography task", "全局编排任务"),
    "partnerEntity": ("the partner entity", "合作方实体"),
    "partnerRole": ("the partner role", "合作方角色"),
    "multiInstanceLoopCharacteristics": ("the multi-instance marker", "多实例标记"),
    "standardLoopCharacteristics": ("the loop marker", "循环标记"),
    "messageEventDefinition": ("the message trigger", "消息触发器"),
    "timerEventDefinition": ("the timer", "定时器"),
    "errorEventDefinition": ("the error trigger", "错误触发器"),
    "escalationEventDefinition": ("the escalation trigger", "升级触发器"),
    "cancelEventDefinition": ("the cancel trigger", "取消触发器"),
    "compensateEventDefinition": ("the compensation trigger", "补偿触发器"),
    "conditionalEventDefinition": ("the condition trigger", "条件触发器"),
    "linkEventDefinition": ("the link", "链接"),
    "signalEventDefinition": ("the signal trigger", "信号触发器"),
    "terminateEventDefinition": ("the terminate trigger", "终止触发器"),
    "import": ("the import", "导入"),
    "bpmndi:BPMNShape": ("the drawn shape", "图形"),
    "bpmndi:BPMNEdge": ("the drawn line", "连线图形"),
    "bpmndi:BPMNPlane": ("the drawing plane", "绘图平面"),
    "decision": ("the decision", "决策"),
    "decisionTable": ("the decision table", "决策表"),
    "rule": ("the row", "规则行"),
    "input": ("the input column", "输入列"),
    "output": ("the output column", "输出列"),
    "form:textfield": ("the text field", "单行文字"),
    "form:textarea": ("the text area", "多行文字"),
    "form:number": ("the number", "数字"),
    "form:datetime": ("the day", "日期"),
    "form:checkbox": ("the check box", "勾选"),
    "form:checklist": ("the check boxes", "多项勾选"),
    "form:radio": ("the radio buttons", "单选"),
    "form:select": ("the choice", "下拉选择"),
    "form:taglist": ("the list of tags", "标签多选"),
    "form:dynamiclist": ("the list", "可增行的列表"),
    "form:group": ("the group", "分组"),
    "form:text": ("the text", "文字"),
}


def kind_word(kind: str) -> tuple[str, str]:
    """Return *kind* in English and in Chinese; what has no word of its own keeps its tag."""
    plain = kind.rpartition("}")[2]
    return WORDS.get(kind, (f"the element <{plain}>", f"元素 <{plain}>"))


def say(element: Element) -> tuple[str, str]:
    """Return how a sentence names *element*, in English and in Chinese: its kind, its label and its id."""
    english, chinese = kind_word(element.kind)
    if not element.id and not element.name:
        owner = next((each for each in element.ancestors() if each.id), None)
        if owner is None or owner.kind == "definitions":
            return english, chinese
        inside, inside_zh = say(owner)
        return f"{english} in {inside}", f"{inside_zh}中的{chinese}"
    label = " ".join(element.name.split())[:40]
    ident = element.id[:60]
    if label and ident:
        return f"{english} “{label}” ({ident})", f"{chinese}“{label}”（{ident}）"
    return f"{english} “{label or ident}”", f"{chinese}“{label or ident}”"
