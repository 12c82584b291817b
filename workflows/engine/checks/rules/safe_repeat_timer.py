"""A repeating timer leaves at least one minute between two times."""

from __future__ import annotations

import re
from collections.abc import Iterator

from workflows.domain.finding import Profile
from workflows.engine.checks.diagram import Diagram
from workflows.engine.checks.rule import Problem, Rule


def check(diagram: Diagram) -> Iterator[Problem]:
    """Yield each breach of the rule in *diagram*."""
    for timer in diagram.of("timeCycle"):
        if re.fullmatch(
            r"=?[\"']?R\d*/(.*/)?P(T0*(\d|[1-5]\d)?(\.\d+)?S|T0+[HM]|0+[DWMY])[\"']?", timer.text.strip()
        ):
            yield Problem(timer.parent or timer)


RULE = Rule(
    id="safe-repeat-timer",
    title="A repeating timer leaves at least one minute between two times.",
    title_zh="循环定时器的间隔不少于一分钟。",
    remedy="Give a longer interval, such as R3/PT1H.",
    remedy_zh="请写更长的间隔，例如 R3/PT1H。",
    source="Hewei; reliability",
    check=check,
    level=Profile.RUN,
)
