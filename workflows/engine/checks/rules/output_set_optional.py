"""Optional and while-executing outputs of a set are among its data outputs."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.engine.checks.diagram import Diagram, local
from workflows.engine.checks.rule import Problem, Rule


def check(diagram: Diagram) -> Iterator[Problem]:
    """Yield each breach of the rule in *diagram*."""
    for group in diagram.of("outputSet"):
        listed = {local(each.text) for each in group.all("dataOutputRefs")}
        for each in group.all("optionalOutputRefs", "whileExecutingOutputRefs"):
            if local(each.text) not in listed:
                yield Problem(
                    group,
                    f"“{each.text.strip()}” is not among its data outputs.",
                    f"“{each.text.strip()}”不在它的数据输出中。",
                )


RULE = Rule(
    id="output-set-optional",
    title="Optional and while-executing outputs of a set are among its data outputs.",
    title_zh="输出集中的可选输出和执行中输出必须也列在该集的数据输出中。",
    remedy="List the output in dataOutputRefs of the same set as well.",
    remedy_zh="把该输出也列入同一输出集的 dataOutputRefs。",
    source="BPMN 2.0.2 §10.4.1, table 10.62",
    check=check,
)
