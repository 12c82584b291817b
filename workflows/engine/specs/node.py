"""What every element does: it is entered, works, and hands its token on along the flows that hold."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from workflows.domain.step import Visit
from workflows.engine.drawing.model import EMPTY, Flow, Move, Node
from workflows.engine.expressions import evaluate, holds
from workflows.engine.instance import Instance, Listening, Standing, Token
from workflows.engine.plan import Plan
from workflows.engine.spiff import READY, TaskSpec
from workflows.errors import ExpressionFailed, NoFlowTaken


@dataclass(frozen=True)
class Way:
    """A flow as the engine follows it: the drawn flow (None where BPMN implies one) and the element it reaches."""

    flow: Flow | None
    target: NodeSpec
    default: bool = False

    @property
    def id(self) -> str:
        """The drawn id; empty for an implied flow."""
        return self.flow.id if self.flow is not None else ""


class NodeSpec(TaskSpec):  # type: ignore[misc]
    """A SpiffWorkflow task spec for one drawn element; subclasses fill enter, work, leave and their kin."""

    name: str
    manual: bool
    gathers = False

    def __init__(self, plan: Plan, name: str, node: Node) -> None:
        super().__init__(plan, name)
        self.plan = plan
        self.node = node
        self.index = plan.register(self)
        self.ways: tuple[Way, ...] = ()
        self.incoming: tuple[str, ...] = ()
        self.listeners: tuple[Listening, ...] = ()
        self.handler: Standing | None = None
        self.records = True
        self.visits: dict[str, Visit] = {}
        self.conditional = False
        self.role = ""
        self.home = ""
        self.makers: Mapping[str, frozenset[str]] = {}

    def put(self, token: Token) -> None:
        """Let the token enter; it can run at once unless the element waits for something."""
        if self.makers and "round" not in token.internal_data and all(self.missing(token)):
            token.internal_data["lacks"] = True
            token.await_event()
        else:
            self.begin_at_last(token)

    def missing(self, token: Token) -> list[list[str]]:
        """Return what data each input set misses; the activity begins when one misses none (10.4.2)."""
        facts = self.read(token)
        return [[name for name in each if name not in facts] for each in self.node.needs]

    def lacks(self, token: Token) -> bool:
        """Tell whether every input set misses data, some of which something in the case can still make."""
        missing, case = self.missing(token), token.workflow
        around = {each.id for each in token.chain()}
        alive = {other.task_spec.name for other in case.tasks.values() if other.id not in around}
        return all(missing) and any(self.makers[name] & alive for each in missing for name in each)

    def begin_at_last(self, token: Token) -> None:
        """Begin with the data there is: take in what associations carry, arm what the element waits for."""
        token.internal_data.pop("lacks", None)
        if (
            self.node.keeps
            and not token.listens
            and (self.node.loop is None or "round" in token.internal_data)
        ):
            token.own = True
        if self.node.inputs and not token.listens:
            carry(self.node, self.node.inputs, token)
        if self.enter(token):
            token.get_ready()

    def made_ready(self, token: Token) -> None:
        """Let a token that can run move by itself, unless somebody must move it."""
        if not self.manual:
            token.workflow.queue(token)

    # ---- SpiffWorkflow's hooks ---------------------------------------------------------------

    def _run_hook(self, my_task: Token) -> bool | None:
        return self.work(my_task)

    def _on_complete(self, my_task: Token) -> None:
        if my_task.alive:
            self.completed(my_task)

    def _on_error(self, my_task: Token) -> None:
        """An error that nobody caught stays visible as a token in error."""

    # ---- what subclasses fill ----------------------------------------------------------------

    def enter(self, token: Token) -> bool:  # noqa: ARG002
        """Arm what the element waits for; tell whether it can work at once."""
        return True

    def work(self, token: Token) -> bool | None:  # noqa: ARG002
        """Do the element's work; None keeps the token here until something outside happens."""
        return True

    def completed(self, token: Token) -> None:
        """Record the visit and hand the token on."""
        case = token.workflow
        if self.records:
            case.visited(self)
        scope = token.above
        self.hand_out(token)
        for child in token.inside if token.held else ():
            case.cancel_tree(child, record=not child.listens)
        if self.handler is not None:
            remember_compensation(scope, [[self.node.id, "handler", self.handler.name]])
        token.detach()
        if scope is not None:
            if "set" in self.node.properties:
                self.set_case(case, scope)
            if "round" in token.internal_data:
                scope.task_spec.instance_left(scope, token)
            if scope.task_spec.enough(scope):
                follow(case, scope, self, ())
            else:
                self.leave(case, scope)

    def hand_out(self, token: Token) -> None:
        """Carry what the data associations drawn at the element take out of it."""
        if self.node.outputs:
            carry(self.node, self.node.outputs, token)
        if self.node.keeps and token.own:
            hand_back(token)

    def set_case(self, case: Instance, scope: Token) -> None:
        """Write what the element's `set` property says into the case document.

        Raises:
            ExpressionFailed: the property is no FEEL context of paths and values.
        """
        source = self.node.properties.get("set")
        if not source:
            return
        values = evaluate(source, case.facts(scope), case.moment, self.node)
        if not isinstance(values, Mapping):
            raise ExpressionFailed(
                f"The property set of {self.node.id} ({self.node.file} line {self.node.line}) is no context of paths "
                'and values such as {"handling.tier": tier}.',
                zh=f"{self.node.id}（{self.node.file} 第 {self.node.line} 行）的 set 属性不是"
                ' {"handling.tier": tier} 这样的路径与值。',
                element=self.node.id,
            )
        for path, value in values.items():
            case.moment.write(str(path), value)
        case.changed = True

    def instance_left(self, token: Token, instance: Token) -> None:
        """Hear that one round of this repeated activity ended, before its token is forgotten."""

    def enough(self, token: Token) -> bool:  # noqa: ARG002
        """Tell whether what ended inside this scope is the last to be done there."""
        return False

    def interrupted(self, token: Token) -> None:
        """Hear that an event subprocess has ended the work of this scope."""

    def child_left(self, token: Token) -> None:
        """Hear that a token inside this scope is gone."""

    # ---- handing on --------------------------------------------------------------------------

    def leave(self, case: Instance, scope: Token) -> None:
        """Send tokens along the flows that hold; without any flow the scope hears that the token is gone."""
        ways = self.choose(case, scope)
        follow(case, scope, self, ways)

    def choose(self, case: Instance, scope: Token) -> tuple[Way, ...]:
        """Return the flows to take: all without condition, all whose condition is true, else the default."""
        if not self.conditional:
            return self.ways
        return choose_many(self, case, scope)

    def read(self, token: Token) -> dict[str, object]:
        """Return the routing facts that the token sees."""
        return token.workflow.facts(token)


