"""What a diagram calls: the procedures it calls and the tables it asks, read without running it."""

from __future__ import annotations

from workflows.engine.xml import read_xml

BPMN = "{http://www.omg.org/spec/BPMN/20100524/MODEL}"
SPIFF = "{http://spiffworkflow.org/bpmn/schema/1.0/core}"


def calls(diagram: bytes) -> tuple[frozenset[str], frozenset[str]]:
    """Return (ids of called procedures, ids of decisions) named in *diagram*, without those it holds itself.

    Raises:
        RefusedXml: the file is not a diagram that may be read.
    """
    root = read_xml(diagram, "diagram.bpmn")
    own = {process.get("id") for process in root.iter(f"{BPMN}process")}
    called = {each.get("calledElement") for each in root.iter(f"{BPMN}callActivity")}
    tables = {(each.text or "").strip() for each in root.iter(f"{SPIFF}calledDecisionId")}
    return frozenset(filter(None, called - own)), frozenset(filter(None, tables))
