"""Which procedures a procedure's diagram calls, and which call it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from workflows.usecases.outline import calls


def calls_of(files: Mapping[str, bytes]) -> frozenset[str]:
    """Return the ids that the diagrams among *files* call."""
    return frozenset(called.rpartition(":")[2] for _, called in calls(files))


def callers_of(procedure: str, shelf: Mapping[str, Mapping[str, bytes]]) -> Iterable[str]:
    """Yield the ids on the *shelf* whose diagrams call *procedure*."""
    return (each for each, files in shelf.items() if procedure in calls_of(files))
