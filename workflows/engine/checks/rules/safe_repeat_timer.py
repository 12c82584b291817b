"""A timer that repeats more than 1,000 times leaves at least one minute between two times."""

from __future__ import annotations

import re
from collections.abc import Iterator

from workflows.domain.finding import Profile
from workflows.engine.checks.diagram import Diagram
from workflows.engine.checks.rule import Problem, Rule
from workflows.engine.cron import is_cron
from workflows.engine.timing import FEW


def check(diagram: Diagram) -> Iterator[Problem]:
    """Yield each breach of the rule in *diagram*."""
    for timer in diagram.of("timeCycle"):
        text = timer.text.strip()
        if is_cron(text) and SECONDS.match(text):
            yield Problem(timer.parent or timer)
        found = OFTEN.fullmatch(text)
        if found is not None and not (FEWER.fullmatch(found["times"]) and int(found["times"]) <= FEW):
            yield Problem(timer.parent or timer)


OFTEN = re.compile(
    r"=?[\"']?R(?P<times>\d*)/(.*/)?P(T0*(\d|[1-5]\d)?(\.\d+)?S|T0+[HM]|0+[DWMY])[\"']?", re.ASCII
)
SECONDS = re.compile(r"\d*[*/,-]\S*(\s+\S+){5}")
"""A cron cycle that comes several times within a minute; without seconds it does not."""
FEWER = re.compile(r"0{0,9}\d{1,4}", re.ASCII)


RULE = Rule(
    id="safe-repeat-timer",
    title="A timer that repeats more than 1,000 times leaves at least one minute between two times.",
    title_zh="不限次数或超过 1000 次的循环定时器，间隔不少于一分钟。",
    remedy="Give a longer interval, or a number of times up to 1,000, such as R3/PT1H.",
    remedy_zh="请写更长的间隔，或写明不超过 1000 的次数，例如 R3/PT1H。",
    source="Hewei; reliability",
    check=check,
    level=Profile.RUN,
)
