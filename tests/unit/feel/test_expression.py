"""The door of the package: compiling, evaluating, the clock, functions of the host, warnings, JSON."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType

import pytest

from workflows import feel
from workflows.errors import (
    FeelBudgetExceeded,
    FeelClockMissing,
    FeelFunctionFailed,
    FeelSyntaxError,
    FeelValueRefused,
    UnknownCase,
)

NOW = datetime(2026, 1, 15, 10, 30, tzinfo=UTC)


class Form(StrEnum):
    """A choice as the domain keeps it."""

    WRITTEN = "written"


def test_an_expression_tells_what_it_needs() -> None:
    """A checker learns names, paths and functions from the expression without running it."""
    expression = feel.compile(
        'case.agreement.form = "written" and period("D20", opened) > limit and count(xs[age > n]) = 1'
    )
    assert expression.names == {"case", "opened", "limit", "xs"}
    assert expression.maybe == {"age", "n"}
    assert expression.functions == {"period"}
    assert ("case", "agreement", "form") in expression.paths
    assert ("case",) not in expression.paths


def test_names_bound_inside_an_expression_are_not_needed() -> None:
    """Loop variables, parameters and entries of a written context do not count as names used."""
    source = "{a: for i in xs return i + a0, f: function(p) p + a, some: some q in xs satisfies q = ?}"
    assert feel.compile(source).names == {"xs", "a0"}


def test_the_same_source_is_compiled_once() -> None:
    """Compiling twice gives the same expression, as it never changes."""
    assert feel.compile("a + 1") is feel.compile("a + 1")


def test_names_with_signs_are_read_when_they_are_known() -> None:
    """A known name may hold signs and FEEL words; an unknown one is read as a calculation."""
    names = ["follow-up", "terms and conditions", "甲方 (原告)"]
    known = feel.compile("follow-up + terms and conditions + 甲方 (原告)", names=names)
    assert known.names == {*names}
    assert known.evaluate({"follow-up": 1, "terms and conditions": 2, "甲方 (原告)": 3}) == 6
    assert feel.compile("follow-up").names == {"follow", "up"}


@pytest.mark.parametrize(
    ("source", "answer"),
    [
        ("a > 1", False),
        ("a = 0", True),
        ("1 + 1", 2),
        ("not(true)", False),
        ('"x"', "x"),
        ('{":": {"}": 1}}', {":": {"}": 1}}),
    ],
)
def test_a_key_of_data_never_changes_what_an_expression_says(source: str, answer: object) -> None:
    """Whoever sends data chooses its keys: one that is written like an expression is no name."""
    poisoned = {source: 9, "=": 9, "+": 9, "a": 0}
    assert feel.evaluate(source, poisoned) == answer


def test_now_and_today_are_the_given_moment() -> None:
    """The time of an expression is the time it is given."""
    assert feel.evaluate("now()", {}, now=NOW) == NOW
    assert feel.evaluate('today() + duration("P30D")', {}, now=NOW) == date(2026, 2, 14)


def test_after_midnight_in_china_it_is_the_next_day() -> None:
    """At one in the morning in China today() is the day that has begun there, not the one that UTC still counts."""
    night = datetime(2026, 11, 22, 17, 30, tzinfo=UTC)

    assert feel.evaluate("[today(), date(now())]", {}, now=night) == [date(2026, 11, 23), date(2026, 11, 23)]


def test_without_a_given_moment_now_is_refused() -> None:
    """The machine is never asked for the time."""
    with pytest.raises(FeelClockMissing):
        feel.evaluate("today()", {})


def test_the_host_may_offer_functions() -> None:
    """A function of the host is called with FEEL values, by position or by name, and its answer is a FEEL value."""

    def period(rule: str, start: date, extra_days: Decimal = Decimal(0)) -> date:
        return start + timedelta(days=int(rule.removeprefix("D")) + int(extra_days))

    functions = {"period": period}
    context = {"start": date(2026, 1, 1)}
    assert feel.evaluate('period("D20", start)', context, functions=functions) == date(2026, 1, 21)
    named = 'period(rule: "D20", start: start, extra days: 2)'
    assert feel.evaluate(named, context, functions=functions) == date(2026, 1, 23)


def test_a_failing_function_of_the_host_is_named() -> None:
    """A bug in an offered function is told as such, with its cause, and errors of Hewei pass as they are."""

    def broken(_: object) -> object:
        raise KeyError("secret")

    def unknown() -> object:
        raise UnknownCase

    with pytest.raises(FeelFunctionFailed, match="broken") as failure:
        feel.evaluate("broken(1)", {}, functions={"broken": broken})
    assert isinstance(failure.value.__cause__, KeyError)
    with pytest.raises(UnknownCase):
        feel.evaluate("unknown()", {}, functions={"unknown": unknown})


def test_the_host_cannot_replace_what_feel_defines() -> None:
    """A builtin keeps its meaning whatever functions are offered."""
    assert feel.evaluate("count([1])", {}, functions={"count": lambda _: 99}) == 1


def test_a_function_value_can_be_handed_on() -> None:
    """A function one expression made can be used by another, within the other's budget."""
    double = feel.evaluate("function(n) n * 2", {})
    assert feel.evaluate("double(21)", {"double": double}) == 42


