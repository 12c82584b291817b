"""The language of expressions or types is named by a URI."""

from __future__ import annotations

import re
from collections.abc import Iterator

from workflows.engine.checks.diagram import Diagram
from workflows.engine.checks.element import Element
from workflows.engine.checks.reference_table import EXPRESSIONS
from workflows.engine.checks.rule import Problem, Rule
from workflows.engine.checks.tools import Tool

URI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:\S+")


def check(diagram: Diagram) -> Iterator[Problem]:
    """Yield each breach of the rule in *diagram*; some tools write the bare name of the language."""
    bare = diagram.ours or diagram.saved_by(Tool.ACTIVITI, Tool.JBPM)
    for element, said in _languages(diagram):
        if said and not URI.fullmatch(said) and not (bare and said.isalnum()):
            yield Problem(
                element, f"“{said[:40]}” is no URI of a language.", f"“{said[:40]}”不是语言的 URI。"
            )


def _languages(diagram: Diagram) -> Iterator[tuple[Element, str]]:
    for attribute in ("expressionLanguage", "typeLanguage"):
        yield diagram.root, diagram.root.get(attribute)
    for expression in diagram.of(*EXPRESSIONS):
        yield expression.parent or expression, expression.get("language")


RULE = Rule(
    id="language-uri",
    title="The language of expressions or types is named by a URI.",
    title_zh="表达式语言和类型语言必须用 URI 表示。",
    remedy="Write the address of the language, for example https://www.omg.org/spec/DMN/20191111/FEEL/.",
    remedy_zh="请写该语言的地址，例如 https://www.omg.org/spec/DMN/20191111/FEEL/。",
    source="BPMN 2.0.2 §8.2.1 (expressionLanguage, typeLanguage), §8.4.6 (language)",
    check=check,
)
