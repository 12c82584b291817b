"""The plain values of a decision model: what is asked, what it needs, and the boxed expression that answers."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from workflows.engine.dmn.types import Item, declared
from workflows.errors import HeweiError
from workflows.feel import Expression
from workflows.feel import compile as compile_feel

_CLOCK = re.compile(r"\b(now|today)\b")


@dataclass(frozen=True, kw_only=True)
class Literal:
    """One FEEL expression."""

    text: str


@dataclass(frozen=True, kw_only=True)
class Input:
    """A column that is tested."""

    label: str
    text: str
    type: str = ""
    allowed: str = ""


@dataclass(frozen=True, kw_only=True)
class Output:
    """A column that answers: `allowed` says what, by priority, and `default` what is answered without a rule."""

    name: str
    label: str = ""
    type: str = ""
    allowed: str = ""
    default: str = ""


@dataclass(frozen=True, kw_only=True)
class Rule:
    """A row: its tests and its answers, with the types that single answers declare, if any."""

    id: str
    tests: tuple[str, ...]
    answers: tuple[str, ...]
    types: tuple[str, ...] = ()
    line: int = 0


def _looks_at_column(cell: str) -> bool:
    if cell in {"", "-"}:
        return True
    try:
        tests = compile_feel(cell, unary=True)
    except HeweiError:  # named where the cell is asked
        return False
    return not (tests.names or tests.maybe or tests.functions or _CLOCK.search(cell))


@dataclass(frozen=True, kw_only=True)
class Table:
    """A decision table; `policy` is one of UNIQUE, ANY, PRIORITY, FIRST, COLLECT, RULE ORDER, OUTPUT ORDER."""

    policy: str
    inputs: tuple[Input, ...]
    outputs: tuple[Output, ...]
    rules: tuple[Rule, ...]
    aggregation: str = ""
    type: str = ""
    matched: dict[tuple[object, ...], Sequence[Rule]] = field(default_factory=dict, compare=False, repr=False)
    """The rows that matched what was asked before; only for tables that look at nothing else."""

    @cached_property
    def looks_at_columns_alone(self) -> bool:
        """Whether the same values in the columns match the same rows, whatever else is known and whenever asked."""
        return all(map(_looks_at_column, {cell for rule in self.rules for cell in rule.tests}))


@dataclass(frozen=True, kw_only=True)
class Entries:
    """A boxed context: named entries, each seeing those above; the nameless last one is the result."""

    entries: tuple[tuple[str, Boxed], ...]


@dataclass(frozen=True, kw_only=True)
class Items:
    """A boxed list."""

    items: tuple[Boxed, ...]


@dataclass(frozen=True, kw_only=True)
class Rows:
    """A relation: a list of contexts with the same entries."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Boxed, ...], ...]


@dataclass(frozen=True, kw_only=True)
class Call:
    """An invocation of a function with bindings by parameter name."""

    function: str
    bindings: tuple[tuple[str, Boxed], ...]


@dataclass(frozen=True, kw_only=True)
class Lambda:
    """A function definition; `types` are those of its parameters, `gives` those that its result takes on in turn."""

    parameters: tuple[str, ...]
    body: Boxed
    types: tuple[str, ...] = ()
    gives: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Choice:
    """A boxed conditional."""

    condition: Boxed
    then: Boxed
    otherwise: Boxed


@dataclass(frozen=True, kw_only=True)
class Each:
    """A boxed iterator or filter: `kind` is for, some, every or filter; `variable` names the item."""

    kind: str
    variable: str
    over: Boxed
    body: Boxed


@dataclass(frozen=True, kw_only=True)
class Typed:
    """An expression that declares the type of what it gives; of a function, of what that gives."""

    type: str
    body: Boxed


Boxed = Literal | Table | Entries | Items | Rows | Call | Lambda | Choice | Each | Typed


@dataclass(frozen=True, kw_only=True)
class DecisionNode:
    """A decision or a business knowledge model: `variable` is the name under which others see its result."""

    id: str
    name: str
    variable: str
    type: str = ""
    logic: Boxed | None
    decisions: tuple[str, ...] = ()
    knowledge: tuple[str, ...] = ()
    file: str = ""
    line: int = 0


@dataclass(frozen=True, kw_only=True)
class Service:
    """A decision service: asked like a function, its parameters the input data, then the decisions it is given.

    `type` is that of what it gives, or of the function that it is.
    """

    id: str
    name: str
    variable: str
    outputs: tuple[str, ...]
    data: tuple[str, ...] = ()
    given: tuple[str, ...] = ()
    type: str = ""
    file: str = ""


@dataclass(frozen=True, kw_only=True)
class Import:
    """Another file's model, by its namespace: its names follow `name` and a dot, or stand beside the own ones."""

    name: str
    namespace: str


@dataclass(frozen=True, kw_only=True)
class Model:
    """All decisions, business knowledge models and decision services of one file, by id.

    `types` are its item definitions by name, `inputs` the types of its input data by theirs. A requirement names the
    namespace and a sign `#` before an id of another file; once joined, the name of one of its `parts` or nothing.
    """

    file: str
    name: str
    namespace: str = ""
    imports: tuple[Import, ...] = ()
    decisions: Mapping[str, DecisionNode] = field(default_factory=dict)
    knowledge: Mapping[str, DecisionNode] = field(default_factory=dict)
    services: Mapping[str, Service] = field(default_factory=dict)
    types: Mapping[str, Item] = field(default_factory=dict)
    inputs: Mapping[str, str] = field(default_factory=dict)
    parts: Mapping[str, Model] = field(default_factory=dict)

    @cached_property
    def declared(self) -> frozenset[tuple[str, str]]:
        """Its item definitions as FEEL types, by name."""
        return declared(self.types)

    @cached_property
    def expressions(self) -> dict[str, Expression]:
        """What of it was read by now where nothing around has an odd name, by its text."""
        return {}

    def chosen(self, name: str = "") -> str:
        """Return the id of what is asked by its id or its name, or else of the last decision that none requires."""
        asked: dict[str, DecisionNode | Service] = {**self.knowledge, **self.services, **self.decisions}
        if name in asked:
            return name
        if name:
            return next((key for key, each in asked.items() if name in {each.variable, each.name}), name)
        required = {ref for each in self.decisions.values() for ref in each.decisions}
        drawn = [key for key, each in self.decisions.items() if each.file == self.file] or self.decisions
        return next((key for key in reversed(list(drawn)) if key not in required), "")
