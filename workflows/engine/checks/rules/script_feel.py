"""A script is written in FEEL; Python, JavaScript and other languages are not run."""

from __future__ import annotations

import re
from collections.abc import Iterator

from workflows.domain.finding import Profile
from workflows.engine.checks.diagram import Diagram
from workflows.engine.checks.rule import Problem, Rule


def check(diagram: Diagram) -> Iterator[Problem]:
    """Yield each breach of the rule in *diagram*."""
    for task in diagram.of("scriptTask"):
        script = task.first("script")
        text = script.text.strip() if script is not None else ""
        if not text or not diagram.runs(task):
            continue
        if re.search(r"__\w+__|\bimport\b|\beval\b|\bexec\b|\blambda\b|\bopen\(", text):
            yield Problem(
                task, "it holds program code that is not run here.", "脚本中含有此处不执行的程序代码。"
            )
            continue
        if diagram.ours and "feel" not in task.get("scriptFormat").lower():
            yield Problem(task)


RULE = Rule(
    id="script-feel",
    title="A script is written in FEEL; Python, JavaScript and other languages are not run.",
    title_zh="脚本必须用 FEEL 编写；不执行 Python、JavaScript 等语言。",
    remedy="Write the script as FEEL, or make it a service task.",
    remedy_zh="请用 FEEL 编写脚本，或改为机器环节。",
    source="Hewei",
    check=check,
    level=Profile.RUN,
)
