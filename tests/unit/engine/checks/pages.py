"""Read the pages of the rules: each holds a good and a bad example, which the tests run."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from workflows.domain.finding import Finding, Known
from workflows.engine.checks import check_files
from workflows.engine.checks.registry import DIAGRAMS, GATE
from workflows.engine.checks.rule import Rule
from workflows.engine.checks.rules_of_forms import FORMS
from workflows.engine.checks.rules_of_tables import TABLE_GATE, TABLES

FOLDER = Path(__file__).parents[4] / "docs" / "rules"
BLOCK = re.compile(r"^```(\w+)\n(.*?)\n```$", re.MULTILINE | re.DOTALL)
REPEATED = re.compile(r"<!-- repeat (\d+) -->\n(.*?)<!-- end -->", re.DOTALL)
RULES: tuple[Rule[Any], ...] = (*GATE, *TABLE_GATE, *DIAGRAMS, *TABLES, *FORMS)
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


@cache
def read_page(rule_id: str) -> Page:
    """Return the page of the rule *rule_id*."""
    text = (FOLDER / f"{rule_id}.md").read_text(encoding="utf-8")
    blocks = BLOCK.findall(text)
    assert len(blocks) == 2, f"{rule_id}.md holds one good and one bad example"
    return Page(text=text, language=blocks[0][0], good=_spelt_out(blocks[0][1]), bad=_spelt_out(blocks[1][1]))


def _spelt_out(example: str) -> str:
    """Write out what an example only says to repeat, with a number in place of each {}."""
    return REPEATED.sub(
        lambda found: "".join(found[2].replace("{}", str(number)) for number in range(int(found[1]))), example
    )


def check_example(rule: Rule[Any], example: str, language: str) -> list[Finding]:
    """Return what is found in *example*, as strictly as the level of *rule* asks."""
    path = {"json": f"forms/{rule.id}.json", "dmn": f"{rule.id}.dmn"}.get(language, f"{rule.id}.bpmn")
    return check_files({path: example.encode()}, SAMPLE, profile=rule.level)
