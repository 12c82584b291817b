"""What an expression sees while it runs (scope) and while it is compiled (lexical scope)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from workflows.feel import nodes as n
from workflows.feel.limits import LIMITS, Run, exceeded
from workflows.feel.names import NO_TYPES, Declared
from workflows.feel.places import Misplaced


class Scope:
    """Variables of one level, the level around it, and the evaluation they belong to; raw ones are host data."""

    __slots__ = ("parent", "raw", "run", "vars")

    def __init__(
        self, variables: Mapping[str, object], parent: Scope | None, run: Run, *, raw: bool = False
    ) -> None:
        self.raw = raw
        self.vars = variables
        self.parent = parent
        self.run = run


Thunk = Callable[[Scope], object]


class Findings:
    """What compiling one expression finds out about it, and the types that its model declares."""

    __slots__ = ("count", "depth", "functions", "maybe", "names", "paths", "types", "wrong")

    def __init__(self, types: Declared = NO_TYPES) -> None:
        self.types = types
        self.names: set[str] = set()
        self.maybe: set[str] = set()
        self.functions: set[str] = set()
        self.paths: set[tuple[str, ...]] = set()
        self.wrong: Misplaced | None = None
        self.count = 0
        self.depth = 0


class Lexical:
    """The names bound around a place in the source, and whether a filter may add names at run time."""

    __slots__ = ("bound", "found", "in_filter")

    def __init__(
        self, found: Findings, bound: frozenset[str] = frozenset(), *, in_filter: bool = False
    ) -> None:
        self.found = found
        self.bound = bound
        self.in_filter = in_filter

    def binding(self, names: Iterable[str]) -> Lexical:
        """Return the scope inside something that binds these names."""
        return Lexical(self.found, self.bound.union(names), in_filter=self.in_filter)

    def filtering(self) -> Lexical:
        """Return the scope inside a filter."""
        return Lexical(self.found, self.bound | {"item"}, in_filter=True)

    def uses(self, name: str) -> None:
        """Note that a name is used here."""
        if name not in self.bound and name != "?":
            (self.found.maybe if self.in_filter else self.found.names).add(name)

    def is_static(self, name: str) -> bool:
        """Return whether nothing written in the expression can give this name a meaning of its own."""
        return name not in self.bound and not self.in_filter


_COMPILERS: dict[type[n.Node], Callable[..., Thunk]] = {}


def compiles(node_type: type[n.Node]) -> Callable[[Callable[..., Thunk]], Callable[..., Thunk]]:
    """Return the decorator that registers how one kind of node becomes a closure."""

    def register(compiler: Callable[..., Thunk]) -> Callable[..., Thunk]:
        _COMPILERS[node_type] = compiler
        return compiler

    return register


def compile_node(node: n.Node, lexical: Lexical) -> Thunk:
    """Return the closure of one node. Raises FeelBudgetExceeded when the tree is too deep."""
    found = lexical.found
    found.count += 1
    found.depth += 1
    if found.depth > LIMITS.depth:
        raise exceeded("depth")
    thunk = _COMPILERS[type(node)](node, lexical)
    found.depth -= 1
    return thunk


def compile_sized(node: n.Node, lexical: Lexical) -> tuple[Thunk, int]:
    """Return the closure of one node and the number of nodes in it: the price of one turn of a loop."""
    before = lexical.found.count
    return compile_node(node, lexical), lexical.found.count - before
