"""A procedure says that it is executable."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.domain.finding import Profile
from workflows.engine.checks.diagram import Diagram
from workflows.engine.checks.rule import Problem, Rule


def check(diagram: Diagram) -> Iterator[Problem]:
    """Yield each breach of the rule in *diagram*."""
    if not any(process.is_true("isExecutable") for process in diagram.processes):
        yield Problem(diagram.processes[0] if diagram.processes else diagram.root)


RULE = Rule(
    id="executable-said",
    title="A procedure says that it is executable.",
    title_zh='程序必须标明可执行（isExecutable="true"）。',
    remedy="Click the empty canvas or the pool and tick “Executable” under “General”.",
    remedy_zh="请点图上的空白处或者泳池，在“一般”中勾选“可执行”。",
    source="BPMN 2.0.2 §10.2; Hewei",
    check=check,
    level=Profile.HOUSE,
)
