"""A process does not call itself, directly or through others, without a way round."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.engine.checks.diagram import Diagram, local, scope
from workflows.engine.checks.element import Element
from workflows.engine.checks.kinds import GATEWAYS
from workflows.engine.checks.rule import Problem, Rule
from workflows.engine.checks.words import say


def check(diagram: Diagram) -> Iterator[Problem]:
    """Yield each breach of the rule in *diagram*."""
    calls = _calls(diagram)
    for process in diagram.processes:
        seen = {process.id}
        waiting = [process.id]
        while waiting:
            for call in calls.get(waiting.pop(), []):
                name = local(call.get("calledElement"))
                if name == process.id and call.above("process") is process:
                    yield Problem(call)
                elif name == process.id:
                    yield Problem(
                        process, f"it is called again by {say(call)[0]}.", f"它又被{say(call)[1]}调用。"
                    )
                if name not in seen:
                    seen.add(name)
                    waiting.append(name)


def _calls(diagram: Diagram) -> dict[str, list[Element]]:
    """Return the calls that each process in sight must make."""
    found: dict[str, list[Element]] = {}
    for each in (diagram, *diagram.beside):
        for call in each.of("callActivity"):
            process = call.above("process")
            if process is not None and process.id and not _way_round(scope(call) or call):
                found.setdefault(process.id, []).append(call)
    return found


def _way_round(container: Element) -> bool:
    """Return whether something in *container* may lead past its calls."""
    return container.kind == "adHocSubProcess" or any(
        each.kind in GATEWAYS - {"parallelGateway"} or each.first("conditionExpression") is not None
        for each in container.children
    )


RULE = Rule(
    id="call-self",
    title="A process does not call itself, directly or through others, without a way round.",
    title_zh="流程不能直接或间接地必然调用自身。",
    remedy="Draw a loop instead, or lead a way past the call.",
    remedy_zh="请改画循环，或给调用留一条绕行的路。",
    source="BPMN 2.0.2 §10.3.6, §13 (a process that can never end)",
    check=check,
)
