"""A cell that is one bare word is a text without its quotes: nothing has that name, so the row never answers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from workflows.domain.finding import Profile
from workflows.engine.checks.feel_fault import feel_fault
from workflows.engine.checks.rule import Problem, Rule
from workflows.engine.checks.table_file import TableFile
from workflows.feel import compile  # noqa: A004
from workflows.feel.nodes import Name, UnaryTests


def check(subject: TableFile) -> Iterator[Problem]:
    """Yield each breach of the rule in *subject*; what the file itself names may stand bare."""
    named = {each.get("name") for each in subject.elements} | {"case"}
    for grid in subject.tables:
        for number, row in enumerate(grid.rows, start=1):
            tests = [(each, True) for each in grid.tests(row)]
            answers = [(each, False) for each in grid.answers(row)]
            for word in _bare(subject, tests + answers):
                if word not in named:
                    yield Problem(
                        row,
                        f"row {number}: nothing is called “{word}”.",
                        f"第 {number} 行：没有叫“{word}”的内容。",
                    )


def _bare(subject: TableFile, cells: Sequence[tuple[str, bool]]) -> Iterator[str]:
    """Yield the bare words among the cells of a row, each with whether it is a test."""
    for text, unary in cells:
        if text in ("", "-") or feel_fault(text, unary=unary, types=subject.types) is not None:
            continue
        tree = compile(text, unary=unary, types=subject.types).tree
        for part in tree.tests if isinstance(tree, UnaryTests) else (tree,):
            if isinstance(part, Name):
                yield part.name


RULE = Rule(
    id="dmn-known-name",
    title="A cell of a procedure's decision table is no bare word: a text stands in quotes.",
    title_zh="程序的决策表，单元格中的文字要加引号；不加引号的词没有所指，该行永远不会命中。",
    remedy='Put texts in double quotes, such as "online"; fields of the case begin with case.',
    remedy_zh='文字请加英文双引号，如 "online"；案件的字段以 case. 开头。',
    source="Hewei; DMN 1.5 §10.3 (FEEL)",
    check=check,
    level=Profile.HOUSE,
)
