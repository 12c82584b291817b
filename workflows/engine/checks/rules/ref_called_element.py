"""A call activity calls a process or a global task that exists."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.engine.checks.diagram import Diagram
from workflows.engine.checks.element import Element
from workflows.engine.checks.kinds import CALLABLE
from workflows.engine.checks.rule import Problem, Rule
from workflows.engine.checks.words import say


def check(diagram: Diagram) -> Iterator[Problem]:
    """Yield each breach of the rule in *diagram*."""
    for call in diagram.of("callActivity"):
        named = call.get("calledElement")
        target = diagram.find(named)
        if target is call:
            target = None  # a process elsewhere may bear the call's own id
        if target is not None and target.kind not in CALLABLE:
            yield Problem(call, f"it calls {say(target)[0]}.", f"它调用的是{say(target)[1]}。")
        if not named or target is not None or _elsewhere(diagram, call, named):
            continue
        yield Problem(call, f"what it calls, “{named}”, does not exist.", f"它所调用的“{named}”不存在。")


def _elsewhere(diagram: Diagram, call: Element, named: str) -> bool:
    """Return whether what is called may lie in a file that cannot be seen here.

    Tools keep one process a file, and a diagram that only documents may name a process that nobody drew.
    """
    beside = any(named == process.id for other in diagram.beside for process in other.processes)
    told = diagram.elsewhere(call, named) and diagram.imports(call, named)
    return beside or told or diagram.vendor or bool(diagram.root.get("exporter")) or not diagram.runs(call)


RULE = Rule(
    id="ref-called-element",
    title="A call activity calls a process or a global task that exists.",
    title_zh="调用环节必须调用存在的流程或全局任务。",
    remedy="Choose a process or a global task; one of another file has to be imported.",
    remedy_zh="请选择流程或全局任务；若在其他文件中，需要先导入。",
    source="BPMN 2.0.2 §10.3.6",
    check=check,
)
