"""How somebody wants to see a work list: whose work, which of it, in which order, which page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

SCOPES = ("mine", "own", "group", "team")
LIGHTS = ("overdue", "red", "yellow", "green", "none")
COLUMNS = ("due", "number", "step", "place", "type", "since")
WORDS = ("tier", "place", "type", "role", "element", "holder")
LONGEST = 100
MOST_PAGES = 10_000


@dataclass(frozen=True, kw_only=True)
class WorkFilter:
    """One view of a work list; what is "" does not narrow it. `sort` is a column, with a minus for the other way."""

    scope: str = "mine"
    light: str = ""
    tier: str = ""
    place: str = ""
    type: str = ""
    role: str = ""
    element: str = ""
    holder: str = ""
    sort: str = "due"
    page: int = 1

    @property
    def column(self) -> str:
        """The column it is in order of."""
        return self.sort.removeprefix("-")

    @property
    def descending(self) -> bool:
        """Whether it is the other way round."""
        return self.sort.startswith("-")

    def but(self, **changes: Any) -> WorkFilter:
        """Return the same view with *changes*, from its first page unless one is named."""
        return replace(self, **{"page": 1, **changes})

    def asked(self) -> dict[str, str]:
        """Return what of it is not as usual, as an address names it."""
        return {name: str(value) for name, value in vars(self).items() if value != _USUAL[name]}


_USUAL = vars(WorkFilter())


def read_filter(given: Mapping[str, str]) -> WorkFilter:
    """Return the view that an address or a saved filter names; what it does not know is left out."""
    scope, light = given.get("scope", ""), given.get("light", "")
    sort, page = given.get("sort", ""), given.get("page", "")
    words = {name: given.get(name, "")[:LONGEST] for name in WORDS}
    return WorkFilter(
        scope=scope if scope in SCOPES else "mine",
        light=light if light in LIGHTS else "",
        sort=sort if sort.removeprefix("-") in COLUMNS else "due",
        page=min(int(page[:LONGEST]), MOST_PAGES) if page.isdecimal() and int(page[:LONGEST]) else 1,
        **words,
    )
