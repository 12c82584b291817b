"""One's own account and the accounts of others, as browsers meet them."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import httpx
import pyotp
import pytest

from tests.integration.web.conftest import Browser
from tests.quick_hash import quick_hash
from workflows.domain.actor import CONSOLE
from workflows.domain.organisation import Account, Membership
from workflows.testing.fake_clock import FakeClock
from workflows.usecases.app import App
from workflows.usecases.identity.accounts import NewAccount, create_account

SECRET = re.compile(r'<span class="mono wrap">([A-Z2-7 ]+)</span>')
RECOVERY = re.compile(r"<li>([a-z2-9]{5}-[a-z2-9]{5})</li>")
ONE_TIME = re.compile(r'<p class="one-time mono">([a-z2-9-]+)</p>')
NEW = "four words nobody guesses"
WAIT = timedelta(minutes=20)


@pytest.fixture(scope="module")
def kept() -> str:
    """The hash of the password that the people of these tests have set for themselves."""
    return quick_hash(NEW)


@pytest.fixture
def person(machine: App, kept: str) -> Callable[..., str]:
    """Return a maker of accounts with a password of their own and one post; gives the login name."""

    def make(role: str = "mediator", org: str = "yunyang-qinglong") -> str:
        with machine.store.write() as tx:
            known = len(tx.directory.find_accounts(text="person-", limit=1000))
            login = f"person-{known}"
            account = Account(id=login, login=login, name="示例人员", pack="yunyang", password=kept)
            tx.directory.put_account(account, [Membership(account_id=login, org_id=org, role=role)])
        return login

    return make


def enrolled(anyone: Browser, login: str, clock: FakeClock) -> tuple[pyotp.TOTP, list[str]]:
    """Return the authenticator and the recovery codes of somebody who has just set up a second factor."""
    anyone.sign_in(login, NEW)
    anyone.get("/account")
    page = anyone.post("/account/code/begin")
    assert 'src="data:image/png' in page.text
    found = SECRET.search(page.text)
    assert found is not None
    totp = pyotp.TOTP(found.group(1).replace(" ", ""))
    page = anyone.post("/account/code/confirm", {"code": totp.at(clock.now())})
    codes = RECOVERY.findall(page.text)
    assert len(codes) == 10
    anyone.get("/account")
    assert anyone.post("/sign-out").headers["location"] == "/sign-in"
    return totp, codes


def test_a_second_factor_is_set_up_and_asked_for(anyone: Browser, person: Any, clock: FakeClock) -> None:
    """After the first code was typed, a password alone opens nothing; the code that the phone shows does."""
    totp, _ = enrolled(anyone, login := person(), clock)
    clock.move_to(clock.now() + WAIT)
    asked = anyone.sign_in(login, NEW)
    assert asked.status_code == 200
    assert 'action="/sign-in/code"' in asked.text
    voucher = re.search(r'name="voucher" value="([^"]+)"', asked.text)
    assert voucher is not None
    assert anyone.client.get("/account").headers["location"] == "/sign-in?next=/account"
    sent = anyone.post(
        "/sign-in/code", {"voucher": voucher.group(1), "code": totp.at(clock.now()), "next": "/desk"}
    )
    assert (sent.status_code, sent.headers["location"]) == (303, "/desk")
    assert anyone.get("/account").status_code == 200


def test_a_code_opens_once(anyone: Browser, person: Any, clock: FakeClock) -> None:
    """Whoever looks over a shoulder cannot use the same code again, though it is still shown."""
    totp, _ = enrolled(anyone, login := person(), clock)
    clock.move_to(clock.now() + WAIT)
    code = totp.at(clock.now())
    answers = []
    for _attempt in range(2):
        page = anyone.sign_in(login, NEW)
        voucher = re.search(r'name="voucher" value="([^"]+)"', page.text)
        assert voucher is not None
        answers.append(anyone.post("/sign-in/code", {"voucher": voucher.group(1), "code": code}))
        if answers[-1].status_code == 303:
            anyone.get("/account")
            anyone.post("/sign-out")
    assert [answer.status_code for answer in answers] == [303, 401]
    assert "已经用过" in answers[1].text


def test_a_recovery_code_opens_once(anyone: Browser, person: Any, clock: FakeClock) -> None:
    """Without the phone each recovery code signs in once."""
    _, codes = enrolled(anyone, login := person(), clock)
    statuses = []
    for _attempt in range(2):
        page = anyone.sign_in(login, NEW)
        voucher = re.search(r'name="voucher" value="([^"]+)"', page.text)
        assert voucher is not None
        sent = anyone.post("/sign-in/code", {"voucher": voucher.group(1), "code": codes[0].upper()})
        statuses.append(sent.status_code)
        if sent.status_code == 303:
            assert "剩余恢复码 9 个" in anyone.get("/account").text
            anyone.post("/sign-out")
    assert statuses == [303, 401]


def test_wrong_codes_slow_down_and_lock_nobody(anyone: Browser, person: Any, clock: FakeClock) -> None:
    """After five wrong codes one waits, a little longer each time; the right code opens after the wait."""
    totp, _ = enrolled(anyone, login := person(), clock)
    clock.move_to(clock.now() + WAIT)
    page = anyone.sign_in(login, NEW)
    voucher = re.search(r'name="voucher" value="([^"]+)"', page.text)
    assert voucher is not None
    form = {"voucher": voucher.group(1), "code": "000000"}
    statuses = [anyone.post("/sign-in/code", form).status_code for _ in range(7)]
    assert statuses == [401, 401, 401, 401, 401, 429, 429]
    assert anyone.page is not None
    clock.move_to(clock.now() + timedelta(seconds=int(anyone.page.headers["retry-after"])))
    sent = anyone.post("/sign-in/code", form | {"code": totp.at(clock.now())})
    assert sent.status_code == 303


def test_a_program_sends_its_code_with_the_password(
    anyone: Browser, person: Any, clock: FakeClock, new_client: Callable[[], httpx.Client]
) -> None:
    """Over the API a password alone is answered by the wish for a code; both together give a token."""
    totp, _ = enrolled(anyone, login := person(), clock)
    clock.move_to(clock.now() + WAIT)
    client, body = new_client(), {"login": login, "password": NEW}
    assert client.post("/api/sign-in", json=body).json()["code"] == "second-factor-asked"
    answer = client.post("/api/sign-in", json=body | {"code": totp.at(clock.now())})
    assert answer.status_code == 200
    assert answer.json()["token"]


def test_a_second_factor_is_stopped_with_the_password(anyone: Browser, person: Any, clock: FakeClock) -> None:
    """The owner stops it with the password; a wrong password stops nothing."""
    _, codes = enrolled(anyone, login := person(), clock)
    page = anyone.sign_in(login, NEW)
    voucher = re.search(r'name="voucher" value="([^"]+)"', page.text)
    assert voucher is not None
    anyone.post("/sign-in/code", {"voucher": voucher.group(1), "code": codes[0]})
    anyone.get("/account")
    assert anyone.post("/account/code/stop", {"current": "wrong"}).status_code == 422
    assert anyone.post("/account/code/stop", {"current": NEW}).headers["location"] == "/account?done=stopped"
    assert anyone.get("/account").text.count("/account/code/begin") == 1


@pytest.mark.parametrize(
    ("new", "again", "says"),
    [
        ("short", "short", "12"),
        ("password123456", "password123456", "太容易"),
        ("aaaaaaaaaaaaaaaa", "aaaaaaaaaaaaaaaa", "太容易"),
        (NEW + " 2", NEW + " 3", "不一致"),
        (NEW, NEW, "太容易"),
    ],
)
def test_a_weak_password_is_refused_by_name(
    anyone: Browser, person: Any, new: str, again: str, says: str
) -> None:
    """A new password that is short, common, the old one, or typed differently twice is refused with the reason."""
    anyone.sign_in(person(), NEW)
    anyone.get("/account")
    page = anyone.post("/account/password", {"current": NEW, "new": new, "again": again})
    assert page.status_code == 422
    assert says in page.text


def test_signing_out_everywhere_ends_the_other_logins(
    person: Any, new_client: Callable[[], httpx.Client]
) -> None:
    """The list shows where one is signed in; one button ends all but this one, another a single one."""
    login = person()
    here, there = Browser(new_client()), Browser(new_client())
    here.sign_in(login, NEW)
    there.sign_in(login, NEW)
    assert there.get("/account").status_code == 200
    assert here.get("/account").text.count('action="/account/logins/end"') == 1
    assert here.post("/account/logins/end-all").headers["location"] == "/account?done=ended"
    assert there.get("/account").headers["location"] == "/sign-in?next=/account"
    assert here.get("/account").status_code == 200


def test_a_one_time_password_opens_only_the_page_where_it_is_changed(
    browser: Callable[[str], Browser], anyone: Browser, person: Any, machine: App
) -> None:
    """The administrator resets a password; with it the person can do one thing: set a password of their own."""
    login = person()
    with machine.store.read() as tx:
        account = tx.directory.account_by_login(login)
    assert account is not None
    admin = browser("admin")
    admin.get(f"/accounts/{account.id}")
    shown = ONE_TIME.search(admin.post(f"/accounts/{account.id}/password").text)
    assert shown is not None
    assert anyone.sign_in(login, NEW).status_code == 401
    entered = anyone.sign_in(login, shown.group(1))
    assert entered.headers["location"] == "/account?owes=password-owed"
    assert anyone.get("/desk").headers["location"] == "/account?owes=password-owed"
    token = anyone.client.post("/api/sign-in", json={"login": login, "password": shown.group(1)}).json()[
        "token"
    ]
    refused = anyone.client.get("/api/work", headers={"Authorization": f"Bearer {token}"})
    assert (refused.status_code, refused.json()["code"]) == (403, "password-owed")
    anyone.get("/account")
    other = NEW + " again"
    anyone.post("/account/password", {"current": shown.group(1), "new": other, "again": other})
    assert anyone.get("/desk").status_code == 200


def test_a_one_time_password_runs_out(machine: App, anyone: Browser, clock: FakeClock) -> None:
    """Three days later the slip of paper opens nothing."""
    opened = create_account(machine, CONSOLE, NewAccount(login="slip-of-paper", name="示例", pack="yunyang"))
    clock.move_to(clock.now() + timedelta(days=3))
    page = anyone.sign_in("slip-of-paper", opened.password)
    assert page.status_code == 401
    assert "已经过期" in page.text


def test_an_administrator_opens_accounts_and_the_security_officer_gives_posts(
    browser: Callable[[str], Browser], machine: App
) -> None:
    """Neither does the other's part; a name that is taken is refused; a closed account opens nothing."""
    admin, security = browser("admin"), browser("security")
    admin.get("/accounts")
    page = admin.post("/accounts/new", {"login": "new-clerk", "name": "示例新人"})
    shown = ONE_TIME.search(page.text)
    assert shown is not None
    admin.get("/accounts")
    assert admin.post("/accounts/new", {"login": "new-clerk", "name": "示例"}).status_code == 409
    with machine.store.read() as tx:
        account = tx.directory.account_by_login("new-clerk")
    assert account is not None
    here = f"/accounts/{account.id}"
    post = {"org": "yunyang-qinglong", "role": "clerk"}
    admin.get(here)
    assert admin.post(f"{here}/give", post).status_code == 403
    security.get(here)
    assert security.post(f"{here}/give", post).headers["location"] == f"{here}?done=give"
    assert "示例新人" in security.get("/accounts").text or "下一页" in security.get("/accounts").text
    security.get(here)
    assert security.post(f"{here}/password").status_code == 403
    admin.get("/accounts")
    assert "new-clerk" in admin.post("/accounts", {"text": "NEW-CL"}).text
    admin.get(here)
    assert admin.post(f"{here}/close").headers["location"] == f"{here}?done=close"
    with machine.store.read() as tx:
        closed = tx.directory.account(account.id)
    assert closed is not None
    assert not closed.active


