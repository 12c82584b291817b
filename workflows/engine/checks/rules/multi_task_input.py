"""The collection of a multi-instance task is one of the task's own data inputs."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.engine.checks.diagram import Diagram
from workflows.engine.checks.kinds import TASKS
from workflows.engine.checks.rule import Problem, Rule
from workflows.engine.checks.words import say


def check(diagram: Diagram) -> Iterator[Problem]:
    """Yield each breach of the rule in *diagram*."""
    for each in diagram.of("multiInstanceLoopCharacteristics"):
        reference, activity = each.first("loopDataInputRef"), each.parent
        if reference is None or activity is None or activity.kind not in TASKS:
            continue
        element = diagram.find(reference.text)
        if element is not None and (element.kind != "dataInput" or element.above(*TASKS) is not activity):
            yield Problem(each, f"it names {say(element)[0]}.", f"它引用了{say(element)[1]}。")


RULE = Rule(
    id="multi-task-input",
    title="The collection of a multi-instance task is one of the task's own data inputs.",
    title_zh="多实例任务的集合（loopDataInputRef）必须是该任务自己的数据输入。",
    remedy="Declare the collection as a data input of the task and name that.",
    remedy_zh="把集合声明为该任务的数据输入，再引用它。",
    source="BPMN 2.0.2 §10.3.8",
    check=check,
)
