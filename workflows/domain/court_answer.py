"""The court's answer to a package, as a file: accepted, to be corrected, not accepted, or a ruling."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Literal

from pydantic import model_validator

from workflows.domain.canonical import canonical
from workflows.domain.package import Digest
from workflows.domain.section import Line, Section, Text


class Outcome(StrEnum):
    """What the court decided (民诉法解释 355-358)."""

    RECEIVED = "received"
    ACCEPTED = "accepted"
    CORRECTION = "correction"
    NOT_ACCEPTED = "not_accepted"
    TREATED_WITHDRAWN = "treated_withdrawn"
    CONFIRMED = "confirmed"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


SAID = {
    Outcome.RECEIVED: "收到",
    Outcome.ACCEPTED: "受理",
    Outcome.CORRECTION: "限期补正",
    Outcome.NOT_ACCEPTED: "不予受理",
    Outcome.TREATED_WITHDRAWN: "按撤回申请处理",
    Outcome.CONFIRMED: "裁定有效",
    Outcome.REFUSED: "裁定驳回",
    Outcome.WITHDRAWN: "准许撤回",
}
"""The outcomes in words."""
RULINGS = frozenset({Outcome.CONFIRMED, Outcome.REFUSED, Outcome.WITHDRAWN})


class AnswerIncomplete(ValueError):
    """The outcome of an answer needs more than the answer tells."""

    def __init__(self, outcome: Outcome, wanted: str) -> None:
        """Say which outcome needs what."""
        super().__init__(f"{outcome.value} needs {wanted}")
        self.zh = f"不完整，{SAID[outcome]}（{outcome.value}）还需要 {wanted}"


class Ruling(Section):
    """A ruling (民事裁定书): its number, its date, and its reason where the application did not succeed."""

    number: Line
    ruled_on: date
    reason: Text = ""


class Correction(Section):
    """What has to be supplied, and until when (民诉法解释 354, 356)."""

    items: Text
    due_on: date


class CourtAnswer(Section):
    """One answer; its JSON schema is published in docs/schema/court-answer.json.

    `manifest` is the digest of the package it answers, so that it cannot be taken for the answer to another one.
    """

    format: Literal["hewei-court-answer"] = "hewei-court-answer"
    version: Literal[1] = 1
    case: Line
    manifest: Digest
    court: Line
    outcome: Outcome
    received_on: date
    accepted_on: date | None = None
    interviewed_on: date | None = None
    correction: Correction | None = None
    ruling: Ruling | None = None
    reason: Text = ""
    withdrawn_on: date | None = None

    @model_validator(mode="after")
    def _complete(self) -> CourtAnswer:
        needed = {
            "correction": self.outcome is Outcome.CORRECTION,
            "ruling": self.outcome in RULINGS,
            "accepted_on": self.outcome is Outcome.ACCEPTED or self.outcome in RULINGS,
            "interviewed_on": self.outcome in RULINGS and not self.withdrawn_before,
            "reason": self.outcome in (Outcome.NOT_ACCEPTED, Outcome.TREATED_WITHDRAWN),
        }
        refusing = self.outcome in RULINGS and self.outcome is not Outcome.CONFIRMED
        if refusing and self.ruling is not None and not self.ruling.reason.strip():
            raise AnswerIncomplete(self.outcome, "ruling.reason")
        missing = [name for name, wanted in needed.items() if wanted and not getattr(self, name)]
        if missing:
            raise AnswerIncomplete(self.outcome, ", ".join(missing))
        return self

    @property
    def withdrawn_before(self) -> bool:
        """Whether the application was withdrawn before the court had questioned the parties."""
        return self.outcome is Outcome.WITHDRAWN and self.withdrawn_on is not None and not self.interviewed_on

    def encoded(self) -> bytes:
        """Return the answer as canonical JSON; a court that signs signs these bytes."""
        return canonical(self.model_dump(mode="json", exclude_none=True))


class SignedAnswer(Section):
    """The file: the answer, and where the court signs, its detached CMS signature in base64."""

    answer: CourtAnswer
    signature: str = ""
