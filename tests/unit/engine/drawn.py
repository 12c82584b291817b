"""Draws small diagrams for the tests of the engine."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from itertools import count, pairwise
from xml.sax.saxutils import escape, quoteattr

from workflows.domain.law import Law
from workflows.domain.procedure import Bundle
from workflows.domain.step import OpenTask, Step
from workflows.engine import Budget, Engine

NAMESPACES = (
    'xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
    'xmlns:spiffworkflow="http://spiffworkflow.org/bpmn/schema/1.0/core"'
)
NOW = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
_numbers = count(1)


def node(tag: str, ident: str, inner: str = "", **attributes: str) -> str:
    """Return one element."""
    written = "".join(f" {key}={quoteattr(value)}" for key, value in attributes.items())
    return f'<{tag} id="{ident}"{written}>{inner}</{tag}>'


def flow(*ids: str, when: str = "", ident: str = "") -> str:
    """Return flows from each element to the next, the condition on the first."""
    drawn = []
    for source, target in pairwise(ids):
        name = ident or f"flow{next(_numbers)}"
        inner = (
            f'<conditionExpression xsi:type="tFormalExpression">{escape(when)}</conditionExpression>'
            if when
            else ""
        )
        drawn.append(
            f'<sequenceFlow id="{name}" sourceRef="{source}" targetRef="{target}">{inner}</sequenceFlow>'
        )
    return "".join(drawn)


def start(ident: str = "start", inner: str = "", **attributes: str) -> str:
    """Return a start event."""
    return node("startEvent", ident, inner, **attributes)


def end(ident: str = "end", inner: str = "") -> str:
    """Return an end event."""
    return node("endEvent", ident, inner)


def user(ident: str, inner: str = "", **attributes: str) -> str:
    """Return a user task."""
    return node("userTask", ident, inner, **attributes)


def step(ident: str, inner: str = "", **attributes: str) -> str:
    """Return a task that does nothing but show that it was passed."""
    return node("task", ident, inner, **attributes)


def script(ident: str, text: str, inner: str = "") -> str:
    """Return a FEEL script task."""
    return node("scriptTask", ident, f"{inner}<script>{escape(text)}</script>", scriptFormat="feel")


def timer(form: str, text: str) -> str:
    """Return a timer definition; *form* is timeDate, timeDuration or timeCycle."""
    return f"<timerEventDefinition><{form}>{escape(text)}</{form}></timerEventDefinition>"


def event(kind: str, ref: str = "", **attributes: str) -> str:
    """Return an event definition that refers to a root element."""
    written = "".join(f" {key}={quoteattr(value)}" for key, value in attributes.items())
    return (
        f'<{kind}EventDefinition {kind}Ref="{ref}"{written}/>'
        if ref
        else f"<{kind}EventDefinition{written}/>"
    )


def boundary(ident: str, host: str, inner: str, *, interrupting: bool = True) -> str:
    """Return a boundary event."""
    flag = "true" if interrupting else "false"
    return node("boundaryEvent", ident, inner, attachedToRef=host, cancelActivity=flag)


def properties(**entries: str) -> str:
    """Return the extension elements with these properties; an underscore in a name stands for a hyphen."""
    drawn = "".join(
        f"<spiffworkflow:property name={quoteattr(key.replace('_', '-'))} value={quoteattr(value)}/>"
        for key, value in entries.items()
    )
    return (
        f"<extensionElements><spiffworkflow:properties>{drawn}</spiffworkflow:properties></extensionElements>"
    )


def diagram(*parts: str, ident: str = "P", roots: str = "") -> bytes:
    """Return a file with one process."""
    body = "".join(parts)
    return (
        f'<definitions {NAMESPACES} id="file" targetNamespace="t">{roots}'
        f'<process id="{ident}" isExecutable="true">{body}</process></definitions>'
    ).encode()


class Run:
    """One case on one diagram, driven step by step."""

    def __init__(
        self,
        *parts: str,
        roots: str = "",
        files: Mapping[str, bytes] | None = None,
        case: Mapping[str, object] | None = None,
        law: Law | None = None,
        budget: Budget | None = None,
    ) -> None:
        self.engine = Engine(law, secret=b"test", budget=budget)
        drawn = {"P/P.bpmn": diagram(*parts, roots=roots)} if parts else {}
        self.bundle = Bundle(procedure="P", files={**drawn, **(files or {})})
        self.digest = self.engine.load(self.bundle)
        self.case = case or {}
        self.now = NOW
        self.step: Step
        self.trail: list[str] = []

    def _kept(self, step: Step) -> Run:
        self.step = step
        self.trail.extend(visit.element for visit in step.visits if visit.outcome == "completed")
        return self

    def start(self, **facts: object) -> Run:
        """Begin the case."""
        return self._kept(
            self.engine.start(self.digest, case_id="c1", case=self.case, now=self.now, facts=facts)
        )

    def task(self, element: str) -> OpenTask:
        """Return the open task at the element."""
        return next(task for task in self.step.tasks if task.element == element)

    def do(self, element: str, **facts: object) -> Run:
        """Complete the oldest open task at the element."""
        return self._kept(
            self.engine.complete(
                self.digest,
                self.step.state,
                self.task(element).id,
                case_id="c1",
                case=self.case,
                now=self.now,
                facts=facts,
            )
        )

    def begin(self, task: str, element: str) -> Run:
        """Begin another step, or one again, beside the oldest open task at *task*."""
        return self.begin_beside(self.task(task).id, element)

    def begin_beside(self, task_id: str, element: str) -> Run:
        """Begin another step, or one again, beside the open task."""
        return self._kept(
            self.engine.begin_step(
                self.digest, self.step.state, task_id, element, case_id="c1", case=self.case, now=self.now
            )
        )

    def move(self, origin: str, element: str) -> Run:
        """Take the token at *origin* (its id, or the element where it stands) to another element."""
        return self._kept(
            self.engine.move(
                self.digest, self.step.state, origin, element, case_id="c1", case=self.case, now=self.now
            )
        )

    def wait(self, **time: float) -> Run:
        """Let time pass and fire what is due."""
        self.now += timedelta(**time)
        return self._kept(
            self.engine.fire(self.digest, self.step.state, case_id="c1", case=self.case, now=self.now)
        )

    def deliver(self, kind: str, name: str, payload: object = None, **correlation: object) -> Run:
        """Hand in a message or a signal."""
        return self._kept(
            self.engine.deliver(
                self.digest,
                self.step.state,
                case_id="c1",
                case=self.case,
                now=self.now,
                kind=kind,
                name=name,
                payload=payload,
                correlation=correlation,
            )
        )

    def answer(self, request: str, result: object = None) -> Run:
        """Answer a request."""
        return self._kept(
            self.engine.answer(
                self.digest, self.step.state, request, result, case_id="c1", case=self.case, now=self.now
            )
        )

    def fail(self, request: str, code: str) -> Run:
        """Let a request end in a BPMN error."""
        return self._kept(
            self.engine.fail(
                self.digest, self.step.state, request, code, case_id="c1", case=self.case, now=self.now
            )
        )

    @property
    def open(self) -> list[str]:
        """The elements at which people's tasks are open."""
        return [task.element for task in self.step.tasks]

    @property
    def passed(self) -> list[str]:
        """What was completed so far, without the flows."""
        return [each for each in self.trail if not each.startswith("flow")]
