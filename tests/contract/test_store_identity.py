"""Logins, second factors, identities at providers, vouchers and separate talks, on every store."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.contract.samples import DAY, MINUTE, NOW, a_case
from workflows.domain.absence import Absence
from workflows.domain.identity import ExternalIdentity, Login, SecondFactor, SeparateTalk, Way
from workflows.domain.organisation import Account, Membership, Organisation
from workflows.errors import AlreadyThere, MissingReference
from workflows.store import Store

ANNA = Account(id="a", login="anna", name="示例甲")
LOGIN = Login(
    token_hash="h", account_id="a", csrf="c", opened_at=NOW, seen_at=NOW, way=Way.CODE, agent="B", network="n"
)


@pytest.fixture
def peopled(store: Store) -> Store:
    """A store with one account and one case."""
    with store.write() as tx:
        tx.directory.put_account(ANNA, [])
        tx.cases.add(a_case())
    return store


def test_a_login_lives_until_it_is_closed(store: Store) -> None:
    """A signed-in person is known by the hash of the session until it ends."""
    with store.write() as tx:
        tx.logins.open(LOGIN)
        tx.logins.touch("h", at=NOW + MINUTE)
        tx.logins.touch("unknown", at=NOW)
    with store.read() as tx:
        assert tx.logins.get("h") == replace(LOGIN, seen_at=NOW + MINUTE)
        assert tx.logins.get("unknown") is None
    with store.write() as tx:
        tx.logins.close("h", at=NOW + DAY)
        tx.logins.close("h", at=NOW + DAY + DAY)
        tx.logins.close("unknown", at=NOW)
    with store.read() as tx:
        assert tx.logins.get("h") is None
        assert [each.ended_at for each in tx.logins.of_account("a")] == [NOW + DAY]


def test_a_login_tells_who_acts_by_it_on_a_day(peopled: Store) -> None:
    """One look at a login gives account, posts with their places, and in whose place somebody acts on that day."""
    posts = [
        Membership(account_id="a", org_id=org_id, role=role)
        for org_id, role in (("village", "mediator"), ("gone", "clerk"))
    ]
    village = Organisation(
        id="village", pack="p", kind="village_station", tier="village", name="示例村", path="/c/v"
    )
    away = Absence(
        id="1", account_id="b", substitute_id="a", since=NOW.date(), until=NOW.date(), set_by="b", at=NOW
    )
    with peopled.write() as tx:
        tx.directory.put_organisations([village])
        tx.directory.put_account(ANNA, posts)
        tx.absences.put(away)
        tx.absences.put(replace(away, id="2", account_id="c"))
        tx.absences.put(replace(away, id="3", account_id="d", ended_at=NOW))
        tx.logins.open(LOGIN)
        known = tx.logins.who("h", NOW.date())
        later = tx.logins.who("h", (NOW + DAY).date())
    assert known is not None
    assert later is not None
    assert (known.login, known.account) == (LOGIN, ANNA)
    assert (known.actor.account_id, known.actor.name, known.actor.locale) == ("a", "示例甲", "zh")
    assert known.actor.posts == (posts[1], posts[0])
    assert known.actor.org_paths == {"village": "/c/v"}
    assert known.actor.stands_for == {"b", "c"}
    assert later.actor.stands_for == frozenset()


def test_an_ended_login_tells_nobody(peopled: Store) -> None:
    """What was ended, was never opened, or belongs to no account opens nothing, from the next question on."""
    with peopled.write() as tx:
        tx.logins.open(LOGIN)
        tx.logins.open(replace(LOGIN, token_hash="i", account_id="nobody"))
        alone = tx.logins.who("h", NOW.date())
        tx.logins.close("h", at=NOW)
        assert [tx.logins.who(each, NOW.date()) for each in ("h", "i", "unknown")] == [None, None, None]
    assert alone is not None
    assert (alone.actor.posts, alone.actor.stands_for) == ((), frozenset())


def test_the_logins_of_an_account_are_listed_and_ended_together(store: Store) -> None:
    """One's own logins are listed, the newest first; all others can be ended, and old ones are forgotten."""
    others = [
        replace(LOGIN, token_hash="i", opened_at=NOW + MINUTE, seen_at=NOW + DAY),
        replace(LOGIN, token_hash="j", account_id="b"),
    ]
    with store.write() as tx:
        for each in (LOGIN, *others):
            tx.logins.open(each)
        assert [each.token_hash for each in tx.logins.of_account("a")] == ["i", "h"]
        assert tx.logins.close_all("a", at=NOW + DAY, but="i") == 1
        assert tx.logins.close_all("a", at=NOW + DAY, but="i") == 0
    with store.write() as tx:
        assert [tx.logins.get(each) is None for each in "hij"] == [True, False, False]
        tx.logins.forget(before=NOW + DAY)
        assert [each.token_hash for each in tx.logins.of_account("a")] == ["i"]
        assert list(tx.logins.of_account("b")) == []


