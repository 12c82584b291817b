"""A field's key is a path into the case document."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.engine.checks.case_paths import known_path
from workflows.engine.checks.form_file import FormFile
from workflows.engine.checks.rule import Problem, Rule


def check(subject: FormFile) -> Iterator[Problem]:
    """Yield each breach of the rule in *subject*."""
    for each in subject.components:
        if each.kind in SHOWN or (each.kind == "group" and not each.data.get("path")):
            continue
        if not known_path(each.path, each.in_list):
            yield Problem(each.element, f"“{each.path}” leads nowhere.", f"路径“{each.path}”不存在。")


SHOWN = frozenset({"text", "separator", "spacer", "button", "expression", "image", "html", "iframe"})


RULE = Rule(
    id="form-key",
    title="A field's key is a path into the case document.",
    title_zh="字段的键必须是案件文档中的路径。",
    remedy="Choose a path such as claim.summary; what a place adds goes below extra.",
    remedy_zh="请把“案件字段（键）”改成“案件的字段”中的写法，不带 case.，如 claim.summary；地方自定的写作 extra.名称。",
    source="Hewei; case document",
    check=check,
)