def choose_many(
    spec: NodeSpec, case: Instance, scope: Token, beside: Mapping[str, object] = EMPTY
) -> tuple[Way, ...]:
    """Return every flow without condition or with a true one, else the default; *beside* the facts are others to read.

    Raises:
        NoFlowTaken: flows are drawn, and none can be taken.
    """
    taken = true_ways(spec, spec.ways, {**case.facts(scope), **beside}, case)
    taken = taken or tuple(way for way in spec.ways if way.default)
    if spec.ways and not taken:
        raise no_flow(spec)
    return taken


def true_ways(
    spec: NodeSpec, ways: Sequence[Way], facts: dict[str, object], case: Instance
) -> tuple[Way, ...]:
    """Return those of the ways that have no condition or a true one and are no default."""
    return tuple(way for way in ways if not way.default and _true(spec, way, facts, case))


def choose_one(spec: NodeSpec, case: Instance, scope: Token) -> tuple[Way, ...]:
    """Return the first flow whose condition is true, else the default flow.

    Raises:
        NoFlowTaken: no flow can be taken.
    """
    if len(spec.ways) > 1 or any(way.flow and way.flow.condition for way in spec.ways):
        facts = case.facts(scope)
        for way in spec.ways:
            if not way.default and _true(spec, way, facts, case):
                return (way,)
        for way in spec.ways:
            if way.default:
                return (way,)
        raise no_flow(spec)
    return spec.ways


