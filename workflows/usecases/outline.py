"""The diagrams of a case as data: what is lit, which way was taken, and the same in words."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

from workflows.usecases.app import Drawn
from workflows.usecases.case_view import DiagramView, StepView
from workflows.usecases.desk.case_sections import Visit

Elements = Mapping[str, Drawn]
NOT_STEPS = frozenset(
    {"sequenceFlow", "lane", "process", "participant", "textAnnotation", "association", "laneSet"}
)
CALL = re.compile(rb"<(?:[\w.-]+:)?callActivity\b[^>]*>")
ATTRIBUTE = re.compile(rb"""\b(id|calledElement)\s*=\s*["']([^"']*)["']""")


def diagrams(
    elements: Elements,
    files: Mapping[str, bytes],
    main: str,
    current: Collection[str],
    visited: Mapping[str, Visit],
    *,
    timed: bool = True,
) -> tuple[DiagramView, ...]:
    """Return every diagram among *files* that was begun, the main one first; a call is lit with what it called.

    Where not *timed*, the outline does not say how often and when a step was passed.
    """
    drawn = [path.rpartition("/")[2].removesuffix(".bpmn") for path in files if path.endswith(".bpmn")]
    lit = {*current, *_lit_calls(elements, files, current)}
    begun: dict[str, list[Drawn]] = {main: []}
    for each in elements.values():
        if each.id in lit or each.id in visited:
            begun.setdefault(each.process, [])
    for each in elements.values():
        if each.process in begun:
            begun[each.process].append(each)
    told = visited if timed else {}
    return tuple(
        _diagram(begun[process], files.get(f"{process}/procedure.toml", b""), process, lit, visited, told)
        for process in sorted(drawn, key=lambda each: (each != main, each))
        if process in begun
    )


def _lit_calls(elements: Elements, files: Mapping[str, bytes], current: Collection[str]) -> set[str]:
    called_by = dict(calls(files))
    lit: set[str] = set()
    busy = {each.process for each in elements.values() if each.id in current}
    while fresh := {call for call, called in called_by.items() if called in busy} - lit:
        lit |= fresh
        busy |= {each.process for each in elements.values() if each.id in fresh}
    return lit


def calls(files: Mapping[str, bytes]) -> Iterator[tuple[str, str]]:
    """Yield each call in the diagrams among *files* with what it calls; a diagram may still be broken."""
    for path, content in files.items():
        if path.endswith(".bpmn"):
            yield from _calls_in(content)


@lru_cache(maxsize=512)
def _calls_in(diagram: bytes) -> tuple[tuple[str, str], ...]:
    found = []
    for tag in CALL.findall(diagram):
        named = {name.decode(): value.decode("utf-8", "replace") for name, value in ATTRIBUTE.findall(tag)}
        found.append((named.get("id", ""), named.get("calledElement", "")))
    return tuple(found)


@lru_cache(maxsize=512)
def procedure_words(content: bytes) -> Mapping[str, Any]:
    """Return what a `procedure.toml` says; every look at a case asks for the same few."""
    return tomllib.loads(content.decode())


def _diagram(
    own: Sequence[Drawn],
    told: bytes,
    process: str,
    current: Collection[str],
    visited: Mapping[str, Visit],
    told_visits: Mapping[str, Visit],
) -> DiagramView:
    steps = [each for each in own if each.name and each.kind not in NOT_STEPS]
    words = procedure_words(told)
    title = str(words.get("title", process))
    return DiagramView(
        process=process,
        title=title,
        title_en=str(words.get("title_en", title)),
        current=tuple(each.id for each in own if each.id in current),
        visited=tuple(each.id for each in own if each.id in visited and each.id not in current),
        outline=tuple(_step(each, current, visited, told_visits) for each in steps),
    )


def _step(
    each: Drawn, current: Collection[str], visited: Mapping[str, Visit], told: Mapping[str, Visit]
) -> StepView:
    plain = each.lane.removeprefix("lane_").replace("_", " ")
    return StepView(
        id=each.id,
        name=each.name,
        name_en=each.name_en or each.name,
        kind=each.kind,
        lane=each.lane_name or plain,
        lane_en=each.lane_name_en or plain,
        visit=told.get(each.id),
        state="current" if each.id in current else "done" if each.id in visited else "ahead",
    )
