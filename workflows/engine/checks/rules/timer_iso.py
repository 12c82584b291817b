"""A date, a duration or a cycle is written as ISO 8601 says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime

from workflows.engine.checks.diagram import Diagram
from workflows.engine.checks.element import Element
from workflows.engine.checks.rule import Problem, Rule
from workflows.engine.checks.tools import Tool
from workflows.engine.cron import is_cron
from workflows.engine.timing import is_literal

DURATION = re.compile(
    r"[-+]?P(?=.)(?:\d+(?:[.,]\d+)?[YMWD])*(?:T(?=.)(?:\d+(?:[.,]\d+)?[HMS])+)?|P\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d"
)
PLACE = re.compile(r"[{}]|^\d+$")
"""A place to be filled in, or a number: no literal."""
WORDS = re.compile(r"[^\W\d]+(?: [^\W\d]+)+")
"""Words such as "after lunch": where another tool would run it, they give no time."""
NO_TIME = ("no time", "不是有效的时间")
MONTH = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2]))?")


def check(diagram: Diagram) -> Iterator[Problem]:
    """Yield each breach of the rule in *diagram*; tools write cron, and one its units in small letters, too."""
    small = diagram.saved_by(Tool.JBPM)
    for time in diagram.of("timeDate", "timeDuration", "timeCycle"):
        text = time.text.strip().strip("\"'")
        text = text.upper() if small else text
        said = (
            is_literal(text)
            and not _cron(diagram, time, text)
            and not PLACE.search(text)
            and not _legal(text)
        )
        if said or (WORDS.fullmatch(text) and diagram.executable(time) and not diagram.ours):
            no, no_zh = ("cron, not ISO 8601", "是 cron 写法，不是 ISO 8601") if is_cron(text) else NO_TIME
            yield Problem(time.parent or time, f"“{text[:60]}” is {no}.", f"“{text[:60]}”{no_zh}。")


def _cron(diagram: Diagram, time: Element, text: str) -> bool:
    """Return whether *time* is a cycle of cron where Hewei or another tool runs those, or nobody runs it."""
    known = diagram.ours or diagram.saved_by(Tool.ACTIVITI) or not diagram.executable(time)
    return is_cron(text) and (known or (time.get("language") == "cron" and diagram.saved_by(Tool.JBPM)))


def _legal(text: str) -> bool:
    parts = text.split("/")
    if re.fullmatch(r"R-?\d*", parts[0]):
        parts = parts[1:] or [""]
    return 1 <= len(parts) <= 2 and all(bool(DURATION.fullmatch(each)) or _instant(each) for each in parts)


def _instant(text: str) -> bool:
    if MONTH.fullmatch(text):
        return True
    try:
        datetime.fromisoformat(text.replace("T24:00", "T00:00"))
    except ValueError:
        return False
    return True


RULE = Rule(
    id="timer-iso",
    title="A date, a duration or a cycle is written as ISO 8601 says.",
    title_zh="日期、时长和周期须按 ISO 8601 书写。",
    remedy="Correct the time: days are written P14D, hours PT4H, three times R3/PT1H, a day 2026-03-02.",
    remedy_zh="请改正时间：天写作 P14D，小时写作 PT4H，三次写作 R3/PT1H，日期写作 2026-03-02。",
    source="BPMN 2.0.2 §10.5.5 (TimerEventDefinition)",
    check=check,
)
