"""A date is a date, a duration is a duration, and a cycle says how often."""

from __future__ import annotations

import re
from collections.abc import Iterator

from workflows.engine.checks.diagram import Diagram
from workflows.engine.checks.rule import Problem, Rule
from workflows.engine.checks.tools import Tool

WORDS = {
    "timeDate": ("a date", "日期"),
    "timeDuration": ("a duration", "时长"),
    "timeCycle": ("a cycle such as R3/PT1H", "周期（如 R3/PT1H）"),
}
KINDS = {
    "timeDate": re.compile(r"\d{4}-?\d\d"),
    "timeDuration": re.compile(r"[-+]?P|\d{4}.*/"),
    "timeCycle": re.compile(r"R"),
}
ANY = re.compile(r"[-+]?P(?:\d|T\d)|\d{4}-\d\d|R-?\d*/")
"""How a time of any kind begins."""


def check(diagram: Diagram) -> Iterator[Problem]:
    """Yield each breach of the rule in *diagram*; tools that run diagrams take a duration anywhere."""
    anywhere = diagram.ours or diagram.saved_by(Tool.ACTIVITI, Tool.JBPM)
    for time in diagram.of(*KINDS):
        text = time.text.strip().strip("\"'")
        if anywhere and KINDS["timeDuration"].match(text):
            continue
        if ANY.match(text) and not KINDS[time.kind].match(text):
            word, word_zh = WORDS[time.kind]
            yield Problem(
                time.parent or time, f"“{text[:40]}” is not {word}.", f"“{text[:40]}”不是{word_zh}。"
            )


RULE = Rule(
    id="timer-kind",
    title="timeDate gives a date, timeDuration a duration, and timeCycle says how often (R3/PT1H).",
    title_zh="timeDate 写日期，timeDuration 写时长，timeCycle 写重复次数和间隔（如 R3/PT1H）。",
    remedy="Move the time into the element of its kind, or write it as that element asks.",
    remedy_zh="请把时间移到相应的元素中，或按该元素的要求书写。",
    source="BPMN 2.0.2 §10.5.5 (TimerEventDefinition)",
    check=check,
)
