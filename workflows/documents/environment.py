"""The sandbox in which templates run: fields, loops, macros and the filters named, nothing of Python."""

from __future__ import annotations

from collections.abc import Mapping

from jinja2 import BaseLoader, StrictUndefined, Undefined
from jinja2.runtime import LoopContext, Macro
from jinja2.sandbox import ImmutableSandboxedEnvironment

from workflows.documents.filters import FILTERS, Words
from workflows.documents.view import ListView, Unfilled, View, look
from workflows.errors import ForbiddenInTemplate

_FILTERS = (
    "default",
    "d",
    "join",
    "length",
    "count",
    "first",
    "last",
    "trim",
    "escape",
    "e",
    "select",
    "reject",
    "string",
)
_TESTS = (
    "none",
    "true",
    "false",
    "eq",
    "equalto",
    "==",
    "ne",
    "!=",
    "in",
    "gt",
    ">",
    "lt",
    "<",
    "ge",
    ">=",
    "le",
    "<=",
    "string",
    "number",
)
_LOOP = frozenset({"index", "index0", "revindex", "first", "last", "length", "previtem", "nextitem"})
_LONGEST = 200_000


class TemplateEnvironment(ImmutableSandboxedEnvironment):
    """A Jinja2 sandbox that knows fields by name; attributes of Python objects do not exist in it."""

    intercepted_binops = frozenset({"*", "**", "%", "+"})

    def __init__(self, loader: BaseLoader, words: Mapping[str, Mapping[str, str]]) -> None:
        """Build the sandbox over *loader* with the allowed filters and tests, the *words* for codes, no globals."""
        super().__init__(
            loader=loader, undefined=StrictUndefined, autoescape=True, trim_blocks=True, lstrip_blocks=True
        )
        self.filters = (
            {name: self.filters[name] for name in _FILTERS} | dict(FILTERS) | {"word": Words(words)}
        )
        self.tests = {name: self.tests[name] for name in _TESTS}
        self.globals = {}

    def getattr(self, obj: object, attribute: str) -> object:
        """Return a field of a view, a counter of a loop, or a macro of a file that was imported.

        Raises:
            ForbiddenInTemplate: anything else was asked for.
        """
        if isinstance(obj, View):
            return look(obj, attribute)
        if isinstance(obj, LoopContext) and attribute in _LOOP:
            return getattr(obj, attribute)
        if type(obj).__name__ == "TemplateModule" and isinstance(macro := vars(obj).get(attribute), Macro):
            return macro
        if isinstance(obj, Unfilled):
            return Unfilled(name=f"{obj._undefined_name}.{attribute}")  # noqa: SLF001 - Jinja's own name of it
        if isinstance(obj, Undefined):
            return super().getattr(obj, attribute)
        raise _forbidden(f"reads .{attribute}", f"读取 .{attribute}")

    def getitem(self, obj: object, argument: object) -> object:
        """Return a field of a view by name or an item of a list by index.

        Raises:
            ForbiddenInTemplate: anything else was asked for.
        """
        if isinstance(obj, View):
            return look(obj, argument)
        if isinstance(obj, ListView | list | tuple | str) and isinstance(argument, int):
            return obj[argument] if -len(obj) <= argument < len(obj) else self.undefined(name=f"[{argument}]")
        raise _forbidden(f"reads [{argument!r}]", f"读取 [{argument!r}]")

    def is_safe_callable(self, obj: object) -> bool:
        """Return True for macros alone."""
        return isinstance(obj, Macro)

    def call_binop(self, context: object, operator: str, left: object, right: object) -> object:
        """Compute with whole numbers of modest size.

        Raises:
            ForbiddenInTemplate: the operands are texts, lists, or large.
        """
        if not all(isinstance(side, int) and abs(side) < _LONGEST for side in (left, right)):
            raise _forbidden(f"computes with {operator}", f"使用运算符 {operator}")
        if operator == "**":
            raise _forbidden("computes with **", "使用运算符 **")
        return super().call_binop(context, operator, left, right)  # type: ignore[arg-type]


def _forbidden(what: str, what_zh: str) -> ForbiddenInTemplate:
    return ForbiddenInTemplate(
        f"The template {what}, which no template may do; it may print fields, loop over lists and use filters.",
        zh=f"模板{what_zh}，这是不允许的；模板只能输出字段、遍历列表和使用所列过滤器。",
    )
