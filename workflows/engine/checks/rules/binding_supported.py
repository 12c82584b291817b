"""What is bound to inputs and outputs is an operation of an interface that is offered."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.engine.checks.diagram import Diagram
from workflows.engine.checks.kinds import CALLABLE
from workflows.engine.checks.rule import Problem, Rule
from workflows.engine.checks.words import say


def check(diagram: Diagram) -> Iterator[Problem]:
    """Yield each breach of the rule in *diagram*."""
    for owner in diagram.of(*CALLABLE):
        offered = [diagram.find(each.text.strip()) for each in owner.all("supportedInterfaceRef")]
        for binding in owner.all("ioBinding"):
            for said in ("inputDataRef", "outputDataRef"):
                named = diagram.find(binding.get(said))
                if named is not None and owner not in named.ancestors():
                    yield Problem(
                        owner,
                        f"{said} names {say(named)[0]}, which is not its own.",
                        f"{said} 引用的{say(named)[1]}不是它自己的。",
                    )
            operation = diagram.find(binding.get("operationRef"))
            if operation is None or operation.kind != "operation" or not offered:
                continue
            if operation.parent not in offered:
                yield Problem(
                    owner,
                    f"{say(operation)[0]} belongs to no interface that it offers.",
                    f"{say(operation)[1]}不属于它所支持的接口。",
                )


RULE = Rule(
    id="binding-supported",
    title="What is bound to inputs and outputs is an operation of an interface that is offered.",
    title_zh="绑定（ioBinding）所引用的操作，必须属于该流程或全局任务支持的接口。",
    remedy="Name the interface in supportedInterfaceRef, or bind an operation of those that are named.",
    remedy_zh="请在 supportedInterfaceRef 中引用该接口，或绑定已引用接口中的操作。",
    source="BPMN 2.0.2 §10.2 (InputOutputBinding)",
    check=check,
)
