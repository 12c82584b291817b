"""Gateways: how tokens divide and meet, as the BPMN specification's execution semantics (13.4) say."""

from __future__ import annotations

from collections.abc import Sequence

from workflows.engine.drawing.model import Node
from workflows.engine.expressions import evaluate
from workflows.engine.instance import Instance, Token
from workflows.engine.plan import Plan
from workflows.engine.specs.node import NodeSpec, Way, choose_many, choose_one, follow
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
        first: dict[str, Token] = {}
        for each in self.waiting(scope):
            first.setdefault(each.via, each)
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
        here = self.waiting(scope)
        if not here:
            return False
        full = {token.via for token in here}
        empty = [flow for flow in self.incoming if flow not in full]
        for other in scope.inside:
            if other.task_spec is self or other.listens:
                continue
            name = other.task_spec.name
            if any(name in self.reach[flow] for flow in empty) and not any(
                name in self.by_flow[flow] for flow in full
            ):
                return False
        first: dict[str, Token] = {}
        for token in here:
            first.setdefault(token.via, token)
        self.fire(list(first.values()))
        return True


class ComplexSpec(InclusiveSpec):
    """Fires once its activation condition holds over `activationCount`; later tokens of that round end here."""

    def arrived(self, token: Token) -> None:
        """Fire on the condition; without one the gateway waits as an inclusive one does."""
        scope = token.above
        if scope is None or not self.node.activation:
            return
        late = self._late(scope)
        if token.via in late:
            late.remove(token.via)
            self._keep(scope, late)
            token.detach()
            if not scope.inside:
                scope.task_spec.child_left(scope)
            return
        here = self.waiting(scope)
        facts = {**self.read(scope), "activationCount": len(here), **self._counts(here)}
        if evaluate(self.node.activation, facts, token.workflow.moment, self.node) is True:
            came = {each.via for each in here}
            self._keep(scope, [flow for flow in self.incoming if flow not in came])
            self.fire(here)

    def settle(self, scope: Token) -> bool:
        """Fire as an inclusive gateway where no activation condition is drawn."""
        return False if self.node.activation else super().settle(scope)

    def _counts(self, here: list[Token]) -> dict[str, int]:
        return {flow: sum(1 for token in here if token.via == flow) for flow in self.incoming}

    def _late(self, scope: Token) -> list[str]:
        kept = scope.internal_data.get(f"late {self.name}")
        return list(kept) if isinstance(kept, list) else []

    def _keep(self, scope: Token, flows: list[str]) -> None:
        scope.internal_data.pop(f"late {self.name}", None)
        if flows:
            scope.internal_data[f"late {self.name}"] = flows


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
        """Go on into the activity."""
        follow(case, scope, self, (Way(None, self.activity),))
