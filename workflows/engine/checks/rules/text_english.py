"""What people read beside a step stands there in English too."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.domain.finding import Profile, Severity
from workflows.engine.checks.diagram import Diagram
from workflows.engine.checks.element import Element
from workflows.engine.checks.rule import Problem, Rule


def check(diagram: Diagram) -> Iterator[Problem]:
    """Yield each breach of the rule in *diagram*, naming the properties that are missing."""
    for node in diagram.nodes:
        missing = tuple(_missing(node)) if diagram.runs(node) else ()
        if missing:
            named = ", ".join(missing)
            yield Problem(node, f"lacks {named}", f"缺少 {named}")


def _missing(node: Element) -> Iterator[str]:
    said = node.properties()
    spoken = {name: bool(said.get(name)) for name in ("law", "no-period")}
    for extensions in node.all("extensionElements"):
        told = extensions.all("spiff:instructionsForEndUser")
        spoken["instructions"] = any(each.text.strip() for each in told)
    return (f"{name}-en" for name, chinese in spoken.items() if chinese and not said.get(f"{name}-en"))


RULE = Rule(
    id="text-english",
    title="What people read beside a step stands there in English too.",
    title_zh="步骤上给人看的文字（说明、依据、为何没有期限）除中文外还应有英文。",
    remedy="Set the properties instructions-en, law-en and no-period-en beside the Chinese texts.",
    remedy_zh="请在中文旁填写英文；没有英文用户的，可以不理会。",
    source="Hewei",
    check=check,
    severity=Severity.INFO,
    level=Profile.HOUSE,
)
