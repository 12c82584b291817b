"""What a machine step can have done: the operations, and what each is told in FEEL."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Parameter:
    """One thing that an operation is told: its id in the diagram, and what it is called."""

    id: str
    title: str
    title_en: str


@dataclass(frozen=True)
class Operation:
    """One thing that a machine step can have done."""

    id: str
    title: str
    title_en: str
    parameters: tuple[Parameter, ...] = ()


OPERATIONS = (
    Operation(
        "render-document",
        "制作文书",
        "Make a paper",
        (
            Parameter("document", '文书编号，如 "agreement"', 'Id of the paper, such as "agreement"'),
            Parameter(
                "subject", "写给谁（当事人编号，可不填）", "Whom it is for (id of a party; may be empty)"
            ),
            Parameter("item", "第几项（从 0 起，可不填）", "Which item of its list (from 0; may be empty)"),
        ),
    ),
    Operation(
        "file-with-court",
        "移送法院材料包",
        "File the package with the court",
        (
            Parameter("court", "法院（机构编号）", "Court (id of the body)"),
            Parameter("agreement", "协议书文号", "Number of the agreement"),
        ),
    ),
    Operation(
        "assign-mediator",
        "按规则选出调解员",
        "Choose the mediator who comes first",
        (Parameter("org_id", "在哪个机构里选（可不填）", "Within which body (may be empty)"),),
    ),
    Operation(
        "open-linked-case",
        "另立关联案件",
        "Open a linked case",
        (
            Parameter("org", "受理机构（机构编号）", "Body that takes it in (id)"),
            Parameter("procedure", '程序编号，如 "dispute"', 'Id of the procedure, such as "dispute"'),
            Parameter("relation", '关系，如 "escalation"', 'Relation, such as "escalation"'),
            Parameter("tier", "层级（可不填）", "Tier (may be empty)"),
            Parameter("channel", "来源渠道（可不填）", "Channel (may be empty)"),
            Parameter(
                "copy", '带入的部分，如 ["parties", "claim"]', 'Sections to begin with, such as ["parties"]'
            ),
        ),
    ),
    Operation(
        "send",
        "在办理人桌面上记一则通知",
        "Put a notice on a desk",
        (Parameter("item", "待办编号", "Id of the step"),),
    ),
)
"""Those that `tasks/` runs; the desks' own notices are sent by the last one."""
