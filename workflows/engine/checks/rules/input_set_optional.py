"""Optional and while-executing inputs of a set are among its data inputs."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.engine.checks.diagram import Diagram, local
from workflows.engine.checks.rule import Problem, Rule


def check(diagram: Diagram) -> Iterator[Problem]:
    """Yield each breach of the rule in *diagram*."""
    for group in diagram.of("inputSet"):
        listed = {local(each.text) for each in group.all("dataInputRefs")}
        for each in group.all("optionalInputRefs", "whileExecutingInputRefs"):
            if local(each.text) not in listed:
                yield Problem(
                    group,
                    f"“{each.text.strip()}” is not among its data inputs.",
                    f"“{each.text.strip()}”不在它的数据输入中。",
                )


RULE = Rule(
    id="input-set-optional",
    title="Optional and while-executing inputs of a set are among its data inputs.",
    title_zh="输入集中的可选输入和执行中输入必须也列在该集的数据输入中。",
    remedy="List the input in dataInputRefs of the same set as well.",
    remedy_zh="把该输入也列入同一输入集的 dataInputRefs。",
    source="BPMN 2.0.2 §10.4.1, table 10.61",
    check=check,
)
