"""What parties are shown and in which words: `bpmn/party.toml` under what a pack says in `[party]`."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from workflows.domain.case import Case, CaseStatus, Confirmation
from workflows.errors import UnreadableNoticeTable
from workflows.usecases.catalogue import Catalogue


class Sentence(BaseModel):
    """One sentence in both languages."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    zh: str = Field(min_length=1)
    en: str = Field(min_length=1)


class PartyWords(BaseModel):
    """The table: how long links and codes are in force, which papers are shown, and the plain words."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    link_days: int = Field(ge=1, le=1000)
    code_minutes: int = Field(ge=1, le=60)
    letter_codes: int = Field(ge=1, le=20)
    papers: tuple[str, ...]
    phase: Mapping[str, Sentence]
    agreed: Mapping[str, Sentence]
    status: Mapping[str, Sentence]
    period: Mapping[str, Sentence]

    def state_of(self, case: Case, *, signed: bool = False) -> Sentence:
        """Return in plain words where *case* stands; *signed* says that this party has, and others have not yet."""
        if case.status is not CaseStatus.OPEN:
            return self.status[case.status.value]
        stage = _agreed(case)
        known = self.agreed.get("signed" if signed and stage == "worded" else stage) or self.phase.get(
            case.phase
        )
        return known or self.status["otherwise"]


COURT_SAID = {
    "confirmed": "confirmed",
    "withdrawn": "taken-back",
    "not_accepted": "not-accepted",
    "treated_withdrawn": "not-accepted",
    "correction": "to-correct",
}
"""What a party reads after the court's ruling, or its answer to the application."""


def _agreed(case: Case) -> str:
    """Return how it stands with the agreement and the court; "" while nothing is agreed, and once all is done."""
    document, confirmation = case.document, case.document.confirmation
    if document.closing.closed_on is not None or document.termination.ended_on is not None:
        return ""
    agreement = document.agreement
    anew = agreement.effective_on and agreement.agreed_on and agreement.agreed_on > agreement.effective_on
    if agreement.effective_on is None or anew:
        return "worded" if agreement.terms and agreement.agreed_on else ""
    if confirmation.applied_on is None or confirmation.applied_on < agreement.effective_on:
        return "effective"
    return "" if confirmation.aftermath == "mediate_again" else _at_court(confirmation)


def _at_court(confirmation: Confirmation) -> str:
    supplied = confirmation.acceptance == "correction" and confirmation.corrected_on is not None
    if confirmation.ruling or (confirmation.acceptance in COURT_SAID and not supplied):
        return COURT_SAID.get(confirmation.ruling or confirmation.acceptance, "not-confirmed")
    return "asked" if confirmation.accepted_on is None else "at-court"


def party_words(catalogue: Catalogue, pack: str) -> PartyWords:
    """Return the table as it stands in *pack*.

    Raises:
        UnreadableNoticeTable: it cannot be used; the entry is named.
    """
    return _read(catalogue, pack)


@cache
def _read(catalogue: Catalogue, pack: str) -> PartyWords:
    words: dict[str, Any] = tomllib.loads((catalogue.root / "party.toml").read_text("utf-8"))
    for name, own in (catalogue.pack(pack).data.get("party") or {}).items():
        words[name] = {**words[name], **own} if isinstance(own, dict) and name in words else own
    try:
        return PartyWords.model_validate(words)
    except ValidationError as error:
        raise UnreadableNoticeTable(
            f"party.toml with [party] of the pack {pack} cannot be used: {error}; correct it.",
            zh=f"party.toml 与辖区包 {pack} 的 [party] 无法使用：{error}；请更正。",
        ) from error
