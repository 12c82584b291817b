"""Signing in and out."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from workflows.testing.fake_clock import FakeClock

LOGIN = "hewei-login"


def test_the_right_password_opens_the_desk(anyone: Any, place: Any) -> None:
    """A mediator signs in and stands before the work list."""
    assert anyone.sign_in(place.mediator).headers["location"] == "/"
    assert anyone.get("/").headers["location"] == "/desk"
    assert "待办" in anyone.get("/desk").text


def test_the_cookie_is_out_of_reach(anyone: Any, place: Any) -> None:
    """Scripts cannot read the login's cookie and other sites do not send it along."""
    cookie = anyone.sign_in(place.mediator).headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    assert "Path=/" in cookie


def test_every_login_has_a_new_id(anyone: Any, place: Any) -> None:
    """An id that somebody planted before the login opens nothing, and each login has its own."""
    anyone.client.cookies.set(LOGIN, "planted")
    anyone.sign_in(place.mediator)
    first = anyone.client.cookies.get(LOGIN, domain="desk.test")
    anyone.client.cookies.clear()
    anyone.sign_in(place.mediator)
    second = anyone.client.cookies.get(LOGIN)
    assert first != second
    assert "planted" not in (first, second)


def test_signing_out_ends_the_login_on_the_server(anyone: Any, place: Any) -> None:
    """After signing out the old cookie opens nothing, even if somebody kept it."""
    anyone.sign_in(place.mediator)
    kept = anyone.client.cookies.get(LOGIN)
    anyone.get("/desk")
    assert anyone.post("/sign-out").headers["location"] == "/sign-in"
    anyone.client.cookies.clear()
    anyone.client.cookies.set(LOGIN, kept)
    assert anyone.get("/desk").status_code == 303


@pytest.mark.parametrize("login", ["qinglong-med-1", "nobody-of-this-name", "", "x" * 500])
def test_wrong_name_and_wrong_password_look_alike(anyone: Any, login: str) -> None:
    """Whoever guesses learns nothing: known and unknown names get the same answer."""
    answer = anyone.sign_in(login, "wrong")
    assert answer.status_code == 401
    assert "登录名或密码不对" in answer.text


def test_failures_slow_down_but_do_not_lock(anyone: Any, place: Any, clock: FakeClock) -> None:
    """After five failures one has to wait, each time longer; the owner gets in when the time is over."""
    for _ in range(5):
        assert anyone.sign_in(place.chair, "wrong").status_code == 401
    slowed = anyone.sign_in(place.chair)
    assert slowed.status_code == 429
    assert slowed.headers["retry-after"] == "2"
    clock.move_by(timedelta(seconds=2))
    assert anyone.sign_in(place.chair).status_code == 303


def test_an_idle_login_ends(anyone: Any, place: Any, clock: FakeClock) -> None:
    """After half an hour without a click one signs in again; work in between keeps it open."""
    anyone.sign_in(place.judge)
    clock.move_by(timedelta(minutes=29))
    assert anyone.get("/court").status_code == 200
    clock.move_by(timedelta(minutes=29))
    assert anyone.get("/court").status_code == 200
    clock.move_by(timedelta(minutes=31))
    assert anyone.get("/court").headers["location"] == "/sign-in?next=/court"


@pytest.mark.parametrize(
    "wanted", ["https://elsewhere.test/", "//elsewhere.test/", "/\\elsewhere.test", "javascript:alert(1)", ""]
)
def test_signing_in_never_leads_elsewhere(anyone: Any, place: Any, wanted: str) -> None:
    """An address that came along in a link leads to a page of this site or to the desk."""
    anyone.get("/sign-in")
    answer = anyone.post(
        "/sign-in", {"login": place.clerk, "password": "a password for tests only", "next": wanted}
    )
    assert answer.headers["location"] == "/"


def test_a_token_opens_the_api_until_it_is_given_back(program: Any, place: Any) -> None:
    """A program signs in, works, signs out, and its token is worth nothing any more."""
    caller = program(place.mediator)
    assert caller.get("/me").json()["posts"] == [{"org_id": place.org, "role": "mediator"}]
    assert caller.post("/sign-out").status_code == 204
    assert caller.get("/me").status_code == 401


def test_english_by_a_switch(anyone: Any, place: Any) -> None:
    """The switch turns the page to English and back, and this browser keeps it."""
    anyone.get("/sign-in")
    anyone.post("/language", {"language": "en", "next": "/sign-in"})
    page = anyone.get("/sign-in").text
    assert '<html lang="en">' in page
    assert "Login name" in page
