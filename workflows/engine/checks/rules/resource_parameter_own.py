"""What fills a parameter of a resource fills one of the resource that is named."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.engine.checks.diagram import Diagram
from workflows.engine.checks.reference_table import RESOURCE_ROLES
from workflows.engine.checks.rule import Problem, Rule
from workflows.engine.checks.words import say


def check(diagram: Diagram) -> Iterator[Problem]:
    """Yield each breach of the rule in *diagram*."""
    for role in diagram.of(*RESOURCE_ROLES):
        named = role.first("resourceRef")
        resource = diagram.find(named.text) if named is not None else None
        for binding in role.all("resourceParameterBinding"):
            parameter = diagram.find(binding.get("parameterRef"))
            if resource is None or parameter is None or parameter.kind != "resourceParameter":
                continue
            if parameter.parent is not resource:
                yield Problem(
                    role.parent or role,
                    f"it fills {say(parameter)[0]}, which {say(resource)[0]} does not have.",
                    f"它填写了{say(parameter)[1]}，但{say(resource)[1]}没有该参数。",
                )


RULE = Rule(
    id="resource-parameter-own",
    title="What fills a parameter of a resource fills one of the resource that is named.",
    title_zh="资源参数绑定所填写的，必须是所引用资源自己的参数。",
    remedy="Name a parameter of this resource, or the resource that has the parameter.",
    remedy_zh="请引用该资源自己的参数，或改为引用拥有该参数的资源。",
    source="BPMN 2.0.2 §10.3.1 (ResourceParameterBinding)",
    check=check,
)
