"""Decision tables as sets: overlaps, gaps and hidden rows are found exactly where they are."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from workflows.engine.checks.cells import gap, hidden, overlapping, sets_of
from workflows.engine.checks.element import read_element
from workflows.engine.checks.table_file import Grid
from workflows.feel import evaluate_unary

CELL = st.one_of(
    st.just("-"),
    st.builds(lambda op, n: f"{op} {n}", st.sampled_from(["<", "<=", ">", ">="]), st.integers(0, 6)),
    st.builds(lambda a, b: f"[{a}..{b})", st.integers(0, 6), st.integers(0, 6)),
    st.builds(lambda a, b: f"{a}, {b}", st.integers(0, 6), st.integers(0, 6)),
    st.builds(lambda n: f"not({n})", st.integers(0, 6)),
)
TABLE = st.lists(st.tuples(CELL, CELL), min_size=1, max_size=5)
VALUES = [Decimal(n) / 2 for n in range(-1, 15)]


def grid(rows: list[tuple[str, str]]) -> Grid:
    """Return a table of two numbers with these rows."""
    table = etree.Element("{https://www.omg.org/spec/DMN/20191111/MODEL/}decisionTable")
    space = "{https://www.omg.org/spec/DMN/20191111/MODEL/}"
    for _ in range(2):
        etree.SubElement(table, f"{space}input")
    for row in rows:
        rule = etree.SubElement(table, f"{space}rule")
        for cell in row:
            entry = etree.SubElement(rule, f"{space}inputEntry")
            etree.SubElement(entry, f"{space}text").text = cell
    return Grid(read_element(table))


def takes(row: tuple[str, str], values: tuple[Decimal, Decimal]) -> bool:
    """Return whether FEEL says that *row* takes *values*."""
    return all(
        cell == "-" or evaluate_unary(cell, value, {}) is True
        for cell, value in zip(row, values, strict=True)
    )


@given(TABLE)
def test_overlap_and_hiding_agree_with_feel(rows: list[tuple[str, str]]) -> None:
    """Two rows overlap exactly where FEEL finds values that both take; one hides another where it takes all of its."""
    points = [(one, two) for one in VALUES for two in VALUES]
    taken = [{point for point in points if takes(row, point)} for row in rows]
    pairs = [(one, two) for two in range(len(rows)) for one in range(two)]
    sets = sets_of(grid(rows))
    assert set(overlapping(sets)) == {(one, two) for one, two in pairs if taken[one] & taken[two]}
    covered = {two for one, two in pairs if taken[two] and taken[two] <= taken[one]}
    assert {two for _, two in hidden(sets) if taken[two]} == covered


@given(TABLE)
def test_gap_agrees_with_feel(rows: list[tuple[str, str]]) -> None:
    """A table has a gap exactly where FEEL finds values that no row takes."""
    points = [(one, two) for one in VALUES for two in VALUES]
    missed = any(not any(takes(row, point) for row in rows) for point in points)
    assert (gap(sets_of(grid(rows))) is not None) == missed


def test_gap_is_told_in_words() -> None:
    """The value that is missing is told as a designer would say it."""
    assert gap(sets_of(grid([("< 100", "-"), ("> 100", "-")]))) == (("100", "100"), ("any value", "任何值"))
