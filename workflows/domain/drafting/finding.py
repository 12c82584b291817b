"""A finding in a draft agreement: which rule, where, the words it is about, the article, and how to mend it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from workflows.domain.drafting.rule_words import WORDS
from workflows.domain.finding import Severity

_TO_WIDE = 0xFF0C - ord(",")
"""So far the full-width marks stand from the narrow ones."""


@dataclass(frozen=True, kw_only=True)
class AgreementFinding:
    """One finding; `clause` says where in the agreement, `quote` repeats the words or the value it is about."""

    rule: str
    severity: Severity
    clause: str
    quote: str
    law: str
    zh: str
    en: str
    remedy_zh: str
    remedy_en: str


def found(rule: str, clause: str, quote: str = "") -> AgreementFinding:
    """Return the finding of *rule* at *clause* about *quote*."""
    words = WORDS[rule]
    said = f"「{_wide(quote[:60])}」" if quote else ""
    return AgreementFinding(
        rule=rule,
        severity=words.severity,
        clause=clause,
        quote=quote,
        law=words.law,
        zh=f"{clause}：{words.zh}{said}。",
        en=f"{clause}: {words.en}{f' ({quote[:60]})' if quote else ''}.",
        remedy_zh=words.remedy_zh,
        remedy_en=words.remedy_en,
    )


def _wide(quote: str) -> str:
    """Return *quote* with the marks as Chinese prints them; those inside numbers stay."""
    return re.sub(r"(?<!\d)[,;:()]|[,;:()](?!\d)", lambda mark: chr(ord(mark[0]) + _TO_WIDE), quote)
