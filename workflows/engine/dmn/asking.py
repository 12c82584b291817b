"""One question to a decision model: what it may use, and how it reads and types what it meets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from workflows.domain.step import Decision, NullNote
from workflows.engine.dmn.model import DecisionNode, Model
from workflows.engine.dmn.types import coerced, local_type, result_type
from workflows.engine.expressions import plain
from workflows.engine.spelling import plain_feel
from workflows.errors import DecisionFailed, HeweiError
from workflows.feel import Expression, FeelWarning, Function, Purse, compile, is_plain  # noqa: A004

MAX_NOTES = 100
NOT_ALLOWED = FeelWarning(
    "not-allowed", "A value that this column does not allow is null.", "该列不允许的值按 null 处理。", 0
)


NO_TRUTH = FeelWarning(
    "no-truth", "A condition is true or false; this is null.", "条件应为真或假，否则按 null 处理。", 0
)


@dataclass(frozen=True)
class Named:
    """What has a name and no line: input data, a decision service."""

    name: str
    line: int = 0


Place = DecisionNode | Named


@dataclass
class Asking:
    """One question to a decision model: what is known, what the clock says, what answered so far.

    `notes`, where somebody asked for them, tell why something is null.
    """

    model: Model
    now: datetime | None
    functions: Mapping[str, object]
    element: str = ""
    record: list[Decision] = field(default_factory=list)
    done: dict[str, object] = field(default_factory=dict)
    made: dict[str, Function] = field(default_factory=dict)
    inner: dict[str, tuple[Asking, Mapping[str, object]]] = field(default_factory=dict)
    depth: int = 0
    looked_at: Mapping[str, object] | None = None
    size: int = 0
    odd: Sequence[str] = ()
    purse: Purse = field(default_factory=Purse)
    notes: list[NullNote] | None = None

    def typed(self, value: object, ref: str, at: Place, *, whole: bool = True) -> object:
        """Return the value as the type of the model wants it, or null."""
        found = coerced(value, ref, self.model.types, self.purse, whole=whole) if ref else value
        if found is None is not value and self.notes is not None:
            self._note(at, str(plain(value)), [lost(ref)])
        return self.giving(found, ref, at) if isinstance(found, Function) else found

    def giving(self, function: Function, ref: str, at: Place) -> Function:
        """Return the function with its results as the type wants them, which is theirs or the function's."""
        gives = result_type(ref, self.model.types)
        if local_type(gives) in {"", "Any", "function"}:
            return function

        return Function(
            function.name,
            function.params,
            lambda arguments, run: self.typed(function.body(arguments, run), gives, at),
        )

    def allowed(self, value: object, tests: str, known: Mapping[str, object], node: DecisionNode) -> object:
        """Return the value, or null where a column does not allow it."""
        if not tests or value is None or self.passes(tests, value, known, node):
            return value
        self._note(node, tests, [NOT_ALLOWED])
        return None

    def fitting(self, arguments: Sequence[object], refs: Sequence[str], at: Place) -> list[object] | None:
        """Return the arguments of a call as their types want them, or None where one or their number does not fit."""
        if len(arguments) != len(refs):
            self._note(at, f"{at.name}({len(arguments)})", [miscounted(len(refs))])
            return None
        typed = [self.typed(each, ref, at) for each, ref in zip(arguments, refs, strict=True)]
        missed = any(fit is None is not each for each, fit in zip(arguments, typed, strict=True))
        return None if missed else typed

    def truth(self, value: object, at: Place) -> bool:
        """Return whether a condition can be this: true, false, or null for what is not known."""
        known = value is None or isinstance(value, bool)
        if not known:
            self._note(at, str(plain(value)), [NO_TRUTH])
        return known

    def given(self, context: Mapping[str, object]) -> dict[str, object]:
        """Return the context with what is input data of the model as the type that is declared for it."""
        known = {name: ref for name, ref in self.model.inputs.items() if name in context}
        typed = {
            name: self.typed(context[name], ref, Named(name), whole=False) for name, ref in known.items()
        }
        return {**context, **typed}

    def part(self, name: str, context: Mapping[str, object]) -> tuple[Asking, Mapping[str, object]]:
        """Return the question to an imported model, and what is known there: the entries of its name go first."""
        if name not in self.inner:
            asked = replace(self, model=self.model.parts[name], done={}, made={}, inner={}, looked_at=None)
            own = context.get(name)
            self.inner[name] = asked, asked.given({**context, **(own if isinstance(own, Mapping) else {})})
        return self.inner[name]

    def feel(self, text: str, known: Mapping[str, object], node: DecisionNode) -> object:
        """Return the value of an expression.

        Raises:
            DecisionFailed: it is no FEEL, or cannot be evaluated.
        """
        if not text:
            return None
        try:
            warnings = self._warnings()
            value = self._read(text, known).evaluate(
                known,
                now=self.now,
                functions=self.functions,  # type: ignore[arg-type]
                warnings=warnings,
                purse=self.purse,
            )
        except HeweiError as broken:
            raise failed(node, text, broken) from broken
        self._note(node, text, warnings)
        return value

    def _read(self, text: str, known: Mapping[str, object]) -> Expression:
        names = self.odd_names(known)
        if names:
            return compile(plain_feel(text), names=names, types=self.model.declared)
        found = self.model.expressions.get(text)
        if found is None:
            found = compile(plain_feel(text), types=self.model.declared)
            self.model.expressions[text] = found
        return found

    def passes(self, cell: str, value: object, known: Mapping[str, object], node: DecisionNode) -> bool:
        """Return whether a value passes the tests of a cell.

        Raises:
            DecisionFailed: the cell is no FEEL, or cannot be evaluated.
        """
        try:
            tests = compile(cell, unary=True, names=self.odd_names(known), types=self.model.declared)
            warnings = self._warnings()
            passed = tests.test(value, known, now=self.now, warnings=warnings, purse=self.purse)
        except HeweiError as broken:
            raise failed(node, cell, broken) from broken
        self._note(node, cell, warnings)
        return passed

    def _warnings(self) -> list[FeelWarning] | None:
        return None if self.notes is None else []

    def _note(self, at: Place, text: str, warnings: list[FeelWarning] | None) -> None:
        """Keep what an expression had to say, once however many rows say it."""
        for each in warnings or ():
            note = NullNote(at.name, at.line, text, each.message, each.zh)
            if self.notes is not None and note not in self.notes and len(self.notes) < MAX_NOTES:
                self.notes.append(note)

    def odd_names(self, known: Mapping[str, object]) -> Sequence[str]:
        """Return the names that must be known in order to be read; the same facts are asked of many cells in a row."""
        if self.looked_at is not known or self.size != len(known):  # a boxed context adds to its own
            self.looked_at, self.size = known, len(known)
            parts = (known.get(part) for part in self.model.parts)
            inside = (name for part in parts if isinstance(part, Mapping) for name in part)
            self.odd = [name for name in (*known, *inside) if not is_plain(name)]
        return self.odd


def lost(ref: str) -> FeelWarning:
    """Return why a value became null that is not of its type."""
    return FeelWarning(
        "not-of-type",
        f"It is not of the type {ref}, or not one of the values that this allows, and counts as null.",
        f"不属于类型 {ref}，或不是该类型允许的值，按 null 处理。",
        0,
    )


def miscounted(count: int) -> FeelWarning:
    """Return why a call with too many or too few arguments gives null."""
    return FeelWarning(
        "arguments",
        f"It takes {count} arguments; otherwise it is null.",
        f"参数应为 {count} 个，否则为 null。",
        0,
    )


def failed(node: DecisionNode, text: str, broken: HeweiError) -> DecisionFailed:
    """Return the failure of an expression, with the decision and the file that it stands in."""
    return DecisionFailed(
        f"In the decision {node.name} ({node.file} line {node.line}) {text[:120]!r} cannot be used: {broken.message}",
        zh=f"决策 {node.name}（{node.file} 第 {node.line} 行）中的 {text[:120]!r} 无法使用：{broken.zh}",
        table=node.id,
        file=node.file,
        line=node.line,
    )
