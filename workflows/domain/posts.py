"""Which posts one person may hold together."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations

from workflows.domain.organisation import Membership
from workflows.domain.permission import DESK_ROLES

APART = frozenset({"admin", "auditor", "security"})
"""Who runs the machine, who watches, and who says who may: three people (GB/T 22239-2019 level 3)."""

ROLES = tuple(sorted(DESK_ROLES))
"""Every role that a post can carry."""


def clash(posts: Iterable[Membership]) -> tuple[str, str] | None:
    """Return two roles among *posts* that exclude each other, in order; None if all go together."""
    held = sorted({post.role for post in posts} & APART)
    return next(combinations(held, 2), None)
