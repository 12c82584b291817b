"""What a draft lacks is found before anybody signs it, and a sound draft is left in peace."""

from __future__ import annotations

import pytest
from tests.unit.domain.agreement_drafts import Draft, drafts

from workflows.domain.agreement_check import check_agreement


def rules_of(draft: Draft) -> frozenset[str]:
    """Return the names of the rules that found something."""
    return frozenset(finding.rule for finding in check_agreement(draft.document(), text=draft.text()))


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_planted_faults_are_found(seed: int) -> None:
    """Of 200 drafts, at least 95 of 100 planted faults are named."""
    made = drafts(seed)
    planted = [(draft, rule) for draft in made for rule in draft.planted]
    missed = [(rule, draft.text() or draft.document().agreement.terms) for draft, rule in planted if rule not in rules_of(draft)]
    assert 1 - len(missed) / len(planted) >= 0.95, missed


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_sound_drafts_are_left_in_peace(seed: int) -> None:
    """Fewer than 10 of 100 sound drafts are found fault with."""
    made = [draft for draft in drafts(seed) if not draft.planted]
    alarmed = [(rules_of(draft), draft.text() or draft.document().agreement.terms) for draft in made if rules_of(draft)]
    assert len(alarmed) / len(made) < 0.10, alarmed
