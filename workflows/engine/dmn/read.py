"""Reads a DMN file (1.1 to 1.5) into plain values."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from lxml import etree

from workflows.engine.dmn.model import (
    Boxed,
    Call,
    Choice,
    DecisionNode,
    Each,
    Entries,
    Import,
    Items,
    Lambda,
    Literal,
    Model,
    Rows,
    Service,
    Typed,
)
from workflows.engine.dmn.parts import (
    children,
    first,
    local,
    refused,
    space_of,
    text_of,
    type_of,
    typed,
    variable_of,
)
from workflows.engine.dmn.read_table import read_table
from workflows.engine.dmn.types import Item
from workflows.engine.xml import flag, line_of, read_xml

MAX_NESTING = 40
_LANGUAGES = ("feel", "juel")
"""FEEL and S-FEEL under the names of all versions, and what stands in ``${}``, which is put into FEEL."""
_ITERATORS = {"for": "return", "some": "satisfies", "every": "satisfies", "filter": "match"}
_BESIDE = frozenset(
    [
        "allowedAnswers",
        "authorityRequirement",
        "decisionMaker",
        "decisionOwner",
        "description",
        "encapsulatedLogic",
        "extensionElements",
        "formalParameter",
        "impactedPerformanceIndicator",
        "informationRequirement",
        "knowledgeRequirement",
        "parameter",
        "question",
        "supportedObjective",
        "usingProcess",
        "usingTask",
        "variable",
    ]
)
"""What may stand beside an expression and is none."""


def read_model(data: bytes, file: str) -> Model:
    """Return the decisions drawn in the file; what they require of other files is joined to them later.

    Raises:
        RefusedXml: the file is not safe to read.
        RefusedTable: it is no decision model, or a part of it makes no sense.
    """
    root = read_xml(data, file)
    _in_feel(root, file)
    imports = tuple(_imports(root))
    model = Model(
        file=file,
        name=root.get("name", ""),
        namespace=root.get("namespace", "").rstrip("/"),
        imports=imports,
        decisions=_nodes(root, "decision", file),
        knowledge=_nodes(root, "businessKnowledgeModel", file),
        services={
            each.id: each for each in _services(root, file) if each.outputs
        },  # one without answers nothing
        types={each.get("name", ""): _item(each, 0) for each in children(root, "itemDefinition")},
        inputs={variable_of(each): type_of(each) for each in children(root, "inputData")},
    )
    if not (model.decisions or model.knowledge or model.types or model.inputs or imports):
        raise refused(root, file, "holds no decision", "没有决策")
    return model


def _in_feel(root: etree._Element, file: str) -> None:
    """Refuse what says that it is written in another language: read as FEEL it might mean something else."""
    for element in root.iter():
        said = element.get("expressionLanguage", "").lower()
        if said and not any(known in said for known in _LANGUAGES):
            raise refused(
                element,
                file,
                f"is written in {said[:80]!r} and not in FEEL",
                f"使用的是 {said[:80]!r} 而不是 FEEL",
            )


def _nodes(root: etree._Element, kind: str, file: str) -> dict[str, DecisionNode]:
    found: dict[str, DecisionNode] = {}
    for element in children(root, kind):
        node = _node(element, file)
        if not node.id or node.id in found:
            raise refused(element, file, "needs an id of its own", "需要唯一的标识")
        found[node.id] = node
    return found


def _imports(root: etree._Element) -> Iterator[Import]:
    """Yield the decision models that are imported; types and models of other languages are not asked."""
    for element in children(root, "import"):
        if "DMN" in element.get("importType", "").upper():
            yield Import(name=element.get("name", ""), namespace=element.get("namespace", "").rstrip("/"))


def _item(element: etree._Element, depth: int) -> Item:
    if depth > MAX_NESTING:
        raise refused(element, element.base or "", "is nested too deeply", "嵌套过深")
    return Item(
        type=typed(element),
        many=flag(element, "isCollection"),
        parts=tuple(
            (each.get("name", ""), _item(each, depth + 1)) for each in children(element, "itemComponent")
        ),
        allowed=text_of(first(element, "allowedValues")),
        constraint=text_of(first(element, "typeConstraint")),
        function=(gives := first(element, "functionItem")) is not None,
        gives=gives.get("outputTypeRef", "") if gives is not None else "",
        takes=tuple(
            (each.get("name", ""), typed(each))
            for each in (children(gives, "parameters") if gives is not None else ())
        ),
    )


def _services(root: etree._Element, file: str) -> Iterator[Service]:
    named = {each.get("id", ""): variable_of(each) for each in root if local(each) == "inputData"}
    for element in children(root, "decisionService"):
        data = _required(element, "inputData")
        yield Service(
            id=element.get("id", ""),
            name=element.get("name", ""),
            variable=variable_of(element),
            outputs=_required(element, "outputDecision"),
            data=tuple(named.get(each, each) for each in data),
            given=_required(element, "inputDecision"),
            type=type_of(element),
            file=file,
        )


def _required(element: etree._Element, name: str) -> tuple[str, ...]:
    """Return what is required: an id, after its namespace and `#` where that is another file's."""
    own = element.getroottree().getroot().get("namespace", "").rstrip("/")
    found = (each.get("href", "").rpartition("#") for each in element.iter() if local(each) == name)
    places = ((space.rstrip("/"), ident) for space, _, ident in found)
    return tuple(ident if space in {"", own} else f"{space}#{ident}" for space, ident in places)


