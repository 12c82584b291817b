"""The format of a script is a MIME type such as text/feel."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.engine.checks.diagram import Diagram
from workflows.engine.checks.rule import Problem, Rule
from workflows.engine.checks.tools import Tool


def check(diagram: Diagram) -> Iterator[Problem]:
    """Yield each breach of the rule in *diagram*; some tools write the bare name of the language."""
    bare = diagram.ours or diagram.saved_by(Tool.ACTIVITI)
    for task in diagram.of("scriptTask", "globalScriptTask"):
        said = task.get("scriptFormat" if task.kind == "scriptTask" else "scriptLanguage")
        if said and "/" not in said and not (bare and said.isalnum()):
            yield Problem(task, f"“{said[:40]}” is no MIME type.", f"“{said[:40]}”不是 MIME 类型。")


RULE = Rule(
    id="script-mime",
    title="The format of a script is a MIME type such as text/feel.",
    title_zh="脚本的格式（scriptFormat、scriptLanguage）必须是 MIME 类型，例如 text/feel。",
    remedy="Write the language as a MIME type, for example text/javascript.",
    remedy_zh="请把语言写成 MIME 类型，例如 text/javascript。",
    source="BPMN 2.0.2 §10.3.3 (Script Task)",
    check=check,
)
