"""Which posts one person may hold together."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations

from workflows.domain.organisation import Membership

APART = frozenset({"admin", "auditor", "security"})
"""Who runs the machine, who watches, and who says who may: three people (GB/T 22239-2019 level 3)."""

ROLES = (
    "clerk", "mediator", "chair", "supervisor", "coordinator", "department", "court_clerk", "judge",
    "designer", "editor", "admin", "auditor", "security",
)  # fmt: skip
"""Every role that a post can carry, as lists of them are read: those who do cases first."""


def clash(posts: Iterable[Membership]) -> tuple[str, str] | None:
    """Return two roles among *posts* that exclude each other, in order; None if all go together."""
    held = sorted({post.role for post in posts} & APART)
    return next(combinations(held, 2), None)
