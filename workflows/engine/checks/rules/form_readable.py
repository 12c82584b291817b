"""A form can be read."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.engine.checks.form_file import FormFile
from workflows.engine.checks.rule import Problem, Rule


def check(subject: FormFile) -> Iterator[Problem]:
    """Yield each breach of the rule in *subject*."""
    if subject.fault:
        yield Problem(subject.root, f"{subject.fault}.", f"无法读取：{subject.fault}。")


RULE = Rule(
    id="form-readable",
    title="A form can be read.",
    title_zh="表单文件必须可读。",
    remedy="Open the form in the form editor and save it again.",
    remedy_zh="请在表单编辑器中打开并重新保存。",
    source="form-js; Hewei",
    check=check,
)
