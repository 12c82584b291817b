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


@pytest.mark.parametrize("encoding", ["ISO-8859-1", "windows-1252", "UTF-16", "gb18030"])
def test_a_file_in_another_encoding_is_read_as_well(encoding: str) -> None:
    """What a tool saved in another known encoding is read, names and all."""
    name = "调解" if encoding in {"UTF-16", "gb18030"} else "Prüfung"
    text = (
        f"<?xml version='1.0' encoding='{encoding}'?><definitions xmlns='http://www.omg.org/spec/BPMN/20100524/MODEL' "
        f"targetNamespace='urn:sample'><process id='p'><task id='t' name='{name}' bogus='1'/></process></definitions>"
    )
    found = check_files({"x.bpmn": text.encode(encoding)})
    assert [(each.rule, each.element, name in each.message) for each in found] == [
        ("schema-attribute-unknown", "t", True)
    ]


def test_the_types_of_a_tools_own_extensions_are_its_own_affair() -> None:
    """An extension that names a type of its own is no fault; the same in BPMN's own elements is one."""
    text = (
        "<definitions xmlns='http://www.omg.org/spec/BPMN/20100524/MODEL' targetNamespace='urn:sample' "
        "xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance' xmlns:own='urn:own'><process id='p'>"
        "<extensionElements><own:scenario xsi:type='own:Scenario'/></extensionElements>{}</process></definitions>"
    )
    plain, wrong = text.format(""), text.format("<task id='t' xsi:type='own:Task'/>")
    assert [check_files({"x.bpmn": plain.encode()}), bool(check_files({"x.bpmn": wrong.encode()}))] == [
        [],
        True,
    ]
