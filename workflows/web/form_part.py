"""What a page draws of a form: questions, groups, lists and texts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from markupsafe import Markup

COLUMNS = 16
MANY = 15
"""More choices than these are searched by name."""
EMPTY = Markup("")


@dataclass(frozen=True, kw_only=True)
class Option:
    """One value to choose."""

    value: str
    label: str
    chosen: bool = False
    heading: str = ""


@dataclass(frozen=True, kw_only=True)
class Row:
    """One row of a list: its number, the id it keeps, its parts."""

    number: int
    id: str
    parts: tuple[Part, ...]


@dataclass(frozen=True, kw_only=True)
class Part:
    """One thing on a form: a question, a group, a list or a text.

    `name` is the answer's path (with the row's number inside a list), `id` its element on the page, `span` its
    width in sixteenths, `watched` says that showing other parts depends on it, `folded` that it is seldom answered.
    """

    kind: str
    name: str = ""
    id: str = ""
    label: str = ""
    hint: str = ""
    value: str = ""
    options: tuple[Option, ...] = ()
    required: bool = False
    readonly: bool = False
    hidden: bool = False
    folded: bool = False
    watched: bool = False
    problem: str = ""
    span: int = COLUMNS
    attributes: Mapping[str, str] = field(default_factory=dict)
    parts: tuple[Part, ...] = ()
    rows: tuple[Row, ...] = ()
    html: Markup = EMPTY

    @property
    def troubled(self) -> bool:
        """Whether something in it was refused, at any depth."""
        within = (*self.parts, *(part for row in self.rows for part in row.parts))
        return bool(self.problem) or any(part.troubled for part in within)

    @property
    def searched(self) -> bool:
        """Whether there is so much to choose from that a box to search it stands above."""
        return len(self.options) > MANY and not self.readonly

    @property
    def headings(self) -> Mapping[str, tuple[Option, ...]]:
        """The options by the heading under which they stand, in order."""
        grouped: dict[str, list[Option]] = {}
        for option in self.options:
            grouped.setdefault(option.heading, []).append(option)
        return {heading: tuple(options) for heading, options in grouped.items()}
