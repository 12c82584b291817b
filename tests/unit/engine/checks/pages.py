"""Read the pages of the rules: each holds a good and a bad example, which the tests run."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from workflows.domain.finding import Finding, Known
from workflows.engine.checks import check_files
from workflows.engine.checks.registry import DIAGRAMS, FORMS, TABLES
from workflows.engine.checks.rule import Rule

FOLDER = Path(__file__).parents[4] / "docs" / "rules"
BLOCK = re.compile(r"^```(\w+)\n(.*?)\n```$", re.MULTILINE | re.DOTALL)
RULES: tuple[Rule[Any], ...] = (*DIAGRAMS, *TABLES, *FORMS)
"""Every rule there is."""

SAMPLE = Known(
    forms=frozenset({"request"}),
    documents=frozenset({"agreement"}),
    periods=frozenset({"D01"}),
    roles=frozenset({"clerk", "mediator"}),
    operations=frozenset({"send"}),
    procedures=frozenset({"part"}),
    decisions=frozenset({"route"}),
)
"""What exists around the examples."""


@dataclass(frozen=True)
class Page:
    """One page: its text and its two examples."""

    text: str
    language: str
    good: str
    bad: str


def read_page(rule_id: str) -> Page:
    """Return the page of the rule *rule_id*."""
    text = (FOLDER / f"{rule_id}.md").read_text(encoding="utf-8")
    blocks = BLOCK.findall(text)
    assert len(blocks) == 2, f"{rule_id}.md holds one good and one bad example"
    return Page(text=text, language=blocks[0][0], good=blocks[0][1], bad=blocks[1][1])


def check_example(rule: Rule[Any], example: str, language: str) -> list[Finding]:
    """Return what is found in *example*, as strictly as the level of *rule* asks."""
    path = {"json": f"forms/{rule.id}.json", "dmn": f"{rule.id}.dmn"}.get(language, f"{rule.id}.bpmn")
    return check_files({path: example.encode()}, SAMPLE, profile=rule.level)
