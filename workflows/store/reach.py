"""Whose rows an actor reaches, in words: each case keeps the words that open it, a transaction brings its actor's.

They let through at least what `domain/permission.may` allows, so that the second lock never stands in the way of
the first; and nothing of bodies, people and courts with which the actor has nothing to do.
"""

from __future__ import annotations

from workflows.domain.actor import Actor
from workflows.domain.permission import BODY_ROLES, COURT_ROLES, TREE_ROLES

ANY = "any"
MENDERS = frozenset({"admin", "security"})
"""They mend or erase any case, so that the database cannot tell a foreign one from theirs."""


def reach_words(actor: Actor) -> tuple[str, ...]:
    """Return the words of an actor: `person:`, `group:`, `org:`, `at:` and `under:` paths, `court:`, or `any`."""
    words = {f"person:{account}" for account in {actor.account_id, *actor.stands_for}}
    for post in actor.posts:
        path = actor.org_paths.get(post.org_id, "")
        words.add(f"group:{post.org_id}|{post.role}")
        if post.role in COURT_ROLES:
            words.add(f"court:{post.org_id}")
        if post.role in BODY_ROLES:
            words.add(f"org:{post.org_id}")
        if path and post.role in BODY_ROLES:
            words.add(f"{'under' if post.role in TREE_ROLES else 'at'}:{path}")
        if post.role in MENDERS:
            words.add(ANY)
    return tuple(sorted(words))
