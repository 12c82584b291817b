"""The words for coded answers: what `neighbour` was called on the form where it was chosen."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from workflows.domain.form import Choice, read_form

Words = Mapping[tuple[str, str], Choice]


def answer_words(files: Mapping[str, bytes]) -> Words:
    """Return (path, value) -> choice over all forms in *files*, the bundle of the case's version."""
    words: dict[tuple[str, str], Choice] = {}
    for path, content in files.items():
        if path.endswith(".json"):
            for key, choice in _choices_in(path.rpartition("/")[2].removesuffix(".json"), content):
                words.setdefault(key, choice)
    return words


@lru_cache(maxsize=1024)
def _choices_in(form_id: str, content: bytes) -> tuple[tuple[tuple[str, str], Choice], ...]:
    fields = read_form(form_id, content).fields
    return tuple(((field.path, choice.value), choice) for field in fields for choice in field.choices)
