"""The table of builtin functions: how each is called, and what is made of arguments that nearly fit."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, TypeVar

from workflows.feel.limits import Run
from workflows.feel.values import Function, Mismatch, kind

Body = Callable[..., object]
F = TypeVar("F", bound=Body)
_PARAM: Final = re.compile(r"\s*(?P<name>[^:?.*]+?)(?P<more>\.\.\.|\?|\*)?\s*:\s*(?P<type>[^,]+?)\s*(?:,|$)")
_ABSENT: Final = object()


@dataclass(frozen=True, slots=True)
class Param:
    """One parameter: its name, the kinds it takes (none: any), and whether null or nothing will do."""

    name: str
    kinds: frozenset[str]
    optional: bool
    nullable: bool


@dataclass(frozen=True, slots=True)
class Signature:
    """One way to call a builtin; its last list may be given as separate arguments only (*) or also (...)."""

    params: tuple[Param, ...]
    variadic: str
    body: Body
    wants_run: bool

    def bind(self, args: Sequence[object], names: Sequence[str] | None) -> list[object] | None:
        """Return the arguments in the order of the parameters, or None when they cannot be this call."""
        if names is not None:
            return self._bind_named(args, names)
        if self.variadic:
            fixed = len(self.params) - 1
            rest = list(args[fixed:])
            if len(args) < fixed or not args:
                return None
            return [*args[:fixed], rest[0] if len(rest) == 1 and self.variadic == "..." else rest]
        if len(args) > len(self.params):
            return None
        return self._complete([*args, *([_ABSENT] * (len(self.params) - len(args)))])

    def _bind_named(self, args: Sequence[object], names: Sequence[str]) -> list[object] | None:
        given = dict(zip(names, args, strict=True))
        if not given.keys() <= {param.name for param in self.params}:
            return None
        values = [given.get(param.name, _ABSENT) for param in self.params]
        if self.variadic == "*" and values[-1] is not _ABSENT:
            values[-1] = [values[-1]]
        return self._complete(values)

    def _complete(self, values: list[object]) -> list[object] | None:
        for at, param in enumerate(self.params):
            if values[at] is _ABSENT and not param.optional:
                return None
        return values

    def call(self, values: list[object], run: Run) -> object:
        """Return the result for bound arguments. Raises Mismatch when a kind does not fit."""
        fitted = [_fitted(value, param, run) for value, param in zip(values, self.params, strict=True)]
        return self.body(run, *fitted) if self.wants_run else self.body(*fitted)


def _fitted(value: object, param: Param, run: Run) -> object:
    if value is _ABSENT:
        return None
    return value if not param.kinds and not isinstance(value, (list, str)) else fit(value, param, run)


def fit(value: object, param: Param, run: Run) -> object:
    """Return a value as its parameter wants it: one value becomes a list, a list of one becomes its value."""
    if isinstance(value, list):
        run.spend(len(value))
    elif isinstance(value, str):
        run.spend(len(value) // 32)
    actual = kind(value)
    if not param.kinds or actual in param.kinds:
        return value
    if value is None:
        if param.nullable:
            return None
    elif "list" in param.kinds:
        return [value]
    elif isinstance(value, list) and len(value) == 1 and kind(value[0]) in param.kinds:
        return value[0]
    wanted = " or ".join(sorted(param.kinds))
    raise Mismatch(
        f"“{param.name}” should be a {wanted}, but is a {actual}.",
        f"参数“{param.name}”应为 {wanted}，实际是 {actual}。",
    )


class Builtin:
    """A builtin function with all the ways to call it."""

    __slots__ = ("name", "signatures")

    def __init__(self, name: str) -> None:
        self.name = name
        self.signatures: list[Signature] = []

    def invoke(self, args: Sequence[object], names: Sequence[str] | None, run: Run) -> object:
        """Return the result of the first signature that takes the arguments. Raises Mismatch when none does."""
        run.spend(1)
        problem: Mismatch | None = None
        for signature in self.signatures:
            bound = signature.bind(args, names)
            if bound is None:
                continue
            try:
                return signature.call(bound, run)
            except Mismatch as mismatch:
                problem = problem or mismatch
        raise problem or Mismatch(
            f"The function “{self.name}” is not called with these parameters.",
            f"函数“{self.name}”没有这样的参数形式。",
        )

    def value(self) -> Function:
        """Return the builtin as a function value."""
        params = tuple(param.name for param in self.signatures[0].params)
        return Function(self.name, params, lambda args, run: self.invoke(args, None, run))


BUILTINS: Final[dict[str, Builtin]] = {}


def builtin(signature: str) -> Callable[[F], F]:
    """Return the decorator that registers a function under a signature such as `name(a: number, b?: string)`.

    Kinds are separated by |, `any` takes everything, a kind with ! at the end refuses nothing but null.
    """
    name, _, inner = signature.partition("(")
    params = [_param(match) for match in _PARAM.finditer(inner.rstrip(")"))]

    def register(body: F) -> F:
        wants_run = next(iter(inspect.signature(body).parameters), "") == "run"
        variadic = "..." if "..." in inner else "*" if "*" in inner else ""
        entry = BUILTINS.setdefault(name, Builtin(name))
        entry.signatures.append(Signature(tuple(params), variadic, body, wants_run))
        return body

    return register


def _param(match: re.Match[str]) -> Param:
    words = [word.strip() for word in match["type"].split("|")]
    if "duration" in words:
        words += ["days and time duration", "years and months duration"]
    return Param(
        name=match["name"].strip(),
        kinds=frozenset() if "any" in words else frozenset(word for word in words if word != "null"),
        optional=match["more"] == "?",
        nullable="null" in words,
    )
