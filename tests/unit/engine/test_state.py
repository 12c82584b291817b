"""The stored state: sealed, small, flat, and refused when it was touched."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.engine.drawn import NOW, Run, boundary, flow, node, start, timer, user
from workflows.engine.codec import decode, encode
from workflows.errors import FactsRefused, StateTampered, StateVersionUnknown
from workflows.feel import Range, YearsMonthsDuration

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**30), 10**30) | st.text(max_size=8) | st.dates()
    | st.decimals(allow_nan=False, allow_infinity=False, places=3) | st.timedeltas() | st.times()
    | st.datetimes(timezones=st.just(UTC)) | st.integers(-99, 99).map(YearsMonthsDuration),
    lambda inner: st.lists(inner, max_size=4)
    | st.dictionaries(st.sampled_from(["~", "v", "typename", "__class__", "a"]), inner, max_size=3),
    max_leaves=12,
)  # fmt: skip


@given(VALUES)
def test_every_value_comes_back_as_it_was(value: object) -> None:
    """任何事实存取后不变,包括名为 typename 或 ~ 的字段。"""
    assert decode(encode(value)) == value


def test_special_values_keep_their_kind() -> None:
    """日期、时刻、时长、小数和区间保持类型。"""
    values = [
        date(2026, 1, 1),
        datetime(2026, 1, 1, tzinfo=UTC),
        time(8),
        timedelta(1),
        Decimal("0.1"),
        Range(1, 2),
        Range(None, 2, start_included=False, end_included=False, sign="<"),
    ]
    assert [type(each) for each in decode(encode(values))] == [type(each) for each in values]  # type: ignore[attr-defined]


@pytest.fixture
def run() -> Run:
    """A case with an open task and a timer."""
    return Run(
        start(), user("u"), boundary("t", "u", timer("timeDuration", "P9D")), user("v"), flow("start", "u", "v"),
        flow("t", "v"),
    ).start(secret={"typename": "UUID", "__builtins__": {"~": [1]}})  # fmt: skip


def test_names_that_poison_other_engines_are_plain_data(run: Run) -> None:
    """typename、__builtins__ 等字段名只是普通数据。"""
    assert run.do("u").step.facts == {"secret": {"typename": "UUID", "__builtins__": {"~": [1]}}}


def test_every_changed_byte_is_noticed(run: Run) -> None:
    """状态中任何一个字节被改动都会被发现。"""
    state = run.step.state
    for place in range(3, len(state)):
        changed = state[:place] + bytes([state[place] ^ 1]) + state[place + 1 :]
        with pytest.raises(StateTampered):
            run.engine.fire(run.digest, changed, case_id="c1", case={}, now=NOW)


def test_a_state_of_another_case_or_another_secret_is_refused(run: Run) -> None:
    """别的案件或别的密钥的状态一律拒绝。"""
    with pytest.raises(StateTampered):
        run.engine.fire(run.digest, run.step.state, case_id="c2", case={}, now=NOW)


@pytest.mark.parametrize("state", [b"", b"HW", b"HW\x02" + b"x" * 90, b"PK\x03\x04" + b"0" * 90])
def test_another_format_is_refused_before_it_is_read(run: Run, state: bytes) -> None:
    """格式不符的状态在解析之前即被拒绝。"""
    with pytest.raises(StateVersionUnknown):
        run.engine.fire(run.digest, state, case_id="c1", case={}, now=NOW)


def test_two_hundred_steps_leave_no_more_than_one() -> None:
    """走过二百步的案件,状态与第一步一样小。"""
    run = Run(start(), user("u"), node("exclusiveGateway", "x"), flow("start", "u", "x", "u")).start()
    first = len(run.step.state)
    for _ in range(200):
        run.do("u")
    assert len(run.step.state) <= first + 8


def test_facts_handed_in_are_copied_and_never_shared(run: Run) -> None:
    """传入的事实被复制,之后的改动不影响案件。"""
    given_facts = {"list": [1]}
    step = run.engine.complete(
        run.digest, run.step.state, run.task("u").id, case_id="c1", case={}, now=NOW, facts=given_facts
    )
    given_facts["list"].append(2)
    assert step.facts["list"] == [1]


@pytest.mark.parametrize(
    "facts", [{"a": object()}, {"a": "x" * 300_000}, {"a": list(range(9_000))}, {1: 2}, {"a": "\ud800"}]
)
def test_facts_that_are_no_plain_data_are_refused(run: Run, facts: dict[str, object]) -> None:
    """不是普通数据、过大或编码损坏的事实被拒绝。"""
    with pytest.raises(FactsRefused):
        run.engine.complete(
            run.digest, run.step.state, run.task("u").id, case_id="c1", case={}, now=NOW, facts=facts
        )


def test_many_threads_may_use_one_engine() -> None:
    """多个线程同时使用一个引擎,互不干扰。"""
    run = Run(start(), user("u"), user("v"), flow("start", "u", "v"))

    def live(number: int) -> str:
        at = {"case_id": f"c{number}", "case": {}, "now": NOW}
        step = run.engine.start(run.digest, **at, facts={"n": number})  # type: ignore[arg-type]
        for _ in range(2):
            step = run.engine.complete(run.digest, step.state, step.tasks[0].id, **at)  # type: ignore[arg-type]
        return f"{step.status} {step.facts['n']}"

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(live, range(200))) == [f"completed {number}" for number in range(200)]
