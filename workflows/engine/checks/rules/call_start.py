"""A called process has a start event without trigger."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.domain.finding import Profile
from workflows.engine.checks.diagram import Diagram, local
from workflows.engine.checks.rule import Problem, Rule


def check(diagram: Diagram) -> Iterator[Problem]:
    """Yield each breach of the rule in *diagram*."""
    processes = {
        process.id: (each, process) for each in (diagram, *diagram.beside) for process in each.processes
    }
    for call in diagram.of("callActivity"):
        called = processes.get(local(call.get("calledElement")))
        if called is None:
            continue
        starts = called[1].all("startEvent")
        if starts and all(called[0].definitions(start) for start in starts):
            yield Problem(
                call,
                f"every start of “{called[1].id}” has a trigger.",
                f"“{called[1].id}”的开始事件都带触发器。",
            )


RULE = Rule(
    id="call-start",
    title="A called process has a start event without trigger.",
    title_zh="被调用的流程必须有不带触发器的开始事件。",
    remedy="Draw a plain start event in the called process.",
    remedy_zh="请在被调用的流程中画一个空开始事件。",
    source="BPMN 2.0.2 §10.5.2; Hewei",
    check=check,
    level=Profile.RUN,
)