def test_failed_sign_ins_are_counted_in_a_row(store: Store) -> None:
    """Failures are counted for each name and network, and forgotten after a success."""
    with store.write() as tx:
        assert [tx.logins.failed("anna", at=NOW), tx.logins.failed("anna", at=NOW + DAY)] == [1, 2]
    with store.read() as tx:
        assert tx.logins.failures("anna") == (2, NOW + DAY)
        assert tx.logins.failures("bob") == (0, None)
    with store.write() as tx:
        tx.logins.succeeded("anna")
        assert tx.logins.failures("anna") == (0, None)


def test_failures_of_one_name_are_forgiven_on_all_networks(store: Store) -> None:
    """Whoever lets somebody in again forgives that name on every network, and no name that looks like it."""
    keys = ("an_a@192.0.2.1", "an_a@198.51.100.9", "anna@192.0.2.1", "an_a", "code:an_a@192.0.2.1")
    with store.write() as tx:
        for key in keys:
            tx.logins.failed(key, at=NOW)
        tx.logins.forgiven("an_a@")
        assert [tx.logins.failures(key)[0] for key in keys] == [0, 0, 1, 1, 1]


def test_a_code_is_taken_once(peopled: Store) -> None:
    """A time step and a recovery code each open once; an earlier step is refused after a later one."""
    factor = SecondFactor(account_id="a", secret="s", confirmed_at=NOW, codes=("x", "y"))
    with peopled.write() as tx:
        tx.second_factors.put(replace(factor, confirmed_at=None, codes=()))
        tx.second_factors.put(factor)
        taken = [tx.second_factors.use_step("a", step) for step in (7, 7, 6, 8)]
        assert taken == [True, False, False, True]
        assert [tx.second_factors.use_code("a", code) for code in ("x", "x", "z")] == [True, False, False]
        assert tx.second_factors.get("a") == replace(factor, last_step=8, codes=("y",))
        assert not tx.second_factors.use_step("nobody", 9)
        assert not tx.second_factors.use_code("nobody", "x")
    with peopled.write() as tx:
        tx.second_factors.drop("a")
        assert tx.second_factors.get("a") is None


def test_an_identity_belongs_to_one_account(peopled: Store) -> None:
    """A person at a provider is linked to one account, and nobody else can take the link."""
    link = ExternalIdentity(issuer="i", subject="s", account_id="a", linked_at=NOW, linked_by="b")
    with peopled.write() as tx:
        tx.identities.link(link)
    with pytest.raises(AlreadyThere), peopled.write() as tx:
        tx.identities.link(replace(link, linked_by="c"))
    with pytest.raises(MissingReference), peopled.write() as tx:
        tx.identities.link(replace(link, subject="t", account_id="nobody"))
    with peopled.write() as tx:
        assert tx.identities.get("i", "s") == link
        assert tx.identities.get("i", "t") is None
        assert list(tx.identities.of_account("a")) == [link]
        tx.identities.unlink("i", "s")
        assert list(tx.identities.of_account("a")) == []


def test_a_voucher_is_taken_once_and_runs_out(store: Store) -> None:
    """What was handed out opens once, for what it was made for, and not after its time."""
    with store.write() as tx:
        tx.vouchers.put("h", "oidc", {"b": 1, "a": "甲"}, account_id="a", until=NOW + MINUTE)
        assert tx.vouchers.get("h", "other", at=NOW) is None
        assert tx.vouchers.get("h", "oidc", at=NOW) == ("a", {"b": 1, "a": "甲"})
        assert tx.vouchers.get("h", "oidc", at=NOW + MINUTE) is None
        assert tx.vouchers.take("h", "oidc", at=NOW + MINUTE) is None
        assert tx.vouchers.take("h", "oidc", at=NOW) == ("a", {"b": 1, "a": "甲"})
        assert tx.vouchers.take("h", "oidc", at=NOW) is None
        tx.vouchers.put("g", "oidc", None, account_id="", until=NOW)
        tx.vouchers.forget(before=NOW + MINUTE)
        assert tx.vouchers.get("g", "oidc", at=NOW - DAY) is None


def test_a_separate_talk_is_kept_for_its_mediator(peopled: Store) -> None:
    """Each mediator finds the talks that they wrote themselves, in order, and no others."""
    talk = SeparateTalk(
        id="1", case_id="c1", mediator="a", at=NOW + MINUTE, held_at=NOW, party="p1", notes="甲方底线 5000 元"
    )
    earlier = replace(talk, id="2", at=NOW)
    foreign = replace(talk, id="3", mediator="b")
    with peopled.write() as tx:
        for each in (talk, earlier, foreign):
            tx.talks.add(each)
    with pytest.raises(MissingReference), peopled.write() as tx:
        tx.talks.add(replace(talk, id="4", case_id="none"))
    with peopled.write() as tx:
        assert list(tx.talks.of_mediator("c1", "a")) == [earlier, talk]
        assert list(tx.talks.of_mediator("c2", "a")) == []
        assert tx.talks.drop_of_case("c1") == 3
        assert list(tx.talks.of_mediator("c1", "b")) == []
