"""What must hold before a diagram may run: nothing is silently left out, every expression can be read."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from workflows.engine.drawing.foreign import is_computed
from workflows.engine.drawing.model import ACTIVITIES, Graph, Node, Process
from workflows.engine.expressions import check_expression
from workflows.engine.scripts import check_script
from workflows.engine.tables import Tables
from workflows.engine.timing import is_literal, parse_literal
from workflows.errors import RefusedDiagram, TimerRefused

MAX_NODES = 4_000
_ALLOWED: Mapping[str, frozenset[str]] = {
    "startEvent": frozenset(
        {"message", "signal", "timer", "conditional", "error", "escalation", "compensation"}
    ),
    "intermediateCatchEvent": frozenset({"message", "signal", "timer", "conditional", "link"}),
    "intermediateThrowEvent": frozenset({"message", "signal", "escalation", "compensation", "link"}),
    "endEvent": frozenset(
        {"message", "signal", "escalation", "compensation", "error", "terminate", "cancel"}
    ),
    "boundaryEvent": frozenset(
        {"message", "signal", "timer", "conditional", "error", "escalation", "compensation", "cancel"}
    ),
}
_NAMED = frozenset({"message", "signal", "link"})


def check_runnable(processes: Mapping[str, Process], tables: Tables) -> None:
    """Refuse what could not be run as drawn.

    Raises:
        RefusedDiagram: with the element, its file and line, and what to do.
    """
    for process in processes.values():
        nodes = list(process.walk())
        if len(nodes) > MAX_NODES:
            raise _refused(
                nodes[0][1], f"is one of {len(nodes)} elements; at most {MAX_NODES} run", "元素过多"
            )
        if not nodes:
            raise RefusedDiagram(
                f"The process {process.id} in {process.file} is empty; draw a start, a step and an end.",
                zh=f"{process.file} 中的流程 {process.id} 是空的；请绘制开始、步骤和结束。",
                process=process.id,
            )
        _ids([node for _, node in nodes])
        _undone_once(nodes)
        for graph, node in nodes:
            for check in _CHECKS:
                check(graph, node)
            _called(node, processes, tables)
            for source in filter(None, expressions_of(graph, node)):
                check_expression(source, node)
        for source in process.bindings.values():
            check_expression(source, nodes[0][1])


def _ids(nodes: Sequence[Node]) -> None:
    """Refuse an id that stands twice in a process, also at different depths."""
    lines: dict[str, int] = {}
    for node in nodes:
        if node.id in lines:
            raise _refused(
                node,
                f"has an id used twice, first in line {lines[node.id]}",
                f"的标识与第 {lines[node.id]} 行重复",
            )
        lines[node.id] = node.line


def _undone_once(nodes: Sequence[tuple[Graph, Node]]) -> None:
    """Refuse an activity with two handlers of its compensation: which of them would undo it, is not said."""
    undoing = {
        id(graph)
        for graph, node in nodes
        if node.kind == "startEvent" and any(each.kind == "compensation" for each in node.definitions)
    }
    bodies = {node.body.id: node for _, node in nodes if node.body is not None}
    inside = {
        graph.id for graph, node in nodes if node.event_subprocess and node.body and id(node.body) in undoing
    }
    bound = {host.id for name, host in bodies.items() if name in inside}
    for _, node in nodes:
        if node.attached_to and any(each.kind == "compensation" for each in node.definitions):
            if node.attached_to in bound:
                raise _refused(
                    node,
                    f"is a second way to undo {node.attached_to}; keep one compensation event or event subprocess",
                    f"是撤销 {node.attached_to} 的第二种方式；请只保留一个补偿事件或补偿事件子流程",
                )
            bound.add(node.attached_to)


def expressions_of(graph: Graph, node: Node) -> Iterator[str]:
    """Yield every FEEL expression at the node and on the flows that leave it; empty where none is written."""
    for flow in graph.outgoing(node.id):
        yield flow.condition
    for definition in node.definitions:
        yield from (definition.payload, definition.key)
        yield from definition.keys.values()
        if definition.kind == "conditional" or (
            definition.kind == "timer" and not is_literal(definition.text)
        ):
            yield definition.text
    if node.loop is not None:
        loop = node.loop
        yield from (loop.condition, loop.maximum, loop.cardinality, loop.collection, loop.output_from)
    yield from node.parameters.values()
    yield from (move.expression for move in (*node.inputs, *node.outputs))
    yield node.activation
    yield from (
        node.properties.get(name, "") for name in ("correlation", "set", "org", "period-start", "until")
    )


def _events(_graph: Graph, node: Node) -> None:
    allowed = _ALLOWED.get(node.kind)
    for definition in node.definitions:
        if allowed is not None and definition.kind not in allowed:
            raise _refused(
                node, f"cannot carry a {definition.kind} event", f"不能使用 {definition.kind} 事件"
            )
        if definition.kind in _NAMED and not definition.name and node.kind != "boundaryEvent":
            raise _refused(
                node, f"does not say which {definition.kind} it means", f"未指明具体的 {definition.kind}"
            )
        if definition.kind == "timer":
            _timer(node, definition.text)
    if node.kind == "boundaryEvent" and not node.definitions:
        raise _refused(node, "has no event to wait for", "没有指定要等待的事件")


def _names(_graph: Graph, node: Node) -> None:
    """Refuse a name that other tools would compute: as it is written, nobody would ever say it."""
    for definition in node.definitions:
        if definition.kind != "link" and is_computed(definition.name):
            raise _refused(
                node,
                f"names the {definition.kind} {definition.name!r}, which would have to be computed; write it out, "
                "and tell cases apart by correlation",
                f"使用的 {definition.kind} 名称 {definition.name!r} 需要计算；请直接写出名称，用关联键区分案件",
            )


def _timer(node: Node, text: str) -> None:
    if not text:
        raise _refused(node, "has a timer without date, duration or cycle", "定时器没有日期、时长或周期")
    if is_literal(text):
        try:
            parse_literal(text)
        except (ValueError, OverflowError) as broken:
            raise _refused(
                node, f"has the timer {text!r}, which is no date, duration or cycle", "定时器无效"
            ) from broken
        except TimerRefused as broken:
            raise _refused(
                node, f"has a timer that cannot be used: {broken.message}", f"定时器无效：{broken.zh}"
            ) from broken


def _links(graph: Graph, node: Node) -> None:
    if "Throw" not in node.kind:
        return
    for definition in node.definitions:
        if definition.kind == "link" and not any(
            other.kind == "intermediateCatchEvent" and each.kind == "link" and each.name == definition.name
            for other in graph.nodes.values()
            for each in other.definitions
        ):
            raise _refused(node, f"links to {definition.name!r}, which is not drawn here", "链接没有目标")


def _default(graph: Graph, node: Node) -> None:
    if node.default and node.default not in {flow.id for flow in graph.outgoing(node.id)}:
        raise _refused(
            node, f"names {node.default!r} as default, which does not leave it", "默认流不从该元素出发"
        )


def _attached(graph: Graph, node: Node) -> None:
    host = graph.nodes.get(node.attached_to)
    if node.kind == "boundaryEvent" and (host is None or host.kind not in ACTIVITIES):
        raise _refused(node, "is not attached to an activity", "没有附着在活动上")
    for definition in node.definitions:
        on_boundary = definition.kind == "cancel" and node.kind == "boundaryEvent"
        if on_boundary and host is not None and host.kind != "transaction":
            raise _refused(
                node, "waits for a cancellation of what is no transaction", "取消事件只能附着在事务上"
            )


def _event_gateway(graph: Graph, node: Node) -> None:
    if node.kind != "eventBasedGateway":
        return
    for flow in graph.outgoing(node.id):
        target = graph.nodes[flow.target]
        kinds = {definition.kind for definition in target.definitions}
        if target.kind not in {"intermediateCatchEvent", "receiveTask"} or not kinds - {"link"}:
            raise _refused(node, f"leads to {target.id!r}, which waits for no event", "之后的元素不等待事件")


def _event_subprocess(_graph: Graph, node: Node) -> None:
    if not node.event_subprocess or node.body is None:
        return
    starts = [each for each in node.body.nodes.values() if each.kind == "startEvent"]
    if not starts or not all(start.definitions for start in starts):
        raise _refused(
            node, "is an event subprocess whose start says no event", "事件子流程的开始事件未指定事件"
        )


def _loop(_graph: Graph, node: Node) -> None:
    loop = node.loop
    if loop is None:
        return
    if loop.kind == "standard" and not loop.condition and not loop.maximum:
        raise _refused(node, "loops without condition and without maximum", "循环没有条件也没有次数上限")
    if loop.kind != "standard" and not loop.cardinality and not loop.collection:
        raise _refused(
            node,
            "runs several times, but neither a number nor a collection says how often",
            "多实例未指定次数或集合",
        )


def _work(_graph: Graph, node: Node) -> None:
    if node.kind == "scriptTask":
        check_script(node)


def _called(node: Node, processes: Mapping[str, Process], tables: Tables) -> None:
    if node.kind == "callActivity" and is_computed(node.called):
        raise _refused(
            node,
            f"computes what it calls ({node.called!r}); draw an exclusive gateway with a call behind each way",
            f"所调用的流程需要计算（{node.called!r}）；请画排他网关，每条路各接一个调用",
        )
    if node.kind == "callActivity" and node.called not in processes:
        raise _refused(
            node, f"calls {node.called!r}, which is not in the bundle", f"调用的 {node.called!r} 不存在"
        )
    if node.kind == "businessRuleTask" and node.decision and node.decision not in tables:
        raise _refused(
            node,
            f"asks the decision {node.decision!r}, which is not in the bundle",
            f"决策 {node.decision!r} 不存在",
        )


_CHECKS: tuple[Callable[[Graph, Node], None], ...] = (
    _names,
    _events,
    _links,
    _default,
    _attached,
    _event_gateway,
    _event_subprocess,
    _loop,
    _work,
)


def _refused(node: Node, why: str, why_zh: str) -> RefusedDiagram:
    return RefusedDiagram(
        f"{node.name or node.kind} ({node.id}, {node.file} line {node.line}) {why}; correct the drawing.",
        zh=f"{node.name or node.kind}（{node.id}，{node.file} 第 {node.line} 行）{why_zh}；请修改图形。",
        element=node.id,
        file=node.file,
        line=node.line,
    )
