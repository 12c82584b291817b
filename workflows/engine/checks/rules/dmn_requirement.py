"""What a decision requires exists in the file."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.engine.checks.rule import Problem, Rule
from workflows.engine.checks.table_file import TableFile


def check(subject: TableFile) -> Iterator[Problem]:
    """Yield each breach of the rule in *subject*."""
    ids = {element.id for element in subject.elements}
    if any(element.kind == "import" and not element.get("name") for element in subject.elements):
        return  # what is imported without a name has its ids here too
    for element in subject.elements:
        href = element.get("href") if element.kind.startswith("required") else ""
        if href.startswith("#") and href[1:] not in ids:
            yield Problem(element.parent or element, f"“{href[1:]}” does not exist.", f"“{href[1:]}”不存在。")


RULE = Rule(
    id="dmn-requirement",
    title="What a decision requires exists in the file.",
    title_zh="决策所需要的决策、输入和知识必须存在。",
    remedy="Draw the required decision, or delete the requirement.",
    remedy_zh="请补画所需的决策，或删除该依赖。",
    source="DMN 1.5 §6.3",
    check=check,
)
