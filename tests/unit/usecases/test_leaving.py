"""People who leave a post, or were kept out, and what becomes of their work."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.unit.usecases.counter import ORG, Counter, counter, line, person, step
from workflows.domain.actor import CONSOLE
from workflows.domain.organisation import Membership
from workflows.errors import NotAllowed, TooManyAttempts
from workflows.usecases.delegate_item import delegate_item, return_item
from workflows.usecases.hand_over_item import hand_over_item
from workflows.usecases.identity.accounts import close_account, reset_password, reset_second_factor
from workflows.usecases.identity.give_post import give_post, take_post
from workflows.usecases.identity.slow_down import FREE_TRIES, count_attempt
from workflows.usecases.show_task import show_task
from workflows.usecases.submit_form import submit_form
from workflows.usecases.take_item import take_item


def holder(at: Counter) -> str:
    """Return who has the open step in hand."""
    return at.item("a").assignee


def test_the_steps_of_a_post_that_ends_go_back_to_the_queue() -> None:
    """岗位撤销时,此人手上的待办退回岗位,同事接着办;案件里写着是谁的岗位。"""
    with counter(*line("a", "b")) as at:
        take_item(at.app, person("med"), at.item("a").id)
        take_post(at.app, CONSOLE, "med", ORG, "mediator")
        assert holder(at) == ""
        assert at.facts("TaskGivenBack") == [("TaskGivenBack", CONSOLE.account_id, {"for": "med"})]
        with pytest.raises(NotAllowed):
            submit_form(at.app, person("chair"), at.item("a").id, {})
        take_item(at.app, person("med-2"), at.item("a").id)
        assert holder(at) == "med-2"


def test_a_post_that_stays_keeps_its_steps() -> None:
    """撤销别的岗位,或者在别处还有同样的岗位,手上转来的待办不动。"""
    with counter(*line("a", "b")) as at:
        give_post(at.app, CONSOLE, "med", "county", "mediator")
        give_post(at.app, CONSOLE, "med", ORG, "clerk")
        take_item(at.app, person("med"), at.item("a").id)
        take_post(at.app, CONSOLE, "med", ORG, "clerk")
        take_post(at.app, CONSOLE, "med", "county", "mediator")
        assert holder(at) == "med"
        give_post(at.app, CONSOLE, "med-2", "county", "mediator")
        hand_over_item(at.app, person("med"), at.item("a").id, "med-2", reason="分工")
        take_post(at.app, CONSOLE, "med-2", "county", "mediator")
        assert holder(at) == "med-2"


def test_a_closed_account_holds_no_step() -> None:
    """账号停用时待办退回岗位;委托来的退回委托人。"""
    with counter(*line("a", "b")) as at:
        take_item(at.app, person("med"), at.item("a").id)
        delegate_item(at.app, person("med"), at.item("a").id, "med-2", reason="外出")
        close_account(at.app, CONSOLE, "med-2")
        assert holder(at) == "med"
        close_account(at.app, CONSOLE, "med")
        assert holder(at) == ""


@pytest.mark.parametrize("prepared", [True, False])
def test_a_delegated_step_whose_owner_left_returns_to_the_queue(*, prepared: bool) -> None:
    """委派人离岗后，受托人交回的待办回到岗位；写好的内容留给领取的同事；案件里写明。"""
    with counter(*line("a", "b")) as at:
        item = at.item("a")
        take_item(at.app, person("med"), item.id)
        delegate_item(at.app, person("med"), item.id, "med-2", reason="外出")
        close_account(at.app, CONSOLE, "med")
        assert (holder(at), at.item("a").owner) == ("med-2", "med")
        if prepared:
            submit_form(at.app, person("med-2"), item.id, {"claim.title": "稿"})
        else:
            returned = return_item(at.app, person("med-2"), item.id)
            assert (returned.assignee, returned.owner) == ("", "")
        assert (holder(at), at.item("a").owner) == ("", "")
        assert at.facts("TaskReturned", "TaskReturnedToQueue") == [
            ("TaskReturnedToQueue", "med-2", {"to": ""})
        ]
        post = Membership(account_id="med-3", org_id=ORG, role="mediator")
        another = replace(person("med-2"), account_id="med-3", posts=(post,))
        take_item(at.app, another, item.id)
        view = show_task(at.app, another, item.id)
        assert (view.drafted, view.drafted_by) == (prepared, "")
        if prepared:
            assert view.values == {"claim.title": "稿"}
        submit_form(at.app, another, item.id, {})
        assert at.open == ["b"]


def test_a_delegate_and_an_owner_who_both_left_leave_the_step_to_the_queue() -> None:
    """委派人和受托人先后离岗，待办回到岗位，不退给已经离岗的人。"""
    with counter(*line("a", "b")) as at:
        take_item(at.app, person("med"), at.item("a").id)
        delegate_item(at.app, person("med"), at.item("a").id, "med-2", reason="外出")
        take_post(at.app, CONSOLE, "med", ORG, "mediator")
        close_account(at.app, CONSOLE, "med-2")
        assert holder(at) == ""


def test_whoever_is_let_in_again_does_not_wait() -> None:
    """管理员重置密码、安全员重置两步验证之后,之前输错的次数不再算。"""
    with counter(step("a")) as at:
        for name in ("med", "code:med"):
            for _ in range(FREE_TRIES):
                count_attempt(at.app, name, "192.0.2.1")
            with pytest.raises(TooManyAttempts):
                count_attempt(at.app, name, "192.0.2.1")
        reset_password(at.app, CONSOLE, "med")
        count_attempt(at.app, "MED ", "192.0.2.1")
        with pytest.raises(TooManyAttempts):
            count_attempt(at.app, "code:med", "192.0.2.1")
        reset_second_factor(at.app, CONSOLE, "med")
        count_attempt(at.app, "code:med", "192.0.2.1")
