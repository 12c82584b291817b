"""Repeated activities: standard loops and multi-instance, each round a token inside the activity's."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from workflows.engine.drawing.model import EventDefinition, Loop, Node
from workflows.engine.expressions import evaluate, holds
from workflows.engine.instance import Token
from workflows.engine.plan import Plan
from workflows.engine.specs.node import NodeSpec, handed, listen, remember_compensation
from workflows.errors import EngineBudgetExceeded, ExpressionFailed

MAX_INSTANCES = 1_000_000_000_000
LONGEST = 20
"""Signs of a number that came as text."""


class LoopSpec(NodeSpec):
    """An activity that repeats; `inner` is the activity itself."""

    def __init__(self, plan: Plan, name: str, node: Node, inner: NodeSpec, loop: Loop) -> None:
        super().__init__(plan, name, node)
        self.inner = inner
        self.loop = loop
        self.records = False

    def work(self, token: Token) -> bool | None:
        """Arm the boundary events, then begin the first round or rounds."""
        listen(self, token)
        token.get_started()
        return self.begin(token)

    def begin(self, token: Token) -> bool | None:
        """Begin; True where there is nothing to do."""
        raise NotImplementedError

    def completed(self, token: Token) -> None:
        """Only now can the instances be undone: an activity that still runs is not compensated (13.5.5)."""
        done = token.internal_data.get("undo")
        if isinstance(done, list):
            remember_compensation(token.above, done)
        super().completed(token)

    def round(self, token: Token, number: int, facts: Mapping[str, object], *, own: bool) -> None:
        """Put one instance of the activity inside the loop."""
        instance = token.workflow.make(self.inner, token)
        instance.own = own
        instance.data = {"loopCounter": number, **facts}
        instance.internal_data["round"] = number
        self.inner.put(instance)

    def number(self, text: str, token: Token) -> int:
        """Return a whole number from an expression.

        Raises:
            ExpressionFailed: it gives none.
        """
        case = token.workflow
        value = evaluate(text, self.read(token), case.moment, self.node)
        if isinstance(value, str) and len(value) < LONGEST and value.strip().isdecimal():
            value = int(value)
        if isinstance(value, bool) or not isinstance(value, (int, float, Decimal)) or value != int(value):
            raise ExpressionFailed(
                f"How often {self.node.id} runs must be a whole number, but {text!r} gives {value!r}; correct it.",
                zh=f"{self.node.id} 的执行次数必须是整数，但 {text!r} 得到 {value!r}；请更正。",
                element=self.node.id,
            )
        return int(value)


class StandardLoopSpec(LoopSpec):
    """Runs while the loop condition is true, at most `loopMaximum` times."""

    def begin(self, token: Token) -> bool | None:
        """Test first where drawn so, and begin the first round."""
        token.internal_data["done"] = 0
        if self.loop.test_before and not self.again(token):
            return True
        self.round(token, 0, {}, own=False)
        return None

    def again(self, token: Token) -> bool:
        """Tell whether another round begins."""
        done = _count(token, "done")
        if self.loop.maximum and done >= self.number(self.loop.maximum, token):
            return False
        if not self.loop.condition:
            return bool(self.loop.maximum)
        facts = {**self.read(token), "loopCounter": done}
        return holds(self.loop.condition, facts, token.workflow.moment, self.node)

    def child_left(self, token: Token) -> None:
        """Begin the next round, or end."""
        if not token.alive or any(not child.listens for child in token.inside):
            return
        token.internal_data["done"] = _count(token, "done") + 1
        if self.again(token):
            self.round(token, _count(token, "done"), {}, own=False)
        else:
            token.complete()


class ManySpec(LoopSpec):
    """Multi-instance: one round for each item of a collection or up to a number, at once or one by one."""

    gathers = True

    def begin(self, token: Token) -> bool | None:
        """Find out how many, and begin one or all.

        Raises:
            EngineBudgetExceeded: more at once than the engine carries.
        """
        items = self._items(token)
        total = len(items) if items is not None else max(0, self.number(self.loop.cardinality or "1", token))
        budget = token.workflow.budget
        if total > MAX_INSTANCES or (self.loop.kind == "parallel" and total > budget.tokens):
            raise EngineBudgetExceeded(
                f"{self.node.id} would run {total} times; at most {budget.tokens} are possible at once. Correct the "
                "collection or the number.",
                zh=f"{self.node.id} 将执行 {total} 次，最多同时执行 {budget.tokens} 次；请更正集合或次数。",
                element=self.node.id,
            )
        data = token.internal_data
        data.update(total=total, done=0, begun=0)
        if items is not None and self.loop.kind == "sequential":
            data["items"] = items
        if self.loop.output:
            data["out"] = [None] * (total if total <= budget.tokens else 0)
        if total == 0:
            self._collect(token)
            return True
        ready = token.workflow.ready
        mark = len(ready)
        for number in range(total if self.loop.kind == "parallel" else 1):
            self._begin_round(token, number, items)
        ready[mark:] = reversed(ready[mark:])
        return None

    def _items(self, token: Token) -> list[object] | None:
        if not self.loop.collection:
            return None
        value = evaluate(self.loop.collection, self.read(token), token.workflow.moment, self.node)
        if value is None:
            return []
        if isinstance(value, Mapping):
            return list(value.values())
        return list(value) if isinstance(value, (list, tuple)) else [value]

    def _begin_round(self, token: Token, number: int, items: list[object] | None) -> None:
        token.internal_data["begun"] = number + 1
        facts = {self.loop.item: items[number]} if items is not None and self.loop.item else {}
        self.round(token, number, facts, own=True)

    def instance_left(self, token: Token, instance: Token) -> None:
        """Take over what one instance wrote: its output item, or all its facts where no output is drawn."""
        facts = {
            key: value for key, value in instance.data.items() if key not in {"loopCounter", self.loop.item}
        }
        out, number = token.internal_data.get("out"), instance.internal_data.get("round")
        if isinstance(out, list) and isinstance(number, int) and number < len(out):
            out[number] = self._given(instance, facts)
        else:
            apart = self.node.keeps or self.node.kind == "callActivity"
            token.workflow.write(token, handed(self.node, facts) if apart else facts)
        token.internal_data["done"] = _count(token, "done") + 1
        token.internal_data["last"] = facts

    def _given(self, instance: Token, facts: Mapping[str, object]) -> object:
        if self.loop.output_from:
            moment = instance.workflow.moment
            return evaluate(self.loop.output_from, self.read(instance), moment, self.node)
        return instance.data.get(self.loop.output_item) if self.loop.output_item else facts

    def child_left(self, token: Token) -> None:
        """Ask the completion condition, throw what the behaviour asks for, and begin the next round or end."""
        if not token.alive:
            return
        self._throw(token)
        if not token.alive:
            return
        case = token.workflow
        running = [child for child in token.inside if not child.listens]
        facts = self._facts(token, len(running))
        if self.loop.condition and holds(self.loop.condition, facts, case.moment, self.node):
            for child in running:
                case.cancel_tree(child)
            running = []
        elif self.loop.kind == "sequential" and not running:
            begun = _count(token, "begun")
            if begun < _count(token, "total"):
                items = token.internal_data.get("items")
                self._begin_round(token, begun, items if isinstance(items, list) else None)
                return
        if not running:
            self._collect(token)
            token.complete()

    def _facts(self, token: Token, active: int) -> dict[str, object]:
        data = token.internal_data
        last = data.pop("last", {})
        counts = {"numberOfInstances": data.get("total"), "numberOfCompletedInstances": data.get("done")}
        counts.update(nrOfInstances=data.get("total"), nrOfCompletedInstances=data.get("done"))
        counts.update(numberOfActiveInstances=active, nrOfActiveInstances=active)
        terminated = _count(token, "begun") - _count(token, "done") - active
        counts["numberOfTerminatedInstances"] = max(0, terminated)
        return {**self.read(token), **(last if isinstance(last, dict) else {}), **counts}

    def _collect(self, token: Token) -> None:
        out = token.internal_data.get("out")
        if isinstance(out, list):
            token.workflow.write(token, {self.loop.output: out})

    def _throw(self, token: Token) -> None:
        for definition in self._due(token):
            self.plan.thrower.throw(self, token, definition)

    def _due(self, token: Token) -> list[EventDefinition]:
        loop, done = self.loop, _count(token, "done")
        if loop.behavior == "None" and loop.none is not None:
            return [loop.none]
        if loop.behavior == "One" and loop.one is not None:
            return [loop.one] if done == 1 else []
        if loop.behavior != "Complex":
            return []
        running = sum(1 for child in token.inside if not child.listens)
        last = token.internal_data.get("last")
        facts = self._facts(token, running)
        if last is not None:
            token.internal_data["last"] = last
        moment = token.workflow.moment
        return [
            thrown
            for condition, thrown in loop.complex
            if not condition or holds(condition, facts, moment, self.node)
        ]


def _count(token: Token, key: str) -> int:
    value = token.internal_data.get(key, 0)
    return value if isinstance(value, int) else 0
