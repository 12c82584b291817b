"""The citizen's identity number: its check digit, and the birth date and sex that stand in it (GB 11643-1999)."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECK_SIGNS = "10X98765432"
"""The sign for each remainder by eleven (ISO 7064, MOD 11-2)."""
_SHAPE = re.compile(r"[1-9]\d{16}[\dX]")


@dataclass(frozen=True, kw_only=True)
class IdentityNumber:
    """A number of eighteen signs: whose birth and sex it names, and whether its last sign is right."""

    number: str
    birth: date
    sex: str
    checks: bool


def read_identity_number(text: str) -> IdentityNumber | None:
    """Return what stands in an identity number however it was typed, or None if it is not of that shape."""
    number = re.sub(r"[\s-]", "", unicodedata.normalize("NFKC", text)).upper()
    if not _SHAPE.fullmatch(number):
        return None
    try:
        birth = date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return None
    sex = "male" if int(number[16]) % 2 else "female"
    return IdentityNumber(number=number, birth=birth, sex=sex, checks=check_sign(number[:17]) == number[17])


def check_sign(digits: str) -> str:
    """Return the sign that must follow these seventeen digits."""
    total = sum(weight * int(digit) for weight, digit in zip(WEIGHTS, digits, strict=True))
    return CHECK_SIGNS[total % 11]
