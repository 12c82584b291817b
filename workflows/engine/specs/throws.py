"""Events that throw, and ends: what leaves the case, ends a scope, raises an error or undoes what was done."""

from __future__ import annotations

from workflows.engine.drawing.model import EventDefinition, Node
from workflows.engine.instance import Instance, Token
from workflows.engine.plan import Plan
from workflows.engine.specs.node import NodeSpec, fail_here, follow
from workflows.engine.specs.scopes import EventSubprocessSpec, ScopeSpec

_LAST = frozenset({"error", "terminate", "compensation", "cancel"})


class ThrowSpec(NodeSpec):
    """An intermediate throw event, a send task or an end event."""

    def __init__(self, plan: Plan, name: str, node: Node) -> None:
        super().__init__(plan, name, node)
        self.records = False
        self.order = sorted(node.definitions, key=lambda definition: definition.kind in _LAST)

    def work(self, token: Token) -> bool | None:
        """Throw each definition in turn, last what ends the scope; compensation that is waited for stays here."""
        kinds = {definition.kind for definition in self.node.definitions}
        if not kinds & {"compensation", "cancel"}:
            token.workflow.visited(self)
        for definition in self.order:
            if definition.kind == "error":
                return self._fail(token, definition)
            if definition.kind == "terminate":
                return self._terminate(token)
            if definition.kind in {"compensation", "cancel"}:
                return self._undo(token, definition)
            if definition.kind != "link":
                self.plan.thrower.throw(self, token, definition)
        return True

    def completed(self, token: Token) -> None:
        """Record what was undone, then go on; what was thrown is recorded before it is thrown."""
        if {definition.kind for definition in self.node.definitions} & {"compensation"}:
            token.workflow.visited(self)
        super().completed(token)

    def _fail(self, token: Token, definition: EventDefinition) -> bool:
        scope = token.above
        thrower = self.plan.thrower
        if scope is None or not thrower.catches(scope, "error", definition.name):
            _end_beside(token)
            token.internal_data["error"] = definition.name
            return fail_here(token)
        payload = self.read(token).get(definition.input)
        token.detach()
        thrower.raise_inside(scope, "error", definition.name, payload)
        return True

    def _terminate(self, token: Token) -> bool:
        case, scope = token.workflow, token.above
        token.detach()
        if scope is not None:
            case.cancel_inside(scope)
            if isinstance(scope.task_spec, ScopeSpec):
                scope.task_spec.emptied(scope)
        return True

    # ---- compensation ------------------------------------------------------------------------

    def _undo(self, token: Token, definition: EventDefinition) -> bool | None:
        case, scope = token.workflow, token.above
        if scope is None:
            return True
        if definition.kind == "cancel":
            self._cancel(token)
            return None
        names = take_records(scope, definition.activity)
        while _answers(scope) and scope.above is not None:
            scope = scope.above
            names += take_records(scope, definition.activity)
        if not names:
            return True
        if not definition.waits:
            for name in names:
                self._start_handler(case, scope, name)
            return True
        self._undo_all(token, names)
        return None

    def _cancel(self, token: Token) -> None:
        """End everything in the transaction around the token, at whatever depth it stands, and undo what was done."""
        case, names = token.workflow, list[object]()
        within = [scope for scope in token.chain() if scope is not token]
        found = next((n for n, scope in enumerate(within) if scope.task_spec.node.kind == "transaction"), 0)
        for scope in within[: found + 1]:
            names += take_records(scope, "")
        if found:
            token.detach()
            token = case.make(self, within[found])
        case.cancel_inside(within[found], keep=token)
        self._undo_all(token, names)

    def _undo_all(self, token: Token, names: list[object]) -> None:
        token.get_started()
        token.internal_data["undoing"] = names
        self.child_left(token)

    def child_left(self, token: Token) -> None:
        """Start the next handler, or end when all are done."""
        names = token.internal_data.get("undoing")
        if not token.alive or token.inside or not isinstance(names, list):
            return
        if names:
            self._start_handler(token.workflow, token, names.pop(0))
        elif any(definition.kind == "cancel" for definition in self.node.definitions):
            self._cancelled(token)
        else:
            token.complete()

    def _start_handler(self, case: Instance, scope: Token, handler: object) -> None:
        """Start a handler; an event subprocess gets what was done in its scope, so that it can undo that too."""
        name, *inside = handler if isinstance(handler, list) else [handler]
        spec = self.plan.spec_of(str(name))
        made = case.make(spec, scope)
        if isinstance(spec, EventSubprocessSpec):
            made.internal_data["at"] = spec.undo_start
        if inside:
            made.internal_data |= {"handles": True, "undo": inside[0]}
        spec.put(made)

    def _cancelled(self, token: Token) -> None:
        """Leave the transaction by its own cancel event; an outer one knows nothing of it, so without one stay here."""
        case, scope = token.workflow, token.above
        activity = scope.above if scope is not None and "round" in scope.internal_data else scope
        listeners = activity.task_spec.listeners if activity is not None else ()
        listener = next((each for each in listeners if each.catches_thrown("cancel", "")), None)
        if activity is None or listener is None:
            token.internal_data["error"] = "cancel"
            fail_here(token)
            return
        case.visited(self)
        token.detach()
        listener.take(activity, {})


class EndSpec(ThrowSpec):
    """An end event: the token ends here."""

    def leave(self, case: Instance, scope: Token) -> None:
        """Let the scope hear that the token is gone."""
        follow(case, scope, self, ())


def _end_beside(token: Token) -> None:
    """End everything else in the subprocess or process of an error end, whether anybody catches it or not (10.5.3)."""
    for other in token.above.inside if token.above is not None else ():
        if other is not token and not other.listens:
            token.workflow.cancel_tree(other)


def _answers(scope: Token) -> bool:
    """Tell whether it is an event subprocess that belongs to its scope: what was done there is undone with its own."""
    return isinstance(scope.task_spec, EventSubprocessSpec) and "handles" not in scope.internal_data


def take_records(scope: Token, activity: str) -> list[object]:
    """Take what can be undone in the scope (of one activity, or all) and return the handlers, last done first."""
    records = scope.internal_data.get("undo")
    if not isinstance(records, list):
        return []
    taken = [entry for entry in records if not activity or entry[0] == activity]
    kept = [entry for entry in records if activity and entry[0] != activity]
    if kept:
        scope.internal_data["undo"] = kept
    else:
        scope.internal_data.pop("undo", None)
    return _handlers(taken)


def _handlers(records: list[list[object]]) -> list[object]:
    found: list[object] = []
    for _, kind, what, *inside in reversed(records):
        if kind == "inside" and isinstance(what, list):
            found.extend(_handlers(what))
        else:
            found.append([what, *inside] if inside else what)
    return found
