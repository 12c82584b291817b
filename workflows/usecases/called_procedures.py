"""Which procedures a procedure's diagram calls, and which call it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

CALLED = re.compile(rb"""\bcalledElement\s*=\s*["'](?:[\w.-]+:)?([\w.-]+)["']""")


def calls_of(files: Mapping[str, bytes]) -> frozenset[str]:
    """Return the ids that the diagrams among *files* call."""
    drawn = (content for path, content in files.items() if path.endswith(".bpmn"))
    return frozenset(name.decode() for content in drawn for name in CALLED.findall(content))


def callers_of(procedure: str, shelf: Mapping[str, Mapping[str, bytes]]) -> Iterable[str]:
    """Yield the ids on the *shelf* whose diagrams call *procedure*."""
    return (each for each, files in shelf.items() if procedure in calls_of(files))
