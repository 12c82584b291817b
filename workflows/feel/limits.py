"""The bounds within which every expression is read and evaluated, and the budget that counts them down."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from workflows.errors import FeelBudgetExceeded


@dataclass(frozen=True, slots=True)
class Limits:
    """How large one expression and its work may become.

    Attributes:
        source: characters of source text.
        tokens: words and signs of source text.
        nesting: brackets open at once.
        depth: levels of the syntax tree.
        steps: units of work of one evaluation (about one microsecond each).
        calls: functions called inside one another.
        items: elements of one list or entries of one context.
        text: characters of one text that is made.
        digits: digits of one number that is written or handed in.
        question: units of work of all evaluations that answer one question (`Purse`).
    """

    source: int = 10_000
    tokens: int = 2_000
    nesting: int = 60
    depth: int = 100
    steps: int = 75_000
    calls: int = 40
    items: int = 10_000
    text: int = 100_000
    digits: int = 200
    question: int = 600_000


LIMITS: Final = Limits()

_NAMES: Final[Mapping[str, tuple[str, str]]] = {
    "source": ("characters of source text", "表达式字符数"),
    "tokens": ("words and signs", "表达式词数"),
    "nesting": ("brackets inside one another", "括号层数"),
    "depth": ("levels of nesting", "嵌套层数"),
    "steps": ("steps of work", "计算步数"),
    "calls": ("function calls inside one another", "函数递归层数"),
    "items": ("elements in one list", "列表元素数"),
    "text": ("characters in one text", "文本字符数"),
    "digits": ("digits in one number", "数字位数"),
    "question": ("steps of work in all", "总计算步数"),
}


def exceeded(bound: str) -> FeelBudgetExceeded:
    """Return the named refusal for one bound (a field of Limits)."""
    name, zh = _NAMES[bound]
    return FeelBudgetExceeded(bound, getattr(LIMITS, bound), name=name, zh=zh)


@dataclass(frozen=True, slots=True)
class FeelWarning:
    """Something that gave null where a value was probably meant: what, and where in the source (offset from 0)."""

    code: str
    message: str
    zh: str
    offset: int


class Run:
    """One evaluation: its remaining budget, its clock value, its host functions, its warnings."""

    __slots__ = ("calls", "functions", "memo", "now", "steps", "warnings")

    def __init__(
        self,
        now: datetime | None,
        functions: Mapping[str, Callable[..., object]] | None,
        warnings: list[FeelWarning] | None,
    ) -> None:
        self.steps = LIMITS.steps
        self.calls = 0
        self.now = now
        self.functions = functions or {}
        self.warnings = warnings
        self.memo: dict[int, tuple[object, object]] = {}

    def spend(self, steps: int) -> None:
        """Take work from the budget. Raises FeelBudgetExceeded when it is used up."""
        self.steps -= steps
        if self.steps < 0:
            raise exceeded("steps")

    def room(self, items: int) -> None:
        """Ask for a list of this many elements, before it is made."""
        if items > LIMITS.items:
            raise exceeded("items")
        self.spend(items)

    def write(self, characters: int) -> None:
        """Ask for a text of this many characters, before it is made."""
        if characters > LIMITS.text:
            raise exceeded("text")
        self.spend(1 + characters // 32)

    def warn(self, code: str, message: str, zh: str, offset: int) -> None:
        """Keep a warning where the caller asked for warnings."""
        if self.warnings is not None and len(self.warnings) < 100:
            self.warnings.append(FeelWarning(code, message, zh, offset))


class Purse:
    """The work that several evaluations may take together, such as all those that answer one decision."""

    __slots__ = ("left",)

    def __init__(self) -> None:
        self.left = LIMITS.question

    def pay(self, run: Run) -> None:
        """Take what one evaluation used. Raises FeelBudgetExceeded when nothing is left."""
        self.spend(LIMITS.steps - run.steps + _ENTRY)

    def spend(self, units: int) -> None:
        """Take units of work that no expression did. Raises FeelBudgetExceeded when nothing is left."""
        self.left -= units
        if self.left < 0:
            raise exceeded("question")


_ENTRY: Final = 40
"""What an evaluation costs before it does anything, in units of work."""
