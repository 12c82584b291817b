"""A statement built once when the program starts and spelt once for each database.

Statements are written with SQLAlchemy Core; what runs is the finished text with its parameters on the driver's
cursor, which costs a third of a Core execution (8 against 26 microseconds for a row of 16 columns).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from enum import StrEnum
from operator import itemgetter
from typing import Any, Self

from sqlalchemy import (
    JSON,
    BigInteger,
    ColumnElement,
    Dialect,
    Select,
    Table,
    Text,
    Update,
    bindparam,
    cast,
    column,
    func,
    insert,
    literal_column,
    select,
    text,
    tuple_,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.dml import UpdateBase
from sqlalchemy.sql.elements import ClauseElement
from sqlalchemy.sql.operators import OperatorType
from sqlalchemy.sql.visitors import iterate
from sqlalchemy.types import Boolean

Given = Callable[[Mapping[str, Any]], Any]


class Statement:
    """One SQL statement; `spelt` gives its text for a database. A mapping gives one clause for each dialect."""

    def __init__(
        self,
        clause: ClauseElement | Mapping[str, ClauseElement],
        *,
        rows: Mapping[str, ClauseElement] | None = None,
    ) -> None:
        one = clause if isinstance(clause, ClauseElement) else next(iter(clause.values()))
        self._clause = clause
        self.changes = _changed(one)
        """The name of the table that it changes; "" for a question."""
        self.tables = frozenset(_named(one))
        """The names of the tables it has to do with; none where it is plain text and nobody knows."""
        self.of_rows = {dialect: Statement(each) for dialect, each in (rows or {}).items()}
        """The same for many rows at once, given as a JSON list in the parameter `rows`, where a database has that."""
        self.texts: dict[str, tuple[str, Given]] = {}
        """What `spelt` has returned, by the name of the dialect."""

    def spelt(self, dialect: Dialect) -> tuple[str, Given]:
        """Return the text for *dialect*, and what makes parameters by name those that the driver takes."""
        known = self.texts.get(dialect.name)
        if known is None:
            clause = self._clause if isinstance(self._clause, ClauseElement) else self._clause[dialect.name]
            compiled = clause.compile(dialect=dialect)
            if not isinstance(compiled, SQLCompiler):
                raise TypeError(f"not a statement with parameters: {compiled}")
            fixed = {name: bind.value for name, bind in compiled.binds.items() if not bind.required}
            known = self.texts[dialect.name] = (str(compiled), _given(fixed, compiled.positiontup))
        return known


def _given(fixed: Mapping[str, Any], places: Sequence[str] | None) -> Given:
    """Return what gives the driver parameters: in their *places* where it counts them, which saves it every name."""
    if places is None:
        return lambda values: {**fixed, **values} if fixed else values
    if len(places) < 2:
        return lambda values: [{**fixed, **values}[place] for place in places]
    take = itemgetter(*places)
    return (lambda values: take({**fixed, **values})) if fixed else take


def _changed(clause: ClauseElement) -> str:
    table = clause.table if isinstance(clause, UpdateBase) else None
    return table.name if isinstance(table, Table) else ""


def _named(clause: ClauseElement) -> Iterator[str]:
    for each in iterate(clause):
        if isinstance(each, Table):
            yield each.name
        elif isinstance(each, UpdateBase) and isinstance(each.table, Table):
            yield each.table.name


def add(table: Table) -> Statement:
    """Return the statement that inserts a row; PostgreSQL takes many of them from one parameter."""
    return Statement(insert(table), rows={"postgresql": _from_rows(postgresql.insert(table), table)})


def _from_rows(clause: postgresql.Insert, table: Table) -> postgresql.Insert:
    names = [column.name for column in table.c]
    rows = text(f"json_populate_recordset(CAST(NULL AS {table.name}), CAST(:rows AS JSON)) AS r")
    given = rows.bindparams(bindparam("rows", type_=Text, required=True))
    found = select(*(literal_column(f'r."{name}"') for name in names)).select_from(given)
    return clause.from_select(names, found)


def change_each(
    make: Callable[[Callable[[str], ColumnElement[Any]]], Update],
    *,
    texts: Collection[str],
    numbers: Collection[str] = (),
) -> Statement:
    """Return the update that *make* gives for what a row holds; PostgreSQL takes many rows from one parameter."""
    held: list[ColumnElement[Any]] = [
        *(column(name, Text) for name in texts),
        *(column(name, BigInteger) for name in numbers),
    ]
    given = cast(bindparam("rows", type_=Text, required=True), JSON)
    rows = func.json_to_recordset(given).table_valued(*held, name="r").render_derived(with_types=True)
    one = make(lambda name: of(name) if name in texts else at(name))
    return Statement(one, rows={"postgresql": make(rows.c.__getitem__)})


def add_if_new(table: Table) -> Statement:
    """Return the statement that inserts a row, or does nothing if its key is there."""
    keys = [column.name for column in table.primary_key]
    return Statement(
        {
            "sqlite": sqlite.insert(table).on_conflict_do_nothing(index_elements=keys),
            "postgresql": postgresql.insert(table).on_conflict_do_nothing(index_elements=keys),
        }
    )


def put(table: Table, *, keep: Collection[str] = (), same: str = "", many: bool = False) -> Statement:
    """Return the statement that inserts a row, or replaces the one with its key.

    The columns *keep* stay as they were; a row that differs in the column *same* is not touched. With *many*,
    PostgreSQL takes rows from one parameter; none of these may have the key of another.
    """
    keys = [column.name for column in table.primary_key]

    def or_replace(row: Any) -> ClauseElement:
        new = {c.name: row.excluded[c.name] for c in table.c if c.name not in {*keys, *keep}}
        where = table.c[same] == row.excluded[same] if same else None
        clause: ClauseElement = row.on_conflict_do_update(index_elements=keys, set_=new, where=where)
        return clause

    return Statement(
        {"sqlite": or_replace(sqlite.insert(table)), "postgresql": or_replace(postgresql.insert(table))},
        rows={"postgresql": or_replace(_from_rows(postgresql.insert(table), table))} if many else None,
    )


def add_up(table: Table, name: str) -> Statement:
    """Return the statement that inserts a row, or adds its *name* to that of the row with its key."""
    keys = [column.name for column in table.primary_key]

    def or_add(row: Any) -> ClauseElement:
        more = {name: table.c[name] + row.excluded[name]}
        clause: ClauseElement = row.on_conflict_do_update(index_elements=keys, set_=more)
        return clause

    rows = {"postgresql": or_add(_from_rows(postgresql.insert(table), table))}
    return Statement(
        {"sqlite": or_add(sqlite.insert(table)), "postgresql": or_add(postgresql.insert(table))}, rows=rows
    )


def word(value: StrEnum) -> ColumnElement[str]:
    """Return *value* spelt out in the statement, so that an index of only such rows can be used."""
    return literal_column(f"'{value.value}'", Text)


def at(name: str) -> ColumnElement[int]:
    """Return a parameter that is an instant or a number."""
    return bindparam(name, type_=BigInteger)


def of(name: str) -> ColumnElement[str]:
    """Return a parameter that is text."""
    return bindparam(name, type_=Text)


def new(table: Table, names: Collection[str]) -> dict[str, ColumnElement[Any]]:
    """Return what sets the columns *names* to the parameters `new_<name>`."""
    return {name: bindparam(f"new_{name}", type_=table.c[name].type) for name in names}


class Condition(ColumnElement[bool]):
    """A condition of our own, spelt as it is: `... IN (...) = 1`, as SQLite would get it, uses no index."""

    type = Boolean()

    def self_group(self, against: OperatorType | None = None) -> Self:  # noqa: ARG002 - it stands for itself
        """Return the condition without anything around it."""
        return self


class Among(Condition):
    """True where *column* is one of the texts in a parameter that holds a JSON list: any length, one statement.

    Where it does not lead to the rows, but is asked of rows that something else has led to, *leads* is False.
    """

    inherit_cache = True

    def __init__(self, column: ColumnElement[str], name: str, *, leads: bool = True) -> None:
        self.column, self.parameter, self.leads = column, of(name), leads


class PairAmong(Condition):
    """True where two columns are one of the pairs in a parameter that holds a JSON list of pairs."""

    inherit_cache = True

    def __init__(self, first: ColumnElement[str], second: ColumnElement[str], name: str) -> None:
        self.first, self.second, self.parameter = first, second, of(name)


class BeginsAmong(Condition):
    """True where *column* begins with one of the texts in a parameter that holds a JSON list."""

    inherit_cache = True

    def __init__(self, column: ColumnElement[str], name: str) -> None:
        self.column, self.parameter = column, of(name)


@compiles(Among, "sqlite")
def _among_sqlite(among: Among, compiler: SQLCompiler, **kw: Any) -> str:
    each = func.json_each(among.parameter).table_valued("value")
    return compiler.process(among.column.in_(select(each.c.value)), **kw)


@compiles(Among, "postgresql")
def _among_postgresql(among: Among, compiler: SQLCompiler, **kw: Any) -> str:
    texts = func.json_array_elements_text(cast(among.parameter, JSON))
    if (
        not among.leads
    ):  # so put, it is looked up in a hash row by row, and never made a join that leads after all
        return f"({compiler.process(among.column.in_(select(texts)), **kw)}) IS TRUE"
    # An array that is known before the rows are read: then an index is used even behind the policies of the rows.
    return f"{compiler.process(among.column, **kw)} = ANY (ARRAY({compiler.process(select(texts), **kw)}))"


@compiles(BeginsAmong, "sqlite")
def _begins_sqlite(begins: BeginsAmong, compiler: SQLCompiler, **kw: Any) -> str:
    each = func.json_each(begins.parameter).table_valued("value")
    return compiler.process(_begins(begins.column, select(each), each.c.value), **kw)


@compiles(BeginsAmong, "postgresql")
def _begins_postgresql(begins: BeginsAmong, compiler: SQLCompiler, **kw: Any) -> str:
    each = func.json_array_elements_text(cast(begins.parameter, JSON)).table_valued("value")
    return compiler.process(_begins(begins.column, select(each), each.c.value), **kw)


def _begins(column: ColumnElement[str], texts: Select[Any], one: ColumnElement[str]) -> ColumnElement[bool]:
    return texts.where(func.substr(column, literal_column("1"), func.length(one)) == one).exists()


@compiles(PairAmong, "sqlite")
def _pair_sqlite(pair: PairAmong, compiler: SQLCompiler, **kw: Any) -> str:
    each = func.json_each(pair.parameter).table_valued("value")
    members = [func.json_extract(each.c.value, literal_column(path)) for path in ("'$[0]'", "'$[1]'")]
    return compiler.process(tuple_(pair.first, pair.second).in_(select(*members)), **kw)


@compiles(PairAmong, "postgresql")
def _pair_postgresql(pair: PairAmong, compiler: SQLCompiler, **kw: Any) -> str:
    each = func.json_array_elements(cast(pair.parameter, JSON)).table_valued("value")
    members = [each.c.value.op("->>")(literal_column(place)) for place in ("0", "1")]
    both = compiler.process(tuple_(pair.first, pair.second).in_(select(*members)), **kw)
    # Each member apart leads to the rows by an index, see above; together they say which of these are meant.
    alone = (
        f"{compiler.process(column, **kw)} = ANY (ARRAY({compiler.process(select(member), **kw)}))"
        for column, member in zip((pair.first, pair.second), members, strict=True)
    )
    return " AND ".join((*alone, both))
