"""No expression does more work than one evaluation may, whatever the case holds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import islice

from workflows.engine.checks.diagram import Diagram
from workflows.engine.checks.element import Element
from workflows.engine.checks.house import expressions
from workflows.engine.checks.rule import Problem, Rule
from workflows.engine.expressions import compiled
from workflows.errors import FeelBudgetExceeded, HeweiError

MOST_TRIED = 20
"""Each try may cost a twentieth of a second."""
_REPEATS = re.compile(r"\bfor\b|\bsome\b|\bevery\b|\bfunction\b|\{|\[")
_NOW = datetime(2026, 1, 1, tzinfo=UTC)


def check(diagram: Diagram) -> Iterator[Problem]:
    """Yield the first breach of the rule in *diagram*: what is too much with nothing known is too much always."""
    wanted = ((element, text) for element, text in _texts(diagram) if _REPEATS.search(text))
    for element, text in islice(wanted, MOST_TRIED):
        try:
            compiled(text).evaluate({}, now=_NOW)
        except FeelBudgetExceeded as broken:
            yield Problem(element, f"“{text[:60]}”: {broken.message}", f"“{text[:60]}”：{broken.zh}")
            return
        except HeweiError:
            continue  # it needs what only a case has


def _texts(diagram: Diagram) -> Iterator[tuple[Element, str]]:
    yield from ((element, text) for element, _, text in expressions(diagram))
    for element in diagram.of("script", "transformation", "from"):
        holder = element.parent
        if holder is not None and diagram.runs(element) and _is_feel(holder):
            yield holder, element.text.strip()


def _is_feel(holder: Element) -> bool:
    return holder.kind != "scriptTask" or "feel" in holder.get("scriptFormat").lower()


RULE = Rule(
    id="safe-work",
    title="No expression does more work than one evaluation may, whatever the case holds.",
    title_zh="表达式的计算量不得超过单次求值的上限。",
    remedy="Iterate over the data of the case, not over long ranges inside one another.",
    remedy_zh="请对案件数据进行遍历，不要嵌套遍历很长的区间。",
    source="Hewei; reliability",
    check=check,
)
