"""Who reaches what: every route, every role, cases near and far."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.data_tools.access import PAGE, READS, RELATIONS, Matrix, measure, written


@pytest.fixture(scope="module")
def matrix() -> Matrix:
    """What the program answers now."""
    return measure()


def test_nobody_comes_near_a_case_that_is_not_theirs(matrix: Matrix) -> None:
    """A foreign number answers like an unknown one on every route, and no page, list or report shows its case."""
    assert matrix.leaks == []


def test_nothing_breaks_for_those_who_may(matrix: Matrix) -> None:
    """No route answers with a fault, whoever asks."""
    assert matrix.broken == []


def test_the_matrix_has_a_row_for_every_role_and_place(matrix: Matrix) -> None:
    """The question is put for each role, and for those who may at all about a case in each of the five places."""
    asked = {(each.role, each.relation) for each in matrix.answers if each.path == "/cases/{case_id}"}
    assert {relation for role, relation in asked if role == "chair"} == set(RELATIONS)
    found = {
        (each.role, each.relation)
        for each, status in matrix.answers.items()
        if each.path == "/api/cases/{case_id}" and status == 200
    }
    assert found == {(role, relation) for role, relations in READS.items() for relation in relations}


def test_the_page_of_the_matrix_is_true(matrix: Matrix) -> None:
    """What docs/access.md says of a route is what the program does; `python -m tests.data_tools.access` writes it."""
    now = dict(rows(written(matrix)))
    said = {route: row for route, row in rows(PAGE.read_text("utf-8")) if route in now}
    assert len(said) > 150
    assert said == {route: now[route] for route in said}


def rows(page: str) -> Iterator[tuple[str, str]]:
    """Yield each route of the page with its row."""
    for line in page.splitlines():
        if line.startswith("| `"):
            yield line.split("`")[1], line
