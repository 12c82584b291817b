"""In an executable process the condition of a condition event is an expression, not a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator

from workflows.engine.checks.diagram import Diagram
from workflows.engine.checks.rule import Problem, Rule

PLAIN = re.compile(r"[\w'’-]+,?")
KEYWORDS = frozenset(
    {
        "and",
        "or",
        "not",
        "in",
        "if",
        "then",
        "else",
        "for",
        "return",
        "some",
        "every",
        "satisfies",
        "between",
        "instance",
    }
)
TYPE = "{http://www.w3.org/2001/XMLSchema-instance}type"


def check(diagram: Diagram) -> Iterator[Problem]:
    """Yield each breach of the rule in *diagram*."""
    for trigger in diagram.of("conditionalEventDefinition"):
        condition = trigger.first("condition")
        if condition is None or not diagram.executable(trigger):
            continue
        text = condition.text.strip()
        if not condition.get(TYPE).endswith("FormalExpression") and _prose(text):
            yield Problem(trigger, f"“{text[:60]}” is no expression.", f"“{text[:60]}”不是表达式。")


def _prose(text: str) -> bool:
    """Return whether *text* is a row of words as people write them, without any sign or word of an expression."""
    words = text.rstrip(".!?").split()
    return len(words) > 2 and all(PLAIN.fullmatch(each) and each not in KEYWORDS for each in words)


RULE = Rule(
    id="condition-formal",
    title="In an executable process the condition of a condition event is a formal expression.",
    title_zh="可执行流程中，条件事件的条件必须是形式表达式（tFormalExpression），不能只是文字。",
    remedy='Write the condition as an expression and mark it xsi:type="tFormalExpression".',
    remedy_zh='请把条件写成表达式，并标明 xsi:type="tFormalExpression"。',
    source="BPMN 2.0.2 §10.5.5 (ConditionalEventDefinition)",
    check=check,
)
