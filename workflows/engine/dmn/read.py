"""Reads a DMN file (1.1 to 1.5) into plain values."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from lxml import etree

from workflows.engine.dmn.model import (
    Boxed,
    Call,
    Choice,
    DecisionNode,
    Each,
    Entries,
    Input,
    Items,
    Lambda,
    Literal,
    Model,
    Output,
    Rows,
    Rule,
    Service,
    Table,
)
from workflows.engine.dmn.types import Item
from workflows.engine.xml import flag, line_of, read_xml
from workflows.errors import RefusedTable

_POLICIES = {
    "U": "UNIQUE", "A": "ANY", "P": "PRIORITY", "F": "FIRST", "C": "COLLECT", "R": "RULE ORDER", "O": "OUTPUT ORDER",
}  # fmt: skip
POLICIES = frozenset(_POLICIES.values())
_AGGREGATIONS = {"", "SUM", "MIN", "MAX", "COUNT"}
MAX_NESTING = 40
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
    """Return the decisions drawn in the file.

    Raises:
        RefusedXml: the file is not safe to read.
        RefusedTable: it is no decision model, or a part of it makes no sense.
    """
    root = read_xml(data, file)
    decisions: dict[str, DecisionNode] = {}
    knowledge: dict[str, DecisionNode] = {}
    for element in root:
        kind = local(element)
        if kind in {"decision", "businessKnowledgeModel"}:
            node = _node(element, file)
            kept = decisions if kind == "decision" else knowledge
            if not node.id or node.id in kept:
                raise refused(element, file, "needs an id of its own", "需要唯一的标识")
            kept[node.id] = node
    if not decisions:
        raise refused(root, file, "holds no decision", "没有决策")
    _no_imports(root, file)
    services = {each.id: each for each in _services(root)}
    for service in services.values():
        if not decisions.keys() >= {*service.outputs, *service.given} or not service.outputs:
            raise refused(
                root,
                file,
                f"has a decision service {service.id!r} without its decisions",
                "缺少决策服务的决策",
            )
    return Model(
        file=file,
        name=root.get("name", ""),
        decisions=decisions,
        knowledge=knowledge,
        services=services,
        types={each.get("name", ""): _item(each, 0) for each in _children(root, "itemDefinition")},
        inputs={_variable(each): _type(each) for each in _children(root, "inputData")},
    )


def _no_imports(root: etree._Element, file: str) -> None:
    """Refuse what leads to another file: a decision is asked with its own file alone."""
    own = root.get("namespace", "")
    for element in root.iter():
        space, sign, _ = element.get("href", "").rpartition("#")
        if sign and space not in {"", own} and local(element).startswith("required"):
            raise refused(
                element,
                file,
                f"leads to {space[:120]!r}, another file; put what it needs into this one",
                f"引用了另一个文件 {space[:120]!r}；请把所需内容放入本文件",
            )


def _item(element: etree._Element, depth: int) -> Item:
    if depth > MAX_NESTING:
        raise refused(element, element.base or "", "is nested too deeply", "嵌套过深")
    return Item(
        type=_typed(element),
        many=flag(element, "isCollection"),
        parts=tuple(
            (each.get("name", ""), _item(each, depth + 1)) for each in _children(element, "itemComponent")
        ),
        allowed=_text(_child(element, "allowedValues")),
        constraint=_text(_child(element, "typeConstraint")),
        function=_child(element, "functionItem") is not None,
    )


def _typed(element: etree._Element | None) -> str:
    """Return the type that an element declares: an attribute, or an element of that name as in an item definition."""
    return "" if element is None else element.get("typeRef", "") or _text(_child(element, "typeRef"))


def _type(element: etree._Element) -> str:
    return _typed(_child(element, "variable"))


def _services(root: etree._Element) -> Iterator[Service]:
    named = {each.get("id", ""): _variable(each) for each in root if local(each) == "inputData"}
    for element in _children(root, "decisionService"):
        data = _required(element, "inputData")
        yield Service(
            id=element.get("id", ""),
            variable=_variable(element),
            outputs=_required(element, "outputDecision"),
            data=tuple(named.get(each, each) for each in data),
            given=_required(element, "inputDecision"),
        )


def _variable(element: etree._Element) -> str:
    variable = _child(element, "variable")
    name = element.get("name", "") or element.get("id", "")
    return (variable.get("name") if variable is not None else None) or name


def local(element: etree._Element) -> str:
    """Return the element's name without its namespace."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _space(element: etree._Element | None) -> str:
    tag = element.tag if element is not None else ""
    return tag.rpartition("}")[0] if isinstance(tag, str) else ""


