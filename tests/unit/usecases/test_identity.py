"""Passwords, waiting times and sealed texts."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflows.errors import SecretUnreadable, TooManyAttempts, WeakPassword
from workflows.testing.fake_clock import FakeClock
from workflows.testing.stage import stage
from workflows.usecases.app import App
from workflows.usecases.identity.passwords import must_be_strong, one_time_password
from workflows.usecases.identity.sealing import fingerprint, seal, unseal
from workflows.usecases.identity.slow_down import FREE_TRIES, LONGEST_WAIT, count_attempt, forget_attempts


@pytest.fixture
def machine() -> Iterator[tuple[App, FakeClock]]:
    """A machine in memory and its clock."""
    with stage() as made:
        yield made


def test_of_a_thousand_guesses_at_once_five_are_looked_at(machine: tuple[App, FakeClock]) -> None:
    """An attempt counts before it is looked at, so that guessing in parallel gains nothing."""
    app, _ = machine

    def guess(_: int) -> bool:
        try:
            count_attempt(app, "anna", "192.0.2.1")
        except TooManyAttempts:
            return False
        return True

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(guess, range(1000))) == FREE_TRIES


def test_waiting_doubles_up_to_a_quarter_of_an_hour_and_ends(machine: tuple[App, FakeClock]) -> None:
    """Nobody is locked out: each wait is over some time, also the hundredth."""
    app, clock = machine
    waits = []
    for _ in range(20):
        try:
            count_attempt(app, "anna", "192.0.2.1")
        except TooManyAttempts as slow:
            waits.append(int(str(slow.where["seconds"])))
            clock.move_to(clock.now() + timedelta(seconds=waits[-1]))
            count_attempt(app, "anna", "192.0.2.1")
    assert waits[:4] == [2, 3, 5, 9]
    assert max(waits) <= LONGEST_WAIT.total_seconds() + 1
    assert waits == sorted(waits)


def test_a_guesser_elsewhere_does_not_make_the_owner_wait(machine: tuple[App, FakeClock]) -> None:
    """Failures from one address slow that address down; a success forgets one's own."""
    app, _ = machine
    for _ in range(FREE_TRIES):
        count_attempt(app, "anna", "198.51.100.9")
    counted = count_attempt(app, "anna", "192.0.2.1")
    with app.store.write() as tx:
        forget_attempts(tx, counted)
        assert tx.logins.failures("anna@192.0.2.1") == (0, None)


@given(st.integers(min_value=0, max_value=11))
def test_a_short_password_is_weak_whatever_it_holds(length: int) -> None:
    """Below twelve characters nothing helps."""
    with pytest.raises(WeakPassword):
        must_be_strong("aB3$xY9!qwZ7"[:length])


@pytest.mark.parametrize(
    "weak", ["password1234", "qwertyuiop123", "woaini1314520!", "123456789012", "qinglong-med-1"]
)
def test_what_is_guessed_first_is_weak(weak: str) -> None:
    """Common words, rows of keys and one's own login name are refused."""
    with pytest.raises(WeakPassword):
        must_be_strong(weak, "qinglong-med-1")


@pytest.mark.parametrize(
    "good", ["正直 调解 青龙 渡口 看水 十二", "correct horse battery", "tarn-violin-august-9"]
)
def test_a_sentence_is_strong(good: str) -> None:
    """Several words that have nothing to do with the person pass."""
    must_be_strong(good, "qinglong-med-1")


def test_a_one_time_password_passes_the_rule_and_differs_each_time() -> None:
    """What the administrator hands out is not weak, and nobody gets the same."""
    made = {one_time_password() for _ in range(50)}
    assert len(made) == 50
    for each in made:
        must_be_strong(each)


def test_a_sealed_text_opens_for_its_purpose_and_owner_alone(machine: tuple[App, FakeClock]) -> None:
    """A text cannot be moved to another owner or purpose, and is not readable as it lies there."""
    app, _ = machine
    sealed = seal(app, "typed", "a", "底线")
    assert "底线" not in sealed
    assert unseal(app, "typed", "a", sealed) == "底线"
    for purpose, owner, text in (
        ("typed", "b", sealed),
        ("other", "a", sealed),
        ("typed", "a", sealed[:-8] + "AAAAAAA="),
    ):
        with pytest.raises(SecretUnreadable):
            unseal(app, purpose, owner, text)
    assert fingerprint(app, "x", "w") != fingerprint(app, "y", "w")
