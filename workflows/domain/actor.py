"""Who asks: the signed-in person or the machine, with posts and language."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from workflows.domain.organisation import Account, Membership


class OwnCase(NamedTuple):
    """A party's own case: the only thing that a party reaches."""

    case_id: str
    party_id: str


@dataclass(frozen=True, kw_only=True)
class Actor:
    """The one on whose behalf a command runs; the machine's own actors have no posts and `system` set.

    `stands_for` are the accounts that are absent today and whose work the actor does in their place.
    """

    account_id: str
    name: str = ""
    posts: tuple[Membership, ...] = ()
    org_paths: dict[str, str] = field(default_factory=dict)
    locale: str = "zh"
    system: bool = False
    stands_for: frozenset[str] = frozenset()
    party: OwnCase | None = None

    def has_role(self, *roles: str) -> bool:
        """Return whether any post carries one of *roles*."""
        return any(post.role in roles for post in self.posts)

    def orgs(self, *roles: str) -> frozenset[str]:
        """Return the organisations in which this person holds one of *roles* (all posts if none are named)."""
        return frozenset(p.org_id for p in self.posts if not roles or p.role in roles)


def acting(
    account: Account,
    posts: Collection[Membership],
    org_paths: Mapping[str, str],
    stands_for: Collection[str] = (),
) -> Actor:
    """Return *account* as the one who acts, with posts, their places in the tree, and whose work it does besides."""
    return Actor(
        account_id=account.id,
        name=account.name,
        posts=tuple(posts),
        org_paths=dict(org_paths),
        locale=account.locale,
        stands_for=frozenset(stands_for),
    )


CLOCKWORK = Actor(account_id="system:clock", name="定时器", system=True)
"""Acts when a timer fires."""

CONSOLE = Actor(account_id="system:console", name="命令行", system=True)
"""Acts for whoever works at the machine itself, with the command line."""

PRESS = Actor(account_id="system:press", name="文书机", system=True)
"""Acts when a paper was made or a letter delivered."""
