"""How instants and free-form values are stored: microseconds since 1970 in UTC, and compact JSON text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta

import orjson

from workflows.errors import NaiveInstant, UnstorableValue

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)


def micros(instant: datetime) -> int:
    """Return the microseconds from 1970 to *instant*.

    Raises:
        NaiveInstant: it has no time zone.
    """
    if instant.tzinfo is None:
        raise NaiveInstant(instant=instant.isoformat())
    return (instant - EPOCH) // MICROSECOND


def instant_of(stored: int) -> datetime:
    """Return the instant, in UTC, of stored microseconds."""
    return EPOCH + timedelta(microseconds=stored)


def json_text(value: object) -> str:
    """Return *value* as compact JSON text in its own order.

    Raises:
        UnstorableValue: a number beyond 64 bits, or text that is not Unicode.
    """
    try:
        return orjson.dumps(value, default=_plain).decode()
    except orjson.JSONEncodeError as error:
        raise UnstorableValue(f"A value cannot be stored as JSON ({error}); correct it.") from error


def rows_text(rows: Sequence[Mapping[str, object]]) -> str:
    """Return *rows* as a JSON list as PostgreSQL reads it, bytes in hexadecimal digits.

    Raises:
        UnstorableValue: a number beyond 64 bits, or text that is not Unicode.
    """
    try:
        return orjson.dumps(rows, default=_digits).decode()
    except orjson.JSONEncodeError as error:
        raise UnstorableValue(f"A value cannot be stored ({error}); correct it.") from error


def _digits(value: object) -> str:
    if isinstance(value, bytes):
        return "\\x" + value.hex()
    raise TypeError(f"no JSON for {type(value).__name__}")


def _plain(value: object) -> object:
    if isinstance(value, Mapping):
        return dict(value)
    raise TypeError(f"no JSON for {type(value).__name__}")
