"""An ad hoc sub-process has no start event and no end event."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.engine.checks.diagram import Diagram
from workflows.engine.checks.rule import Problem, Rule
from workflows.engine.checks.words import say


def check(diagram: Diagram) -> Iterator[Problem]:
    """Yield each breach of the rule in *diagram*."""
    for sub in diagram.of("adHocSubProcess"):
        for event in sub.all("startEvent", "endEvent"):
            yield Problem(event, f"it stands in {say(sub)[0]}.", f"它位于{say(sub)[1]}中。")


RULE = Rule(
    id="ad-hoc-no-start-end",
    title="An ad hoc sub-process has no start event and no end event.",
    title_zh="自由子流程中不能有开始事件和结束事件。",
    remedy="Delete the start and end events: the activities inside are begun by hand.",
    remedy_zh="删除开始和结束事件：其中的活动由人自行启动。",
    source="BPMN 2.0.2 §10.3.5 (Ad-Hoc Sub-Process)",
    check=check,
)
