"""A file of decisions can be read and used by the engine."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.engine.checks.rule import Problem, Rule
from workflows.engine.checks.table_file import TableFile
from workflows.errors import HeweiError


def check(subject: TableFile) -> Iterator[Problem]:
    """Yield each breach of the rule in *subject*."""
    if subject.root.kind != "definitions":
        yield Problem(subject.root, "it is no DMN file.", "它不是 DMN 文件。")
        return
    try:
        _ = subject.model
    except HeweiError as broken:
        yield Problem(subject.root, broken.message, broken.zh)


RULE = Rule(
    id="dmn-readable",
    title="A file of decisions can be read and used by the engine.",
    title_zh="决策文件必须能被引擎读取和使用。",
    remedy="Correct the place named, or export the table again from a DMN editor.",
    remedy_zh="请改正所指位置，或用 DMN 编辑器重新导出。",
    source="DMN 1.5; Hewei",
    check=check,
)
