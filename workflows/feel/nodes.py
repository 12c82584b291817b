"""The syntax tree of an expression: what the author wrote, as frozen values with their place in the source."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Node:
    """Any part of an expression; `at` is its offset in the source."""

    at: int


@dataclass(frozen=True, slots=True)
class Literal(Node):
    """A value written down: number, string, boolean, null, or an @-literal (null where it is `wrong`)."""

    value: object
    wrong: str = ""


@dataclass(frozen=True, slots=True)
class Name(Node):
    """A variable; the name may hold spaces."""

    name: str


@dataclass(frozen=True, slots=True)
class Path(Node):
    """A property of a value: base.name."""

    base: Node
    name: str


@dataclass(frozen=True, slots=True)
class Filter(Node):
    """An element or the matching elements of a list: base[predicate]."""

    base: Node
    predicate: Node


@dataclass(frozen=True, slots=True)
class Call(Node):
    """A function call; `names` are the parameter names when the arguments are named."""

    target: Node
    args: tuple[Node, ...]
    names: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Negate(Node):
    """Arithmetic negation."""

    operand: Node


@dataclass(frozen=True, slots=True)
class Chain(Node):
    """Operands joined from left to right by arithmetic signs: + - * / **."""

    first: Node
    rest: tuple[tuple[str, Node], ...]


@dataclass(frozen=True, slots=True)
class Logic(Node):
    """Operands joined by one of the words and, or."""

    word: str
    operands: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Compare(Node):
    """A comparison of two values by = != < <= > >=."""

    sign: str
    left: Node
    right: Node


@dataclass(frozen=True, slots=True)
class Between(Node):
    """Value between low and high, both included."""

    value: Node
    low: Node
    high: Node


@dataclass(frozen=True, slots=True)
class In(Node):
    """Value in one of the tests."""

    value: Node
    tests: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class InstanceOf(Node):
    """Whether a value is of a type."""

    value: Node
    type: str


@dataclass(frozen=True, slots=True)
class If(Node):
    """If condition then yes else no."""

    condition: Node
    yes: Node
    no: Node


@dataclass(frozen=True, slots=True)
class Iteration(Node):
    """One variable of a loop: name in source, or name in source..end."""

    name: str
    source: Node
    end: Node | None = None


@dataclass(frozen=True, slots=True)
class For(Node):
    """For iterations return body."""

    iterations: tuple[Iteration, ...]
    body: Node


@dataclass(frozen=True, slots=True)
class Quantified(Node):
    """Some or every iteration satisfies the condition."""

    word: str
    iterations: tuple[Iteration, ...]
    condition: Node


@dataclass(frozen=True, slots=True)
class Parameter(Node):
    """One parameter of a function definition, with its type where one is written."""

    name: str
    type: str | None


@dataclass(frozen=True, slots=True)
class FunctionDefinition(Node):
    """A function written in the expression."""

    parameters: tuple[Parameter, ...]
    body: Node


@dataclass(frozen=True, slots=True)
class ListLiteral(Node):
    """A list written down."""

    items: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class ContextLiteral(Node):
    """A context written down; later entries see earlier ones."""

    entries: tuple[tuple[str, Node], ...]


@dataclass(frozen=True, slots=True)
class Interval(Node):
    """A range written down: [a..b], (a..b), ]a..b[ and their mixtures."""

    start: Node
    end: Node
    start_included: bool
    end_included: bool


@dataclass(frozen=True, slots=True)
class Comparator(Node):
    """A test with a sign before its operand: < 5, >= x, != "a"."""

    sign: str
    operand: Node


@dataclass(frozen=True, slots=True)
class Tests(Node):
    """Several tests in brackets; only `in` and unary tests may hold them."""

    tests: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class UnaryTests(Node):
    """The cell of a decision table: any of the tests, or none of them when negated; no tests at all is a dash."""

    tests: tuple[Node, ...]
    negated: bool = False


def mentions(part: object, name: str) -> bool:
    """Return whether a part of an expression uses a name (`?` for the tested value) anywhere inside it."""
    if isinstance(part, Name):
        return part.name == name
    if isinstance(part, Node):
        return any(mentions(getattr(part, field), name) for field in part.__dataclass_fields__)
    return isinstance(part, tuple) and any(mentions(item, name) for item in part)
