"""Ad hoc subprocesses: their steps in any order and any number, until the completion condition holds (13.3.5)."""

from __future__ import annotations

from workflows.engine.expressions import holds
from workflows.engine.instance import Standing, Token
from workflows.engine.specs.node import ready
from workflows.engine.specs.scopes import ScopeSpec
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
        token.internal_data["left"] = list(range(1, len(self.frame.starts)))
        self.start_all(token, self.frame.starts[:1])

    def enough(self, token: Token) -> bool:
        """Ask the completion condition: nothing that would follow begins once it holds (13.3.5)."""
        condition = self.node.activation
        return bool(condition) and holds(condition, self.read(token), token.workflow.moment, self.node)

    def child_left(self, token: Token) -> None:
        """Withdraw the rest when enough is done, then begin what follows or end."""
        if not token.alive:
            return
        if self.enough(token):
            if self.node.cancel_rest:
                token.workflow.cancel_inside(token)
            self._left(token).clear()
        if all(child.listens for child in token.inside):
            self._next(token)

    def _next(self, token: Token) -> None:
        left = self._left(token)
        if left:
            self.start_all(token, (self.frame.starts[left.pop(0)],))
        else:
            self.emptied(token)

    def start_all(self, token: Token, starts: tuple[Standing, ...]) -> None:
        """Put a token at each start; an empty ad hoc subprocess ends at once."""
        if starts:
            super().start_all(token, starts)
        else:
            self.emptied(token)

    def _left(self, token: Token) -> list[int]:
        """Return the numbers of the steps that come one by one; an older state tells the next one alone."""
        data, many = token.internal_data, len(self.frame.starts)
        following = data.pop("next", many)
        left = data.get("left")
        if not isinstance(left, list):
            left = list(range(following if isinstance(following, int) else many, many))
        data["left"] = left = [number for number in left if number < many]
        return left

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
        names = [each.node.id for each in self.frame.starts]
        number, left = names.index(element), self._left(token)
        if number in left:
            left.remove(number)
        if self.node.sequential:
            for each in self._standing(token):
                left.insert(0, names.index(each.task_spec.node.id))
                token.workflow.cancel_tree(each)
        self.start_all(token, (self.frame.starts[number],))

    def _standing(self, token: Token) -> list[Token]:
        return [child for child in token.inside if not child.listens]

    def _untouched(self, child: Token) -> bool:
        """Return whether it is a person's task, which nobody has begun before it is done."""
        return ready(child) and child.task_spec in self.frame.starts
