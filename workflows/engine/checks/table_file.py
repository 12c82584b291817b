"""A DMN file as the rules see it: its elements, its tables, and what the engine's reader says of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property

from workflows.domain.finding import Profile
from workflows.engine.checks.element import Element
from workflows.engine.dmn.join import joined_with
from workflows.engine.dmn.model import Model
from workflows.engine.dmn.read import read_model
from workflows.errors import HeweiError

POLICIES = {
    "U": "UNIQUE",
    "A": "ANY",
    "P": "PRIORITY",
    "F": "FIRST",
    "C": "COLLECT",
    "R": "RULE ORDER",
    "O": "OUTPUT ORDER",
}


@dataclass(eq=False)
class TableFile:
    """One DMN file; `beside` are the other ones of the procedure, which it may import."""

    file: str
    root: Element
    data: bytes
    profile: Profile = Profile.SPEC
    beside: Mapping[str, bytes] = field(default_factory=dict)

    @cached_property
    def elements(self) -> tuple[Element, ...]:
        """Every element, in order."""
        return tuple(self.root.walk())

    @cached_property
    def model(self) -> Model:
        """What the engine reads in the file, with what it imports from those beside it.

        Raises:
            RefusedXml: the file is not safe to read.
            RefusedTable: it is no decision model, or what it requires is not there.
        """
        model = read_model(self.data, self.file)
        return joined_with(model, _readable(self.beside) if model.imports else ())

    @cached_property
    def types(self) -> frozenset[tuple[str, str]]:
        """The names of the types that the file knows; what each is made of matters to no rule here."""
        names = {each.get("name") for each in self.root.all("itemDefinition")}
        if self.root.all("import"):
            with suppress(HeweiError):  # said by the rule that the file can be read
                names |= set(self.model.types)
        return frozenset((name, "Any") for name in names)

    @cached_property
    def tables(self) -> tuple[Grid, ...]:
        """Every decision table."""
        return tuple(Grid(element) for element in self.elements if element.kind == "decisionTable")


def _readable(files: Mapping[str, bytes]) -> Iterator[Model]:
    for path, data in files.items():
        with suppress(HeweiError):  # said where that file is looked at itself
            yield read_model(data, path)


@dataclass(eq=False)
class Grid:
    """One decision table: its columns and rows."""

    element: Element

    @property
    def policy(self) -> str:
        """The hit policy in capitals; UNIQUE where none is written."""
        said = (self.element.get("hitPolicy") or "UNIQUE").upper()
        return POLICIES.get(said, said)

    @cached_property
    def inputs(self) -> list[Element]:
        """The columns that are tested."""
        return self.element.all("input")

    @cached_property
    def outputs(self) -> list[Element]:
        """The columns that answer."""
        return self.element.all("output")

    @cached_property
    def rows(self) -> list[Element]:
        """The rows."""
        return self.element.all("rule")

    def tests(self, row: Element) -> list[str]:
        """Return the tests of *row*, a `-` where the cell is empty."""
        return [text_of(cell) or "-" for cell in row.all("inputEntry")]

    def answers(self, row: Element) -> list[str]:
        """Return the answers of *row*."""
        return [text_of(cell) for cell in row.all("outputEntry")]

    def type_of(self, column: Element) -> str:
        """Return the type of a column, such as number, string or boolean."""
        inner = column.first("inputExpression")
        said = (inner.get("typeRef") if inner is not None else "") or column.get("typeRef")
        return said.rpartition(":")[2]

    def allowed(self, column: Element) -> str:
        """Return the values a column allows, as unary tests."""
        return text_of(column.first("inputValues", "outputValues"))


def text_of(element: Element | None) -> str:
    """Return the text of a cell, which stands in a child called text."""
    inner = element.first("text") if element is not None else None
    return inner.text.strip() if inner is not None else ""
