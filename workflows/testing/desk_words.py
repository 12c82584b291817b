"""The words of the desks that a scenario may use for roles and states; a test holds them to those of the pages."""

from __future__ import annotations

from collections.abc import Mapping

ROLES: Mapping[str, str] = {
    "受理员": "clerk",
    "调解员": "mediator",
    "调委会主任": "chair",
    "督办": "supervisor",
    "中心统筹": "coordinator",
    "联动部门": "department",
    "法院书记员": "court_clerk",
    "法官": "judge",
}
STATES: Mapping[str, str] = {"办理中": "open", "中止": "suspended", "已结案": "closed"}


def role_of(word: str) -> str:
    """Return the role that *word* means."""
    return ROLES.get(word, word)


def state_of(word: str) -> str:
    """Return the state of a case that *word* means."""
    return STATES.get(word, word)
