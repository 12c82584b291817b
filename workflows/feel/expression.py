"""Expressions ready to evaluate: compiled once, kept in a bounded cache, evaluated as often as wanted."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from functools import lru_cache
from threading import Lock
from typing import Final

from workflows.errors import FeelSyntaxError
from workflows.feel import compile_calls, compile_logic, compile_loops, compile_values
from workflows.feel.builtins import ALL as BUILTIN_MODULES
from workflows.feel.limits import LIMITS, FeelWarning, Purse, Run, exceeded
from workflows.feel.names import NO_TYPES, Declared, odd_names
from workflows.feel.nodes import Literal, Node, UnaryTests
from workflows.feel.parse import parse
from workflows.feel.places import Misplaced, syntax_error
from workflows.feel.registry import BUILTINS
from workflows.feel.scope import Findings, Lexical, Scope, Thunk, compile_node
from workflows.feel.values import PLAIN, settle

_COMPILERS: Final = (compile_calls, compile_logic, compile_loops, compile_values, BUILTIN_MODULES)
_BUILTIN_NAMES: Final = odd_names(BUILTINS)

Functions = Mapping[str, Callable[..., object]]
Key = tuple[str, bool, frozenset[str], Declared]


class Expression:
    """One compiled expression.

    Attributes:
        source: the text it was compiled from.
        unary: whether it is the cell of a decision table.
        tree: its syntax tree (workflows.feel.nodes).
        names: free variables it uses; `?` is not among them.
        maybe: names used inside filters, that may be free variables or entries of the filtered items.
        paths: the free variables with their fixed properties: ("case", "agreement", "form").
        negated: whether it is a cell that says what a value is not.
        functions: functions it calls that are neither builtin nor defined in it; one that is a property of a free
            variable as a dotted path.
        wrong: why it is well formed and yet cannot be meant, such as `@"tomorrow"`, which is null; or None.
    """

    __slots__ = (
        "_among",
        "_constant",
        "_thunk",
        "functions",
        "maybe",
        "names",
        "negated",
        "paths",
        "source",
        "tree",
        "unary",
        "wrong",
    )

    def __init__(self, source: str, tree: Node, thunk: Thunk, found: Findings, *, unary: bool) -> None:
        self.source = source
        self.unary = unary
        self.tree = tree
        self._thunk = thunk
        self._among, self.negated = texts_of(tree)
        self._constant = tree.value if isinstance(tree, Literal) and isinstance(tree.value, str) else None
        self.names = frozenset(found.names)
        self.maybe = frozenset(found.maybe - found.names)
        self.paths = frozenset(found.paths)
        self.functions = frozenset(found.functions)
        at = found.wrong
        self.wrong = syntax_error(source, at.at, at.message, at.zh) if at is not None else None

    def evaluate(
        self,
        context: Mapping[str, object],
        *,
        now: datetime | None = None,
        functions: Functions | None = None,
        warnings: list[FeelWarning] | None = None,
        purse: Purse | None = None,
    ) -> object:
        """Return the value for a context: Decimal, str, bool, None, list, dict, or a value of time.

        The context is only read. Unary tests find the tested value under "?".

        Args:
            context: the variables; plain data.
            now: what now() and today() answer.
            functions: further pure functions by name, called with FEEL values.
            warnings: a list that is filled with what gave null where a value was probably meant.
            purse: the work that this evaluation may take together with others.

        Raises:
            FeelBudgetExceeded: it took more work or room than one evaluation may take.
            FeelClockMissing: it asks for the time and none was given.
            FeelValueRefused: the context holds something that is no FEEL value.
            FeelFunctionFailed: a function of the host failed.
        """
        if self._constant is not None:  # most answers of a table
            return self._constant
        run = Run(now, functions, warnings)
        return self._run(Scope(context, None, run, raw=True), run, purse)

    def _run(self, scope: Scope, run: Run, purse: Purse | None) -> object:
        try:
            value = self._thunk(scope)
            if purse is not None:
                purse.pay(run)
            return settle(value, run) if type(value) not in PLAIN or type(value) is dict else value
        except RecursionError:
            raise exceeded("depth") from None

    def test(
        self,
        value: object,
        context: Mapping[str, object] | None = None,
        *,
        now: datetime | None = None,
        functions: Functions | None = None,
        warnings: list[FeelWarning] | None = None,
        purse: Purse | None = None,
    ) -> bool:
        """Return whether a value passes these unary tests (null counts as no); raises as evaluate does."""
        if (
            self._among is not None and type(value) is str
        ):  # most cells of a table: texts, and a text to look for
            return (value in self._among) is not self.negated
        run = Run(now, functions, warnings)
        scope = Scope({"?": value}, Scope(context or {}, None, run, raw=True), run, raw=True)
        return self._run(scope, run, purse) is True


def texts_of(tree: Node) -> tuple[frozenset[str] | None, bool]:
    """Return the texts that a cell of nothing but texts allows, or None; and whether it forbids them instead."""
    if not isinstance(tree, UnaryTests):
        return None, False
    values = [test.value if isinstance(test, Literal) else None for test in tree.tests]
    texts = frozenset(value for value in values if isinstance(value, str))
    return (texts if values and len(texts) == len(set(values)) else None), tree.negated


class _Cache:
    """The latest expressions, bounded by number and by characters of source."""

    def __init__(self, entries: int, characters: int) -> None:
        self._kept: OrderedDict[Key, Expression] = OrderedDict()
        self._lock = Lock()
        self._entries = entries
        self._characters = characters
        self._used = 0

    def get(self, key: Key) -> Expression | None:
        with self._lock:
            found = self._kept.get(key)
            if found is not None:
                self._kept.move_to_end(key)
            return found

    def put(self, key: Key, expression: Expression) -> None:
        with self._lock:
            if key not in self._kept:
                self._used += len(key[0])
            self._kept[key] = expression
            while len(self._kept) > self._entries or self._used > self._characters:
                key, _ = self._kept.popitem(last=False)
                self._used -= len(key[0])


_CACHE: Final = _Cache(entries=1_024, characters=500_000)
SHORT: Final = 100
"""Characters of an expression that is kept by number alone; most are shorter, and asked for all the time."""
_NO_NAMES: Final[frozenset[str]] = frozenset()


def compile(  # noqa: A001
    source: str, *, unary: bool = False, names: Iterable[str] = (), types: Declared = NO_TYPES
) -> Expression:
    """Return the compiled expression; the same source is compiled once while it stays in the cache.

    Args:
        source: the text of the expression, or of the tests of a decision cell.
        unary: read it as unary tests: `< 5, [10..20]`, `not("a")`, `-`.
        names: names known to the author that hold signs or FEEL words, such as `terms and conditions` or
            `follow-up`; names of plain words (also several, also Chinese) need not be given.
        types: names of types that the author declared, each with the FEEL type that it stands for, in which further
            declared names may stand: `tLoan`, `context<amount: number, rates: list<tRate>>`; behind a bar the tests
            that arguments of the type pass: `number | [0..1]`.

    Raises:
        FeelSyntaxError: it is not FEEL; with line, column and what to write.
        FeelBudgetExceeded: it is too long or too deeply nested.
    """
    if len(source) > LIMITS.source:
        raise exceeded("source")
    key = (source, unary, odd_names(names) if names else _NO_NAMES, types)
    return _short(*key) if len(source) <= SHORT else _long(key)


@lru_cache(maxsize=8_192)
def _short(source: str, unary: bool, names: frozenset[str], types: Declared) -> Expression:  # noqa: FBT001
    return _compile(source, unary, names, types)


def _long(key: Key) -> Expression:
    found = _CACHE.get(key)
    if found is None:
        found = _compile(*key)
        _CACHE.put(key, found)
    return found


def _compile(source: str, unary: bool, names: frozenset[str], types: Declared) -> Expression:  # noqa: FBT001
    found = Findings(types)
    try:
        tree = parse(source, unary=unary, names=names | _BUILTIN_NAMES, types=types)
        thunk = compile_node(tree, Lexical(found))
    except Misplaced as misplaced:
        raise syntax_error(source, misplaced.at, misplaced.message, misplaced.zh) from None
    except RecursionError:
        raise exceeded("depth") from None
    return Expression(source, tree, thunk, found, unary=unary)


def check(source: str, *, unary: bool = False, names: Iterable[str] = ()) -> FeelSyntaxError | None:
    """Return the syntax error of an expression, or None when it is well written."""
    try:
        return compile(source, unary=unary, names=names).wrong
    except FeelSyntaxError as error:
        return error


def evaluate(
    source: str,
    context: Mapping[str, object],
    *,
    now: datetime | None = None,
    functions: Functions | None = None,
    warnings: list[FeelWarning] | None = None,
) -> object:
    """Return the value of an expression; the names of the context are known. Raises as compile and evaluate do."""
    expression = compile(source, names=context)
    return expression.evaluate(context, now=now, functions=functions, warnings=warnings)


def evaluate_unary(
    tests: str,
    value: object,
    context: Mapping[str, object] | None = None,
    *,
    now: datetime | None = None,
    functions: Functions | None = None,
    warnings: list[FeelWarning] | None = None,
) -> bool:
    """Return whether a value passes the tests of a decision cell (null counts as no); raises as evaluate does."""
    expression = compile(tests, unary=True, names=context or ())
    return expression.test(value, context, now=now, functions=functions, warnings=warnings)
