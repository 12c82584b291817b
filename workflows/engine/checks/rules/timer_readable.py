"""A timer gives a date, a duration (P14D), a cycle (R3/PT1H, 0 0 9 ? * MON-FRI), or FEEL that gives one."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.domain.finding import Profile
from workflows.engine.checks.diagram import Diagram
from workflows.engine.checks.rule import Problem, Rule
from workflows.engine.expressions import compiled
from workflows.engine.timing import is_literal, parse_literal
from workflows.errors import HeweiError


def check(diagram: Diagram) -> Iterator[Problem]:
    """Yield each breach of the rule in *diagram*."""
    for time in diagram.of("timeDate", "timeDuration", "timeCycle"):
        text = time.text.strip()
        if not text or not (diagram.ours or (diagram.executable(time) and not diagram.vendor)):
            continue
        try:
            parse_literal(text) if is_literal(text) else compiled(text)
        except (ValueError, OverflowError):
            yield Problem(time.parent or time, f"“{text[:60]}” is no time.", f"“{text[:60]}”不是有效的时间。")
        except HeweiError as broken:
            yield Problem(
                time.parent or time, f"“{text[:60]}”: {broken.message}", f"“{text[:60]}”：{broken.zh}"
            )


RULE = Rule(
    id="timer-readable",
    title=(
        "A timer gives a date, a duration (P14D), a cycle (R3/PT1H, 0 0 9 ? * MON-FRI), or FEEL that gives one."
    ),
    title_zh="定时器须为日期、时长（如 P14D）、周期（如 R3/PT1H 或 0 0 9 ? * MON-FRI），或给出它们的 FEEL。",
    remedy=('Correct the time; days are written P14D, hours PT4H, a legal period as period("D20", start).'),
    remedy_zh='请改正时间：天写作 P14D，小时写作 PT4H，法定期间写作 period("D20", 起算日)。',
    source="ISO 8601; cron; Hewei",
    check=check,
    level=Profile.RUN,
)
