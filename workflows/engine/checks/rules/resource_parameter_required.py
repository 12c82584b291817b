"""What a resource must be told is told where somebody is sought by it."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.engine.checks.diagram import Diagram, local
from workflows.engine.checks.reference_table import RESOURCE_ROLES
from workflows.engine.checks.rule import Problem, Rule
from workflows.engine.checks.words import say


def check(diagram: Diagram) -> Iterator[Problem]:
    """Yield each breach of the rule in *diagram*."""
    for role in diagram.of(*RESOURCE_ROLES):
        named = role.first("resourceRef")
        resource = diagram.find(named.text) if named is not None else None
        bound = {local(each.get("parameterRef")) for each in role.all("resourceParameterBinding")}
        for parameter in resource.all("resourceParameter") if resource is not None else ():
            if parameter.is_true("isRequired") and parameter.id not in bound:
                yield Problem(
                    role.parent or role,
                    f"{say(parameter)[0]} is not filled.",
                    f"没有填写{say(parameter)[1]}。",
                )


RULE = Rule(
    id="resource-parameter-required",
    title="Where a resource is named, its required parameters are filled.",
    title_zh="引用资源时，必须填写该资源的必填参数。",
    remedy="Add a resourceParameterBinding, or set isRequired of the parameter to false.",
    remedy_zh="请补上 resourceParameterBinding，或把该参数的 isRequired 设为 false。",
    source="BPMN 2.0.2 §8.4.12 (ResourceParameter), §10.3.1",
    check=check,
)
