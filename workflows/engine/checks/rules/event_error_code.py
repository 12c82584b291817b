"""In an executable process an error end event names an error with a code."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.engine.checks.diagram import Diagram
from workflows.engine.checks.rule import Problem, Rule


def check(diagram: Diagram) -> Iterator[Problem]:
    """Yield each breach of the rule in *diagram*."""
    for event in diagram.of("endEvent"):
        for each in diagram.definitions(event):
            if each.kind == "errorEventDefinition" and diagram.executable(event):
                error = diagram.find(each.get("errorRef"))
                if not each.get("errorRef") or (error is not None and not error.get("errorCode")):
                    yield Problem(event)


RULE = Rule(
    id="event-error-code",
    title="In an executable process an error end event names an error with a code.",
    title_zh="可执行流程中，错误结束事件必须指明带错误代码的错误。",
    remedy="Choose an error for the end event and give that error a code.",
    remedy_zh="请为结束事件选择错误，并为该错误填写错误代码。",
    source="BPMN 2.0.2 §10.5.5",
    check=check,
)
