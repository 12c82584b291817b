"""Whatever is drawn and whatever people do beside it: no token is lost, none is doubled, every revision reads again."""

from __future__ import annotations

from contextlib import ExitStack
from random import Random

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from tests.unit.engine.drawn import end, flow, start
from tests.unit.engine.test_nets import Net
from tests.unit.usecases.counter import Counter, counter, person
from workflows.domain.case import CaseStatus
from workflows.errors import Refused
from workflows.usecases.begin_step import begin_step, steps_beside
from workflows.usecases.engine_at import around, engine_of
from workflows.usecases.replay_case import replay_case
from workflows.usecases.resume_case import resume_case
from workflows.usecases.send_back import earlier_steps, send_back
from workflows.usecases.submit_form import submit_form
from workflows.usecases.suspend_case import suspend_case
from workflows.usecases.undo_case import undo_case
from workflows.usecases.withdraw_step import withdraw_step

pytestmark = pytest.mark.slow

WHY = "随机"


class Worker(RuleBasedStateMachine):
    """One case of a random procedure; people work, send back, take back, stop, undo."""

    def __init__(self) -> None:
        super().__init__()
        self.stack = ExitStack()
        self.at: Counter
        self.net: Net
        self.begun: list[str] = []

    @initialize(seed=st.integers(0, 10**6))
    def open(self, seed: int) -> None:
        """Open a case of a random procedure."""
        self.net = Net(Random(seed))  # noqa: S311 - not for secrets
        first, last = self.net.ad_hoc(2) if seed % 2 else self.net.block(3)
        parts = [part.replace("<userTask ", '<userTask name="t" ') for part in self.net.parts]
        self.at = self.stack.enter_context(
            counter(start(), *parts, end(), flow("start", first), flow(last, "end"))
        )

    def running(self) -> bool:
        """Return whether something can be done."""
        return self.at.case.status is CaseStatus.OPEN

    @precondition(running)
    @rule(n=st.integers(0, 99))
    def work(self, n: int) -> None:
        """Do one of the open steps."""
        self.hand_in(self.at.items[n % len(self.at.items)].id)

    def hand_in(self, item_id: str) -> None:
        """Take a step that names no post, and do it."""
        with self.at.app.store.write() as tx:
            tx.work.assign(item_id, "med")
        submit_form(self.at.app, person("med"), item_id, {})

    @precondition(running)
    @rule(n=st.integers(0, 99))
    def begin(self, n: int) -> None:
        """Begin a step of an ad hoc subprocess, for the first time or again."""
        with self.at.app.store.read() as tx:
            chances = list(steps_beside(self.at.app, tx, self.at.case, list(self.at.items)))
        if chances:
            item, element = chances[n % len(chances)].item, chances[n % len(chances)].step.id
            with self.at.app.store.write() as tx:
                tx.work.assign(item.id, "med")
            begin_step(self.at.app, person("med"), item.id, element)
            self.begun += next(free.steps[element] for free in self.net.free if element in free.steps)

    @precondition(running)
    @rule(n=st.integers(0, 99), m=st.integers(0, 99))
    def back(self, n: int, m: int) -> None:
        """Send the case back to one of the steps that can be chosen."""
        item = self.at.items[n % len(self.at.items)]
        with self.at.app.store.write() as tx:
            tx.work.assign(item.id, "med")
        steps = earlier_steps(self.at.app, person("med"), item.id)
        if steps:
            element = steps[m % len(steps)].element
            send_back(self.at.app, person("med"), item.id, element, reason=WHY)
            assert element in self.at.open

    @rule()
    def take_back(self) -> None:
        """Take one's step back: the case is what it was."""
        before = self.at.case
        with self.at.app.store.read() as tx:
            was = tx.cases.revision(before.id, before.rev - 1)
        try:
            after = withdraw_step(self.at.app, person("med"), before.id, reason=WHY)
        except Refused:
            return
        assert was is not None
        assert (after.state, after.document, after.status) == (was.state, was.document, was.status)

    @rule(n=st.integers(0, 99))
    def undo(self, n: int) -> None:
        """Undo to some revision: the case is what it was then."""
        rev = 1 + n % max(self.at.case.rev, 1)
        with self.at.app.store.read() as tx:
            was = tx.cases.revision(self.at.case_id, rev)
        if was is not None and rev < self.at.case.rev and was.status is not CaseStatus.SUSPENDED:
            after = undo_case(self.at.app, person("admin"), self.at.case_id, rev, reason=WHY)
            assert (after.state, after.status) == (was.state, was.status)

    @precondition(running)
    @rule()
    def pause(self) -> None:
        """Stop and go on: nothing but the clock is touched."""
        before = self.at.open
        suspend_case(self.at.app, person("med"), self.at.case_id, "other", note=WHY)
        resume_case(self.at.app, person("med"), self.at.case_id)
        assert self.at.open == before

    @invariant()
    def no_token_is_lost_or_doubled(self) -> None:
        """What stands in the store is what stands in the engine; each is open as often as drawn and begun at most."""
        if not hasattr(self, "at"):
            return
        case = self.at.case
        with self.at.app.store.read() as tx:
            step = engine_of(self.at.app, tx, case).look(
                case.version, case.state, **around(case, self.at.clock.now())
            )
        assert sorted(task.element for task in step.tasks) == sorted(self.at.open)
        assert (step.status == "completed") == (case.status is CaseStatus.CLOSED) == (not self.at.open)
        allowed = self.net.tasks + self.begun
        assert all(self.at.open.count(name) <= allowed.count(name) for name in self.at.open)

    def teardown(self) -> None:
        """Finish the case: it still ends, and every revision of it reads again."""
        if hasattr(self, "at"):
            for _ in range(300):
                if not self.at.items:
                    break
                self.hand_in(self.at.items[0].id)
            assert self.at.case.status is CaseStatus.CLOSED
            assert [each.fault for each in replay_case(self.at.app, self.at.case_id) if each.fault] == []
        self.stack.close()


Worker.TestCase.settings = settings(
    max_examples=25, stateful_step_count=15, suppress_health_check=list(HealthCheck)
)
TestWorker = Worker.TestCase
