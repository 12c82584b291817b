"""Scopes: processes, subprocesses, calls and loops; their tokens are SpiffWorkflow tasks inside theirs."""

from __future__ import annotations

from workflows.engine.drawing.model import Node
from workflows.engine.instance import Instance, Standing, Token
from workflows.engine.plan import Frame, Plan
from workflows.engine.specs.events import begin_at
from workflows.engine.specs.node import NodeSpec, follow, hand_back, listen, remember_compensation


class ScopeSpec(NodeSpec):
    """An element with tokens inside: it stays until the last of them is gone."""

    def __init__(self, plan: Plan, name: str, node: Node, frame: Frame) -> None:
        super().__init__(plan, name, node)
        self.frame = frame

    def work(self, token: Token) -> None:
        """Enter the scope: arm the listeners, then begin."""
        case = token.workflow
        if self.records:
            case.visited(self, "entered")
        listen(self, token)
        if token.alive:
            token.get_started()
            self.begin(token)

    def begin(self, token: Token) -> None:
        """Arm the event subprocesses and put a token at each start."""
        self.arm(token)
        self.start_all(token, (*self.frame.starts, *self.frame.loose))

    def arm(self, token: Token) -> None:
        """Arm the event subprocesses of the scope."""
        for listener in self.frame.listeners:
            if listener.waits_for_event and token.alive:
                made = token.workflow.make(listener, token)
                made.listens = True
                listener.put(made)

    def start_all(self, token: Token, starts: tuple[Standing, ...]) -> None:
        """Put a token at each start, the first drawn moving first."""
        case = token.workflow
        mark = len(case.ready)
        for spec in starts:
            if token.alive:
                case.spawn(spec, token)
        case.ready[mark:] = reversed(case.ready[mark:])
        if not starts:
            self.child_left(token)

    def child_left(self, token: Token) -> None:
        """Complete when nothing but listeners is left inside."""
        if token.alive and all(child.listens for child in token.inside):
            self.emptied(token)

    def emptied(self, token: Token) -> None:
        """End the scope."""
        token.complete()

    def completed(self, token: Token) -> None:
        """Keep what can be compensated later, then go on."""
        undo = token.internal_data.get("undo")
        if self.handler is None and (undo or self.frame.undo is not None):
            entry = (
                [self.node.id, "event", self.frame.undo.name, undo or []]
                if self.frame.undo
                else [self.node.id, "inside", undo]
            )
            remember_compensation(token.above, [entry])
        super().completed(token)


class ProcessSpec(ScopeSpec):
    """The process that the case runs; its token is the root of the tree."""

    def begin(self, token: Token) -> None:
        """Begin at the start event that opened the case, where one did; else at every plain start."""
        by = token.internal_data.pop("by", None)
        if not isinstance(by, int):
            super().begin(token)
            return
        self.arm(token)
        self.start_all(token, (self.plan.specs[by], *self.frame.loose))

    def completed(self, token: Token) -> None:
        """End the case; its facts stay as the case's result."""
        case = token.workflow
        for child in token.inside:
            case.cancel_tree(child, record=False)
        case.data = dict(token.data)
        token.detach()
        case.completed = True


class CallSpec(ScopeSpec):
    """A call activity: the called process runs inside, with facts of its own that are handed back at its end."""

    def put(self, token: Token) -> None:
        """Keep facts apart until the called process ends; what data associations carry in is the call's own."""
        token.own = True
        super().put(token)

    def hand_out(self, token: Token) -> None:
        """Hand the facts that the called process wrote back to the caller: those mapped, or all if none is."""
        super().hand_out(token)
        hand_back(token)


class EventSubprocessSpec(ScopeSpec):
    """An event subprocess that was triggered; it belongs to the scope in which it is drawn.

    `undo_start` is the number of its compensation start event, -1 where it has none.
    """

    undo_start = -1

    def begin(self, token: Token) -> None:
        """Begin behind the start event that was triggered."""
        self.arm(token)
        at = token.internal_data.get("at")
        if isinstance(at, int):
            listener = self.plan.specs[at]
            if isinstance(listener, NodeSpec):
                begin_at(listener, token.workflow, token)
        if token.alive and self.frame.loose:
            self.start_all(token, self.frame.loose)

    def leave(self, case: Instance, scope: Token) -> None:
        """Let the scope hear that it ended."""
        follow(case, scope, self, ())
