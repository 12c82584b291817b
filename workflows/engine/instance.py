"""A running case: SpiffWorkflow's task tree holding only what is alive, and the loop that moves it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from typing import Protocol

from workflows.domain.step import Visit
from workflows.engine.drawing.model import EventDefinition, Node
from workflows.engine.moment import Moment
from workflows.engine.spiff import (
    CANCELLED,
    COMPLETED,
    ERROR,
    FUTURE,
    READY,
    STARTED,
    WAITING,
    Event,
    Task,
    Workflow,
)
from workflows.errors import EngineBudgetExceeded


class Standing(Protocol):
    """What a case knows of an element at which its tokens stand."""

    name: str
    node: Node
    index: int
    role: str
    records: bool
    gathers: bool
    visits: dict[str, Visit]

    @property
    def listeners(self) -> Sequence[Listening]:
        """The boundary events of the element."""

    def put(self, token: Token) -> None:
        """Let the token enter the element."""

    def made_ready(self, token: Token) -> None:
        """Hear that the token can run."""

    def child_left(self, token: Token) -> None:
        """Hear that a token inside the scope *token* is gone."""

    def enough(self, token: Token) -> bool:
        """Tell whether what ended inside the scope *token* is the last to be done there."""

    def interrupted(self, token: Token) -> None:
        """Hear that an event subprocess has ended the work of the scope *token*."""

    def instance_left(self, token: Token, instance: Token) -> None:
        """Hear that one round of the repeated activity ended."""


class Listening(Standing, Protocol):
    """An element that listens beside others: a boundary event, or the start of an event subprocess."""

    subprocess: Standing | None

    @property
    def waits_for_event(self) -> bool:
        """Whether a token must wait for it."""

    def catches_thrown(self, kind: str, code: str) -> EventDefinition | None:
        """Return the definition that catches what was thrown inside its host."""

    def take(self, host: Token, facts: Mapping[str, object]) -> None:
        """Leave the host by this event."""


class Procedure(Protocol):
    """What a case knows of the plan it runs on."""

    digest: str
    specs: Sequence[Standing]
    has_joins: bool
    has_data: bool
    has_conditions: bool
    has_timers: bool


ENDED = frozenset({COMPLETED, CANCELLED})


@lru_cache(maxsize=4096)
def _passage(flow: str, process: str) -> Visit:
    """Return what is recorded of a token that went along a flow: the same for every case."""
    return Visit(element=flow, process=process, kind="flow")


@dataclass(frozen=True)
class Budget:
    """How much one step may do before it is stopped."""

    steps: int = 20_000
    tokens: int = 2_000
    depth: int = 60


class Token(Task):  # type: ignore[misc]
    """A SpiffWorkflow task without history: it exists while something is alive at its element.

    `above` is the token of the scope that holds it, which leaves after it; `own` says that it keeps facts of its own
    (a process, an instance of a multi-instance activity); `via` is the flow it came by; `listens` marks boundary and
    event subprocess listeners.
    """

    workflow: Instance
    task_spec: Standing
    id: str
    data: dict[str, object]
    internal_data: dict[str, object]
    held: list[str]

    def __init__(
        self, instance: Instance, spec: Standing, parent: Token | None, ident: str, via: str
    ) -> None:
        self.id = ident
        self.workflow = instance
        self.task_spec = spec
        self._parent = parent.id if parent is not None else None
        self.above = parent
        self._children = self.held = []
        self._state = FUTURE
        self.triggered = False
        self.thread_id = 0
        self.data = {}
        self.internal_data = {}
        self.last_state_change = 0.0
        self.own = False
        self.listens = False
        self.via = via
        instance.tasks[ident] = self
        if parent is not None:
            parent.held.append(ident)

    def _set_state(self, value: int) -> None:
        self._state = value

    @property
    def status(self) -> int:
        """The SpiffWorkflow state."""
        return self._state

    @property
    def alive(self) -> bool:
        """Whether the token is still in its case."""
        return self.workflow.tasks.get(self.id) is self

    @property
    def inside(self) -> list[Token]:
        """The tokens inside this scope, oldest first; listeners too."""
        tasks = self.workflow.tasks
        return [tasks[ident] for ident in self.held]

    def detach(self) -> None:
        """Take the token out of the tree; what is inside must be gone."""
        above = self.above
        if above is not None:
            above.held.remove(self.id)
        self.workflow.tasks.pop(self.id, None)

    def await_event(self) -> None:
        """Wait for an event."""
        self._state = WAITING

    def get_started(self) -> None:
        """Stay here until something inside or outside ends."""
        self._state = STARTED

    def get_ready(self) -> None:
        """Become runnable, unless it has ended."""
        if self._state not in ENDED:
            self._state = READY
            self.task_spec.made_ready(self)

    def get_broken(self) -> None:
        """Stand in error until a person helps."""
        self._state = ERROR

    def restore(self, status: int) -> None:
        """Stand as a stored state says."""
        self._state = status

    def chain(self) -> Iterator[Token]:
        """Yield this token and every scope above it."""
        token: Token | None = self
        while token is not None:
            yield token
            token = token.above

    @property
    def nesting(self) -> int:
        """How many scopes are above."""
        return sum(1 for _ in self.chain()) - 1


class Instance(Workflow):  # type: ignore[misc]
    """A SpiffWorkflow workflow whose tree is the tree of scopes and whose leaves are the tokens."""

    tasks: dict[str, Token]
    completed: bool

    def __init__(self, plan: Procedure, case_id: str, moment: Moment, budget: Budget) -> None:
        self.spec = plan
        self.plan = plan
        self.case_id = case_id
        self.moment = moment
        self.budget = budget
        self.data: dict[str, object] = {}
        self.locks: dict[str, object] = {}
        self.last_task = None
        self.success = True
        self.tasks = {}
        self.completed = False
        self.completed_event = Event()
        self.task_removed_event = Event()
        self._seed = f"{case_id}\0{moment.now.isoformat()}"
        self.born = 0
        self.steps = 0
        self.ready: list[Token] = []
        self.settlers: list[Callable[[], bool]] = []
        self.watchers: list[Callable[[], bool]] = []
        self.changed = True

    # ---- tokens ------------------------------------------------------------------------------

    def spawn(self, spec: Standing, parent: Token | None, via: str = "") -> Token:
        """Put a token at the element, inside the scope *parent*, and arm what it waits for.

        Raises:
            EngineBudgetExceeded: too many tokens, or scopes nested too deeply.
        """
        token = self.make(spec, parent, via)
        spec.put(token)
        return token

    def make(self, spec: Standing, parent: Token | None, via: str = "") -> Token:
        """Put a token at the element without entering it."""
        if len(self.tasks) >= self.budget.tokens:
            raise self._too_much(
                spec, f"{self.budget.tokens} tokens at once", f"同时存在 {self.budget.tokens} 个令牌"
            )
        self.born += 1
        if self.born % 64 == 0 and parent is not None and parent.nesting > self.budget.depth:
            raise self._too_much(
                spec, f"{self.budget.depth} nested calls", f"嵌套调用 {self.budget.depth} 层"
            )
        seed = f"{self._seed}\0{self.born}\0{spec.name}"
        return Token(self, spec, parent, blake2b(seed.encode(), digest_size=10).hexdigest(), via)

    def queue(self, token: Token) -> None:
        """Remember a token that can move by itself."""
        self.ready.append(token)

    def cancel_tree(self, token: Token, *, record: bool = True) -> None:
        """Cancel the token and everything inside it."""
        for child in token.inside:
            self.cancel_tree(child)
        if not token.alive:
            return
        token.restore(CANCELLED)
        if record and not token.listens and token.task_spec.records:
            self.visited(token.task_spec, "cancelled")
        token.detach()

    def cancel_inside(self, token: Token, *, keep: Token | None = None) -> None:
        """Cancel everything inside the scope except *keep*."""
        for child in token.inside:
            if child is not keep:
                self.cancel_tree(child)

    def visited(self, spec: Standing, outcome: str = "completed") -> None:
        """Record that the element was entered, completed or cancelled."""
        visit = spec.visits.get(outcome)
        if visit is None:  # the same for every case, so made once
            node = spec.node
            visit = Visit(element=node.id, outcome=outcome, process=node.process, properties=node.properties)
            spec.visits[outcome] = visit
        self.moment.visits.append(visit)

    def passed(self, flow: str, process: str) -> None:
        """Record that a token went along the flow."""
        self.moment.visits.append(_passage(flow, process))

    # ---- facts -------------------------------------------------------------------------------

    def facts(self, token: Token) -> dict[str, object]:
        """Return the routing facts that the token sees, inner ones over outer ones."""
        found: dict[str, object] = {}
        scope: Token | None = token
        while scope is not None:  # none around a call that hands in by name
            found = scope.data | found
            scope = None if scope.own and scope.task_spec.node.sealed else scope.above
        return found

    def write(self, token: Token, facts: Mapping[str, object]) -> None:
        """Write routing facts into the innermost scope around the token that keeps facts of its own."""
        if not facts:
            return
        for scope in token.chain():
            if scope.own:
                scope.data.update(facts)
                self.changed = True
                return

    # ---- the loop ----------------------------------------------------------------------------

    def run(self) -> None:
        """Move until nothing can move by itself.

        Raises:
            EngineBudgetExceeded: more steps than the budget allows.
        """
        while True:
            while self.ready:
                if self.changed and self._watch():
                    continue
                token = self.ready.pop()
                if token.status == READY and token.alive:
                    self.count(token.task_spec)
                    token.run()
            if not any(settle() for settle in self.settlers):
                return

    def _watch(self) -> bool:
        """Let what waits for a condition react to changed facts before anything goes on; tell whether it did."""
        self.changed = any(watch() for watch in self.watchers)
        return self.changed

    def count(self, spec: Standing) -> None:
        """Count one step against the budget."""
        self.steps += 1
        if self.steps > self.budget.steps:
            raise self._too_much(
                spec, f"{self.budget.steps} steps without waiting", f"连续执行 {self.budget.steps} 步"
            )

    def _too_much(self, spec: Standing, what: str, what_zh: str) -> EngineBudgetExceeded:
        node = spec.node
        return EngineBudgetExceeded(
            f"The diagram needs more than {what} at {node.id} ({node.file} line {node.line}); look there for a loop "
            "without a way out, a process that calls itself, or a collection that is far too long.",
            zh=f"流程图在 {node.id}（{node.file} 第 {node.line} 行）处{what_zh}，超过上限；"
            "请检查无出口的循环、自我调用的流程或过长的集合。",
            element=node.id,
            file=node.file,
            line=node.line,
        )