def _child(element: etree._Element, *names: str) -> etree._Element | None:
    return next((child for child in element if local(child) in names), None)


def _children(element: etree._Element, name: str) -> list[etree._Element]:
    return [child for child in element if local(child) == name]


def _text(element: etree._Element | None) -> str:
    if element is None:
        return ""
    inner = _child(element, "text")
    return ((inner.text if inner is not None else element.text) or "").strip()


def _node(element: etree._Element, file: str) -> DecisionNode:
    name = element.get("name", "") or element.get("id", "")
    logic = _logic(element, file, 0)
    if local(element) == "businessKnowledgeModel":
        body = _child(element, "encapsulatedLogic")
        logic = _function(body, file, 0) if body is not None else None
    return DecisionNode(
        id=element.get("id", ""),
        name=name,
        variable=_variable(element),
        type=_type(element) if local(element) == "decision" else "",
        logic=logic,
        decisions=_required(element, "requiredDecision"),
        knowledge=_required(element, "requiredKnowledge"),
        file=file,
        line=line_of(element),
    )


def _required(element: etree._Element, name: str) -> tuple[str, ...]:
    return tuple(found.get("href", "").rpartition("#")[2] for found in element.iter() if local(found) == name)


def _logic(element: etree._Element, file: str, depth: int) -> Boxed | None:
    if depth > MAX_NESTING:
        raise refused(element, file, "is nested too deeply", "嵌套过深")
    for child in element:
        found = _boxed(child, file, depth + 1)
        if found is not None:
            return found
    return None


def _boxed(element: etree._Element, file: str, depth: int) -> Boxed | None:
    kind = local(element)
    if kind == "decisionTable":
        return _table(element, file)
    if kind == "literalExpression":
        return Literal(text=_text(element))
    if kind == "context":
        entries = _children(element, "contextEntry")
        return Entries(
            entries=tuple(_entry(child, file, depth) for child in entries),
            types=tuple(_type(child) for child in entries),
        )
    if kind == "list":
        return Items(items=tuple(found for child in element if (found := _boxed(child, file, depth + 1))))
    if kind in _READERS:
        return _READERS[kind](element, file, depth)
    if kind in _ITERATORS:
        return _each(element, file, depth)
    if kind and kind not in _BESIDE and _space(element) == _space(element.getparent()):
        raise refused(element, file, "is no expression that is known here", "不是可识别的表达式")
    return None


def _needed(element: etree._Element | None, file: str, depth: int) -> Boxed:
    found = _logic(element, file, depth) if element is not None else None
    return found if found is not None else Literal(text="null")


def _entry(element: etree._Element, file: str, depth: int) -> tuple[str, Boxed]:
    variable = _child(element, "variable")
    return (variable.get("name", "") if variable is not None else ""), _needed(element, file, depth)


def _relation(element: etree._Element, file: str, depth: int) -> Rows:
    columns = tuple(column.get("name", "") for column in _children(element, "column"))
    rows = tuple(
        tuple(found for child in row if (found := _boxed(child, file, depth + 1)))
        for row in _children(element, "row")
    )
    return Rows(columns=columns, rows=rows)


def _call(element: etree._Element, file: str, depth: int) -> Call:
    bindings = []
    for binding in _children(element, "binding"):
        parameter = _child(binding, "parameter")
        name = parameter.get("name", "") if parameter is not None else ""
        bindings.append((name, _needed(binding, file, depth)))
    return Call(function=_text(_child(element, "literalExpression")), bindings=tuple(bindings))


