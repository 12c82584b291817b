"""The agreement check: what a draft lacks or must not say, before anybody signs it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import TypeVar

from workflows.domain.capacity import CapacityLaw, stock_capacity
from workflows.domain.case import Agent, CaseDocument, Instalment, Party
from workflows.domain.drafting import (
    acting_rules,
    content_rules,
    doubt_rules,
    ground_rules,
    guardian_rules,
    identity_rules,
    memory,
    money_rules,
    person_rules,
    reach_rules,
    signature_rules,
    stranger_rules,
    time_rules,
    work_rules,
)
from workflows.domain.drafting.finding import AgreementFinding
from workflows.domain.drafting.reading import Reading
from workflows.domain.drafting.tables import with_units
from workflows.domain.finding import Severity
from workflows.domain.interest import InterestLaw, stock_interest

__all__ = ["AgreementFinding", "check_agreement", "ready_to_sign"]

Named = TypeVar("Named", Agent, Instalment, Party)
_RULES = (
    money_rules.rules,
    time_rules.rules,
    content_rules.rules,
    work_rules.rules,
    person_rules.rules,
    stranger_rules.rules,
    reach_rules.rules,
    identity_rules.rules,
    guardian_rules.rules,
    acting_rules.rules,
    signature_rules.rules,
    ground_rules.rules,
)
_WIDE = (
    "\uff0c\uff1b\uff1a\uff08\uff09\uff05\uff0e\u3000\uffe5\uff3b\uff3d\u3010\u3011\uff0d\u2014\uff5e\uff5c"
)
_NARROW = ",;:()%. \u00a5[][]--~|"
_PLAIN = str.maketrans(_WIDE, _NARROW)
_ENDLESS = re.compile(r"(\d{64})\d+")
"""No number of an agreement is longer; what is would only be read again and again."""
_DIGITS = str.maketrans({chr(0xFF10 + n): str(n) for n in range(10)})


def check_agreement(
    document: CaseDocument,
    *,
    text: str = "",
    interest: InterestLaw | None = None,
    capacity: CapacityLaw | None = None,
) -> tuple[AgreementFinding, ...]:
    """Return what is wrong with the agreement in *document*, or in its whole *text* where it came as one.

    *interest* and *capacity* are the law of the installation; without them, what travels with the program.
    Legal sources: 人民调解法 28-31, 电子签名法 3, 民诉法解释 355 and 358; each finding names its own.
    """
    try:
        law = (interest or stock_interest(), capacity or stock_capacity())
        return _checked(Reading(_even(document), even(text), *law), document)
    finally:
        memory.forget()


def _checked(reading: Reading, document: CaseDocument) -> tuple[AgreementFinding, ...]:
    seen: dict[tuple[str, str, str], AgreementFinding] = {}
    for rules in _RULES:
        for finding in rules(reading):
            seen.setdefault((finding.rule, finding.clause, finding.quote), finding)
    quoted = {finding.quote for finding in seen.values()}
    for doubt in doubt_rules.rules(reading):
        if doubt.quote not in quoted:
            seen[doubt.rule, doubt.clause, doubt.quote] = doubt
    wanted = document.agreement.wants_confirmation is True
    return tuple(_graded(finding, confirmed=wanted) for finding in seen.values())


def ready_to_sign(findings: Iterable[AgreementFinding]) -> bool:
    """Return whether nothing that was found keeps the parties from signing."""
    return not any(finding.severity is Severity.ERROR for finding in findings)


def _graded(finding: AgreementFinding, *, confirmed: bool) -> AgreementFinding:
    """Return *finding*; what is advice becomes a warning where a court will read the agreement (DM-08)."""
    if confirmed and finding.severity is Severity.INFO:
        return replace(finding, severity=Severity.WARNING)
    return finding


def even(text: str) -> str:
    """Return *text* with full-width figures and signs as the rules spell them, so that one spelling is read."""
    told = text.translate(_DIGITS).translate(_PLAIN).replace("\r\n", "\n")
    return with_units(_ENDLESS.sub(r"\1", told))


def _even(document: CaseDocument) -> CaseDocument:
    agreement = document.agreement
    update = {
        name: even(getattr(agreement, name))
        for name in ("terms", "performance", "ends_dispute", "breach", "facts")
    }
    rows = tuple(_with_even_names(row, ("payer", "payee")) for row in agreement.instalments)
    parties = tuple(_even_party(party) for party in document.parties)
    agreed = agreement.model_copy(update={**update, "instalments": rows})
    return document.model_copy(update={"agreement": agreed, "parties": parties})


def _even_party(party: Party) -> Party:
    agent = party.agent and _with_even_names(party.agent, ("name",))
    told = party if agent is party.agent else party.model_copy(update={"agent": agent})
    return _with_even_names(told, ("name", "representative"))


def _with_even_names(named: Named, fields: Iterable[str]) -> Named:
    """Return *named* with names spelt as in the even text: a company's brackets stand in both or in neither."""
    told = {name: getattr(named, name) for name in fields}
    update = {name: text.translate(_DIGITS).translate(_PLAIN) for name, text in told.items()}
    return named if told == update else named.model_copy(update=update)
