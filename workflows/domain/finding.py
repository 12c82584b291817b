"""A finding: one thing wrong (or worth a look) in a file, in words a designer understands, with its remedy."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How bad it is: an error refuses the file, a warning asks for a look, an info only tells."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class Profile(StrEnum):
    """How much is asked of a diagram.

    SPEC: it obeys BPMN 2.0.2. RUN: the engine can also run it. HOUSE: it is also one of Hewei's own procedures.
    """

    SPEC = "spec"
    RUN = "run"
    HOUSE = "house"


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One finding: where (file, element id, line), which rule, how bad, what is the case and how to mend it."""

    file: str
    element: str
    line: int
    rule: str
    severity: Severity
    message: str
    zh: str
    remedy: str = ""
    remedy_zh: str = ""


@dataclass(frozen=True, kw_only=True)
class Known:
    """What exists around a procedure, by id; None means not known, and then nothing is said about it."""

    forms: frozenset[str] | None = None
    documents: frozenset[str] | None = None
    periods: frozenset[str] | None = None
    roles: frozenset[str] | None = None
    operations: frozenset[str] | None = None
    procedures: frozenset[str] | None = None
    decisions: frozenset[str] | None = None
    answers: frozenset[str] | None = None
    """What the tables call their decisions, answers and data."""


def refuses(findings: Iterable[Finding]) -> bool:
    """Return whether any of *findings* is an error."""
    return any(finding.severity is Severity.ERROR for finding in findings)
