"""What an expression reads exists: a field of the case document, or a fact; words of prose are neither."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.domain.finding import Profile
from workflows.engine.checks.case_paths import paths_ending
from workflows.engine.checks.diagram import Diagram
from workflows.engine.checks.element import Element
from workflows.engine.checks.fields_read import unknown_fields
from workflows.engine.checks.house import expressions
from workflows.engine.checks.rule import Problem, Rule
from workflows.engine.expressions import compiled
from workflows.engine.timing import is_literal
from workflows.errors import HeweiError
from workflows.feel import Expression
from workflows.feel.nodes import ContextLiteral

HANDED = frozenset({"case", "item", "me", "body"})
"""What the engine hands to an expression itself."""
BRINGING = ("receiveTask", "serviceTask", "messageEventDefinition", "signalEventDefinition")
"""What may bring facts of any name."""
TIMES = ("timeDate", "timeDuration", "timeCycle")


def check(diagram: Diagram) -> Iterator[Problem]:
    """Yield each breach of the rule in *diagram*."""
    for element, purpose, text in (*expressions(diagram), *_times(diagram)):
        try:
            read = compiled(text.removeprefix("="))
        except HeweiError:
            continue  # feel-readable says what is wrong with it
        yield from _prose(diagram, element, read, text)
        yield from _given_by_nobody(diagram, element, read)
        written = read.tree.entries if purpose == "set" and isinstance(read.tree, ContextLiteral) else ()
        for unknown in unknown_fields(read.tree, *(key for key, _ in written)):
            yield Problem(element, unknown.message, unknown.zh)


def _times(diagram: Diagram) -> Iterator[tuple[Element, str, str]]:
    for time in diagram.of(*TIMES):
        text = time.text.strip().strip("\"'")
        if text and not is_literal(text):
            yield time.parent or time, time.kind, text


def _prose(diagram: Diagram, element: Element, read: Expression, text: str) -> Iterator[Problem]:
    said = sorted(name for name in read.names if not name.isascii())
    given = diagram.names_given if said else None
    said = [name for name in said if given is not None and name not in given]
    if said:
        yield Problem(
            element,
            f"“{text[:60]}” is no condition or time: nothing is called “{said[0]}”.",
            f"“{text[:60]}”不是条件或时间的写法：没有叫“{said[0]}”的内容。",
        )


def _given_by_nobody(diagram: Diagram, element: Element, read: Expression) -> Iterator[Problem]:
    """Yield each plain name that nothing gives and a field of the case bears, where no message may bring it.

    Other names may be facts of a procedure that calls this one and is not seen here.
    """
    if diagram.known.procedures is None or diagram.of(*BRINGING):
        return
    given = diagram.names_given
    for name in sorted(read.names - HANDED):
        meant = paths_ending(name) if given is not None and name.isascii() and name not in given else ()
        if meant:
            yield Problem(
                element,
                f"nothing is called “{name}”; did you mean “case.{meant[0]}”?",
                f"没有叫“{name}”的内容，是否应为“case.{meant[0]}”？",
            )


RULE = Rule(
    id="known-field",
    title="What an expression reads or sets is a field of the case document, or a fact; prose is neither.",
    title_zh="表达式读取、写入的必须是案件文档中的项，或者决策表等给出的事实；写成一句话的条件不能判断。",
    remedy="Spell the field as in the list of fields, such as case.claim.amount > 100000; days are written P10D.",
    remedy_zh="写法见编辑页上的“案件的字段”，例如 case.claim.amount > 100000；是、否写作 true、false，天数写作 P10D。",
    source="Hewei; case document",
    check=check,
    level=Profile.HOUSE,
)