def test_warnings_say_why_a_value_is_null() -> None:
    """What gave null is told with its place, for the designer who asks."""
    warnings: list[feel.FeelWarning] = []
    assert feel.evaluate('amount > "10" and missing', {"amount": 5}, warnings=warnings) is None
    assert [(warning.code, warning.offset) for warning in warnings] == [
        ("not-comparable", 7),
        ("unknown-name", 18),
    ]
    assert "missing" in warnings[1].zh


@pytest.mark.parametrize(
    ("given", "value"),
    [
        (3, Decimal(3)),
        (0.1, Decimal("0.1")),
        (Decimal("1.50"), Decimal("1.5")),
        (float("nan"), None),
        (Decimal("Infinity"), None),
        (True, True),
        (Form.WRITTEN, "written"),
        ((1, 2), [Decimal(1), Decimal(2)]),
        (MappingProxyType({"a": 1}), {"a": Decimal(1)}),
        ({"a": [{"b": 0.5}]}, {"a": [{"b": Decimal("0.5")}]}),
    ],
)
def test_plain_data_of_python_becomes_feel_values(given: object, value: object) -> None:
    """Numbers of every kind become decimals, tuples lists, mappings contexts, at any depth."""
    answer = feel.evaluate("given", {"given": given})
    assert answer == value
    assert type(answer) is type(value)


def test_a_result_is_nobody_elses() -> None:
    """Changing a result does not change the data it came from."""
    context = {"xs": [{"a": [1]}]}
    answer = feel.evaluate("xs", context)
    assert isinstance(answer, list)
    answer.append(2)
    answer[0]["a"].append(3)
    assert context == {"xs": [{"a": [1]}]}


def test_values_go_to_json_without_losing_a_digit() -> None:
    """What JSON cannot hold becomes the text that FEEL reads; whole numbers stay numbers."""
    value = feel.evaluate(
        '{n: 5, f: 0.5, long: 1/3, d: @"2026-01-15", p: @"P1Y", t: @"PT1H", r: [1..5), l: [null, true]}', {}
    )
    assert feel.to_json(value) == {
        "n": 5,
        "f": 0.5,
        "long": "0.3333333333333333333333333333333333",
        "d": "2026-01-15",
        "p": "P1Y",
        "t": "PT1H",
        "r": "[1..5)",
        "l": [None, True],
    }


def test_json_becomes_values() -> None:
    """Text that is written as a date or duration is read as one where the caller says so."""
    data = {"d": "2026-01-15", "p": ["P1Y", "P1D"], "t": "10:30:00", "s": "调解", "n": 1.5}
    assert feel.from_json(data) == {**data, "n": Decimal("1.5")}
    assert feel.from_json(data, temporal=True) == {
        "d": date(2026, 1, 15),
        "p": [feel.YearsMonthsDuration(12), timedelta(days=1)],
        "t": feel.evaluate('time("10:30:00")', {}),
        "s": "调解",
        "n": Decimal("1.5"),
    }
    with pytest.raises(FeelValueRefused):
        feel.from_json({"x": object()})