def _node(element: etree._Element, file: str) -> DecisionNode:
    name = element.get("name", "") or element.get("id", "")
    logic = _logic(element, file, 0)
    if local(element) == "businessKnowledgeModel":
        body = first(element, "encapsulatedLogic")
        made = _function(body, file, 0) if body is not None else None
        logic = replace(made, gives=(*made.gives, type_of(element))) if made is not None else None
    return DecisionNode(
        id=element.get("id", "") or name,
        name=name,
        variable=variable_of(element),
        type=type_of(element) if local(element) == "decision" else "",
        logic=logic,
        decisions=_required(element, "requiredDecision"),
        knowledge=_required(element, "requiredKnowledge"),
        file=file,
        line=line_of(element),
    )


def _logic(element: etree._Element, file: str, depth: int) -> Boxed | None:
    if depth > MAX_NESTING:
        raise refused(element, file, "is nested too deeply", "嵌套过深")
    for child in element:
        found = _boxed(child, file, depth + 1)
        if found is not None:
            return found
    return None


def _boxed(element: etree._Element, file: str, depth: int) -> Boxed | None:
    """Return the expression drawn in the element, with the type that it declares; tables and functions keep theirs."""
    kind, ref = local(element), typed(element)
    if kind == "decisionTable":
        return read_table(element, file)
    found = _untyped(element, file, depth)
    return (
        Typed(type=ref, body=found) if ref and found is not None and kind != "functionDefinition" else found
    )


def _untyped(element: etree._Element, file: str, depth: int) -> Boxed | None:
    kind = local(element)
    if kind == "literalExpression":
        return Literal(text=text_of(element))
    if kind == "context":
        return Entries(
            entries=tuple(_entry(child, file, depth) for child in children(element, "contextEntry"))
        )
    if kind == "list":
        return Items(items=tuple(found for child in element if (found := _boxed(child, file, depth + 1))))
    if kind in _READERS:
        return _READERS[kind](element, file, depth)
    if kind in _ITERATORS:
        return _each(element, file, depth)
    if kind and kind not in _BESIDE and space_of(element) == space_of(element.getparent()):
        raise refused(element, file, "is no expression that is known here", "不是可识别的表达式")
    return None


def _as(ref: str, boxed: Boxed) -> Boxed:
    """Return an expression whose value becomes the type that its place declares."""
    return Typed(type=ref, body=boxed) if ref else boxed


def _needed(element: etree._Element | None, file: str, depth: int) -> Boxed:
    found = _logic(element, file, depth) if element is not None else None
    return found if found is not None else Literal(text="null")


def _entry(element: etree._Element, file: str, depth: int) -> tuple[str, Boxed]:
    variable = first(element, "variable")
    name = variable.get("name", "") if variable is not None else ""
    return name, _as(type_of(element), _needed(element, file, depth))


def _relation(element: etree._Element, file: str, depth: int) -> Rows:
    columns = children(element, "column")
    refs = [typed(column) for column in columns]
    rows = (
        [found for child in row if (found := _boxed(child, file, depth + 1))]
        for row in children(element, "row")
    )
    return Rows(
        columns=tuple(column.get("name", "") for column in columns),
        rows=tuple(tuple(map(_as, refs, row)) for row in rows),
    )


def _call(element: etree._Element, file: str, depth: int) -> Call:
    bindings = []
    for binding in children(element, "binding"):
        parameter = first(binding, "parameter")
        name = parameter.get("name", "") if parameter is not None else ""
        bindings.append((name, _as(typed(parameter), _needed(binding, file, depth))))
    return Call(function=text_of(first(element, "literalExpression")), bindings=tuple(bindings))


def _function(element: etree._Element, file: str, depth: int) -> Lambda:
    if element.get("kind", "FEEL").rpartition(":")[2] not in {"FEEL", ""}:
        raise refused(element, file, "is not written in FEEL", "不是 FEEL 函数")
    parameters = children(element, "formalParameter")
    return Lambda(
        parameters=tuple(each.get("name", "") for each in parameters),
        body=_needed(element, file, depth),
        types=tuple(typed(each) for each in parameters),
        gives=(typed(element),),
    )


def _conditional(element: etree._Element, file: str, depth: int) -> Choice:
    return Choice(
        condition=_needed(first(element, "if"), file, depth),
        then=_needed(first(element, "then"), file, depth),
        otherwise=_needed(first(element, "else"), file, depth),
    )


def _each(element: etree._Element, file: str, depth: int) -> Each:
    kind = local(element)
    return Each(
        kind=kind,
        variable=element.get("iteratorVariable", "") or "item",
        over=_needed(first(element, "in"), file, depth),
        body=_needed(first(element, _ITERATORS[kind]), file, depth),
    )


_READERS: Mapping[str, Callable[[etree._Element, str, int], Boxed]] = {
    "relation": _relation,
    "invocation": _call,
    "functionDefinition": _function,
    "conditional": _conditional,
}
