"""Script tasks: FEEL only, its result kept as routing facts; anything else is refused at publishing."""

from __future__ import annotations

import re
from collections.abc import Mapping

from workflows.engine.drawing.model import Node
from workflows.engine.expressions import check_expression, evaluate
from workflows.engine.moment import Moment
from workflows.errors import ExpressionFailed, RefusedDiagram

_NAME = r"([A-Za-z_一-鿿]\w*)"
_ASSIGNMENT = re.compile(rf"^(?:(?:var|let|const|def)\s+)?{_NAME}\s*([-+*/]?)=(?!=)\s*(.+)$")
_STEP = re.compile(rf"^{_NAME}\s*([-+])\2$")
_SETTING = re.compile(r"""^k?[A-Za-z]+\.setVariable\(\s*["'](\w+)["']\s*,\s*(.+)\)$""")
_STATEMENT = re.compile(r"""(?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|[^;\n"'])+""")


def run_script(node: Node, facts: Mapping[str, object], moment: Moment) -> dict[str, object]:
    """Return the routing facts that the script gives."""
    steps = assignments(node)
    if steps is not None:
        seen = dict(facts)
        written: dict[str, object] = {}
        for name, source in steps:
            written[name] = seen[name] = evaluate(source, seen, moment, node)
        return written
    if not node.script:
        return {}
    value = evaluate(node.script, facts, moment, node)
    if node.result:
        return {node.result: value}
    if isinstance(value, Mapping):
        return {str(key): entry for key, entry in value.items()}
    raise ExpressionFailed(
        f"The script {node.id} ({node.file} line {node.line}) gives {value!r}, which is no context such as "
        "{paid: true}; write a context, or name a result variable.",
        zh=f"脚本 {node.id}（{node.file} 第 {node.line} 行）得到 {value!r}，不是 {{paid: true}} 之类的上下文；"
        "请改写为上下文，或指定结果变量。",
        element=node.id,
    )


def assignments(node: Node) -> list[tuple[str, str]] | None:
    """Return the script as name and FEEL expression pairs, or None where it is one FEEL expression.

    ``x = x + 1`` on each line can only mean an assignment, so it is accepted outside FEEL as well.
    """
    if not node.script or "feel" in node.script_format or (node.result and "=" not in node.script):
        return None
    found = [
        _assignment(line)
        for line in map(str.strip, _STATEMENT.findall(node.script))
        if line and not line.startswith(("//", "#"))
    ]
    known = [each for each in found if each is not None]
    return known if known and len(known) == len(found) else None


def _assignment(line: str) -> tuple[str, str] | None:
    """Return the name and the expression of ``x = 1``, ``x += 1``, ``x++`` or ``execution.setVariable("x", 1)``."""
    step, setting = _STEP.match(line), _SETTING.match(line)
    if step is not None:
        return step.group(1), f"{step.group(1)} {step.group(2)} 1"
    if setting is not None:
        return setting.group(1), setting.group(2)
    found = _ASSIGNMENT.match(line)
    if found is None:
        return None
    name, sign, value = found.groups()
    return name, f"{name} {sign} ({value})" if sign else value


def check_script(node: Node) -> None:
    """Compile the script.

    Raises:
        RefusedDiagram: it is in another language than FEEL.
    """
    steps = assignments(node)
    sources = [source for _, source in steps] if steps is not None else [node.script] if node.script else []
    if steps is None and sources and "feel" not in node.script_format and node.script_format:
        raise _other_language(node)
    try:
        for source in sources:
            check_expression(source, node)
    except RefusedDiagram as broken:
        if "feel" in node.script_format or not node.script_format:
            raise
        raise _other_language(node) from broken


def _other_language(node: Node) -> RefusedDiagram:
    return RefusedDiagram(
        f"The script task {node.id} ({node.file} line {node.line}) is written in {node.script_format}; "
        "write it as a FEEL context, or make it a service task.",
        zh=f"脚本环节 {node.id}（{node.file} 第 {node.line} 行）使用了 {node.script_format} 语言；"
        "请改写为 FEEL 上下文，或改为机器环节。",
        element=node.id,
        file=node.file,
        line=node.line,
    )
