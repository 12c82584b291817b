"""The engine against small diagrams with the traces that BPMN 2.0 expects; one feature each, as data.

An entry of `conformance/*.yaml` draws a process: `nodes` is BPMN, `flow` its sequence flows (`T1 > T2 : x > 5`,
`X1 > T3 : default`); elements that only flows name get their kind from their first letter. An attribute `flows` does
the same for a subprocess, `more` for further processes of the file. `whole` is a file as other tools write it.
`do` says what happens to the case; `trace` names the activities (T1, U2) in the order in which they ended.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml
from lxml import etree

from workflows.domain.procedure import Bundle
from workflows.domain.step import Step
from workflows.engine import Engine
from workflows.errors import HeweiError, NobodyIsWaiting, RefusedDiagram, TaskNotOpen

HERE = Path(__file__).parent / "conformance"
MODEL = "http://www.omg.org/spec/BPMN/20100524/MODEL"
NS = f"{{{MODEL}}}"
XSI = "{http://www.w3.org/2001/XMLSchema-instance}"
TRACED = re.compile(r"[TU]\d")
BEGIN = datetime(2026, 3, 2, tzinfo=UTC)
KINDS = {
    "s": "startEvent",
    "a": "startEvent",
    "c": "startEvent",
    "b": "endEvent",
    "d": "endEvent",
    "u": "startEvent",
    "v": "endEvent",
    "e": "endEvent",
    "X": "exclusiveGateway",
    "P": "parallelGateway",
    "I": "inclusiveGateway",
    "E": "eventBasedGateway",
    "U": "userTask",
    "T": "task",
}
ENTRIES: list[Mapping[str, Any]] = [
    entry
    for path in sorted(HERE.glob("*.yaml"))
    for entry in yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader)
]


def drawn(entry: Mapping[str, Any]) -> bytes:
    """Return the entry as a BPMN file, without a diagram interchange part."""
    if "whole" in entry:
        return str(entry["whole"]).encode()
    root = etree.fromstring(
        f'<d:definitions xmlns:d="{MODEL}" xmlns="{MODEL}" xmlns:xsi="{XSI[1:-1]}" targetNamespace="t">'
        f'{entry.get("root", "")}<process id="p" isExecutable="true">{entry.get("nodes", "")}</process></d:definitions>'
    )
    connect(root.find(f"{NS}process"), entry.get("flow", ""), entry.get("language", ""))
    for name, flow in entry.get("more", {}).items():
        inside = entry.get("more_nodes", {}).get(name, "")
        process = etree.fromstring(f'<process xmlns="{MODEL}" id="{name}">{inside}</process>')
        connect(process, flow, "")
        root.append(process)
    for holder in list(root.iter(f"{NS}*")):
        if "flows" in holder.attrib:
            connect(holder, str(holder.attrib.pop("flows")), "")
    return bytes(etree.tostring(root))


def connect(graph: Any, text: str, language: str) -> None:
    """Draw the flows into the graph, and the elements that only they name."""
    for number, line in enumerate(filter(None, text.strip().split("; "))):
        chain, _, when = line.rstrip(" ").partition(" : ")
        ends, when = chain.split(" > "), when.strip().strip("'")
        for place, (source, target) in enumerate(pairwise(ends)):
            drawn_flow(graph, f"f{number}_{place}_{graph.get('id')}", source, target, when, language)
        if len(ends) == 1:
            element(graph, ends[0])


def drawn_flow(graph: Any, ident: str, source: str, target: str, condition: str, language: str) -> None:
    """Draw one flow with its ends, its condition or its being the default."""
    start, _ = element(graph, source), element(graph, target)
    flow = etree.SubElement(graph, f"{NS}sequenceFlow", id=ident, sourceRef=source, targetRef=target)
    if condition == "default":
        start.set("default", ident)
    elif condition:
        expression = etree.SubElement(flow, f"{NS}conditionExpression")
        expression.set(f"{XSI}type", "tFormalExpression")
        expression.text = condition
        if language:
            expression.set("language", language)


def element(graph: Any, ident: str) -> Any:
    """Return the element with this id, drawn as its first letter says where it is not drawn yet."""
    for child in graph:
        if child.get("id") == ident:
            return child
    return etree.SubElement(graph, NS + KINDS[ident[0]], id=ident)


@dataclass
class Life:
    """One case of one diagram, with everything that was done in it."""

    entry: Mapping[str, Any]
    engine: Engine = field(default_factory=lambda: Engine(None, secret=b"conformance"))
    now: datetime = BEGIN
    step: Step | None = None
    done: list[str] = field(default_factory=list)
    thrown: list[str] = field(default_factory=list)
    requests: dict[str, str] = field(default_factory=dict)

    def begin(self) -> None:
        """Load the diagram and begin the case."""
        self.digest = self.engine.load(Bundle(procedure="p", files={"p/p.bpmn": drawn(self.entry)}))
        by = self.entry.get("by")
        self.keep(
            self.engine.start(
                self.digest,
                facts=self.entry.get("facts"),
                by=tuple(by) if by else None,
                payload=self.entry.get("payload"),
                **self.here,
            )
        )

    @property
    def here(self) -> dict[str, Any]:
        """What every call says about the case."""
        return {"case_id": "c", "case": {}, "now": self.now}

    def keep(self, step: Step) -> None:
        """Remember the step: what it completed, threw and asked for."""
        self.step = step
        self.done += [
            visit.element
            for visit in step.visits
            if visit.kind == "node" and visit.outcome == "completed" and TRACED.match(visit.element)
        ]
        self.thrown += [f"{each.kind} {each.name}" for each in step.thrown]
        self.requests |= {each.element: each.id for each in step.requests}

    def act(self, deed: Mapping[str, Any]) -> None:
        """Do what one line of the entry's `do` says, or look at what it expects."""
        assert self.step is not None
        opened = Counter(task.element for task in self.step.tasks)
        if "trace" in deed:
            assert self.done == deed["trace"].split()
        elif "count" in deed:
            assert {name: opened[name] for name in deed["count"]} == deed["count"]
        elif "role" in deed:
            assert {task.element: task.role for task in self.step.tasks} == deed["role"]
        elif "nobody" in deed:
            with pytest.raises(NobodyIsWaiting):
                self.tell("message", deed["nobody"], deed)
        else:
            self.keep(self.move(deed))

    def move(self, deed: Mapping[str, Any]) -> Step:
        """Do what moves the case."""
        assert self.step is not None
        state = self.step.state
        if "complete" in deed:
            task = next((each.id for each in self.step.tasks if each.element == deed["complete"]), None)
            if task is None:
                raise TaskNotOpen
            return self.engine.complete(self.digest, state, task, facts=deed.get("facts"), **self.here)
        if "pass" in deed:
            self.now += timedelta(seconds=deed["pass"])
            return self.engine.fire(self.digest, state, **self.here)
        if "answer" in deed:
            return self.engine.answer(
                self.digest, state, self.requests[deed["answer"]], deed.get("with"), **self.here
            )
        if "fail" in deed:
            return self.engine.fail(
                self.digest, state, self.requests[deed["fail"]], deed["code"], **self.here
            )
        kind = "message" if "message" in deed else "signal"
        return self.tell(kind, deed[kind], deed)

    def tell(self, kind: str, name: str, deed: Mapping[str, Any]) -> Step:
        """Hand in a message or a signal."""
        assert self.step is not None
        return self.engine.deliver(
            self.digest,
            self.step.state,
            kind=kind,
            name=name,
            payload=deed.get("payload"),
            correlation=deed.get("keys"),
            **self.here,
        )