def _function(element: etree._Element, file: str, depth: int) -> Lambda:
    if element.get("kind", "FEEL").rpartition(":")[2] not in {"FEEL", ""}:
        raise refused(element, file, "is not written in FEEL", "不是 FEEL 函数")
    parameters = _children(element, "formalParameter")
    return Lambda(
        parameters=tuple(each.get("name", "") for each in parameters),
        body=_needed(element, file, depth),
        types=tuple(_typed(each) for each in parameters),
        type=_typed(element) if local(element) == "encapsulatedLogic" else "",
    )


def _conditional(element: etree._Element, file: str, depth: int) -> Choice:
    return Choice(
        condition=_needed(_child(element, "if"), file, depth),
        then=_needed(_child(element, "then"), file, depth),
        otherwise=_needed(_child(element, "else"), file, depth),
    )


def _each(element: etree._Element, file: str, depth: int) -> Each:
    kind = local(element)
    return Each(
        kind=kind,
        variable=element.get("iteratorVariable", "") or "item",
        over=_needed(_child(element, "in"), file, depth),
        body=_needed(_child(element, _ITERATORS[kind]), file, depth),
    )


_READERS: Mapping[str, Callable[[etree._Element, str, int], Boxed]] = {
    "relation": _relation,
    "invocation": _call,
    "functionDefinition": _function,
    "conditional": _conditional,
}


# ---- tables ----------------------------------------------------------------------------------


def _table(element: etree._Element, file: str) -> Table:
    policy = element.get("hitPolicy", "UNIQUE").strip().upper()
    policy = _POLICIES.get(policy, policy)
    aggregation = element.get("aggregation", "").strip().upper()
    if policy not in POLICIES or aggregation not in _AGGREGATIONS:
        raise refused(
            element, file, f"has the unknown hit policy {policy} {aggregation}", f"命中策略 {policy} 未知"
        )
    inputs = tuple(_input(child) for child in _children(element, "input"))
    outputs = tuple(_output(child) for child in _children(element, "output"))
    if not outputs:
        raise refused(element, file, "has no output column", "没有输出列")
    rules = tuple(
        _rule(child, number, len(inputs), len(outputs), file)
        for number, child in enumerate(_children(element, "rule"), start=1)
    )
    return Table(policy=policy, aggregation=aggregation, inputs=inputs, outputs=outputs, rules=rules)


def _input(element: etree._Element) -> Input:
    expression = _child(element, "inputExpression")
    text = _text(expression)
    kind = expression.get("typeRef", "") if expression is not None else ""
    return Input(
        label=element.get("label", "") or text,
        text=text or element.get("label", ""),
        type=kind.rpartition(":")[2],
        allowed=_text(_child(element, "inputValues")),
    )


def _output(element: etree._Element) -> Output:
    return Output(
        name=element.get("name", "") or element.get("label", ""),
        label=element.get("label", ""),
        type=element.get("typeRef", "").rpartition(":")[2],
        allowed=_text(_child(element, "outputValues")),
        default=_text(_child(element, "defaultOutputEntry")),
    )


def _rule(element: etree._Element, number: int, inputs: int, outputs: int, file: str) -> Rule:
    tests = tuple(_text(child) for child in _children(element, "inputEntry"))
    answers = tuple(_text(child) for child in _children(element, "outputEntry"))
    if len(tests) != inputs or len(answers) != outputs:
        raise refused(
            element,
            file,
            f"has {len(tests)} tests and {len(answers)} answers for {inputs} inputs and {outputs} outputs",
            f"有 {len(tests)} 个条件和 {len(answers)} 个结果，与 {inputs} 个输入列和 {outputs} 个输出列不符",
        )
    return Rule(id=element.get("id", "") or str(number), tests=tests, answers=answers, line=line_of(element))


def refused(element: etree._Element, file: str, why: str, why_zh: str) -> RefusedTable:
    """Return the refusal that names the element."""
    line, kind, ident = line_of(element), local(element), element.get("id", "")[:80]
    return RefusedTable(
        f"The {kind} {ident!r} in {file} line {line} {why}; correct it.",
        zh=f"{file} 第 {line} 行的 {kind} {ident!r} {why_zh}；请更正。",
        file=file,
        element=ident,
        line=line,
    )
