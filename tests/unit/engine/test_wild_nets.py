"""Random procedures with events of every kind, worked on, sent back and migrated: they end, nothing stays behind."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.engine.drawn import Run, boundary, diagram, end, event, flow, node, start, timer, user
from tests.unit.engine.test_nets import Net
from workflows.domain.procedure import Bundle
from workflows.domain.step import Step
from workflows.errors import CannotMove, NobodyIsWaiting

ROOTS = '<signal id="S" name="go"/><message id="M" name="hello"/>'
MANY = '<multiInstanceLoopCharacteristics isSequential="{}"><loopCardinality>2</loopCardinality>'


class Wild(Net):
    """A random procedure in which things happen."""

    def block(self, depth: int) -> tuple[str, str]:
        """Draw a block, with events in it, and return its first and last element."""
        wild: list[Callable[[int], tuple[str, str]]] = [
            self.bounded, self.surrounded, self.repeated, self.cancelled, self.awaited, self.chosen,
        ]  # fmt: skip
        if depth and self.random.random() < 0.6:
            return self.random.choice(wild)(depth - 1)
        return super().block(depth)

    def happening(self, *, once: bool = True) -> str:
        """Return what an event waits for; one that listens on would take every message before others."""
        due = timer("timeDuration", self.random.choice(["PT1H", "PT3H"]))
        return self.random.choice([event("signal", "S"), due, *([event("message", "M")] if once else [])])

    def _inside(self, kind: str, depth: int, more: str = "", leave: str = "") -> str:
        outer, self.parts = self.parts, []
        name, begin, finish = self.name("s"), self.name("b"), self.name("e")
        first, last = self.block(depth)
        if leave:
            way = node("exclusiveGateway", f"{leave}x", default=f"{leave}d") + end(
                leave, "<cancelEventDefinition/>"
            )
            way += flow(last, f"{leave}x") + flow(f"{leave}x", leave, when="cancelled = true")
            way += flow(f"{leave}x", finish, ident=f"{leave}d")
        else:
            way = flow(last, finish)
        inner = start(begin) + end(finish) + "".join(self.parts) + flow(begin, first) + way + more
        self.parts = [*outer, node(kind, name, inner)]
        return name

    def _beside(self, host: str, what: str, *, interrupting: bool = True) -> str:
        """Draw a boundary event with a step behind it, and return where both ways meet."""
        mark, step, meet = self.name("m"), self.name("u"), self.name("g")
        self.parts += [boundary(mark, host, what, interrupting=interrupting), user(step), flow(mark, step)]
        self.parts += [node("exclusiveGateway", meet), flow(host, meet)]
        self.parts += [flow(step, meet)] if interrupting else [end(f"{meet}e"), flow(step, f"{meet}e")]
        return meet

    def bounded(self, depth: int) -> tuple[str, str]:
        """Draw a subprocess with a boundary event."""
        host, once = self._inside("subProcess", depth), self.random.random() < 0.5
        return host, self._beside(host, self.happening(once=once), interrupting=once)

    def surrounded(self, depth: int) -> tuple[str, str]:
        """Draw a subprocess with an event subprocess in it."""
        name = self._inside("subProcess", depth, self._answering())
        return name, name

    def _answering(self) -> str:
        """Draw an event subprocess."""
        begin, step, finish = self.name("w"), self.name("u"), self.name("x")
        once = self.random.random() < 0.5
        inner = start(begin, self.happening(once=once), isInterrupting=str(once).lower())
        inner += user(step) + end(finish)
        inner += flow(begin, step, finish)
        return node("subProcess", self.name("v"), inner, triggeredByEvent="true")

    def beside(self) -> str:
        """Draw an event subprocess in some ad hoc subprocesses."""
        return self._answering() if self.random.random() < 0.5 else ""

    def repeated(self, depth: int) -> tuple[str, str]:
        """Draw a subprocess that runs twice, at once or one after the other."""
        many = MANY.format(self.random.choice(["true", "false"])) + "</multiInstanceLoopCharacteristics>"
        name = self._inside("subProcess", depth, many)
        return name, name

    def cancelled(self, depth: int) -> tuple[str, str]:
        """Draw a transaction that may be cancelled."""
        host = self._inside("transaction", depth, leave=self.name("c"))
        return host, self._beside(host, "<cancelEventDefinition/>")

    def awaited(self, _depth: int) -> tuple[str, str]:
        """Draw an event that the case waits for."""
        name = self.name("c")
        self.parts.append(node("intermediateCatchEvent", name, self.happening()))
        return name, name

    def chosen(self, depth: int) -> tuple[str, str]:
        """Draw an event gateway: a message, or else a time."""
        split, meet, told, late = (self.name(key) for key in "ggcc")
        self.parts += [node("eventBasedGateway", split), node("exclusiveGateway", meet)]
        self.parts += [node("intermediateCatchEvent", told, event("message", "M"))]
        self.parts += [node("intermediateCatchEvent", late, timer("timeDuration", "PT2H"))]
        first, last = self.block(depth)
        self.parts += [flow(split, told, first), flow(split, late, meet), flow(last, meet)]
        return split, meet


class Life:
    """One case of a wild net, and everything that may happen to it."""

    def __init__(self, seed: int) -> None:
        self.net = net = Wild(Random(seed))  # noqa: S311 - not for secrets
        first, last = net.ad_hoc(3) if seed % 4 == 0 else net.block(4)
        parts = (start(), *net.parts, end(), flow("start", first), flow(last, "end"))
        self.run = Run(*parts, roots=ROOTS)
        again = diagram(node("exclusiveGateway", "unused"), *parts, roots=ROOTS)
        twin = self.run.engine.load(Bundle(procedure="P", files={"P/P.bpmn": again}))
        self.other = {self.run.digest: twin, twin: self.run.digest}
        self.at = {"case_id": "c1", "case": {}}
        self.run.start(cancelled=False)

    def happen(self, chance: float) -> None:
        """Let one thing happen."""
        run, random = self.run, self.net.random
        if chance < 0.1:
            self.migrate()
        elif chance < 0.15:
            self.begin()
        elif chance < 0.2:
            self.move()
        elif chance < 0.3:
            run.deliver("signal", "go")
        elif chance < 0.4:
            try:
                run.deliver("message", "hello")
            except NobodyIsWaiting:
                return
        elif chance < 0.5 or not run.step.tasks:
            run.wait(hours=random.choice([0.5, 4]))
        else:
            task = random.choice(run.step.tasks).id
            facts = {"cancelled": random.random() < 0.3}
            one, other = (
                run.engine.complete(run.digest, run.step.state, task, now=run.now, facts=facts, **self.at)  # type: ignore[arg-type]
                for _ in "12"
            )
            assert one == other
            run.step = one

    def migrate(self) -> None:
        """Go to the same drawing as another version: nothing changes."""
        run, before = self.run, _open(self.run.step)
        to = self.other[run.digest]
        run.step = run.engine.migrate(run.digest, run.step.state, to, now=run.now, **self.at)  # type: ignore[arg-type]
        run.digest = to
        assert _open(run.step) == before

    def begin(self) -> None:
        """Begin a step of an ad hoc subprocess, where that can be."""
        run = self.run
        chances = [(task.id, element) for task in run.step.tasks for element in task.beside]
        if chances:
            run.begin_beside(*self.net.random.choice(chances))

    def move(self) -> None:
        """Send the case to some step, where that can be: it is open then."""
        run, random = self.run, self.net.random
        if not run.step.tasks:
            return
        task, goal = random.choice(run.step.tasks).id, random.choice(self.net.tasks or ["u1"])
        try:
            run.step = run.engine.move(run.digest, run.step.state, task, goal, now=run.now, **self.at)  # type: ignore[arg-type]
        except CannotMove:
            return
        assert goal in run.open


def _open(step: Step) -> object:
    timers = [(each.element, each.due_at) for each in step.timers]
    return [task.id for task in step.tasks], timers, [(each.element, each.name) for each in step.waits]


@settings(max_examples=40)
@given(st.integers(0, 10**9))
def test_whatever_happens_to_a_case_it_still_ends_and_leaves_nothing_behind(seed: int) -> None:
    """随机的流程中有各种事件：无论办理、退回、迁移、到期还是收到消息，案件总能结束，不留任何待办。"""
    life = Life(seed)
    for number in range(600):
        if life.run.step.status != "running":
            break
        life.happen(life.net.random.uniform(0.0 if number < 60 else 0.2, 1.0))
    step = life.run.step
    assert (step.status, step.tasks, step.timers, step.waits) == ("completed", (), (), ())
