"""Diagrams in the style of other tools pass: their extensions, colours and ways of drawing are no mistakes."""

from __future__ import annotations

from pathlib import Path

import pytest

from workflows.domain.finding import Severity
from workflows.engine.checks import check_files

EXPORTS = sorted((Path(__file__).parent / "exports").glob("*.bpmn"))


@pytest.mark.parametrize("path", EXPORTS, ids=lambda path: path.stem)
def test_export_of_another_tool_passes(path: Path) -> None:
    """What another tool saved is not refused for its extensions, drawings, pools, data or notes."""
    found = check_files({path.name: path.read_bytes()})
    assert [each for each in found if each.severity is Severity.ERROR] == []


def test_there_are_exports() -> None:
    """The set of foreign diagrams is not empty."""
    assert len(EXPORTS) >= 14
