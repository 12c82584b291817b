"""The words of the pages: one catalogue a language, the same keys in each."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from string import Formatter
from typing import Any

LANGUAGES = ("zh", "en")


@cache
def catalogue(language: str) -> Mapping[str, str]:
    """Return all words of a language by dotted key, from `<language>.toml` and every `<part>.<language>.toml`."""
    folder = files("workflows.web") / "messages"
    names = sorted(each.name for each in folder.iterdir())
    own = [name for name in names if name == f"{language}.toml" or name.endswith(f".{language}.toml")]
    return dict(pair for name in own for pair in _flat(tomllib.loads((folder / name).read_text("utf-8")), ""))


def say(language: str, key: str, **values: object) -> str:
    """Return the words for *key*, with *values* put in.

    Raises:
        KeyError: the catalogue has no such key.
    """
    if not values and (ready := _ready(language).get(key)) is not None:
        return ready
    words = catalogue(language)[key]
    return COUNTED.vformat(words, (), values) if key in _counting(language) else words.format(**values)


class Counted(Formatter):
    """Puts numbers in, and the word that goes with them: `{count:line|lines}` is `line` where count is one."""

    def format_field(self, value: object, format_spec: str) -> str:
        """Return the word before the bar for one, and the word behind it for any other number."""
        one, bar, more = format_spec.partition("|")
        if not bar:
            return str(super().format_field(value, format_spec))
        return one if value == 1 else more


COUNTED = Counted()


@cache
def _counting(language: str) -> frozenset[str]:
    """Return the keys whose words change with a number; few do, and the plain way is faster."""
    return frozenset(
        key
        for key, words in catalogue(language).items()
        if any("|" in (spec or "") for _, _, spec, _ in Formatter().parse(words))
    )


@cache
def _ready(language: str) -> Mapping[str, str]:
    """Return the words into which nothing is put; a page says hundreds of them."""
    parts = {key: list(Formatter().parse(words)) for key, words in catalogue(language).items()}
    return {
        key: catalogue(language)[key].format()
        for key, found in parts.items()
        if all(field is None for _, field, _, _ in found)
    }


def knows(key: str) -> bool:
    """Return whether the catalogues have this key."""
    return key in catalogue("zh")


def chosen_language(asked: str | None, accepted: str) -> str:
    """Return `zh` or `en`: what was chosen before, else what the browser prefers, else Chinese."""
    if asked in LANGUAGES:
        return asked
    first = accepted.partition(",")[0].strip().lower()
    return "en" if first.startswith("en") else "zh"


def _flat(words: Mapping[str, Any], prefix: str) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for key, value in words.items():
        found += (
            _flat(value, f"{prefix}{key}.")
            if isinstance(value, Mapping)
            else [(f"{prefix}{key}", str(value))]
        )
    return found