def _true(spec: NodeSpec, way: Way, facts: dict[str, object], case: Instance) -> bool:
    if way.flow is None or not way.flow.condition:
        return True
    return holds(way.flow.condition, facts, case.moment, spec.node)


def no_flow(spec: NodeSpec) -> NoFlowTaken:
    """Return the refusal that names the element whose flows all fail."""
    node = spec.node
    return NoFlowTaken(
        f"After {node.name or node.id} ({node.id}, {node.file} line {node.line}) no condition is true and no default "
        "flow is drawn; add a default flow or correct the data.",
        zh=f"{node.name or node.id}（{node.id}，{node.file} 第 {node.line} 行）之后没有条件成立，也没有默认流；"
        "请添加默认流或更正数据。",
        element=node.id,
        file=node.file,
        line=node.line,
    )


def follow(case: Instance, scope: Token, spec: NodeSpec, ways: tuple[Way, ...]) -> None:
    """Put a token at the end of each flow; the first drawn moves first."""
    mark = len(case.ready)
    for way in ways:
        for _ in range(spec.node.completion_quantity):
            if way.flow is not None:
                case.passed(way.flow.id, spec.node.process)
            case.spawn(way.target, scope, way.id)
    case.ready[mark:] = reversed(case.ready[mark:])
    if not ways or not scope.held:
        scope.task_spec.child_left(scope)


def listen(spec: NodeSpec, token: Token) -> None:
    """Arm the boundary events of the activity at which the token stands."""
    for listener in spec.listeners:
        if listener.waits_for_event and token.alive:
            made = token.workflow.make(listener, token)
            made.listens = True
            listener.put(made)


def carry(node: Node, moves: tuple[Move, ...], token: Token) -> None:
    """Carry facts along the data associations drawn at the element."""
    case = token.workflow
    whole = node.loop is not None and "round" not in token.internal_data
    for move in moves:
        if move.each and whole:
            continue
        facts = case.facts(token)
        if node.sealed and moves is node.inputs and token.above is not None:
            facts = case.facts(token.above) | facts  # what is handed in comes from outside
        if move.expression:
            case.write(token, {move.target: evaluate(move.expression, facts, case.moment, node)})
        elif move.source in facts:
            case.write(token, {move.target: facts[move.source]})


def hand_back(token: Token) -> None:
    """Hand facts of the activity's own to the scope around it; one of several instances is gathered instead."""
    above = token.above
    if above is not None and not above.task_spec.gathers:
        token.workflow.write(above, handed(token.task_spec.node, token.data))


def handed(node: Node, facts: Mapping[str, object]) -> dict[str, object]:
    """Return what a call, or an activity with a mapping of its own, hands on of its facts.

    Those that its outputs name where they name all (`keeps`, and every call with outputs), else all but its inputs.
    """
    named = {move.target for move in node.outputs}
    if node.keeps == "named" or (named and node.kind == "callActivity"):
        return {key: value for key, value in facts.items() if key in named}
    own = {"loopCounter", *(move.target for move in node.inputs)} - named
    return {key: value for key, value in facts.items() if key not in own}


def fail_here(token: Token) -> bool:
    """Leave the token standing in error; nothing inside the case caught what it threw."""
    token.get_broken()
    return False


def remember_compensation(scope: Token | None, done: Sequence[object]) -> None:
    """Remember in its scope what was done there and can be compensated, the latest at the end."""
    records = scope.internal_data.setdefault("undo", []) if scope is not None else None
    if isinstance(records, list):
        records.extend(done)


def ready(token: Token) -> bool:
    """Tell whether the token can be completed from outside."""
    return token.status == READY and token.alive
