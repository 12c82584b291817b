"""The language, case by case: each line of cases/*.txt is an expression and what it gives."""

from __future__ import annotations

import json

import pytest

from tests.unit.feel.cases import CASES, CONTEXT, UNARY_CASES, UnaryCase, render
from workflows import feel
from workflows.errors import HeweiError


@pytest.mark.parametrize("topic", sorted({case.topic for case in CASES}))
def test_an_expression_gives_the_value_written_beside_it(topic: str) -> None:
    """Every expression of the case files gives exactly the value that stands after its arrow."""
    written = {case.source: case.expected for case in CASES if case.topic == topic}
    assert {source: given(source) for source in written} == written


def given(source: str) -> str:
    """What an expression gives; a refusal is told in its place, so that it hides no other expression."""
    try:
        return render(feel.evaluate(source, CONTEXT))
    except HeweiError as refusal:
        return f"refused: {refusal}"


def test_no_expression_is_written_twice() -> None:
    """Each expression of the case files stands there once, with one value."""
    assert len({case.source for case in CASES}) == len(CASES)


@pytest.mark.parametrize("case", UNARY_CASES, ids=lambda case: f"{case.value} | {case.tests}")
def test_a_decision_cell_answers_as_written_beside_it(case: UnaryCase) -> None:
    """Every cell of the case files answers true, false or null for its value as written."""
    value = feel.evaluate(case.value, CONTEXT)
    cell = feel.compile(case.tests, unary=True, names=CONTEXT)
    assert render(cell.evaluate({**CONTEXT, "?": value})) == case.expected
    assert cell.test(value, CONTEXT) is (case.expected == "true")


def test_the_context_is_left_as_it_was() -> None:
    """No expression of the case files changes the data it is given."""
    before = json.dumps(CONTEXT)
    for case in CASES:
        feel.evaluate(case.source, CONTEXT)
    assert json.dumps(CONTEXT) == before
