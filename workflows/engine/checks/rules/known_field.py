"""What an expression reads exists: a field of the case document, or a fact; words of prose are neither."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches

from workflows.domain.finding import Profile
from workflows.engine.checks.case_paths import leads_somewhere, nearest_paths
from workflows.engine.checks.diagram import Diagram
from workflows.engine.checks.element import Element
from workflows.engine.checks.house import expressions
from workflows.engine.checks.rule import Problem, Rule
from workflows.engine.expressions import compiled
from workflows.engine.timing import is_literal
from workflows.errors import HeweiError
from workflows.feel import Expression
from workflows.feel.nodes import ContextLiteral, Filter, Name, Node, Path

CASE = "case"
TIMES = ("timeDate", "timeDuration", "timeCycle")


def check(diagram: Diagram) -> Iterator[Problem]:
    """Yield each breach of the rule in *diagram*."""
    for element, purpose, text in (*expressions(diagram), *_times(diagram)):
        try:
            read = compiled(text.removeprefix("="))
        except HeweiError:
            continue  # feel-readable says what is wrong with it
        yield from _prose(element, read, text)
        written = read.tree.entries if purpose == "set" and isinstance(read.tree, ContextLiteral) else ()
        for path in sorted({*_paths(read.tree), *(key for key, _ in written)}):
            if not leads_somewhere(path):
                close = get_close_matches(path, nearest_paths(path), 1)
                yield Problem(
                    element,
                    f"the case document has no field “{path}”"
                    + (f"; did you mean “{close[0]}”?" if close else "."),
                    f"案件文档中没有“{path}”这一项" + (f"，是否应为“{close[0]}”？" if close else "。"),
                )


def _times(diagram: Diagram) -> Iterator[tuple[Element, str, str]]:
    for time in diagram.of(*TIMES):
        text = time.text.strip().strip("\"'")
        if text and not is_literal(text):
            yield time.parent or time, time.kind, text


def _prose(element: Element, read: Expression, text: str) -> Iterator[Problem]:
    said = sorted(name for name in read.names if not name.isascii())
    if said:
        yield Problem(
            element,
            f"“{text[:60]}” is no condition or time: nothing is called “{said[0]}”.",
            f"“{text[:60]}”不是条件或时间的写法：没有叫“{said[0]}”的内容。",
        )


def _paths(part: object) -> Iterator[str]:
    """Yield the path of each field of the case that *part* of an expression reads, the longest ones."""
    if isinstance(part, Path | Filter):
        path = _path(part)
        if path:
            yield path
            yield from _within(part)
            return
    if isinstance(part, Node):
        for field in part.__dataclass_fields__:
            yield from _paths(getattr(part, field))
    elif isinstance(part, tuple):
        for each in part:
            yield from _paths(each)


def _path(part: Node) -> str:
    """Return the path from the case to *part*, through the items of lists; "" where it begins elsewhere."""
    names: list[str] = []
    while not isinstance(part, Name):
        if isinstance(part, Path):
            names.append(part.name)
        elif not isinstance(part, Filter):
            return ""
        part = part.base
    return ".".join(reversed(names)) if part.name == CASE else ""


def _within(part: Node) -> Iterator[str]:
    """Yield what the filters on the way to *part* read of the case themselves."""
    while isinstance(part, Path | Filter):
        if isinstance(part, Filter):
            yield from _paths(part.predicate)
        part = part.base


RULE = Rule(
    id="known-field",
    title="What an expression reads or sets is a field of the case document, or a fact; prose is neither.",
    title_zh="表达式读取、写入的必须是案件文档中的项，或者决策表等给出的事实；写成一句话的条件不能判断。",
    remedy="Spell the field as in the list of fields, such as case.claim.amount > 100000; days are written P10D.",
    remedy_zh="按字段表的写法改正，例如 case.claim.amount > 100000；天数写作 P10D。",
    source="Hewei; case document",
    check=check,
    level=Profile.HOUSE,
)
