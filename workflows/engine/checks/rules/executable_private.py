"""An executable process is a private process."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.engine.checks.diagram import Diagram
from workflows.engine.checks.element import Element
from workflows.engine.checks.rule import Problem, Rule
from workflows.engine.checks.tools import Tool


def check(diagram: Diagram) -> Iterator[Problem]:
    """Yield each breach of the rule in *diagram*."""
    for process in diagram.processes:
        told = process.is_true("isExecutable") and process.get("processType") == "Public"
        if told and not _by_habit(diagram, process):
            yield Problem(process)


def _by_habit(diagram: Diagram, process: Element) -> bool:
    """Return whether a tool wrote Public beside what it runs, as it does at every process, beside words of its own."""
    drools = any(key.startswith("{") for key in process.attributes) and diagram.saved_by(Tool.JBPM)
    return drools or ("isClosed" in process.attributes and diagram.saved_by(Tool.YAOQIANG, Tool.ACTIVITI))


RULE = Rule(
    id="executable-private",
    title="An executable process is a private process.",
    title_zh="可执行流程必须是私有流程（processType 不能是 Public）。",
    remedy="Set processType to Private or None, or isExecutable to false.",
    remedy_zh="把 processType 设为 Private 或 None，或把 isExecutable 设为 false。",
    source="BPMN 2.0.2 §10.2, table 10.1",
    check=check,
)
