"""Diagrams that break one rule each, and diagrams in the manner of many tools that break none."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import pytest
import yaml

from tests.unit.engine.checks.corpus.drawing import drawn
from workflows.domain.finding import Severity
from workflows.engine.checks import check_files

MARKS = (
    'xmlns:drools="http://www.jboss.org/drools" xmlns:camunda="http://camunda.org/schema/1.0/bpmn" '
    'exporter="Yaoqiang; org.eclipse.bpmn2; Trisotech"'
)
"""The marks of every tool to which something is forgiven."""
FORGIVEN = {
    "answer-of-an-operation-that-gives-none": "jBPM",
    "called-nowhere": "it may lie in another file",
    "choreography-task-that-nothing-leads-to": "it begins with its choreography",
    "collection-of-an-item-that-is-none": "Eclipse and Trisotech",
    "cron-where-nobody-runs-it": "Camunda, Activiti and Flowable run cron",
    "data-false-item-true": "a tool left isCollection away",
    "data-true-item-none": "a tool left isCollection away",
    "edge-source-model": "Yaoqiang and its descendants name what a line joins",
    "edge-target-model": "Yaoqiang and its descendants name what a line joins",
    "date-as-duration": "Camunda, Activiti and jBPM take a duration anywhere",
    "error-nowhere": "the code of an error, Camunda",
    "global-script-language": "the bare name of a language",
    "language-of-a-condition-no-uri": "the bare name of a language",
    "service-task-with-two-outputs": "jBPM",
    "shape-element-nowhere": "jBPM leaves shapes behind",
    "start-output-in-no-set": "jBPM writes no sets at events",
    "sub-mi-single-object": "a tool left isCollection away",
    "sub-process-leads-nowhere": "it ends its way",
    "sub-process-unreached": "it begins with its process",
    "task-leads-nowhere": "it ends its way",
    "task-mi-single-input": "a tool left isCollection away",
    "task-nobody-leads-to": "it begins with its process",
}
"""What breaks a rule and is forgiven, and to whom; everything else is refused whatever marks a file bears."""

CORPUS = Path(__file__).parent / "corpus"
BAD = sorted(CORPUS.glob("bad-*.yaml"))
GOOD = sorted(CORPUS.glob("good-*.yaml"))


@cache
def _rows(path: Path) -> list[dict[str, str]]:
    rows: list[dict[str, str]] = yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader)
    return rows


def _refused(row: Mapping[str, str], *, executable: bool, marks: str = "") -> set[str]:
    """Return the rules that refuse the diagram of *row*, when it bears these *marks*."""
    data = re.sub(
        rb"(?<=definitions)(?=\s)", f" {marks}".encode(), drawn(row, executable=executable), count=1
    )
    found = check_files({"x.bpmn": data})
    return {each.rule for each in found if each.severity is Severity.ERROR}


@pytest.mark.parametrize("executable", [False, True], ids=["documented", "executable"])
@pytest.mark.parametrize("path", BAD, ids=lambda path: path.stem)
def test_what_breaks_a_rule_of_the_specification_is_refused_by_its_name(path: Path, executable: bool) -> None:
    """A diagram that breaks one rule of BPMN 2.0.2 is refused, and the rule it breaks is named."""
    told = {row["id"]: row["finds"] for row in _rows(path)}
    found = {row["id"]: _refused(row, executable=executable) for row in _rows(path)}
    assert {name: rule if rule in found[name] else sorted(found[name]) for name, rule in told.items()} == told


@pytest.mark.parametrize("path", BAD, ids=lambda path: path.stem)
def test_the_mark_of_a_tool_opens_what_that_tool_is_known_to_write_and_nothing_else(path: Path) -> None:
    """A diagram that breaks a rule is refused under the marks of all known tools, but for the few that are named."""
    passed = {row["id"] for row in _rows(path) if not _refused(row, executable=True, marks=MARKS)}
    assert passed == FORGIVEN.keys() & {row["id"] for row in _rows(path)}


@pytest.mark.parametrize("path", GOOD, ids=lambda path: path.stem)
def test_what_other_tools_draw_is_not_refused(path: Path) -> None:
    """A diagram that keeps to BPMN 2.0.2 is not refused, whatever tool drew it and however little it says."""
    assert {row["id"]: _refused(row, executable=False) for row in _rows(path)} == {
        row["id"]: set() for row in _rows(path)
    }


def test_the_set_is_as_large_as_it_says() -> None:
    """There are more than four hundred diagrams to refuse and ninety to let pass, each with a name of its own."""
    names = [row["id"] for path in (*BAD, *GOOD) for row in _rows(path)]
    counted = {
        kind: sum(len(_rows(path)) for path in paths) for kind, paths in (("bad", BAD), ("good", GOOD))
    }
    assert (counted["bad"] > 400, counted["good"] > 90, len(set(names)) == len(names)) == (True, True, True)
