"""Steps, events, deciding gateways, lanes and pools carry a Chinese label."""

from __future__ import annotations

import re
from collections.abc import Iterator

from workflows.domain.finding import Profile
from workflows.engine.checks.diagram import Diagram
from workflows.engine.checks.kinds import ACTIVITIES
from workflows.engine.checks.rule import Problem, Rule


def check(diagram: Diagram) -> Iterator[Problem]:
    """Yield each breach of the rule in *diagram*."""
    asked = ACTIVITIES | {
        "startEvent",
        "endEvent",
        "intermediateCatchEvent",
        "boundaryEvent",
        "lane",
        "participant",
    }
    for element in diagram.of(*asked, "exclusiveGateway", "inclusiveGateway", "eventBasedGateway"):
        joins = element.kind.endswith("Gateway") and len(diagram.outgoing(element)) < 2
        if not joins and not re.search(r"[一-鿿]", element.name):
            yield Problem(element)


RULE = Rule(
    id="label-given",
    title="Steps, events, deciding gateways, lanes and pools carry a Chinese label.",
    title_zh="步骤、事件、判断网关、泳道和泳池都要有中文名称。",
    remedy=("Write the label on the drawing; say what is done, in the words of the people who do it."),
    remedy_zh="请在图上写名称，用办事人的话说明做什么。",
    source="Hewei",
    check=check,
    level=Profile.HOUSE,
)
