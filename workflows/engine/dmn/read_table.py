"""Reads a decision table: its hit policy, columns and rows."""

from __future__ import annotations

from lxml import etree

from workflows.engine.dmn.model import Input, Output, Rule, Table
from workflows.engine.dmn.parts import children, first, refused, text_of, typed
from workflows.engine.xml import line_of

_POLICIES = {
    "U": "UNIQUE", "A": "ANY", "P": "PRIORITY", "F": "FIRST", "C": "COLLECT", "R": "RULE ORDER", "O": "OUTPUT ORDER",
}  # fmt: skip
_AGGREGATIONS = {"", "SUM", "MIN", "MAX", "COUNT"}


def read_table(element: etree._Element, file: str) -> Table:
    """Return the decision table drawn in the element.

    Raises:
        RefusedTable: its hit policy is unknown, it has no output, or a row has not a cell for each column.
    """
    policy = element.get("hitPolicy", "UNIQUE").strip().upper()
    policy = _POLICIES.get(policy, policy)
    aggregation = element.get("aggregation", "").strip().upper()
    if policy not in _POLICIES.values() or aggregation not in _AGGREGATIONS:
        raise refused(
            element, file, f"has the unknown hit policy {policy} {aggregation}", f"命中规则 {policy} 未知"
        )
    inputs = tuple(_input(child) for child in children(element, "input"))
    outputs = tuple(_output(child) for child in children(element, "output"))
    if not outputs:
        raise refused(element, file, "has no output column", "没有输出列")
    rules = tuple(
        _rule(child, number, len(inputs), len(outputs), file)
        for number, child in enumerate(children(element, "rule"), start=1)
    )
    return Table(
        policy=policy,
        aggregation=aggregation,
        inputs=inputs,
        outputs=outputs,
        rules=rules,
        type=typed(element),
    )


def _input(element: etree._Element) -> Input:
    expression = first(element, "inputExpression")
    text = text_of(expression)
    kind = expression.get("typeRef", "") if expression is not None else ""
    return Input(
        label=element.get("label", "") or text,
        text=text or element.get("label", ""),
        type=kind.rpartition(":")[2],
        allowed=_allowed(element, "inputValues"),
    )


def _allowed(element: etree._Element, name: str) -> str:
    """Return the tests that the values of a column pass; nothing where any value does."""
    found = text_of(first(element, name))
    return "" if found == "-" else found


def _output(element: etree._Element) -> Output:
    return Output(
        name=element.get("name", "") or element.get("label", ""),
        label=element.get("label", ""),
        type=typed(element),
        allowed=_allowed(element, "outputValues"),
        default=text_of(first(element, "defaultOutputEntry")),
    )


def _rule(element: etree._Element, number: int, inputs: int, outputs: int, file: str) -> Rule:
    tests = tuple(text_of(child) for child in children(element, "inputEntry"))
    answers = children(element, "outputEntry")
    if len(tests) != inputs or len(answers) != outputs:
        raise refused(
            element,
            file,
            f"has {len(tests)} tests and {len(answers)} answers for {inputs} inputs and {outputs} outputs",
            f"有 {len(tests)} 个条件和 {len(answers)} 个结果，与 {inputs} 个输入列和 {outputs} 个输出列不符",
        )
    return Rule(
        id=element.get("id", "") or str(number),
        tests=tests,
        answers=tuple(text_of(child) for child in answers),
        types=tuple(typed(child) for child in answers),
        line=line_of(element),
    )
