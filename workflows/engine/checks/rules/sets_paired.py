"""An input set and an output set that belong together name each other."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.engine.checks.diagram import Diagram, local
from workflows.engine.checks.rule import Problem, Rule
from workflows.engine.checks.words import say


def check(diagram: Diagram) -> Iterator[Problem]:
    """Yield each breach of the rule in *diagram*."""
    for one, mine, theirs in (
        ("inputSet", "outputSetRefs", "inputSetRefs"),
        ("outputSet", "inputSetRefs", "outputSetRefs"),
    ):
        for group in diagram.of(one):
            for each in group.all(mine):
                other = diagram.by_id.get(local(each.text))
                if other is None or other.kind not in {"inputSet", "outputSet"}:
                    continue
                if group.id not in {local(back.text) for back in other.all(theirs)}:
                    yield Problem(
                        group,
                        f"{say(other)[0]} does not name it in turn.",
                        f"{say(other)[1]}没有反过来引用它。",
                    )


RULE = Rule(
    id="sets-paired",
    title="An input set and an output set that belong together name each other.",
    title_zh="成对的输入集和输出集必须互相引用。",
    remedy=(
        "Name the input set in inputSetRefs of the output set, and the output set in outputSetRefs of the input set."
    ),
    remedy_zh="在输出集的 inputSetRefs 和输入集的 outputSetRefs 中互相列出。",
    source="BPMN 2.0.2 §10.4.1, table 10.61",
    check=check,
)