def test_a_key_with_dots_hides_no_path() -> None:
    """写入案情的键“docking.round”不会盖住同名的路径 case.docking.round。"""
    source = '{"docking.round": if case.docking.round = "first" then "second" else "third"}'
    expected = {"docking.round": "second"}
    assert feel.compile(source).evaluate({"case": {"docking": {"round": "first"}}}, now=NOW) == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ('duration("P1D") instance of dayTimeDuration', True),
        ("[35, 40] instance of tAges", True),
        ('["35"] instance of tAges', False),
        ("{ages: [35], next: {ages: []}} instance of tFamily", True),
        ("{ages: 35, next: null} instance of tFamily", False),
        ("[{ages: [35], next: null}] instance of list<tFamily>", True),
        ("(function(ages: tAges) count(ages))([35, 40])", 2),
        ('(function(ages: tAges) count(ages))("35")', None),
        ("1 instance of law.tGrade and true", True),
        ("(function(grade: law.tGrade, n: number) grade + n)(1, 2)", 3),
        ("[1] instance of list<law.tGrade>", True),
        ("1 instance of Loan Term or false", True),
        ("(function(term: Loan Term) term)(3)", 3),
        ('"a" instance of 和解-期限', False),
    ],
)
def test_a_declared_type_is_what_it_stands_for(source: str, expected: object) -> None:
    """A type that a model declares is named like those of FEEL; where it stands inside itself it is any."""
    family = {("tAges", "list<number>"), ("tFamily", "context<ages: tAges, next: tFamily>")}
    others = {("law.tGrade", "number"), ("Loan Term", "law.tGrade"), ("和解-期限", "number")}
    types = frozenset(family | others)
    assert feel.compile(source, types=types).evaluate({}) == expected


@pytest.mark.parametrize(
    ("argument", "expected"),
    [("{rates: [0.5]}", True), ("{rates: [0.5, 2]}", None), ("{rates: [null]}", True), ("{rates: 2}", None)],
)
def test_arguments_are_held_to_the_values_that_their_type_allows(argument: str, expected: object) -> None:
    """An argument with a value that its declared type does not allow, however deep inside, gives null and is told."""
    types = frozenset({("tRate", "number|[0..1]"), ("tLoan", "context<rates: list<tRate>>")})
    warnings: list[feel.FeelWarning] = []
    call = feel.compile(f"(function(loan: tLoan) loan instance of tLoan)({argument})", types=types)
    assert call.evaluate({}, warnings=warnings) is expected
    assert len(warnings) == (expected is None)


@pytest.mark.parametrize(
    ("source", "column"),
    [
        ('case.day + duration("30天")', 12),
        ('date("2026-02-30")', 1),
        ("date(2026, 2, 30) < case.day", 1),
        ('matches(case.name, "[甲")', 20),
        ('if true then abs("a") else 1', 14),
        ('duration("P30D")', None),
        ("duration(case.span)", None),
        ("date(null)", None),
        ('matches(case.name, "q[", "q")', None),
    ],
)
def test_a_call_that_can_have_no_value_is_told_before_it_is_used(source: str, column: int | None) -> None:
    """What is written down and can only be null, such as a period of 30天, cannot be meant; in use it stays null."""
    error = feel.check(source)
    assert (error.column if error is not None else None) == column


def test_a_type_that_nobody_declared_is_an_error() -> None:
    """An unknown type is refused where the expression is read, also beside others that are known."""
    with pytest.raises(FeelSyntaxError, match="tAge"):
        feel.compile("1 instance of tAge", types=frozenset({("tAges", "list<number>")}))


def test_types_nested_without_end_are_too_deep() -> None:
    """A chain of declared types that is longer than anybody can follow ends with the bound that it passes."""
    chain = frozenset((f"t{n}", f"list<t{n + 1}>") for n in range(5_000))
    with pytest.raises(FeelBudgetExceeded):
        feel.compile("1 instance of t0", types=chain)


def test_a_host_gets_moments_of_its_own_calendar_and_clock() -> None:
    """A program that reckons with Python's calendar gets null for a far moment, and a fine one to the microsecond."""
    fine = feel.near(feel.evaluate('@"2026-01-15T10:00:00.123456789+08:00"', {}))
    assert type(fine) is datetime
    assert fine == datetime.fromisoformat("2026-01-15T10:00:00.123456+08:00")
    assert feel.near(feel.evaluate('@"99999-01-15T10:00:00Z"', {})) is None
    assert feel.near(feel.evaluate('@"99999-01-15"', {})) is None
