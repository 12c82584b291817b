"""Every id is used once in a file of decisions."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.engine.checks.rule import Problem, Rule
from workflows.engine.checks.table_file import TableFile


def check(subject: TableFile) -> Iterator[Problem]:
    """Yield each breach of the rule in *subject*."""
    seen: set[str] = set()
    for element in subject.elements:
        if element.id and element.id in seen and not element.kind.startswith("{"):
            yield Problem(element)
        seen.add(element.id)


RULE = Rule(
    id="dmn-ids",
    title="Every id is used once in a file of decisions.",
    title_zh="决策文件中每个 id 只能使用一次。",
    remedy="Give one of the two another id.",
    remedy_zh="请给其中一个换一个 id。",
    source="DMN 1.5 §6.3",
    check=check,
)
