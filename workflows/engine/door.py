"""The engine's door: state in, state out; no database and no clock behind it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache

from workflows.domain.element import Element
from workflows.domain.finding import Finding, Known
from workflows.domain.law import Law
from workflows.domain.procedure import Bundle
from workflows.domain.step import Decision, NullNote, Step
from workflows.engine import surgery
from workflows.engine.catching import attend, deliver
from workflows.engine.checks import check_files
from workflows.engine.codec import Codec
from workflows.engine.dmn.asking import Asking
from workflows.engine.dmn.evaluate import decide
from workflows.engine.dmn.join import joined_with
from workflows.engine.dmn.read import read_model
from workflows.engine.expressions import plain
from workflows.engine.facts import checked_facts
from workflows.engine.instance import Budget, Instance, Token
from workflows.engine.load import digest_of, load_plan
from workflows.engine.migrate import migrate
from workflows.engine.moment import Moment
from workflows.engine.plan import Plan
from workflows.engine.report import report
from workflows.engine.specs.node import fail_here, ready
from workflows.engine.specs.tasks import PersonSpec, ServiceSpec
from workflows.engine.spiff import STARTED
from workflows.engine.starting import begin_by, event_starts
from workflows.errors import NobodyIsWaiting, RequestNotOpen, TaskNotOpen, UnknownProcedureVersion

Case = Mapping[str, object]


class Engine:
    """Runs what is drawn; one object serves all cases and threads of a process."""

    def __init__(self, law: Law | None, *, secret: bytes, budget: Budget | None = None) -> None:
        """Keep the law that timers ask, the secret that seals states, and the bounds of one step."""
        self._law = law
        self._codec = Codec(secret)
        self._budget = budget or Budget()
        self._plans: dict[str, Plan] = {}
        self.elements = cache(self._elements)

    # ---- procedures --------------------------------------------------------------------------

    def digest(self, bundle: Bundle) -> str:
        """Return the sha256 that names this version of the procedure."""
        return digest_of(bundle)

    def knows(self, digest: str) -> bool:
        """Tell whether this version is loaded."""
        return digest in self._plans

    def load(self, bundle: Bundle) -> str:
        """Read, check and keep the bundle; return its digest.

        Raises:
            RefusedDiagram: it would not run as drawn.
            RefusedTable: a decision table cannot be used.
            RefusedXml: a file is not safe to read.
        """
        digest = digest_of(bundle)
        if digest not in self._plans:
            self._plans[digest] = load_plan(bundle, digest)
        return digest

    def check(self, files: Mapping[str, bytes], known: Known | None = None) -> list[Finding]:
        """Return everything found in the files, ordered by file, line and rule."""
        return check_files(files, known)

    def _elements(self, digest: str) -> Mapping[str, Element]:
        """Return every drawn element by its id; where a called process repeats an id, as `process/id`."""
        plan = self._plan(digest)
        found: dict[str, Element] = {}
        for process in plan.processes.values():
            for graph, node in process.walk():
                key = node.id if node.id not in found else f"{node.process}/{node.id}"
                found[key] = Element(
                    id=node.id,
                    name=node.name,
                    name_en=node.name_en,
                    kind=node.kind,
                    process=node.process,
                    lane=node.lane,
                    lane_name=node.lane_name,
                    lane_name_en=node.lane_properties.get("name-en", ""),
                    properties=node.properties,
                    line=node.line,
                    file=node.file,
                    attached_to=node.attached_to,
                    after=tuple(flow.target for flow in graph.outgoing(node.id)),
                )
        return found

    # ---- cases -------------------------------------------------------------------------------

    def start(
        self,
        digest: str,
        *,
        case_id: str,
        case: Case,
        now: datetime,
        facts: Case | None = None,
        by: tuple[str, str] | None = None,
        payload: object = None,
    ) -> Step:
        """Begin a case; *by* (kind and name) the message or signal that starts it, with its *payload*.

        Raises:
            NobodyIsWaiting: nothing that begins a case waits for it.
            EngineFault: the diagram cannot go on; nothing was changed.
        """
        plan = self._plan(digest)
        instance = Instance(plan, case_id, Moment(now, case, self._law), self._budget)
        attend(instance)
        root = instance.make(plan.root, None)
        root.own = True
        root.data = checked_facts(facts)
        given = checked_facts({"payload": payload})["payload"]
        awaited = by is not None and begin_by(plan, root, *by, given)
        plan.root.put(root)
        if by is not None and awaited:
            instance.run()
            deliver(instance, *by, given, {})
        return self._run(instance)

    def begins(self, digest: str) -> tuple[tuple[str, str], ...]:
        """Return the messages and signals (kind, name) that open a case of this version."""
        return event_starts(self._plan(digest))

    def look(self, digest: str, state: bytes, *, case_id: str, case: Case, now: datetime) -> Step:
        """Return what is open in a stored state, without moving anything: to restore a revision, or to verify one.

        Raises:
            StateRefused: the state is not whole, of another case, or of an unknown format.
        """
        return report(self._load(digest, state, case_id, case, now), state)

    def complete(
        self,
        digest: str,
        state: bytes,
        task_id: str,
        *,
        case_id: str,
        case: Case,
        now: datetime,
        facts: Case | None = None,
    ) -> Step:
        """Complete a person's task.

        Raises:
            TaskNotOpen: it is not open any more.
        """
        instance = self._load(digest, state, case_id, case, now)
        token = instance.tasks.get(task_id)
        if token is None or not ready(token) or not isinstance(token.task_spec, PersonSpec):
            raise TaskNotOpen
        instance.write(token, checked_facts(facts))
        token.run()
        return self._run(instance)

    def fire(self, digest: str, state: bytes, *, case_id: str, case: Case, now: datetime) -> Step:
        """Fire every timer that is due at *now*."""
        return self._run(self._load(digest, state, case_id, case, now))

    def deliver(
        self,
        digest: str,
        state: bytes,
        *,
        case_id: str,
        case: Case,
        now: datetime,
        kind: str,
        name: str,
        payload: object = None,
        correlation: Case | None = None,
    ) -> Step:
        """Hand in a message (to one who waits) or a signal (to all).

        Raises:
            NobodyIsWaiting: nothing in the case waits for this message.
        """
        instance = self._load(digest, state, case_id, case, now)
        given = checked_facts({"payload": payload})["payload"]
        if not deliver(instance, kind, name, given, correlation or {}) and kind == "message":
            raise NobodyIsWaiting(
                f"The case does not wait for the message {name!r} now; keep it until it does.",
                zh=f"案件目前没有等待消息 {name!r}；请保留到案件等待时再投递。",
                name=name,
            )
        return self._run(instance)

    def answer(
        self,
        digest: str,
        state: bytes,
        request_id: str,
        result: object,
        *,
        case_id: str,
        case: Case,
        now: datetime,
    ) -> Step:
        """Take the result of a service task.

        Raises:
            RequestNotOpen: the case no longer waits for it.
        """
        instance = self._load(digest, state, case_id, case, now)
        token, spec = self._request(instance, request_id)
        spec.answered(token, checked_facts({"result": result})["result"])
        return self._run(instance)

    def fail(
        self,
        digest: str,
        state: bytes,
        request_id: str,
        error_code: str,
        *,
        case_id: str,
        case: Case,
        now: datetime,
    ) -> Step:
        """Let a service task end in a BPMN error; without a handler the case is stuck there.

        Raises:
            RequestNotOpen: the case no longer waits for it.
        """
        instance = self._load(digest, state, case_id, case, now)
        token, _ = self._request(instance, request_id)
        if not self._plan(digest).thrower.raise_inside(token, "error", error_code, None):
            token.internal_data["error"] = error_code
            fail_here(token)
        return self._run(instance)

    # ---- beside the diagram ------------------------------------------------------------------

    def move(
        self, digest: str, state: bytes, start: str, element: str, *, case_id: str, case: Case, now: datetime
    ) -> Step:
        """Send a case back, or on, to another step: from a task's id or the element where it is stuck.

        Parallel branches stay as they are; what cannot stand beside the element is cancelled.

        Raises:
            CannotMove: the element is no step on this path.
            TaskNotOpen: nothing stands at *start*.
        """
        instance = self._load(digest, state, case_id, case, now)
        surgery.move(instance, self._plan(digest), start, element)
        return self._run(instance)

    def begin_step(
        self, digest: str, state: bytes, task: str, element: str, *, case_id: str, case: Case, now: datetime
    ) -> Step:
        """Begin a step of the ad hoc subprocess in which the task stands, for the first time or again.

        Raises:
            TaskNotOpen: there is no such task.
            CannotBeginStep: the step cannot be chosen there now; `OpenTask.beside` names those that can.
        """
        instance = self._load(digest, state, case_id, case, now)
        surgery.begin_step(instance, task, element)
        return self._run(instance)

    def add_instance(
        self,
        digest: str,
        state: bytes,
        task_id: str,
        item: object,
        *,
        case_id: str,
        case: Case,
        now: datetime,
    ) -> Step:
        """Add one more signer (or hearing, or party) beside the task.

        Raises:
            CannotChangeInstances: the task is not one of several.
        """
        instance = self._load(digest, state, case_id, case, now)
        surgery.add_instance(instance, task_id, checked_facts({"item": item})["item"])
        return self._run(instance)

    def remove_instance(
        self, digest: str, state: bytes, task_id: str, *, case_id: str, case: Case, now: datetime
    ) -> Step:
        """Leave the task out of several; the others decide.

        Raises:
            CannotChangeInstances: the task is not one of several.
        """
        instance = self._load(digest, state, case_id, case, now)
        surgery.remove_instance(instance, task_id)
        return self._run(instance)

    def reschedule(
        self,
        digest: str,
        state: bytes,
        timer_id: str,
        due_at: datetime,
        *,
        case_id: str,
        case: Case,
        now: datetime,
    ) -> Step:
        """Let a timer fire at another instant.

        Raises:
            TimerRefused: it is not open any more.
        """
        instance = self._load(digest, state, case_id, case, now)
        surgery.reschedule(instance, timer_id, due_at)
        return self._run(instance)

    def migrate(self, digest: str, state: bytes, to: str, *, case_id: str, case: Case, now: datetime) -> Step:
        """Take a case to the version *to*; without keeping the answer it is a dry run.

        Raises:
            CannotMigrate: the case stands where the new version has no such step.
        """
        instance = self._load(digest, state, case_id, case, now)
        migrate(instance, self._plan(to))
        return self._run(instance)

    # ---- decisions ---------------------------------------------------------------------------

    def decide(
        self,
        table_xml: bytes,
        inputs: Case,
        *,
        decision: str = "",
        now: datetime | None = None,
        beside: Mapping[str, bytes] | None = None,
        notes: list[NullNote] | None = None,
    ) -> Decision:
        """Ask a decision (the last one in the file that nobody else requires, unless named) with these inputs.

        A decision, a decision service or a function is named by its id or its name.

        What the file imports is looked for in the files *beside* it, content by name. *notes* is filled with
        why something is null.

        Raises:
            RefusedTable: the file is no decision model, or what it imports is not there.
            DecisionFailed: it cannot answer as its hit policy demands.
        """
        own = read_model(table_xml, "table.dmn")
        others = (beside or {}).items() if own.imports else ()
        model = joined_with(own, [read_model(content, name) for name, content in others])
        wanted = model.chosen(decision)
        moment = Moment(now or datetime(1970, 1, 1, tzinfo=UTC), {}, self._law)
        asking = Asking(model, now, moment.functions, notes=notes)
        value, outputs = decide(asking, wanted, asking.given(inputs))
        if outputs is None:
            return Decision(table=wanted, element="", outputs=plain(value))
        return asking.record[-1]

    # ---- inside ------------------------------------------------------------------------------

    def _plan(self, digest: str) -> Plan:
        plan = self._plans.get(digest)
        if plan is None:
            raise UnknownProcedureVersion(digest=digest)
        return plan

    def _load(self, digest: str, state: bytes, case_id: str, case: Case, now: datetime) -> Instance:
        plan = self._plan(digest)
        instance = self._codec.load(state, plan, case_id, Moment(now, case, self._law), self._budget)
        attend(instance)
        return instance

    def _request(self, instance: Instance, request_id: str) -> tuple[Token, ServiceSpec]:
        token = instance.tasks.get(request_id)
        if token is None or token.status != STARTED or not isinstance(token.task_spec, ServiceSpec):
            raise RequestNotOpen
        return token, token.task_spec

    def _run(self, instance: Instance) -> Step:
        instance.run()
        return report(instance, self._codec.dump(instance))
