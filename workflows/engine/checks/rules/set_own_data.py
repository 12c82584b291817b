"""An input or output set lists data of its own activity or event."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.engine.checks.diagram import Diagram, local
from workflows.engine.checks.kinds import ITEM_AWARE
from workflows.engine.checks.rule import Problem, Rule
from workflows.engine.checks.words import say


def check(diagram: Diagram) -> Iterator[Problem]:
    """Yield each breach of the rule in *diagram*."""
    for group in diagram.of("inputSet", "outputSet"):
        for each in group.all(*REFERENCES):
            data = diagram.by_id.get(local(each.text))
            if data is not None and data.kind in ITEM_AWARE and data.parent is not group.parent:
                yield Problem(
                    group,
                    f"it lists {say(data)[0]} of another element.",
                    f"它列出了其他元素的{say(data)[1]}。",
                )


REFERENCES = (
    "dataInputRefs",
    "optionalInputRefs",
    "whileExecutingInputRefs",
    "dataOutputRefs",
    "optionalOutputRefs",
    "whileExecutingOutputRefs",
)


RULE = Rule(
    id="set-own-data",
    title="An input or output set lists data of its own activity or event.",
    title_zh="输入集、输出集只能列出本活动或本事件自己的数据。",
    remedy="List only the data inputs and outputs declared beside the set.",
    remedy_zh="只列出与该集并列声明的数据输入和输出。",
    source="BPMN 2.0.2 §10.4.1",
    check=check,
)
