"""A sub-process has one start event at most."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.engine.checks.diagram import Diagram, event_sub_process
from workflows.engine.checks.rule import Problem, Rule


def check(diagram: Diagram) -> Iterator[Problem]:
    """Yield each breach of the rule in *diagram*."""
    for sub in diagram.of("subProcess", "transaction"):
        plain = [each for each in sub.all("startEvent") if not diagram.definitions(each)]
        if len(plain) > 1 and not event_sub_process(sub):
            yield Problem(sub, f"it has {len(plain)} start events.", f"它有 {len(plain)} 个开始事件。")


RULE = Rule(
    id="start-embedded-once",
    title="A sub-process has one start event at most.",
    title_zh="子流程最多只能有一个开始事件。",
    remedy="Keep one start event; draw a parallel gateway behind it where several ways begin together.",
    remedy_zh="只保留一个开始事件；若几条路同时开始，请在它之后画并行网关。",
    source="BPMN 2.0.2 §13.3.4 (a unique empty start event, or none)",
    check=check,
)
