"""What holds for every expression and every number, not only for those somebody thought of."""

from __future__ import annotations

import copy
from contextlib import suppress
from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from tests.unit.feel.cases import CASES, CONTEXT, UNARY_CASES, render
from workflows import feel
from workflows.errors import FeelRefused

WORDS = [
    *"()[]{},.:+-*/<>=?@\"'\\",
    *(
        "..",
        "**",
        "<=",
        "!=",
        "and",
        "or",
        "not",
        "in",
        "if",
        "then",
        "else",
        "for",
        "return",
        "some",
        "every",
    ),
    *(
        "satisfies",
        "function",
        "between",
        "instance of",
        "number",
        "null",
        "true",
        "x",
        "xs",
        "case",
        "item",
        "partial",
    ),
    *(
        "1",
        "2.5",
        "-3",
        '"a"',
        "date(",
        "count(",
        "sort(",
        "replace(",
        '@"P1D"',
        "调解",
        " ",
        "\n",
        "0",
        "1e3",
    ),
    *sorted(feel.BUILTIN_NAMES),
]
SOUP = st.lists(st.sampled_from(WORDS), max_size=25).map(" ".join)
PIECES = st.sampled_from([case.source for case in CASES] + [case.tests for case in UNARY_CASES])


def _outcome(source: str, *, unary: bool) -> str:
    try:
        return render(feel.compile(source, unary=unary, names=CONTEXT).evaluate({**CONTEXT, "?": 5}))
    except FeelRefused as refusal:
        return refusal.message


@given(st.one_of(st.text(max_size=60), SOUP), st.booleans())
def test_any_text_gives_a_value_or_a_named_refusal(source: str, unary: bool) -> None:
    """Whatever is typed, the answer is a value or one of the named refusals, and the same one again."""
    assert _outcome(source, unary=unary) == _outcome(source, unary=unary)


@given(
    PIECES,
    PIECES,
    st.sampled_from(["+", "-", "*", "=", "<", "and", "or", "in", ",", "[", "("]),
    st.integers(0, 60),
)
def test_broken_and_joined_expressions_change_nothing(first: str, second: str, sign: str, cut: int) -> None:
    """Pieces of real expressions, cut and joined at random, never change the context."""
    context = copy.deepcopy(CONTEXT)
    with suppress(FeelRefused):
        feel.evaluate(f"({first}) {sign} {second[:cut]}", context)
    assert context == CONTEXT


NUMBERS = st.decimals(-(10**9), 10**9, places=4)


@given(NUMBERS, NUMBERS)
def test_sums_are_exact(a: Decimal, b: Decimal) -> None:
    """Money adds up to the last digit: taking away what was added gives what was there."""
    assert feel.evaluate("a + b - b = a", {"a": a, "b": b}) is True


@given(NUMBERS, st.decimals(-1000, 1000, places=2).filter(bool))
def test_a_remainder_has_the_sign_of_its_divisor(a: Decimal, b: Decimal) -> None:
    """Dividend = divisor × whole quotient + remainder, and the remainder lies between zero and the divisor."""
    rest = feel.evaluate("modulo(a, b)", {"a": a, "b": b})
    assert isinstance(rest, Decimal)
    assert (a - rest) % b == 0
    assert abs(rest) < abs(b)
    assert rest == 0 or (rest < 0) == (b < 0)


DATES = st.dates(date(1900, 1, 1), date(2100, 1, 1))


@given(DATES, DATES)
def test_a_difference_of_dates_leads_back(a: date, b: date) -> None:
    """A date plus the difference to another is the other."""
    assert feel.evaluate("a + (b - a) = b", {"a": a, "b": b}) is True


@given(DATES)
def test_a_date_written_is_the_date_read(day: date) -> None:
    """A date survives being written as text."""
    assert feel.evaluate("date(string(d))", {"d": day}) == day


@given(st.lists(st.integers(-50, 50), max_size=30))
def test_sorting_keeps_all_elements_in_order(items: list[int]) -> None:
    """A sorted list holds the same elements, none before a smaller one."""
    assert feel.evaluate("sort(xs, function(a, b) a < b)", {"xs": items}) == sorted(items)
    assert feel.evaluate("reverse(reverse(xs)) = xs", {"xs": items}) is True


@given(st.integers(-20, 20), st.integers(-20, 20), st.integers(-20, 20))
def test_in_an_interval_is_between_its_ends(v: int, a: int, b: int) -> None:
    """`in [a..b]` and `between a and b` say the same."""
    context = {"v": v, "a": a, "b": b}
    assert feel.evaluate("(v in [a..b]) = (v between a and b)", context) is True


@given(st.text(max_size=40))
def test_a_text_taken_apart_is_whole_again(text: str) -> None:
    """The part before and the part from a place on make the text again."""
    whole = feel.evaluate("substring(t, 1, 1) + substring(t, 2) = t", {"t": text})
    assert whole is True or len(text) < 1


@given(st.text("ab(|)*+?.[]^$\\{}1,-", max_size=12), st.text("ab1", max_size=12))
def test_any_pattern_is_answered(pattern: str, text: str) -> None:
    """A pattern matches, does not match, or is none that can be used."""
    assert feel.evaluate("matches(t, p)", {"t": text, "p": pattern}) in (True, False, None)


@given(
    st.lists(st.sampled_from("abc"), min_size=1, max_size=3),
    st.booleans(),
    st.sampled_from(["a", "b", "c", "d", "", None, 1, True, ["a"], '"a"']),
)
def test_a_cell_of_texts_allows_exactly_these(texts: list[str], negated: bool, value: object) -> None:
    """A cell that lists texts answers the same whether it is looked up or evaluated; `not` turns it round."""
    listed = ", ".join(f'"{text}"' for text in texts)
    cell = feel.compile(f"not({listed})" if negated else listed, unary=True)
    assert (cell.evaluate({"?": value}) is True) == cell.test(value)
