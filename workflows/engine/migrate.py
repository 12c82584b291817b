"""Takes a running case to another version of its procedure: every token, fact and deadline kept."""

from __future__ import annotations

from workflows.engine.instance import Instance, Listening, Standing, Token
from workflows.engine.plan import Plan
from workflows.engine.specs.events import WaitingSpec
from workflows.engine.specs.scopes import EventSubprocessSpec, ScopeSpec
from workflows.engine.spiff import STARTED
from workflows.errors import CannotMigrate


def migrate(case: Instance, plan: Plan) -> None:
    """Let every token stand at the element with the same id in *plan*.

    Deadlines stay as they are. What only the new version listens for beside an open step is armed now; what it no
    longer listens for is dropped, and what has happened already stays so: a reminder that was sent is not sent again.

    Raises:
        CannotMigrate: an element at which the case stands is gone or has another kind; it names them all.
    """
    tokens = list(case.tasks.values())
    missing = [token for token in tokens if not token.listens and not _fits(token, plan)]
    if missing:
        names = ", ".join(sorted({token.task_spec.node.id for token in missing}))
        raise CannotMigrate(
            f"The case stands at {names}, which the new version does not have as such; finish these steps first, or "
            "move the case to another step.",
            zh=f"案件正处于 {names}，新版本中没有相应的步骤；请先完成这些步骤，或将案件转到其他步骤。",
            elements=names,
        )
    known = {token.id: {each.name for each in _wanted(token)} for token in tokens}
    case.plan = case.spec = plan
    for token in tokens:
        if token.alive:
            _stand(case, token, plan)
    for token in tokens:
        if token.alive and "lacks" in token.internal_data:
            token.task_spec.put(token)
        elif token.alive and not token.listens:
            _listen(case, token, known[token.id])


def _fits(token: Token, plan: Plan) -> bool:
    found, start = plan.task_specs.get(token.task_spec.name), _start(token)
    return type(found) is type(token.task_spec) and (start is None or start.name in plan.task_specs)


def _start(token: Token) -> Standing | None:
    """Return the start by which an event subprocess began."""
    spec, at = token.task_spec, token.internal_data.get("at")
    return spec.plan.specs[at] if isinstance(spec, EventSubprocessSpec) and isinstance(at, int) else None


def _stand(case: Instance, token: Token, plan: Plan) -> None:
    if not _fits(token, plan):
        case.cancel_tree(token, record=False)
        return
    old, new, start = token.task_spec, plan.spec_of(token.task_spec.name), _start(token)
    token.task_spec = new
    if start is not None:
        token.internal_data["at"] = plan.spec_of(start.name).index
    if isinstance(old, WaitingSpec) and isinstance(new, WaitingSpec) and _kinds(old) != _kinds(new):
        token.internal_data["armed"] = {
            index: new.arm(token, catch) for index, catch in enumerate(new.catches)
        }


def _kinds(spec: WaitingSpec) -> list[tuple[str, str]]:
    return [(catch.definition.kind, catch.definition.name) for catch in spec.catches]


def _wanted(token: Token) -> list[Listening]:
    """Return what is listened for as long as the token stands: at the element, and inside the scope it opened."""
    spec = token.task_spec
    opened = isinstance(spec, ScopeSpec) and token.status == STARTED and not _interrupted(token)
    return [*spec.listeners, *(spec.frame.listeners if opened and isinstance(spec, ScopeSpec) else ())]


def _interrupted(scope: Token) -> bool:
    """Tell whether an event subprocess has ended the work of the scope: nothing else is listened for inside."""
    starts = [_start(child) for child in scope.inside]
    return any(start is not None and start.node.interrupting for start in starts)


def _listen(case: Instance, token: Token, known: set[str]) -> None:
    wanted = _wanted(token)
    kept = {listener.name for listener in wanted}
    for child in token.inside:
        if child.listens and child.task_spec.name not in kept:
            case.cancel_tree(child, record=False)
    for listener in wanted:
        if listener.waits_for_event and listener.name not in known:
            made = case.make(listener, token)
            made.listens = True
            listener.put(made)
