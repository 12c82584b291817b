"""What one rule of the agreement check says."""

from __future__ import annotations

from dataclasses import dataclass

from workflows.domain.finding import Severity


@dataclass(frozen=True)
class RuleWords:
    """How bad it is, by which article, what is the case and how to mend it, in both languages."""

    severity: Severity
    law: str
    zh: str
    en: str
    remedy_zh: str
    remedy_en: str
