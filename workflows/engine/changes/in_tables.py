"""What a file of decisions is made of, as things that can be compared: tables, columns, rows, other decisions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from workflows.engine.changes.thing import Thing, Words
from workflows.engine.checks.element import Element, read_element
from workflows.engine.checks.table_file import Grid, TableFile, text_of
from workflows.engine.xml import read_xml

TABLE: Words = ("table", "决策表")
INPUT: Words = ("input column", "输入列")
OUTPUT: Words = ("output column", "输出列")
ROW: Words = ("row", "规则行")
DECISION: Words = ("decision", "决策")
POLICY: Words = ("hit policy", "命中规则")
EXPRESSION: Words = ("expression", "表达式")
VALUES: Words = ("values", "预设值")
TYPE: Words = ("type", "类型")
NOTE: Words = ("note", "说明")


def things_in_table(path: str, data: bytes) -> Mapping[str, Thing]:
    """Return the things of a file of decisions by id.

    Raises:
        RefusedXml: it cannot be read.
    """
    file = TableFile(file=path, root=read_element(read_xml(data, path)), data=data)
    found = {each.place: _decision(each) for each in file.elements if each.kind == "decision"}
    for grid in file.tables:
        found |= dict(_grid(grid))
    return found


def _decision(decision: Element) -> Thing:
    expression = decision.first("literalExpression")
    facts = {EXPRESSION: text_of(expression)} if expression is not None else {}
    return Thing(word=DECISION, name=decision.name or decision.id, facts=facts)


def _grid(grid: Grid) -> Iterator[tuple[str, Thing]]:
    owner = grid.element.parent
    name = owner.name if owner is not None else ""
    yield grid.element.place, Thing(word=TABLE, name=name, facts={POLICY: grid.policy})
    for column in grid.inputs:
        yield column.place, _column(grid, column, INPUT, column.get("label"))
    for column in grid.outputs:
        yield column.place, _column(grid, column, OUTPUT, column.get("label") or column.name)
    heads = [_head(column) for column in (*grid.inputs, *grid.outputs)]
    for number, row in enumerate(grid.rows, start=1):
        cells = [*grid.tests(row), *grid.answers(row)]
        facts = {(head, head): cell for head, cell in zip(heads, cells, strict=False) if cell}
        note = text_of(next(iter(row.all("annotationEntry")), None))
        title = f"{number}：{'，'.join(cells)}"
        yield row.place, Thing(word=ROW, name="", facts=facts | ({NOTE: note} if note else {}), title=title)


def _head(column: Element) -> str:
    inner = column.first("inputExpression")
    return column.get("label") or column.name or text_of(inner) or column.id


def _column(grid: Grid, column: Element, word: Words, name: str) -> Thing:
    facts = {
        EXPRESSION: text_of(column.first("inputExpression")),
        TYPE: grid.type_of(column),
        VALUES: grid.allowed(column),
    }
    return Thing(
        word=word, name=name or column.id, facts={label: value for label, value in facts.items() if value}
    )
