"""Whole agreements in many hands: planted faults are named, sound drafts are left in peace."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pytest

from workflows.domain.agreement_check import AgreementFinding, check_agreement, ready_to_sign
from workflows.domain.case import CaseDocument
from workflows.domain.finding import Severity

pytestmark = pytest.mark.slow

FOLDER = Path(__file__).with_name("agreement_sets")
TYPICAL = FOLDER.with_name("agreement_typical")
FIGURES = (
    "amount-words-differ amount-words-malformed sum-differs amount-missing unit-missing "
    "instalment-count-differs amount-text-differs"
)
GROUNDS = (
    "ground-doubtful "
    "title-fixing status-relation special-procedure outside-civil against-law interest-cap public-interest "
    "involuntary labour-beyond-payment not-joint effect-after-confirmation"
)
CLASSES = {
    "payer": "payer-missing",
    "payee": "payee-missing",
    "figures": FIGURES,
    "sum": "sum-differs instalment-count-differs",
    "due": "words-doubtful due-missing vague-time date-impossible periodic-schedule due-before-agreement",
    "method": "method-missing",
    "ends": "ends-dispute-missing",
    "breach": "breach-missing",
    "scope": "scope-unclear scope-beyond vague-words words-doubtful",
    "sign": "signature-missing wet-ink must-be-written effective-unsigned",
    "persons": "guardian-missing agent-authority representative-missing party-incomplete identity-differs",
    "third": "rights-doubtful third-party-rights stranger-payer stranger-payee",
    "grounds": GROUNDS,
}


@dataclass(frozen=True)
class Sample:
    """One draft of the sets with the classes of faults planted in it."""

    id: str
    planted: frozenset[str]
    text: str

    @cached_property
    def findings(self) -> tuple[AgreementFinding, ...]:
        """Return what is found in it, advice apart."""
        found = check_agreement(CaseDocument(), text=self.text)
        return tuple(finding for finding in found if finding.severity is not Severity.INFO)

    def caught(self) -> set[str]:
        """Return the planted classes that were named."""
        rules = {finding.rule for finding in self.findings}
        return {each for each in self.planted if rules & set(CLASSES[each].split())}

    def beside(self) -> set[str]:
        """Return the rules that found what nobody planted."""
        rules = {finding.rule for finding in self.findings}
        return rules - {rule for each in self.planted for rule in CLASSES[each].split()}


def read_samples(folder: Path = FOLDER) -> list[Sample]:
    """Return every draft of the sets in *folder*."""
    made = []
    for file in sorted(folder.glob("*.txt")):
        for part in re.split(r"(?m)^=== ", file.read_text("utf-8"))[1:]:
            head, _, text = part.partition("\n")
            name, _, faults = (field.strip() for field in head.split("|"))
            planted = frozenset() if faults == "clean" else frozenset(re.split(r"[,\s]+", faults))
            made.append(Sample(name, planted, text))
    return made


SAMPLES = read_samples()
SOUND = [sample for sample in SAMPLES if not sample.planted]
FAULTY = [sample for sample in SAMPLES if sample.planted]


def test_the_sets_hold_what_they_should() -> None:
    """There are at least 120 whole drafts, about half of them sound, and every class of fault is planted."""
    assert len(SAMPLES) >= 120
    assert 0.4 <= len(SOUND) / len(SAMPLES) <= 0.6
    assert {each for sample in FAULTY for each in sample.planted} == set(CLASSES)


def test_planted_faults_are_named() -> None:
    """Of the planted faults at least 95 of 100 are named."""
    missed = [(sample.id, sample.planted - sample.caught()) for sample in FAULTY]
    count = sum(len(sample.planted) for sample in FAULTY)
    lost = [each for each in missed if each[1]]
    assert 1 - sum(len(classes) for _, classes in lost) / count >= 0.95, lost


def test_sound_drafts_can_be_signed() -> None:
    """A sound draft has nothing that keeps the parties from signing."""
    kept_back = [sample.id for sample in SOUND if not ready_to_sign(sample.findings)]
    assert kept_back == []


def test_few_false_alarms() -> None:
    """Fewer than 10 of 100 sound drafts, and of faulty ones beyond their faults, raise an alarm."""
    alarmed = [(sample.id, sample.beside()) for sample in SAMPLES if sample.beside()]
    assert len(alarmed) / len(SAMPLES) < 0.10, alarmed


def test_typical_agreements_are_read_as_their_writers_meant_them() -> None:
    """Of typical agreements 95 in 100 faults are named, and fewer than 10 in 100 sound ones are asked anything."""
    typical = read_samples(TYPICAL)
    planted = [sample for sample in typical if sample.planted]
    missed = [sample.id for sample in planted if sample.planted - sample.caught()]
    alarmed = [(sample.id, sample.beside()) for sample in typical if not sample.planted and sample.beside()]
    assert (len(typical), len(planted)) == (200, 100)
    assert len(missed) <= 5, missed
    assert len(alarmed) < 10, alarmed
