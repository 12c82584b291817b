"""Ad hoc subprocesses: their steps in any order and any number, until the completion condition holds (13.3.5)."""

from __future__ import annotations

from workflows.engine.expressions import holds
from workflows.engine.instance import Standing, Token
from workflows.engine.specs.events import WaitingSpec
from workflows.engine.specs.node import ready
from workflows.engine.specs.scopes import ScopeSpec
from workflows.engine.spiff import WAITING
from workflows.errors import CannotBeginStep

NOT_NOW = "现在不能在这项待办旁开始该步骤；请从列出的步骤中选择，或先办完这项待办。"


class AdHocSpec(ScopeSpec):
    """An ad hoc subprocess: each step is offered once, at once or one by one; people may begin others, or one again."""

    def begin(self, token: Token) -> None:
        """Begin with all activities, or with the first."""
        self.arm(token)
        if not self.node.sequential:
            self.start_all(token, self.frame.starts)
            return
        token.internal_data["left"] = [each.node.id for each in self.frame.starts[1:]]
        self.start_all(token, self.frame.starts[:1])

    def enough(self, token: Token) -> bool:
        """Ask the completion condition: nothing more begins once it holds (13.3.5), nor after an interruption."""
        if "interrupted" in token.internal_data:
            return True
        condition = self.node.activation
        return bool(condition) and holds(condition, self.read(token), token.workflow.moment, self.node)

    def interrupted(self, token: Token) -> None:
        """Remember it: what is left is not begun when the event subprocess ends."""
        token.internal_data["interrupted"] = True

    def child_left(self, token: Token) -> None:
        """Withdraw the rest when enough is done, then begin what follows or end."""
        if not token.alive:
            return
        if self.enough(token):
            self._left(token).clear()
            for child in token.inside:
                if self.node.cancel_rest or _waits_to_begin(child):
                    token.workflow.cancel_tree(child)
        if all(child.listens for child in token.inside):
            self._next(token)

    def _next(self, token: Token) -> None:
        left = self._left(token)
        if left:
            self.start_all(token, (self._step(left.pop(0)),))
        else:
            self.emptied(token)

    def start_all(self, token: Token, starts: tuple[Standing, ...]) -> None:
        """Put a token at each start; an empty ad hoc subprocess ends at once."""
        if starts:
            super().start_all(token, starts)
        else:
            self.emptied(token)

    def _left(self, token: Token) -> list[str]:
        """Return the steps that come one by one; an older state tells their numbers, or the next one's alone."""
        data, names = token.internal_data, [each.node.id for each in self.frame.starts]
        following, left = data.pop("next", None), data.get("left")
        if not isinstance(left, list):
            left = list(range(following, len(names))) if isinstance(following, int) else []
        named = [names[each] if isinstance(each, int) and each < len(names) else each for each in left]
        data["left"] = found = [name for name in named if name in names]
        return found

    def _step(self, element: str) -> Standing:
        return next(each for each in self.frame.starts if each.node.id == element)

    # ---- what people choose ------------------------------------------------------------------

    def choices(self, token: Token) -> tuple[str, ...]:
        """Return the steps that people may begin now: none once the condition holds, or while one that began runs."""
        standing = self._standing(token)
        if self.node.sequential and not all(self._untouched(each) for each in standing):
            return ()
        open_now = {each.task_spec.node.id for each in standing} if self.node.sequential else set()
        found = tuple(each.node.id for each in self.frame.starts if each.node.id not in open_now)
        return found if found and not self.enough(token) else ()

    def begin_step(self, token: Token, element: str) -> None:
        """Begin the step; where they come one by one it takes the place of the one that nobody has done yet.

        Raises:
            CannotBeginStep: it cannot be chosen now.
        """
        if element not in self.choices(token):
            raise CannotBeginStep(zh=NOT_NOW, element=element)
        left = self._left(token)
        if element in left:
            left.remove(element)
        if self.node.sequential:
            for each in self._standing(token):
                left.insert(0, each.task_spec.node.id)
                token.workflow.cancel_tree(each)
        self.start_all(token, (self._step(element),))

    def _standing(self, token: Token) -> list[Token]:
        return [child for child in token.inside if not child.listens]

    def _untouched(self, child: Token) -> bool:
        """Return whether it is a person's task, which nobody has begun before it is done."""
        return ready(child) and child.task_spec in self.frame.starts


def _waits_to_begin(child: Token) -> bool:
    """Tell whether it waits for other tokens, or for data, before it begins: nothing of the kind comes any more."""
    kept = child.listens or (isinstance(child.task_spec, WaitingSpec) and "lacks" not in child.internal_data)
    return child.status == WAITING and not kept
