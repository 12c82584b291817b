"""An import says of what kind the file is: XML Schema, WSDL or BPMN."""

from __future__ import annotations

from collections.abc import Iterator
from posixpath import dirname, join, normpath

from workflows.engine.checks.data_types import XSD
from workflows.engine.checks.diagram import Diagram
from workflows.engine.checks.element import BPMN
from workflows.engine.checks.rule import Problem, Rule

KINDS = {
    "xsd": frozenset({XSD}),
    "bpmn": frozenset({BPMN}),
    "bpmn2": frozenset({BPMN}),
    "wsdl": frozenset(
        {
            "http://www.w3.org/TR/wsdl20",
            "http://www.w3.org/ns/wsdl",
            "http://schemas.xmlsoap.org/wsdl",
            "http://schemas.xmlsoap.org/wsdl/soap",
        }
    ),
}
"""What a file of each ending is; of WSDL, version 1.1 is let pass beside 2.0, because services are told so."""


def check(diagram: Diagram) -> Iterator[Problem]:
    """Yield each breach of the rule in *diagram*."""
    yield from _elsewhere(diagram)
    for each in diagram.of("import"):
        location, said = each.get("location"), each.get("importType")
        ending = location.partition("?")[0].rpartition(".")[2].lower()
        if ":" not in said:
            yield Problem(each, f"“{said}” is no address of a kind of file.", f"“{said}”不是文件类型的地址。")
        elif ending in KINDS and said.rstrip("/") not in KINDS[ending]:
            yield Problem(
                each,
                f"the file “{location}” is imported as “{said}”.",
                f"文件“{location}”被当作“{said}”导入。",
            )


def _elsewhere(diagram: Diagram) -> Iterator[Problem]:
    """Yield each import of a BPMN file that gives it another namespace than its own."""
    folder = dirname(diagram.file)
    spaces = {normpath(other.file): other.root.get("targetNamespace") for other in diagram.others}
    for each in diagram.of("import"):
        space, said = spaces.get(normpath(join(folder, each.get("location")))), each.get("namespace")
        if space and space != said:
            yield Problem(
                each,
                f"the namespace of “{each.get('location')}” is “{space}”, not “{said}”.",
                f"“{each.get('location')}”的命名空间是“{space}”，不是“{said}”。",
            )


RULE = Rule(
    id="import-type",
    title="An import says of what kind the file is, by the address of XML Schema, WSDL or BPMN.",
    title_zh="导入须写明文件的类型（importType），即 XML Schema、WSDL 或 BPMN 的地址。",
    remedy=(
        "Write http://www.w3.org/2001/XMLSchema for a schema, http://www.w3.org/TR/wsdl20/ for WSDL, "
        "http://www.omg.org/spec/BPMN/20100524/MODEL for BPMN."
    ),
    remedy_zh=(
        "XML Schema 写 http://www.w3.org/2001/XMLSchema，WSDL 写 http://www.w3.org/TR/wsdl20/，"
        "BPMN 写 http://www.omg.org/spec/BPMN/20100524/MODEL。"
    ),
    source="BPMN 2.0.2 §8.2.2 (importType, namespace)",
    check=check,
)
