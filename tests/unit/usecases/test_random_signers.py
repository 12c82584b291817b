"""Whoever is added, left out, signs or takes back: the joint step waits for exactly the right people."""

from __future__ import annotations

from contextlib import ExitStack

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from tests.unit.engine.drawn import end, flow, node, properties, start, user
from tests.unit.usecases.counter import Counter, counter, person
from workflows.domain.case import CaseStatus
from workflows.usecases.add_signer import add_signer
from workflows.usecases.remove_signer import remove_signer
from workflows.usecases.replay_case import replay_case
from workflows.usecases.submit_form import submit_form
from workflows.usecases.withdraw_step import withdraw_step

pytestmark = pytest.mark.slow

WHY = "随机"
SIGNERS = ("med", "med-2", "chair")


def joint(enough: int) -> tuple[str, ...]:
    """Draw a joint step beside another branch; *enough* signatures end it, 0 stands for all."""
    ends = (
        f"<completionCondition>numberOfCompletedInstances &gt;= {enough}</completionCondition>"
        if enough
        else ""
    )
    loop = (
        "<multiInstanceLoopCharacteristics><loopDataInputRef>case.extra.who</loopDataInputRef>"
        f'<inputDataItem id="p" name="p"/>{ends}</multiInstanceLoopCharacteristics>'
    )
    return (
        start(), node("parallelGateway", "fork"), node("parallelGateway", "join"), end(),
        user("sign", properties(role="mediator", assignee="item") + loop, name="会签"),
        user("beside", properties(role="mediator"), name="旁支"),
        flow("start", "fork", "sign", "join", "end"), flow("fork", "beside", "join"),
    )  # fmt: skip


class Signing(RuleBasedStateMachine):
    """One joint step, and a plain model of it: whose signatures are missing, and how many were given."""

    def __init__(self) -> None:
        super().__init__()
        self.stack = ExitStack()
        self.at: Counter

    @initialize(
        who=st.lists(st.sampled_from(SIGNERS), min_size=1, max_size=3, unique=True), enough=st.integers(0, 3)
    )
    def open(self, who: list[str], enough: int) -> None:
        """Open a case that these people sign."""
        self.missing, self.given = sorted(who), 0
        self.enough = min(enough, len(who))
        self.beside = True
        self.at = self.stack.enter_context(counter(*joint(self.enough), extra={"who": who}))

    def signing(self) -> bool:
        """Return whether signatures are still missing."""
        return bool(self.missing)

    def item(self, who: str) -> str:
        """Return the task of one signer."""
        return next(each.id for each in self.at.items if each.element == "sign" and each.assignee == who)

    def _signed(self, who: str) -> None:
        self.missing.remove(who)
        self.given += 1
        if self.enough and self.given >= self.enough:
            self.missing = []

    @precondition(signing)
    @rule(n=st.integers(0, 9))
    def sign(self, n: int) -> None:
        """Let one of them sign."""
        who = self.missing[n % len(self.missing)]
        submit_form(self.at.app, person(who), self.item(who), {})
        self._signed(who)

    @precondition(signing)
    @rule(n=st.integers(0, 9))
    def sign_and_take_back(self, n: int) -> None:
        """Let one sign and take the signature back: all is as before."""
        who = self.missing[n % len(self.missing)]
        submit_form(self.at.app, person(who), self.item(who), {})
        withdraw_step(self.at.app, person(who), self.at.case_id, reason=WHY)

    @precondition(signing)
    @rule(n=st.integers(0, 9), who=st.sampled_from(SIGNERS))
    def add(self, n: int, who: str) -> None:
        """Add a signer who is not asked yet."""
        if who not in self.missing:
            by = self.missing[n % len(self.missing)]
            add_signer(self.at.app, person(by), self.item(by), who, reason=WHY)
            self.missing = sorted([*self.missing, who])

    @precondition(signing)
    @rule(n=st.integers(0, 9))
    def leave_out(self, n: int) -> None:
        """Leave a signer out; without anyone left the step ends."""
        who = self.missing[n % len(self.missing)]
        remove_signer(self.at.app, person("chair"), self.item(who), reason=WHY)
        self.missing.remove(who)

    @precondition(lambda self: self.beside)
    @rule()
    def work_beside(self) -> None:
        """Do the step of the other branch."""
        self.at.do("beside")
        self.beside = False

    @rule()
    def replay(self) -> None:
        """Every revision of the case reads again, also after it has ended."""
        assert [each.fault for each in replay_case(self.at.app, self.at.case_id) if each.fault] == []

    @invariant()
    def exactly_the_right_people_are_asked(self) -> None:
        """Those whose signature is missing have one task each; the other branch is neither lost nor doubled."""
        if hasattr(self, "at"):
            asked = sorted(each.assignee for each in self.at.items if each.element == "sign")
            assert asked == self.missing
            assert self.at.open.count("beside") == int(self.beside)
            ended = not self.missing and not self.beside
            assert (self.at.case.status is CaseStatus.CLOSED) == ended

    def teardown(self) -> None:
        """Close the counter."""
        self.stack.close()


Signing.TestCase.settings = settings(
    max_examples=15, stateful_step_count=12, suppress_health_check=list(HealthCheck)
)
TestSigning = Signing.TestCase
