"""Who may do what."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflows.domain.actor import CLOCKWORK, Actor
from workflows.domain.organisation import Membership
from workflows.domain.permission import PUBLIC, ROLES, Action, CaseReach, TaskReach, may

PATHS = {
    "county": "county/",
    "town": "county/town/",
    "village": "county/town/village/",
    "other": "county/other/",
}
PATHS |= {"court": "court/", "court-two": "court-two/"}
IN_TOWN = CaseReach(bodies=frozenset({"county/town/"}))


def holder(role: str, org: str, account: str = "a1") -> Actor:
    """A person with one post."""
    return Actor(
        account_id=account, posts=(Membership(account_id=account, org_id=org, role=role),), org_paths=PATHS
    )


def test_every_action_names_its_roles_or_is_public() -> None:
    """No action is left without an answer to the question who may do it."""
    assert set(ROLES) | PUBLIC == set(Action)


def test_nobody_signed_in_may_only_knock() -> None:
    """Without signing in one sees the sign-in page and nothing else."""
    assert [action for action in Action if may(None, action)] == [Action.KNOCK]


@pytest.mark.parametrize(
    ("role", "org", "expected"),
    [
        ("mediator", "town", True),
        ("mediator", "village", False),
        ("mediator", "county", False),
        ("mediator", "other", False),
        ("clerk", "town", True),
        ("clerk", "other", False),
        ("supervisor", "county", True),
        ("supervisor", "town", True),
        ("supervisor", "village", False),
        ("coordinator", "county", True),
        ("coordinator", "other", False),
        ("designer", "county", False),
        ("admin", "county", False),
        ("auditor", "county", False),
        ("security", "county", False),
        ("department", "town", False),
        ("judge", "court", False),
    ],
)
def test_case_is_read_by_body_and_tree(role: str, org: str, expected: bool) -> None:
    """A case of the town is seen in the town and by those who oversee it; never below, beside, or by designers."""
    assert may(holder(role, org), Action.READ_CASE, IN_TOWN) is expected


def test_court_reads_only_what_was_sent_to_it() -> None:
    """The court that received the package reads it; another court does not."""
    sent = CaseReach(bodies=frozenset({"county/town/"}), courts=frozenset({"court/"}))
    assert may(holder("judge", "court"), Action.READ_CASE, sent)
    assert not may(holder("judge", "court-two"), Action.READ_CASE, sent)
    assert not may(holder("judge", "court"), Action.READ_CONTACT, sent)


def test_department_reads_a_case_that_waits_for_it() -> None:
    """A department sees a case while one of its steps is there for it."""
    waits = CaseReach(groups=frozenset({("other", "department")}))
    assert may(holder("department", "other"), Action.READ_CASE, waits)
    assert not may(holder("department", "town"), Action.READ_CASE, waits)


def test_a_window_that_is_asked_for_an_answer_reads_the_case() -> None:
    """Who has to answer an application from another body reads it first, and does nothing else to it."""
    asked = CaseReach(bodies=frozenset({"town."}), groups=frozenset({("county", "clerk")}))
    assert may(holder("clerk", "county"), Action.READ_CASE, asked)
    assert not may(holder("clerk", "county"), Action.BIND_DOSSIER, asked)
    assert not may(holder("clerk", "other"), Action.READ_CASE, asked)
    assert not may(holder("mediator", "county"), Action.READ_CASE, asked)


def test_whoever_holds_a_step_reads_the_case() -> None:
    """A mediator lent from elsewhere reads the case that was given to them."""
    assert may(
        holder("mediator", "other", "a7"), Action.READ_CASE, CaseReach(served=frozenset({("a7", "mediator")}))
    )


def test_a_post_elsewhere_does_not_widen_what_was_done_here() -> None:
    """Who helped at the window here and leads a body elsewhere sees this case, but gives it no longer deadline."""
    served = CaseReach(bodies=frozenset({"county/town/"}), served=frozenset({("a7", "clerk")}))
    both = holder("clerk", "town", "a7")
    both = replace(both, posts=(*both.posts, *holder("chair", "other", "a7").posts))
    assert may(both, Action.EXTEND_DEADLINE)
    assert may(both, Action.READ_CASE, served)
    assert not may(both, Action.EXTEND_DEADLINE, served)


def test_several_posts_allow_what_one_of_them_allows() -> None:
    """Posts in two bodies open the cases of both, each with its own role."""
    both = holder("mediator", "town")
    both = replace(both, posts=(*both.posts, *holder("clerk", "village").posts))
    village = CaseReach(bodies=frozenset({"county/town/village/"}))
    assert may(both, Action.KEEP_TALK, IN_TOWN)
    assert may(both, Action.READ_CASE, village)
    assert not may(both, Action.KEEP_TALK, village)


def test_everybody_looks_after_their_own_account() -> None:
    """Somebody without any post changes their password, and does nothing else."""
    nobody = Actor(account_id="a1")
    assert {action for action in Action if may(nobody, action)} == {Action.KNOCK, Action.USE_ACCOUNT}


def test_a_taken_task_belongs_to_its_taker() -> None:
    """While somebody has taken a task, colleagues of the same queue cannot do it."""
    free = TaskReach(org_id="town", role="mediator")
    taken = TaskReach(org_id="town", role="mediator", assignee="a9")
    assert may(holder("mediator", "town"), Action.DO_TASK, free)
    assert not may(holder("mediator", "town"), Action.DO_TASK, taken)
    assert may(holder("mediator", "other", "a9"), Action.DO_TASK, taken)


@given(
    st.sampled_from(sorted(ROLES)), st.sampled_from(sorted({r for roles in ROLES.values() for r in roles}))
)
def test_a_thing_never_widens_what_a_role_may(action: Action, role: str) -> None:
    """What a role may not do at all it may not do to any case, not even to one it is assigned to."""
    actor = holder(role, "town")
    everywhere = CaseReach(
        bodies=frozenset(PATHS.values()), courts=frozenset(PATHS.values()), served=frozenset({("a1", role)})
    )
    assert may(actor, action, everywhere) <= may(actor, action)


def test_the_clockwork_may() -> None:
    """Timers act for nobody in particular and are never stopped by a role."""
    assert may(CLOCKWORK, Action.DO_TASK, TaskReach(org_id="town", role="mediator"))
