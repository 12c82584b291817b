"""An error that ends a sub-process is caught at its boundary or by an event sub-process."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.domain.finding import Profile, Severity
from workflows.engine.checks.diagram import Diagram, event_sub_process, scope
from workflows.engine.checks.element import Element
from workflows.engine.checks.kinds import SUB_PROCESSES
from workflows.engine.checks.rule import Problem, Rule


def check(diagram: Diagram) -> Iterator[Problem]:
    """Yield each breach of the rule in *diagram*."""
    for event in diagram.of("endEvent"):
        container = scope(event)
        if "error" not in diagram.triggers(event) or container is None or container.kind == "process":
            continue
        hosts = [
            container,
            *(each for each in container.ancestors() if each.kind in SUB_PROCESSES | {"process"}),
        ]
        if not any(_catches(diagram, host) for host in hosts):
            yield Problem(event)


def _catches(diagram: Diagram, host: Element) -> bool:
    inside = [
        start for sub in host.all(*SUB_PROCESSES) if event_sub_process(sub) for start in sub.all("startEvent")
    ]
    return any("error" in diagram.triggers(each) for each in [*diagram.boundaries(host), *inside])


RULE = Rule(
    id="error-caught",
    title="An error that ends a sub-process is caught at its boundary or by an event sub-process.",
    title_zh="子流程抛出的错误应由边界事件或事件子流程捕获。",
    remedy="Attach an error boundary event to the sub-process.",
    remedy_zh="请在子流程上附加错误边界事件。",
    source="BPMN 2.0.2 §10.5.6; Hewei",
    check=check,
    severity=Severity.WARNING,
    level=Profile.HOUSE,
)
