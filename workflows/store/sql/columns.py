"""How a Python value lies in a column: four plain database types, the same in SQLite and PostgreSQL.

Instants are whole microseconds since 1970 in UTC, days are ISO text, flags are 0 or 1, JSON is compact text in
the order it was given (never jsonb, which forgets the order), and bytes are bytes.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

import orjson
from sqlalchemy import BigInteger, Column, LargeBinary, Text
from sqlalchemy.types import TypeEngine

from workflows.domain.ledger import ENTRIES
from workflows.store.encoding import instant_of, json_text, micros

BEYOND = 2**62
"""Later than every instant a date can be; stands for "never" where rows are put in order."""


def _same(value: Any) -> Any:
    return value


def _day_of(stored: str) -> date:
    return date.fromisoformat(stored)


def _entries(value: Any) -> str:
    return ENTRIES.dump_json(value).decode()


def _words(stored: str) -> tuple[str, ...]:
    return tuple(orjson.loads(stored))


@dataclass(frozen=True)
class Kind:
    """The way in and the way out of one kind of value."""

    encode: Callable[[Any], Any] = _same
    decode: Callable[[Any], Any] = _same


PLAIN = Kind()
INSTANT = Kind(micros, instant_of)
FLAG = Kind(int, bool)
DAY = Kind(date.isoformat, _day_of)
JSON = Kind(json_text, orjson.loads)
WORDS = Kind(json_text, _words)
LEDGER = Kind(_entries, ENTRIES.validate_json)


def _column(name: str, sql: type[TypeEngine[Any]], kind: Kind, *, key: bool, nullable: bool) -> Column[Any]:
    return Column(name, sql, primary_key=key, nullable=nullable, info={"kind": kind}, autoincrement=False)


def text(name: str, *, key: bool = False) -> Column[str]:
    """Return a column of text."""
    return _column(name, Text, PLAIN, key=key, nullable=False)


def choice(name: str, choices: type[StrEnum]) -> Column[str]:
    """Return a column that holds one of *choices* as text."""
    return _column(name, Text, Kind(str, choices), key=False, nullable=False)


def number(name: str, *, key: bool = False, nullable: bool = False) -> Column[int]:
    """Return a column of whole numbers."""
    return _column(name, BigInteger, PLAIN, key=key, nullable=nullable)


def flag(name: str) -> Column[int]:
    """Return a column of yes or no."""
    return _column(name, BigInteger, FLAG, key=False, nullable=False)


def instant(name: str, *, nullable: bool = False) -> Column[int]:
    """Return a column of instants."""
    return _column(name, BigInteger, INSTANT, key=False, nullable=nullable)


def day(name: str, *, nullable: bool = True) -> Column[str]:
    """Return a column of calendar days, or none."""
    return _column(name, Text, DAY, key=False, nullable=nullable)


def json(name: str) -> Column[str]:
    """Return a column of JSON text."""
    return _column(name, Text, JSON, key=False, nullable=False)


def words(name: str) -> Column[str]:
    """Return a column that holds a tuple of words as JSON text."""
    return _column(name, Text, WORDS, key=False, nullable=False)


def entries(name: str) -> Column[str]:
    """Return a column that holds the entries of a ledger as JSON text."""
    return _column(name, Text, LEDGER, key=False, nullable=False)


def blob(name: str) -> Column[bytes]:
    """Return a column of bytes."""
    return _column(name, LargeBinary, PLAIN, key=False, nullable=False)
