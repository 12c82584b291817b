"""A script task with a script says in which language it is written."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.engine.checks.diagram import Diagram
from workflows.engine.checks.rule import Problem, Rule


def check(diagram: Diagram) -> Iterator[Problem]:
    """Yield each breach of the rule in *diagram*."""
    for task in diagram.of("scriptTask"):
        script = task.first("script")
        if script is not None and script.text.strip() and not task.get("scriptFormat") and not diagram.ours:
            yield Problem(task)
    for task in diagram.of("globalScriptTask"):
        script = task.first("script")
        if script is not None and script.text.strip() and not task.get("scriptLanguage"):
            yield Problem(task)


RULE = Rule(
    id="script-format",
    title="A script task with a script says in which language it is written.",
    title_zh="含有脚本的脚本环节必须说明脚本语言（scriptFormat）。",
    remedy="Set scriptFormat, for example text/feel.",
    remedy_zh="请设置 scriptFormat，例如 text/feel。",
    source="BPMN 2.0.2 §10.3.3 (Script Task)",
    check=check,
)
