"""Draws the diagrams of the corpus: a few words of flow, the elements that matter, the rest by the first letter."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import pairwise
from xml.sax.saxutils import escape

HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?><definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" '
    'xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" '
    'xmlns:di="http://www.omg.org/spec/DD/20100524/DI" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
    'xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns:tns="urn:drawn" id="file" targetNamespace="urn:drawn">'
)
LETTERS = {
    "s": '<startEvent id="{0}" name="{0}"/>',
    "e": '<endEvent id="{0}" name="{0}"/>',
    "T": '<task id="{0}" name="{0}"/>',
    "U": '<userTask id="{0}" name="{0}"/>',
    "X": '<exclusiveGateway id="{0}" name="{0}"/>',
    "P": '<parallelGateway id="{0}"/>',
    "O": '<inclusiveGateway id="{0}" name="{0}"/>',
    "C": '<complexGateway id="{0}" name="{0}"/>',
    "G": '<eventBasedGateway id="{0}" name="{0}"/>',
    "W": '<intermediateCatchEvent id="{0}" name="{0}"><timerEventDefinition>'
    "<timeDuration>P1D</timeDuration></timerEventDefinition></intermediateCatchEvent>",
    "R": '<receiveTask id="{0}" name="{0}"/>',
    "N": '<intermediateThrowEvent id="{0}" name="{0}"/>',
}
ARTIFACT = re.compile(r"<(textAnnotation|association|group)\b(?:[^>]*/>|.*?</\1>)")


def body(nodes: str, flow: str, seen: str = "") -> str:
    """Return the *nodes*, those that only the *flow* names, and the flows themselves."""
    artifacts = "".join(each.group() for each in ARTIFACT.finditer(nodes))
    made, flows, known = ARTIFACT.sub("", nodes), "", nodes + seen
    for chain in filter(None, (part.strip() for part in flow.split(";"))):
        ends, _, told = chain.partition(" : ")
        ids = [each.strip() for each in ends.split(">")]
        for each in ids:
            if not re.search(rf'\bid="{each}"', known):
                made += LETTERS[each[0]].format(each)
                known += made
        for source, target in pairwise(ids):
            flows += _flow(source, target, told)
    return made + flows + artifacts


def _flow(source: str, target: str, told: str) -> str:
    ident = f"f_{source}_{target}"
    when = (
        f'<conditionExpression xsi:type="tFormalExpression">{escape(told)}</conditionExpression>'
        if told
        else ""
    )
    return f'<sequenceFlow id="{ident}" sourceRef="{source}" targetRef="{target}">{when}</sequenceFlow>'


def drawn(row: Mapping[str, str], *, executable: bool = False) -> bytes:
    """Return the file of one row: `file` as it stands, `root` alone, or a process `p` with what lies around it."""
    if "file" in row:
        return row["file"].encode()
    if "only" in row:
        return f"{HEAD}{row['only']}</definitions>".encode()
    told = row.get("process", "")
    if executable and "isExecutable" not in told:
        told += ' isExecutable="true"'
    inner = row.get("first", "") + body(
        row.get("nodes", ""), row.get("flow", "s > T1 > e"), row.get("first", "")
    )
    return (
        f'{HEAD}{row.get("root", "")}<process id="p" {told}>{inner}</process>{row.get("after", "")}</definitions>'
    ).encode()
