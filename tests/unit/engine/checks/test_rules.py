"""Every rule refuses the bad example on its page and lets the good one pass."""

from __future__ import annotations

from typing import Any

import pytest

from tests.unit.engine.checks.pages import FOLDER, RULES, check_example, read_page
from workflows.domain.finding import Severity
from workflows.engine.checks.registry import GATE, SINGLE
from workflows.engine.checks.rule import Rule
from workflows.engine.checks.rules_of_forms import FORMS
from workflows.engine.checks.rules_of_tables import TABLE_GATE, TABLES

BY_ID = pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)


@BY_ID
def test_bad_example_is_found(rule: Rule[Any]) -> None:
    """The bad example on a rule's page is found by exactly that rule, with a remedy in both languages."""
    page = read_page(rule.id)
    found = [finding for finding in check_example(rule, page.bad, page.language) if finding.rule == rule.id]
    assert found
    assert all(
        (each.severity is rule.severity and each.remedy and each.remedy_zh and each.zh) for each in found
    )


@BY_ID
def test_good_example_passes(rule: Rule[Any]) -> None:
    """The good example on a rule's page has no error, and nothing at all from that rule."""
    page = read_page(rule.id)
    found = check_example(rule, page.good, page.language)
    assert [each for each in found if each.severity is Severity.ERROR or each.rule == rule.id] == []


def untold(rule: Rule[Any]) -> list[str]:
    """What the page of a rule leaves out of its sentence, its remedy, its source and its severity."""
    text = read_page(rule.id).text
    told = (rule.title, rule.title_zh, rule.remedy, rule.remedy_zh, rule.source, rule.severity.value)
    return [each for each in told if each not in text]


def test_each_page_says_what_its_rule_says() -> None:
    """A rule's page carries its sentence, its remedy, its source and its severity, word for word."""
    assert {rule.id: untold(rule) for rule in RULES} == {rule.id: [] for rule in RULES}


def test_every_page_has_its_rule() -> None:
    """There is a page for every rule, and no page for a rule that is gone."""
    assert {path.stem for path in FOLDER.glob("*.md")} - {"README"} == {rule.id for rule in RULES}


def test_rule_ids_are_unique() -> None:
    """No two rules share an id."""
    assert len(RULES) == len({rule.id for rule in RULES})


def test_a_rule_is_named_as_its_file() -> None:
    """A rule that has a file of its own is named as that file."""
    alone = (*GATE, *TABLE_GATE, *SINGLE, *TABLES, *FORMS)
    assert [rule.id.replace("-", "_") for rule in alone] == [
        rule.check.__module__.rpartition(".")[2] for rule in alone
    ]


def test_index_lists_every_rule() -> None:
    """The index of the rules names each of them, with a link to its page."""
    index = (FOLDER / "README.md").read_text(encoding="utf-8")
    assert [rule.id for rule in RULES if f"[{rule.id}]({rule.id}.md)" not in index] == []
