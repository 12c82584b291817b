"""Whatever waits has a period or a timer, or says why nothing limits the wait."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.domain.finding import Profile
from workflows.engine.checks.diagram import Diagram
from workflows.engine.checks.house import wait_is_bounded
from workflows.engine.checks.rule import Problem, Rule


def check(diagram: Diagram) -> Iterator[Problem]:
    """Yield each breach of the rule in *diagram*."""
    waits = {"userTask", "manualTask", "receiveTask"}
    for node in diagram.nodes:
        triggers = set(diagram.triggers(node)) if node.kind == "intermediateCatchEvent" else set()
        waiting = node.kind in waits or triggers & {"message", "signal", "conditional"}
        if waiting and diagram.runs(node) and not wait_is_bounded(diagram, node):
            yield Problem(node)


RULE = Rule(
    id="wait-bounded",
    title="Whatever waits has a period or a timer, or says why nothing limits the wait.",
    title_zh="凡等待的步骤都要有期间或定时器，或写明为何没有期限。",
    remedy=("Set the property period (a legal period), attach a timer, or give the reason in no-period."),
    remedy_zh="请选择法定期间，或在它边上附加定时器，或在“为何没有期限”中写明理由。",
    source="Hewei; 人民调解法、民事诉讼法（期间）",
    check=check,
    level=Profile.HOUSE,
)
