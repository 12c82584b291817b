"""An error in the reader's language, and as problem details (RFC 9457)."""

from __future__ import annotations

from typing import Any

from workflows.errors import HeweiError, InvalidForm

SHOWN = (str, int, float, bool)


def in_words(error: HeweiError, language: str) -> str:
    """Return the error's sentence in *language*."""
    return error.message if language == "en" else error.zh


def problem_of(error: HeweiError, language: str) -> dict[str, Any]:
    """Return the error as problem details: type, title, status, detail, and what it names."""
    body: dict[str, Any] = {
        "type": f"urn:hewei:problem:{error.code}",
        "title": error.code.replace("-", " "),
        "status": error.status,
        "code": error.code,
        "detail": in_words(error, language),
        "message": error.message,
        "zh": error.zh,
        "where": {name: value for name, value in error.where.items() if isinstance(value, SHOWN)},
    }
    if isinstance(error, InvalidForm):
        body["fields"] = [
            {"path": p.path, "rule": p.rule, "message": p.message, "zh": p.zh} for p in error.problems
        ]
    return body
