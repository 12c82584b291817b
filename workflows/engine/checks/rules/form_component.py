"""A form holds only components that Hewei shows and checks."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.engine.checks.form_file import FormFile
from workflows.engine.checks.rule import Problem, Rule


def check(subject: FormFile) -> Iterator[Problem]:
    """Yield each breach of the rule in *subject*."""
    for each in subject.components:
        if each.kind not in KNOWN and each.kind not in {"html", "iframe"}:
            yield Problem(
                each.element, f"“{each.kind[:40]}” is not known here.", f"不支持组件“{each.kind[:40]}”。"
            )


KNOWN = frozenset(
    {
        "textfield",
        "textarea",
        "number",
        "checkbox",
        "checklist",
        "radio",
        "select",
        "taglist",
        "datetime",
        "text",
        "separator",
        "spacer",
        "group",
        "dynamiclist",
        "button",
        "expression",
    }
)


RULE = Rule(
    id="form-component",
    title="A form holds only components that Hewei shows and checks.",
    title_zh="表单只能使用和为支持的组件。",
    remedy=("Use a text field, text area, number, check box, choice, date, list, group or plain text."),
    remedy_zh="请使用文本、多行文本、数字、勾选、选择、日期、列表、分组或说明文字。",
    source="form-js; Hewei",
    check=check,
)
