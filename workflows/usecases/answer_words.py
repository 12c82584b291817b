"""The words for coded answers: what `neighbour` was called on the form where it was chosen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache

from workflows.domain.form import Choice, read_form

Words = Mapping[tuple[str, str], Choice]


def answer_words(files: Mapping[str, bytes], steps: Iterable[Mapping[str, str]]) -> Words:
    """Return (path, value) -> choice over all forms in *files*, the bundle of the case's version.

    *steps* are the properties of the drawn steps: what one appends to a list is named by the list, too
    (`sessions.outcome`), because a sitting and a conference may both end with `again` and mean something else.
    """
    lists: dict[str, set[str]] = {}
    for said in steps:
        if {"form", "append"} <= said.keys():
            lists.setdefault(said["form"], set()).add(said["append"])
    words: dict[tuple[str, str], Choice] = {}
    for path, content in files.items():
        if path.endswith(".json"):
            form = path.rpartition("/")[2].removesuffix(".json")
            for (field, value), choice in _choices_in(form, content):
                for where in (field, *(f"{name}.{field}" for name in lists.get(form, ()))):
                    words.setdefault((where, value), choice)
    return words


@lru_cache(maxsize=1024)
def _choices_in(form_id: str, content: bytes) -> tuple[tuple[tuple[str, str], Choice], ...]:
    fields = read_form(form_id, content).fields
    return tuple(((field.path, choice.value), choice) for field in fields for choice in field.choices)
