"""The definitional collaboration of a process has a pool for that process."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.engine.checks.diagram import Diagram, local
from workflows.engine.checks.kinds import COLLABORATIONS
from workflows.engine.checks.rule import Problem, Rule


def check(diagram: Diagram) -> Iterator[Problem]:
    """Yield each breach of the rule in *diagram*."""
    for process in diagram.processes:
        named = diagram.find(process.get("definitionalCollaborationRef"))
        if named is not None and named.kind in COLLABORATIONS:
            pools = {local(each.get("processRef")) for each in named.all("participant")}
            if process.id not in pools:
                yield Problem(process)


RULE = Rule(
    id="definitional-collaboration",
    title="The definitional collaboration of a process has a pool for that process.",
    title_zh="流程的定义协作图（definitionalCollaborationRef）中必须有该流程的泳池。",
    remedy="Add a pool for the process to that collaboration, or delete the reference.",
    remedy_zh="在该协作图中为此流程加一个泳池，或删除引用。",
    source="BPMN 2.0.2 §10.2, table 10.1",
    check=check,
)
