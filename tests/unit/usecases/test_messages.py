"""Messages and signals between cases: kept until somebody waits, taken once, opening cases, given up in the end."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from tests.unit.engine.drawn import end, event, flow, node, properties, start
from tests.unit.usecases.counter import ORG, Counter, counter, person, step
from workflows.domain.case import Case, CaseStatus
from workflows.usecases.deliver_messages import deliver_messages, receive_message
from workflows.usecases.resume_case import resume_case
from workflows.usecases.suspend_case import suspend_case

ROOTS = '<message id="M" name="hello"/><signal id="S" name="flood"/><message id="O" name="complaint"/>'


def wait_for(kind: str, ref: str, correlation: str = "") -> tuple[str, ...]:
    """Draw a procedure that does a, waits, does b."""
    keys = properties(correlation=correlation) if correlation else ""
    return (
        start(), step("a"), node("intermediateCatchEvent", "w", keys + event(kind, ref)), step("b"), end(),
        flow("start", "a", "w", "b", "end"),
    )  # fmt: skip


def say(kind: str, ref: str) -> tuple[str, ...]:
    """Draw a procedure that does x, says it, does y."""
    return (
        start(), step("x"), node("intermediateThrowEvent", "t", event(kind, ref)), step("y"), end(),
        flow("start", "x", "t", "y", "end"),
    )  # fmt: skip


def second(at: Counter, procedure: str) -> Counter:
    """Open another case beside the first."""
    return Counter(at.app, at.clock).opened(procedure)


@pytest.mark.parametrize("kind", ["message", "signal"])
def test_what_one_case_says_another_hears_at_once(kind: str) -> None:
    """一案发出、另一案正在等待:提交之后立即收到,不等巡检。"""
    ref = {"message": "M", "signal": "S"}[kind]
    with counter(*wait_for(kind, ref), roots=ROOTS) as at:
        at.publish(*say(kind, ref), procedure="Q", roots=ROOTS)
        at.do("a")
        other = second(at, "Q").do("x")
        assert (at.open, other.open) == (["b"], ["y"])


def test_a_message_before_its_time_is_kept_until_a_case_waits() -> None:
    """先到的消息保留,案件一开始等待就收到,不报错。"""
    with counter(*wait_for("message", "M"), roots=ROOTS) as at:
        at.publish(*say("message", "M"), procedure="Q", roots=ROOTS)
        second(at, "Q").do("x")
        assert (at.open, deliver_messages(at.app)) == (["a"], 0)
        at.do("a")
        assert at.open == ["b"]
        with at.app.store.read() as tx:
            assert tx.incidents.listed(status="") == []


def test_a_message_is_taken_by_one_case_and_a_signal_by_all() -> None:
    """消息只给一个案件,即最先立案的那一件;信号给所有等待的案件。"""
    for kind, expected in (("message", 1), ("signal", 3)):
        ref = {"message": "M", "signal": "S"}[kind]
        with counter(*wait_for(kind, ref), roots=ROOTS) as at:
            cases = [at.do("a"), *(second(at, "P").do("a") for _ in range(2))]
            assert receive_message(at.app, "hello" if kind == "message" else "flood", kind=kind) == expected
            assert [each.open == ["b"] for each in cases] == [turn < expected for turn in range(3)]


def test_correlation_tells_cases_apart() -> None:
    """带关联键的消息只给键相同的案件;没有关联键的消息给等待同名消息的案件。"""
    waits = wait_for("message", "M", '{"number": case.claim.title}')
    with counter(*waits, roots=ROOTS, **{"claim.title": "one"}) as at:
        other = Counter(at.app, at.clock).opened("P", **{"claim.title": "two"}).do("a")
        at.do("a")
        assert receive_message(at.app, "hello", correlation={"number": "two"}) == 1
        assert (at.open, other.open) == ([], ["b"])
        assert receive_message(at.app, "hello", correlation={"number": "three"}) == 0
        assert receive_message(at.app, "hello", correlation={}) == 1
        assert at.open == ["b"]


def test_many_deliverers_at_once_deliver_once() -> None:
    """多个进程同时投递,每条消息只被收到一次。"""
    with counter(*wait_for("message", "M"), roots=ROOTS) as at:
        at.app.bell.busy = True
        cases = [at.do("a"), *(second(at, "P").do("a") for _ in range(7))]
        with ThreadPoolExecutor(8) as pool:
            taken = pool.map(lambda n: receive_message(at.app, "hello", message_id=f"m{n % 4}"), range(16))
            assert sum(taken) <= 4
        deliver_messages(at.app)
        assert sum(each.open == ["b"] for each in cases) == 4
        assert sum(len(each.facts("MessageReceived")) for each in cases) == 4


def test_a_suspended_case_hears_when_it_is_resumed() -> None:
    """中止的案件不收消息;恢复后立即收到。"""
    with counter(*wait_for("message", "M"), roots=ROOTS) as at:
        at.do("a")
        suspend_case(at.app, person("med"), at.case_id, "other", note="外出")
        assert receive_message(at.app, "hello") == 0
        resume_case(at.app, person("med"), at.case_id)
        assert at.open == ["b"]


def test_a_message_nobody_wants_is_given_up_in_the_end() -> None:
    """无人等待的消息到期后放弃,记入发出的案件,不再投递。"""
    with counter(*say("message", "M"), roots=ROOTS) as at:
        at.publish(*wait_for("message", "M"), procedure="Q", roots=ROOTS)
        at.do("x")
        at.clock.move_by(timedelta(days=181))
        assert deliver_messages(at.app) == 0
        assert at.facts("MessageExpired") == [("MessageExpired", "system:post", {"name": "hello"})]
        late = second(at, "Q").do("a")
        assert late.open == []


def started_by(kind: str, ref: str) -> tuple[str, ...]:
    """Draw a procedure that begins by a message or a signal."""
    begin = node("startEvent", "s", event(kind, ref))
    return (begin, step("a"), end(), flow("s", "a", "end"))


def cases(at: Counter) -> list[Case]:
    """Return all cases, the newest first."""
    with at.app.store.read() as tx:
        return list(tx.cases.search())


@pytest.mark.parametrize(("kind", "ref", "name"), [("message", "O", "complaint"), ("signal", "S", "flood")])
def test_a_message_or_signal_opens_a_case_once(kind: str, ref: str, name: str) -> None:
    """消息或信号立案:在所写的机构立一件,同一消息再来不重复。"""
    with counter(*started_by(kind, ref), roots=ROOTS, opened=False) as at:
        payload = {"org_id": ORG, "answers": {"claim.title": "积水"}}
        for _ in range(2):
            receive_message(at.app, name, payload, kind=kind, message_id="m1")
        (opened,) = cases(at)
        assert (opened.title, opened.org_id, opened.status) == ("积水", ORG, CaseStatus.OPEN)
        at.case_id = opened.id
        assert at.open == ["a"]


def test_a_message_goes_to_the_case_that_waits_before_it_opens_another() -> None:
    """已有案件在等待的消息归该案件,不另立新案。"""
    with counter(*wait_for("message", "O"), roots=ROOTS) as at:
        at.publish(*started_by("message", "O"), procedure="Q", roots=ROOTS)
        at.do("a")
        receive_message(at.app, "complaint", {"org_id": ORG})
        assert (at.open, len(cases(at))) == (["b"], 1)


def test_a_message_that_says_not_where_becomes_an_incident() -> None:
    """立案消息没有写明机构的,登记故障单,不反复重试。"""
    with counter(*started_by("message", "O"), roots=ROOTS, opened=False) as at:
        receive_message(at.app, "complaint", {"x": 1})
        assert (cases(at), deliver_messages(at.app)) == ([], 0)
        with at.app.store.read() as tx:
            assert [each.kind for each in tx.incidents.listed()] == ["message-refused"]


def test_a_newer_version_that_begins_otherwise_is_opened_no_more() -> None:
    """新版程序不再由该消息开始,就不再立案。"""
    with counter(*started_by("message", "O"), roots=ROOTS, opened=False) as at:
        at.publish(start(), step("a"), end(), flow("start", "a", "end"), roots=ROOTS)
        receive_message(at.app, "complaint", {"org_id": ORG})
        assert cases(at) == []


def test_cases_that_answer_one_another_come_to_an_end() -> None:
    """两案互相发消息,一问一答都收到。"""
    ask = (
        start(), step("x"), node("intermediateThrowEvent", "t", event("message", "M")),
        node("intermediateCatchEvent", "w", event("message", "O")), step("y"), end(),
        flow("start", "x", "t", "w", "y", "end"),
    )  # fmt: skip
    reply = (
        start(), node("intermediateCatchEvent", "w", event("message", "M")),
        node("intermediateThrowEvent", "t", event("message", "O")), step("z"), end(),
        flow("start", "w", "t", "z", "end"),
    )  # fmt: skip
    with counter(*reply, roots=ROOTS) as at:
        at.publish(*ask, procedure="Q", roots=ROOTS)
        other = second(at, "Q").do("x")
        assert (at.open, other.open) == (["z"], ["y"])
