"""An imported BPMN file exists beside the diagram."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.engine.checks.diagram import Diagram
from workflows.engine.checks.element import BPMN
from workflows.engine.checks.rule import Problem, Rule


def check(diagram: Diagram) -> Iterator[Problem]:
    """Yield each breach of the rule in *diagram*."""
    seen = {other.file.rpartition("/")[2] for other in diagram.others}
    for each in diagram.of("import"):
        if (
            each.get("importType").startswith(BPMN[:45])
            and each.get("location").rpartition("/")[2] not in seen
        ):
            yield Problem(
                each,
                f"the file “{each.get('location')}” was not found.",
                f"找不到文件“{each.get('location')}”。",
            )


RULE = Rule(
    id="import-found",
    title="An imported BPMN file exists beside the diagram.",
    title_zh="导入的 BPMN 文件必须存在。",
    remedy="Put the imported file beside the diagram, or delete the import.",
    remedy_zh="把导入的文件放在图旁边，或删除导入。",
    source="BPMN 2.0.2 §8.2.2",
    check=check,
)
