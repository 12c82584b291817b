"""Wordings that a court has still to confirm are known by name, stand where it is said, and quote nothing."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
WORDINGS: list[dict[str, Any]] = tomllib.loads((TEMPLATES / "layout" / "wordings.toml").read_text("utf-8"))[
    "wording"
]


@pytest.mark.parametrize("wording", WORDINGS, ids=lambda each: f"{each['document']}: {each['source']}")
def test_each_stands_in_its_paper_without_quotation_marks(wording: dict[str, Any]) -> None:
    """The paraphrase is printed as it is listed here, with its source and the day on which it was asked about."""
    body = (TEMPLATES / wording["document"] / "body.html.j2").read_text("utf-8")
    phrase = wording["phrase"]
    assert phrase in body
    assert f"“{phrase}" not in body
    assert wording["source"]
    assert isinstance(wording["asked_on"], date)
