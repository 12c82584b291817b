"""A correlation subscription binds only properties of its key, and every one of them."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.engine.checks.diagram import Diagram, local
from workflows.engine.checks.rule import Problem, Rule


def check(diagram: Diagram) -> Iterator[Problem]:
    """Yield each breach of the rule in *diagram*."""
    for each in diagram.of("correlationSubscription"):
        key = diagram.find(each.get("correlationKeyRef"))
        if key is None or key.kind != "correlationKey":
            continue
        asked = {local(ref.text) for ref in key.all("correlationPropertyRef")}
        bound = {local(ref.get("correlationPropertyRef")) for ref in each.all("correlationPropertyBinding")}
        if asked != bound:
            yield Problem(each)


RULE = Rule(
    id="correlation-bindings",
    title="A correlation subscription binds only properties of its key, and every one of them.",
    title_zh="关联订阅必须绑定其关联键的全部属性，且不能绑定其他属性。",
    remedy="Add a binding for each property of the key, and delete the others.",
    remedy_zh="为关联键的每个属性添加绑定，删除多余的绑定。",
    source="BPMN 2.0.2 §8.4.2",
    check=check,
)
