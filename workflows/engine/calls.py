"""What a diagram calls: procedures, tables and papers, read without running it."""

from __future__ import annotations

from workflows.engine.drawing.definitions import BPMN, SPIFF, local, vendor
from workflows.engine.drawing.foreign import called, is_computed, zeebe
from workflows.engine.drawing.read import GLOBAL
from workflows.engine.xml import read_xml

PAPER = "document"
QUOTES = ('"', "'")


def processes(diagram: bytes) -> list[str]:
    """Return the ids of the processes in *diagram*, in their order.

    Raises:
        RefusedXml: the file is not a diagram that may be read.
    """
    root = read_xml(diagram, "diagram.bpmn")
    return [each.get("id", "") for each in root if local(each) == "process"]


def calls(diagram: bytes) -> tuple[frozenset[str], frozenset[str]]:
    """Return (ids of called procedures, ids of decisions) named in *diagram*; left out is what it holds itself.

    What a tool would compute names nothing yet, and is refused when the diagram is read to be run.

    Raises:
        RefusedXml: the file is not a diagram that may be read.
    """
    root = read_xml(diagram, "diagram.bpmn")
    own = {each.get("id", "") for each in root if local(each) == "process" or local(each) in GLOBAL}
    names = {called(each) for each in root.iter(f"{BPMN}callActivity")}
    tables = {(each.text or "").strip() for each in root.iter(f"{SPIFF}calledDecisionId")}
    for each in root.iter(f"{BPMN}businessRuleTask"):
        tables |= {vendor(each, "decisionRef"), zeebe(each, "calledDecision", "decisionId")}
    names = {each for each in names - own if not is_computed(each)}
    return frozenset(filter(None, names)), frozenset(filter(None, tables))


def papers(diagram: bytes) -> frozenset[str]:
    """Return the ids of the papers that steps make when they are done, and machine steps by a name in quotes.

    Raises:
        RefusedXml: the file is not a diagram that may be read.
    """
    root = read_xml(diagram, "diagram.bpmn")
    said = [
        each.get("value") or each.text or ""
        for each in root.iter(f"{SPIFF}property")
        if each.get("name") == PAPER
    ]
    told = [
        each.get("value", "").strip() for each in root.iter(f"{SPIFF}parameter") if each.get("id") == PAPER
    ]
    quoted = [each[1:-1] for each in told if each[:1] == each[-1:] and each[:1] in QUOTES]
    return frozenset(name for each in (*said, *quoted) for name in each.replace(",", " ").split())
