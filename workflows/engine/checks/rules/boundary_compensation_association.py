"""A compensation boundary event is connected by an association to exactly one compensation activity."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.engine.checks.diagram import Diagram, scope
from workflows.engine.checks.element import Element
from workflows.engine.checks.kinds import ACTIVITIES
from workflows.engine.checks.rule import Problem, Rule
from workflows.engine.checks.words import say


def check(diagram: Diagram) -> Iterator[Problem]:
    """Yield each breach of the rule in *diagram*."""
    joined = _joined(diagram)
    for event in diagram.of("boundaryEvent"):
        if "compensate" not in diagram.triggers(event):
            continue
        handlers = [each for each in joined.get(event.id, []) if each.kind in ACTIVITIES]
        if len(handlers) != 1:
            yield Problem(
                event, f"it is connected to {len(handlers)} activities.", f"它连到了 {len(handlers)} 个活动。"
            )
        for handler in handlers:
            if scope(handler) is not scope(event):
                yield Problem(
                    event,
                    f"{say(handler)[0]} does not stand beside it.",
                    f"{say(handler)[1]}与它不在同一层中。",
                )
            if not handler.is_true("isForCompensation"):
                yield Problem(
                    event,
                    f"{say(handler)[0]} is not marked as a compensation activity.",
                    f"{say(handler)[1]}没有标为补偿活动。",
                )


def _joined(diagram: Diagram) -> dict[str, list[Element]]:
    """Return what each element is joined with by associations."""
    found: dict[str, list[Element]] = {}
    for line in diagram.of("association"):
        one, two = diagram.find(line.get("sourceRef")), diagram.find(line.get("targetRef"))
        if one is not None and two is not None:
            found.setdefault(one.id, []).append(two)
            found.setdefault(two.id, []).append(one)
    return found


RULE = Rule(
    id="boundary-compensation-association",
    title=(
        "A compensation boundary event is connected by an association to exactly one compensation activity."
    ),
    title_zh="补偿边界事件必须用关联连到且只连到一个补偿活动。",
    remedy=(
        "Draw an association from the event to the activity that undoes the work, and mark it as compensation."
    ),
    remedy_zh="从该事件画一条关联到撤销工作的活动，并把该活动标为补偿活动。",
    source="BPMN 2.0.2 §10.7.2",
    check=check,
)
