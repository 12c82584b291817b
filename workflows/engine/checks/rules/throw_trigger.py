"""A throwing intermediate event gives nothing, a message, an escalation, a compensation, a link or a signal."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.engine.checks.diagram import Diagram
from workflows.engine.checks.element import Element
from workflows.engine.checks.kinds import EVENT_DEFINITIONS
from workflows.engine.checks.rule import Problem, Rule
from workflows.engine.checks.words import say


def check(diagram: Diagram) -> Iterator[Problem]:
    """Yield each breach of the rule in *diagram*."""
    allowed = {"message", "escalation", "compensate", "link", "signal"}
    for repeat in diagram.of("multiInstanceLoopCharacteristics"):
        for said in ("oneBehaviorEventRef", "noneBehaviorEventRef"):
            thrown = diagram.find(repeat.get(said))
            if thrown is not None and thrown.kind in EVENT_DEFINITIONS and _trigger(thrown) not in allowed:
                yield Problem(
                    repeat.parent or repeat,
                    f"{said} names {say(thrown)[0]}, which cannot be thrown.",
                    f"{said} 引用的{say(thrown)[1]}不能抛出。",
                )
    for event in diagram.of("intermediateThrowEvent", "event", "implicitThrowEvent"):
        for wrong in [each for each in diagram.triggers(event) if each not in allowed]:
            yield Problem(event, f"its trigger is “{wrong}”.", f"它的触发方式是“{wrong}”。")


def _trigger(definition: Element) -> str:
    return definition.kind.removesuffix("EventDefinition")


RULE = Rule(
    id="throw-trigger",
    title=(
        "A throwing intermediate event gives nothing, a message, an escalation, a compensation, a link or a signal."
    ),
    title_zh="中间抛出事件只能是空、消息、升级、补偿、链接或信号。",
    remedy="Choose one of these; errors, cancel and terminate stand at an end event.",
    remedy_zh="请改用这些类型；错误、取消、终止只能用结束事件。",
    source="BPMN 2.0.2 §10.5.4, table 10.90",
    check=check,
)
