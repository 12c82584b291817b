"""A letter: a message or signal that is kept until somebody takes it."""

from __future__ import annotations

from typing import NamedTuple

from pydantic import JsonValue


class Letter(NamedTuple):
    """A message or signal: its id, kind, name, correlation as canonical JSON, and payload.

    A `damaged` one lies in the store, but its payload cannot be read.
    """

    id: str
    kind: str
    name: str
    correlation: str
    payload: JsonValue
    damaged: bool = False
