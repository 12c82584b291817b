"""What the identity numbers of the parties tell: birth and sex, and whether one was written wrongly."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from workflows.domain.identity_number import read_identity_number
from workflows.errors import FieldProblem

BIRTH_AND_SEX = frozenset({"birth", "sex"})

WRONG_SIGN = FieldProblem(
    "",
    "check-digit",
    "the last sign does not fit the others, so one digit is wrong; compare it with the card, or leave it empty.",
    "校验位不符，其中有一位写错；请与证件核对，或者先不填。",
)


def with_birth_and_sex(answers: Mapping[str, Any]) -> dict[str, Any]:
    """Return *answers* with birth and sex of each person filled in from the identity number where they are empty."""
    parties = answers.get("parties")
    if not isinstance(parties, list | tuple):
        return dict(answers)
    return {**answers, "parties": [_told_by_number(row) for row in parties]}


def wrong_numbers(answers: Mapping[str, Any]) -> list[FieldProblem]:
    """Return the identity numbers of people whose last sign does not fit the others."""
    parties = answers.get("parties")
    rows = parties if isinstance(parties, list | tuple) else ()
    found = []
    for place, row in enumerate(rows):
        number = _number_of(row)
        if number is not None and not number.checks:
            found.append(replace(WRONG_SIGN, path=f"parties.{place}.id_number"))
    return found


def _told_by_number(row: Any) -> Any:
    number = _number_of(row)
    if number is None or not number.checks:
        return row
    told: dict[str, str] = {"birth": number.birth.isoformat(), "sex": number.sex}
    return {**row, **{name: value for name, value in told.items() if not row.get(name)}}


def _number_of(row: Any) -> Any:
    if not isinstance(row, Mapping) or row.get("kind") == "organisation":
        return None
    return read_identity_number(str(row.get("id_number") or ""))
