"""The condition that begins a process reads none of its data: they do not exist yet."""

from __future__ import annotations

import re
from collections.abc import Iterator

from workflows.engine.checks.diagram import Diagram
from workflows.engine.checks.element import Element
from workflows.engine.checks.rule import Problem, Rule
from workflows.engine.checks.words import say

TEXT = re.compile(r'"[^"]*"')
WORD = re.compile(r"\w+")
DATA = ("dataObject", "dataObjectReference", "property")


def check(diagram: Diagram) -> Iterator[Problem]:
    """Yield each breach of the rule in *diagram*."""
    for process in diagram.processes:
        for start in process.all("startEvent"):
            for trigger in diagram.definitions(start):
                for data in _read(process, trigger):
                    yield Problem(
                        start,
                        f"its condition reads {say(data)[0]}, which exists only once the process has begun.",
                        f"它的条件读取了{say(data)[1]}，而该数据在流程开始后才存在。",
                    )


def _read(process: Element, trigger: Element) -> list[Element]:
    """Return the data of *process* that the condition of *trigger* names."""
    condition = trigger.first("condition")
    words = set(WORD.findall(TEXT.sub(" ", condition.text))) if condition is not None else set()
    return [each for each in process.all(*DATA) if words & {each.id, each.name} - {""}]


RULE = Rule(
    id="condition-start",
    title="The condition that begins a process reads none of the data of that process.",
    title_zh="启动流程的条件不能读取该流程自己的数据：此时流程尚未开始。",
    remedy="Let the condition read what exists outside, or wait for it behind the start.",
    remedy_zh="请让条件读取流程之外已有的信息，或在开始事件之后再等待该条件。",
    source="BPMN 2.0.2 §10.5.2, table 10.84",
    check=check,
)
