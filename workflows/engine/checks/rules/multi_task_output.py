"""The result collection of a multi-instance task is one of the task's own data outputs."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.engine.checks.diagram import Diagram
from workflows.engine.checks.kinds import TASKS
from workflows.engine.checks.rule import Problem, Rule
from workflows.engine.checks.words import say


def check(diagram: Diagram) -> Iterator[Problem]:
    """Yield each breach of the rule in *diagram*."""
    for each in diagram.of("multiInstanceLoopCharacteristics"):
        reference, activity = each.first("loopDataOutputRef"), each.parent
        if reference is None or activity is None or activity.kind not in TASKS:
            continue
        element = diagram.find(reference.text)
        if element is not None and (element.kind != "dataOutput" or element.above(*TASKS) is not activity):
            yield Problem(each, f"it names {say(element)[0]}.", f"它引用了{say(element)[1]}。")


RULE = Rule(
    id="multi-task-output",
    title="The result collection of a multi-instance task is one of the task's own data outputs.",
    title_zh="多实例任务的结果集合（loopDataOutputRef）必须是该任务自己的数据输出。",
    remedy="Declare the collection as a data output of the task and name that.",
    remedy_zh="把集合声明为该任务的数据输出，再引用它。",
    source="BPMN 2.0.2 §10.3.8",
    check=check,
)
