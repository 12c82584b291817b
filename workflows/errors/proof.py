"""Refusals and faults of the court package."""

from __future__ import annotations

from workflows.errors.ground import Conflict, Fault, InvalidInput, NotFound, Refused


class BrokenPackage(InvalidInput):
    """This file is not what was signed; the part named is broken, do not rely on it and ask the sender again."""

    def __init__(self, message: str, *, zh: str, rule: str, member: str) -> None:
        """Say what is broken in both languages; *rule* is its stable name, *member* the part it was found in.

        `others` holds what else was found broken after it.
        """
        self.rule = rule
        self.member = member
        self.others: tuple[BrokenPackage, ...] = ()
        super().__init__(message, zh=zh, rule=rule, member=member)


class AnchorUnreadable(InvalidInput):
    """A trust anchor is a certificate file (PEM or DER) or the 64 hexadecimal digits of its SHA-256; correct it."""


class PackageNotReady(Conflict):
    """Papers of this package are still being made; it is filed by itself as soon as they are."""


class PackageIncomplete(Conflict):
    """The court package lacks a paper without which no court can begin; make that paper, then file again."""


class UnknownPackage(NotFound):
    """No package was filed for this case yet, or it is not yours to see; look at the case's history."""


class SigningFailed(Fault):
    """The institution's signature could not be made; look at the key folder or the signing service, then try again."""


class DraftUnreadable(InvalidInput):
    """A draft is the agreement's text, or a case document as JSON; correct the file."""


class AnswerRefused(InvalidInput):
    """This file is not an answer of a court that can be taken over; correct the place named and send it again."""


# Choosing people and reports


class NoMediatorFree(Refused):
    """Nobody here may mediate the case; let the body above appoint somebody, or call one from elsewhere."""


class UnknownReport(NotFound):
    """There is no report of this name; choose one of those that `hewei report --help` names."""


class ReportPeriodRefused(InvalidInput):
    """The report's period ends before it begins, or its days cannot be read; write days like 2026-01-30."""
