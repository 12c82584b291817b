"""Names: every form, paper, period, role, operation, procedure and decision that a diagram names does exist."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from functools import partial

from workflows.domain.finding import Known, Profile
from workflows.engine.checks.diagram import Diagram, local
from workflows.engine.checks.element import Element
from workflows.engine.checks.house import role_of
from workflows.engine.checks.rule import Problem, Rule

Named = tuple[Element, str]
TOLD = re.compile(r'"([^"]*)"\s*:')
"""The names in a FEEL context such as {"D26": case.confirmation.ruling_received_on}."""


@dataclass(frozen=True)
class Kind:
    """One kind of name: its words, what to do about an unknown one, which there are, and who names it."""

    id: str
    noun: str
    noun_zh: str
    remedy: str
    remedy_zh: str
    there: Callable[[Known], frozenset[str] | None]
    named: Callable[[Diagram], Iterator[Named]]


def _property(diagram: Diagram, name: str) -> Iterator[Named]:
    for element in diagram.nodes:
        said = element.properties().get(name, "")
        for each in [said] if said.startswith("=") else said.split(","):
            if each.strip():
                yield element, each.strip()


def _periods(diagram: Diagram) -> Iterator[Named]:
    yield from _property(diagram, "period")
    for element in diagram.nodes:
        yield from ((element, name) for name in TOLD.findall(element.properties().get("tell", "")))


def _roles(diagram: Diagram) -> Iterator[Named]:
    for task in diagram.of("userTask", "manualTask"):
        role = role_of(diagram, task)
        if role:
            yield task, role


def _extension(diagram: Diagram, kind: str) -> Iterator[Named]:
    for element in diagram.nodes:
        for group in element.all("extensionElements"):
            for each in group.all(kind):
                if each.id or each.text.strip():
                    yield element, each.id or each.text.strip()


def _calls(diagram: Diagram) -> Iterator[Named]:
    inside = {process.id for each in (diagram, *diagram.beside) for process in each.processes}
    for call in diagram.of("callActivity"):
        name = local(call.get("calledElement"))
        if name and name not in inside:
            yield call, name


def _check(diagram: Diagram, kind: Kind) -> Iterator[Problem]:
    there = kind.there(diagram.known)
    if there is None:
        return
    for element, name in kind.named(diagram):
        if name not in there and not name.startswith("="):
            close = get_close_matches(name, there, 1)
            yield Problem(
                element,
                f"there is no {kind.noun} “{name}”" + (f"; did you mean “{close[0]}”？" if close else "."),
                f"没有{kind.noun_zh}“{name}”" + (f"，是否应为“{close[0]}”？" if close else "。"),
            )


KINDS = (
    Kind(
        "form",
        "form",
        "表单",
        "Choose one of the procedure's forms, or make it first on the page of the procedure.",
        "请从“表单”中选一个；还没有的，先在程序页新建。",
        lambda known: known.forms,
        partial(_property, name="form"),
    ),
    Kind(
        "document",
        "paper",
        "文书",
        "Choose a paper from the list under it.",
        "请从“完成后制作的文书”下面的列表中选。",
        lambda known: known.documents,
        partial(_property, name="document"),
    ),
    Kind(
        "period",
        "legal period",
        "法定期间",
        "Choose a period from the list under it; bpmn/law/periods.toml holds them all.",
        "请从“法定期间”下面的列表中选，如 D20。",
        lambda known: known.periods,
        _periods,
    ),
    Kind(
        "role",
        "role",
        "角色",
        "Choose the role at the lane of the step, or at the step itself; a lane may bear any name.",
        "请点所在泳道（或这一步），在“角色”中选择；泳道的名称可以随意写。",
        lambda known: known.roles,
        _roles,
    ),
    Kind(
        "operation",
        "operation",
        "操作",
        "Correct the name of the operation (docs/architecture.md).",
        "请改正操作的名称（docs/architecture.md）。",
        lambda known: known.operations,
        partial(_extension, kind="spiff:serviceTaskOperator"),
    ),
    Kind(
        "procedure",
        "procedure",
        "程序",
        "Choose one of the procedures that there are, or make it first.",
        "请从“调用的流程”中选一个；还没有的，先新建程序。",
        lambda known: known.procedures,
        _calls,
    ),
    Kind(
        "decision",
        "decision table",
        "决策表",
        "Choose one of the procedure's tables, or make it first on the page of the procedure.",
        "请从“决策表”中选一个；还没有的，先在程序页新建。",
        lambda known: known.decisions,
        partial(_extension, kind="spiff:calledDecisionId"),
    ),
)


def _rule(kind: Kind) -> Rule[Diagram]:
    return Rule(
        id=f"known-{kind.id}",
        title=f"Each {kind.noun} that a diagram names exists.",
        title_zh=f"图中引用的每个{kind.noun_zh}都必须存在。",
        remedy=kind.remedy,
        remedy_zh=kind.remedy_zh,
        source="Hewei",
        check=partial(_check, kind=kind),
        level=Profile.HOUSE,
    )


RULES = tuple(_rule(kind) for kind in KINDS)
