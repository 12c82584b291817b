"""The diagrams of a case as data: what is lit, which way was taken, and the same in words."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from workflows.usecases.app import Drawn
from workflows.usecases.case_view import DiagramView, StepView

Elements = Mapping[str, Drawn]
NOT_STEPS = frozenset(
    {"sequenceFlow", "lane", "process", "participant", "textAnnotation", "association", "laneSet"}
)


def diagrams(
    elements: Elements,
    files: Mapping[str, bytes],
    main: str,
    current: Collection[str],
    visited: Collection[str],
) -> tuple[DiagramView, ...]:
    """Return every diagram among *files* that was begun, the main one first."""
    drawn = [name.rsplit("/", 1)[1].removesuffix(".bpmn") for name in files if name.endswith(".bpmn")]
    views = [
        _diagram(elements, process, current, visited)
        for process in sorted(drawn, key=lambda p: (p != main, p))
    ]
    return tuple(view for view in views if view.process == main or view.current or view.visited)


def _diagram(
    elements: Elements, process: str, current: Collection[str], visited: Collection[str]
) -> DiagramView:
    own = [each for each in elements.values() if each.process == process]
    steps = [each for each in own if each.name and each.kind not in NOT_STEPS]
    title = next((each.name for each in own if each.id == process and each.name), process)
    return DiagramView(
        process=process,
        title=title,
        current=tuple(each.id for each in own if each.id in current),
        visited=tuple(each.id for each in own if each.id in visited),
        outline=tuple(_step(each, elements, current, visited) for each in steps),
    )


def _step(each: Drawn, elements: Elements, current: Collection[str], visited: Collection[str]) -> StepView:
    lane = elements.get(each.lane)
    return StepView(
        id=each.id,
        name=each.name,
        name_en=each.name_en or each.name,
        kind=each.kind,
        lane=lane.name if lane else each.lane,
        state="current" if each.id in current else "done" if each.id in visited else "ahead",
    )
