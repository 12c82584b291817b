"""Canonical JSON: equal values give equal bytes on every machine, so that a digest of them means something.

It is RFC 8785 (JSON Canonicalization Scheme) for what we let in: texts, whole numbers that every JSON reader
keeps exactly, truth values, null, lists and objects with ASCII names. Other numbers are written as texts first.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from json.encoder import encode_basestring

from pydantic import JsonValue

EXACT = 2**53
"""Whole numbers beyond this are rounded by JavaScript; they travel as texts."""


def canonical(value: JsonValue) -> bytes:
    """Return *value* as canonical JSON in UTF-8.

    Raises:
        ValueError: it holds a number that is not a safe whole number, or a name that is not ASCII.
    """
    _check(value)
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return text.encode()


def canonical_row(cells: Sequence[str | int]) -> bytes:
    """Return a flat list of texts and safe whole numbers as `canonical` does, in a tenth of the time."""
    spelt = (encode_basestring(cell) if isinstance(cell, str) else str(cell) for cell in cells)
    return f"[{','.join(spelt)}]".encode()


def plain(value: object) -> JsonValue:
    """Return *value* with every number that JSON readers may round turned into a text."""
    if isinstance(value, Mapping):
        return {str(key): plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [plain(each) for each in value]
    if value is None or isinstance(value, bool | str):
        return value
    if isinstance(value, int) and abs(value) < EXACT:
        return value
    return str(value)


def sha256(content: bytes) -> str:
    """Return the SHA-256 of *content* as 64 hexadecimal digits."""
    return hashlib.sha256(content).hexdigest()


def _check(value: JsonValue) -> None:
    if isinstance(value, dict):
        for key, each in value.items():
            if not key.isascii():
                raise ValueError(f"Expected an ASCII name, but got {key!r}; canonical JSON sorts only those.")
            _check(each)
    elif isinstance(value, list):
        for each in value:
            _check(each)
    elif isinstance(value, float) or (isinstance(value, int) and abs(value) >= EXACT):
        raise ValueError(f"Expected a whole number below 2^53, but got {value}; write it as a text.")
