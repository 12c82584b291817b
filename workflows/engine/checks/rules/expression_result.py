"""A condition gives true or false, and a number of instances is a whole number."""

from __future__ import annotations

import re
from collections.abc import Iterator

from workflows.engine.checks.data_types import XSD
from workflows.engine.checks.diagram import Diagram
from workflows.engine.checks.element import Element
from workflows.engine.checks.rule import Problem, Rule

CONDITIONS = (
    "activationCondition",
    "completionCondition",
    "condition",
    "conditionExpression",
    "loopCondition",
)
COUNTS = ("loopCardinality",)
WHOLE = frozenset(
    {
        "byte",
        "int",
        "integer",
        "long",
        "nonNegativeInteger",
        "positiveInteger",
        "short",
        "unsignedByte",
        "unsignedInt",
        "unsignedLong",
        "unsignedShort",
    }
)
WORDS = {
    "boolean": ("true or false", "真或假"),
    "decimal": ("a number", "数字"),
    "integer": ("a whole number", "整数"),
    "string": ("a text", "文字"),
}
LITERALS = (
    (re.compile(r'"[^"]*"|\'[^\']*\''), "string"),
    (re.compile(r"true|false"), "boolean"),
    (re.compile(r"[-+]?\d+"), "integer"),
    (re.compile(r"[-+]?\d*\.\d+"), "decimal"),
)
"""What an expression that is a mere value gives."""


def check(diagram: Diagram) -> Iterator[Problem]:
    """Yield each breach of the rule in *diagram*."""
    for kinds, types, wanted in ((CONDITIONS, frozenset({"boolean"}), "boolean"), (COUNTS, WHOLE, "integer")):
        for expression in diagram.of(*kinds):
            given = _said(diagram, expression) or (
                _literal(expression) if diagram.executable(expression) else ""
            )
            if given and given not in types:
                text = expression.text.strip()[:40]
                (one, one_zh), (other, other_zh) = _word(given), _word(wanted)
                yield Problem(
                    expression.parent or expression,
                    f"“{text}” gives {one}, not {other}.",
                    f"“{text}”得出的是{one_zh}，不是{other_zh}。",
                )


def _word(given: str) -> tuple[str, str]:
    return WORDS.get(
        "integer" if given in WHOLE else given, (f"a value of type {given}", f"{given} 类型的值")
    )


def _said(diagram: Diagram, expression: Element) -> str:
    """Return the type of XML Schema that *expression* says to give, straight or by an item definition."""
    owner, reference = expression, expression.get("evaluatesToTypeRef")
    item = diagram.find(reference)
    if item is not None and item.kind == "itemDefinition":
        owner, reference = item, item.get("structureRef")
    prefix, _, name = reference.rpartition(":")
    return name if owner.namespaces.get(prefix or None) == XSD else ""


def _literal(expression: Element) -> str:
    text = expression.text.strip().removeprefix("=").strip()
    return next((given for pattern, given in LITERALS if pattern.fullmatch(text)), "")


RULE = Rule(
    id="expression-result",
    title="A condition gives true or false, and a number of instances is a whole number.",
    title_zh="条件的结果必须是真或假，实例数的结果必须是整数。",
    remedy="Write a comparison such as amount > 100 as a condition, and a number as a count.",
    remedy_zh="条件请写成比较（如 amount > 100），次数请写成能得出整数的表达式。",
    source="BPMN 2.0.2 §8.4.13, §10.3.8, §10.5.5, §10.6.5",
    check=check,
)
