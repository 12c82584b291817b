"""Gateways: how tokens divide and meet, as the BPMN specification's execution semantics (13.4) say."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from workflows.engine.drawing.model import Node
from workflows.engine.expressions import evaluate
from workflows.engine.instance import Instance, Token
from workflows.engine.plan import Plan
from workflows.engine.specs.node import NodeSpec, Way, choose_many, choose_one, follow, true_ways
from workflows.engine.spiff import WAITING


class ExclusiveSpec(NodeSpec):
    """One way out: the first whose condition is true, else the default."""

    def choose(self, case: Instance, scope: Token) -> tuple[Way, ...]:
        """Return that way."""
        return choose_one(self, case, scope)


class JoinSpec(NodeSpec):
    """A gateway at which tokens wait for each other; those that wait are tokens in WAITING."""

    def enter(self, token: Token) -> bool:
        """Wait unless this token makes the gateway fire."""
        if len(self.incoming) < 2:
            return True
        token.await_event()
        self.arrived(token)
        return False

    def arrived(self, token: Token) -> None:
        """React to a token that just came."""

    def waiting(self, scope: Token) -> list[Token]:
        """Return the tokens that wait here, oldest first."""
        return [child for child in scope.inside if child.task_spec is self and child.status == WAITING]

    def fire(self, tokens: Sequence[Token]) -> None:
        """Let one token pass for those that met; the others end here."""
        for token in tokens[1:]:
            token.detach()
        tokens[0].get_ready()


class ParallelSpec(JoinSpec):
    """All ways in, all ways out; tokens beyond one for each way in keep waiting."""

    def arrived(self, token: Token) -> None:
        """Fire when every way in has a token."""
        scope = token.above
        if scope is None:
            return
        first = _first_by_way(self.waiting(scope))
        if len(first) == len(self.incoming):
            self.fire(list(first.values()))

    def choose(self, case: Instance, scope: Token) -> tuple[Way, ...]:  # noqa: ARG002
        """Return every way out; conditions do not count here."""
        return self.ways


class InclusiveSpec(JoinSpec):
    """Waits for every token that can still come, and takes every way whose condition is true."""

    def __init__(self, plan: Plan, name: str, node: Node) -> None:
        super().__init__(plan, name, node)
        self.reach: dict[str, frozenset[str]] = {}
        self.by_flow: dict[str, frozenset[str]] = {}

    def choose(self, case: Instance, scope: Token) -> tuple[Way, ...]:
        """Return the ways to take."""
        return choose_many(self, case, scope)

    def settle(self, scope: Token) -> bool:
        """Fire if nothing else in the scope can still reach an empty way in; tell whether it fired."""
        first = _first_by_way(self.waiting(scope))
        empty = [flow for flow in self.incoming if flow not in first]
        if not first or self.expects(scope, empty, first):
            return False
        self.fire(list(first.values()))
        return True

    def expects(self, scope: Token, empty: Sequence[str], full: Collection[str]) -> bool:
        """Tell whether something else in the scope can still reach one of the empty ways in, and none of the full."""
        for other in scope.inside:
            if other.task_spec is self or other.listens:
                continue
            name = other.task_spec.name
            if any(name in self.reach[flow] for flow in empty) and not any(
                name in self.by_flow[flow] for flow in full
            ):
                return True
        return False


class ComplexSpec(InclusiveSpec):
    """Fires once its activation condition holds over `activationCount`, then waits for reset (13.4.5).

    A token stands for that phase and knows on which ways in one may still come. When each has come, or none can, they
    end here, and conditions that ask `waitingForStart` are asked once more.
    """

    def waiting(self, scope: Token) -> list[Token]:
        """Return the tokens that came and wait here, oldest first."""
        return [token for token in super().waiting(scope) if "late" not in token.internal_data]

    def arrived(self, token: Token) -> None:
        """Fire on the condition; without one the gateway waits as an inclusive one does."""
        scope = token.above
        if scope is not None and self.node.activation and self._resetting(scope) is None:
            self._activate(scope)

    def choose(self, case: Instance, scope: Token) -> tuple[Way, ...]:
        """Return the ways to take; the gateway waited for its start."""
        return choose_many(self, case, scope, {"waitingForStart": True})

    def settle(self, scope: Token) -> bool:
        """End a round for which nothing more can come; without activation condition fire as an inclusive gateway."""
        if not self.node.activation:
            return super().settle(scope)
        phase = self._resetting(scope)
        if phase is None:
            return False
        first = _first_by_way(self.waiting(scope))
        late = _late(phase)
        if self.expects(scope, [flow for flow in late if flow not in first], first):
            return False
        for token in (phase, *(first[flow] for flow in late if flow in first)):
            token.detach()
        follow(scope.workflow, scope, self, self._chosen_again(scope))
        if scope.alive:
            self._activate(scope)
        return True

    def _activate(self, scope: Token) -> None:
        here = self.waiting(scope)
        counts = {flow: sum(1 for token in here if token.via == flow) for flow in self.incoming}
        facts = {**self.read(scope), **counts, "activationCount": len(here), "waitingForStart": True}
        if here and evaluate(self.node.activation, facts, scope.workflow.moment, self.node) is True:
            first = _first_by_way(here)
            phase = scope.workflow.make(self, scope)
            phase.await_event()
            phase.internal_data["late"] = [flow for flow in self.incoming if flow not in first]
            self.fire(list(first.values()))

    def _resetting(self, scope: Token) -> Token | None:
        """Return the token that stands for the phase of waiting for reset, where the gateway is in it."""
        found = next((token for token in super().waiting(scope) if "late" in token.internal_data), None)
        stored = scope.internal_data.pop(f"late {self.name}", None)  # as states were stored before
        if found is None and isinstance(stored, list):
            found = scope.workflow.make(self, scope)
            found.await_event()
            found.internal_data["late"] = stored
        return found

    def _chosen_again(self, scope: Token) -> tuple[Way, ...]:
        asking = [way for way in self.ways if way.flow and "waitingForStart" in way.flow.condition]
        facts = {**self.read(scope), "waitingForStart": False} if asking else {}
        return true_ways(self, asking, facts, scope.workflow)


def _late(phase: Token) -> list[str]:
    kept = phase.internal_data.get("late")
    return kept if isinstance(kept, list) else []


def _first_by_way(tokens: Sequence[Token]) -> dict[str, Token]:
    """Return the oldest token of each way in."""
    first: dict[str, Token] = {}
    for token in tokens:
        first.setdefault(token.via, token)
    return first


class ThresholdSpec(NodeSpec):
    """An implied place before an activity that starts only when several tokens have come (`startQuantity`)."""

    def __init__(self, plan: Plan, name: str, node: Node, activity: NodeSpec) -> None:
        super().__init__(plan, name, node)
        self.activity = activity
        self.records = False

    def enter(self, token: Token) -> bool:
        """Wait until enough tokens are here."""
        scope = token.above
        token.await_event()
        here = [child for child in scope.inside if child.task_spec is self] if scope is not None else []
        if len(here) >= self.node.start_quantity:
            for each in here[1:]:
                each.detach()
            here[0].get_ready()
        return False

    def leave(self, case: Instance, scope: Token) -> None:
        """Go on into the activity, once."""
        case.spawn(self.activity, scope)
