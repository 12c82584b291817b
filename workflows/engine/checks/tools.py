"""The tools that save diagrams, told by their marks: what one of them is known to write is forgiven to it alone."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum


class Tool(StrEnum):
    """A tool, or a family of tools that read and write the same."""

    ACTIVITI = "activiti"
    ECLIPSE = "eclipse"
    JBPM = "jbpm"
    TRISOTECH = "trisotech"
    YAOQIANG = "yaoqiang"


_MARKS: dict[Tool, tuple[str, ...]] = {
    Tool.ACTIVITI: ("activiti.org", "camunda.org", "flowable.org", "camunda modeler"),
    Tool.ECLIPSE: ("org.eclipse.bpmn2",),
    Tool.JBPM: ("jboss.org", "jbpm"),
    Tool.TRISOTECH: ("trisotech",),
    Tool.YAOQIANG: ("yaoqiang", "bpmn.sourceforge.net"),
}
"""What stands in the namespaces or the exporter's name of a file that the tool saved."""


def tools_of(exporter: str, spaces: Iterable[str]) -> frozenset[Tool]:
    """Return the tools whose marks a file bears that names its *exporter* and declares these *spaces*."""
    said = [each.lower() for each in (exporter, *spaces)]
    return frozenset(
        tool for tool, marks in _MARKS.items() if any(mark in each for mark in marks for each in said)
    )