def test_administrator_auditor_and_security_officer_are_three_people(
    browser: Callable[[str], Browser], person: Any
) -> None:
    """A post that excludes one already held is refused with both names."""
    here = f"/accounts/{person('auditor', 'yunyang-county-centre')}"
    security = browser("security")
    security.get(here)
    page = security.post(f"{here}/give", {"org": "yunyang-county-centre", "role": "admin"})
    assert page.status_code == 409
    assert "系统管理员与审计员必须由不同的人担任" in page.text


def test_nobody_gives_themselves_a_post(browser: Callable[[str], Browser], machine: App) -> None:
    """The security officer's own account has no buttons, and a form made by hand is refused."""
    security = browser("security")
    page = security.get("/accounts/yunyang:security")
    assert 'action="/accounts/yunyang:security/give"' not in page.text
    sent = security.post("/accounts/yunyang:security/give", {"org": "yunyang-qinglong", "role": "chair"})
    assert sent.status_code == 403


def test_accounts_of_another_place_are_not_there(browser: Callable[[str], Browser]) -> None:
    """A county's administrator neither lists nor opens the accounts of the court, which is no part of the county."""
    admin = browser("admin")
    admin.get("/accounts")
    assert "court-judge" not in admin.post("/accounts", {"text": "court-judge"}).text.replace(
        'value="court-judge"', ""
    )
    assert admin.get("/accounts/yunyang:court-judge").status_code == 404
    assert admin.post("/sign-out").status_code == 303