def expected(entry: Mapping[str, Any]) -> Iterator[tuple[str, object]]:
    """Yield what the entry says about its end."""
    yield "trace", sorted(entry["trace"].split()) if entry.get("sorted") else entry["trace"].split()
    yield "ends", entry.get("ends", "completed")
    yield "open", entry.get("open", "")
    if "thrown" in entry:
        yield "thrown", entry["thrown"]


def seen(life: Life) -> Iterator[tuple[str, object]]:
    """Yield the same about the case that was played."""
    assert life.step is not None
    yield "trace", sorted(life.done) if life.entry.get("sorted") else life.done
    yield "ends", life.step.status
    yield "open", " ".join(task.element for task in life.step.tasks)
    if "thrown" in life.entry:
        yield "thrown", life.thrown


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry["name"])
def test_it_runs_as_the_standard_says(entry: Mapping[str, Any]) -> None:
    """按 BPMN 2.0 画的每张小图都走出标准规定的轨迹；走不了的在发布时指明所在元素。"""
    life = Life(entry)
    if "refused" in entry:
        with pytest.raises(RefusedDiagram, match=re.escape(entry["refused"])):
            life.begin()
        return
    if entry.get("fails"):
        failure = None
        try:
            life.begin()
        except HeweiError as error:
            failure = error
        assert failure is not None or (life.step is not None and life.step.status == "stuck")
        assert failure is not None or dict(seen(life))["trace"] == dict(expected(entry))["trace"]
        return
    life.begin()
    for deed in entry.get("do", ()):
        life.act(deed)
    assert dict(expected(entry)) == dict(seen(life))
