"""Which posts one person may hold together."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from workflows.domain.organisation import Membership
from workflows.domain.permission import DESK_ROLES
from workflows.domain.posts import APART, ROLES, clash

POSTS = st.lists(
    st.builds(
        Membership,
        account_id=st.just("a"),
        org_id=st.sampled_from(["town", "county"]),
        role=st.sampled_from(ROLES),
    ),
    max_size=6,
)


def test_every_role_can_be_given() -> None:
    """The list of roles holds each role that somebody at a desk may have, once."""
    assert sorted(ROLES) == sorted(DESK_ROLES)


@given(POSTS)
def test_two_of_the_three_are_named_and_all_else_goes_together(posts: list[Membership]) -> None:
    """Administrator, auditor and security officer exclude each other in whatever body; no other posts do."""
    held = {post.role for post in posts} & APART
    found = clash(posts)
    assert (found is None) == (len(held) < 2)
    assert found is None or (set(found) <= held and found[0] < found[1])
