"""Organisations, accounts, mediators and sign-ins, on every store."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.contract.samples import NOW
from workflows.domain.organisation import Account, Mediator, Membership, Organisation
from workflows.errors import AlreadyThere
from workflows.store import Store

COUNTY = Organisation(
    id="county", pack="y", kind="county_centre", tier="county", name="县中心", path="county/"
)
TOWN = Organisation(
    id="town",
    pack="y",
    kind="township_centre",
    tier="township",
    name="镇中心",
    name_en="Town",
    parent_id="county",
    path="county/town/",
    short="镇",
    sample=True,
    data={"z": "1", "a": "2"},
)
VILLAGE = Organisation(
    id="village",
    pack="y",
    kind="village_station",
    tier="village",
    name="村",
    parent_id="town",
    path="county/town/village/",
)
OTHER = Organisation(
    id="county2", pack="x", kind="county_centre", tier="county", name="外县", path="county2/"
)
ANNA = Account(
    id="a", login="anna", name="示例甲", name_en="Sample A", password="hash", sample=True, pack="y"
)
BOB = Account(id="b", login="bob", name="示例乙", active=False, locale="en")


@pytest.fixture
def peopled(store: Store) -> Store:
    """A store with a county, its people and one foreign county."""
    with store.write() as tx:
        tx.directory.put_organisations([VILLAGE, OTHER, TOWN, COUNTY])
        tx.directory.put_account(ANNA, [Membership(account_id="a", org_id="town", role="mediator")])
        tx.directory.put_account(
            BOB,
            [
                Membership(account_id="b", org_id="village", role="mediator"),
                Membership(account_id="b", org_id="county", role="clerk"),
            ],
        )
    return store


def test_organisations_are_found_by_place_and_kind(peopled: Store) -> None:
    """The tree of bodies is listed from the root down, and narrowed by pack, kind, parent or branch."""
    with peopled.read() as tx:
        found = tx.directory.organisations
        assert tx.directory.organisation("town") == TOWN
        assert tx.directory.organisation("none") is None
        assert list(found(pack="y")) == [COUNTY, TOWN, VILLAGE]
        assert list(found(kind="county_centre")) == [COUNTY, OTHER]
        assert list(found(parent_id="county")) == [TOWN]
        assert list(found(under="county/")) == [COUNTY, TOWN, VILLAGE]
        assert list(found(under="county/town/", kind="village_station")) == [VILLAGE]
        assert len(found()) == 4


def test_several_are_asked_for_at_once(peopled: Store) -> None:
    """The bodies and people that a page names come in one question each; unknown ids are left out."""
    with peopled.read() as tx:
        assert tx.directory.bodies(["town", "village", "nowhere"]) == {"town": TOWN, "village": VILLAGE}
        assert tx.directory.bodies(["town", "county", ""]) == {"town": TOWN, "county": COUNTY}
        assert tx.directory.bodies([]) == {}
        assert tx.directory.people(["nobody"]) == {}
        known = {each.id: each for each in tx.directory.accounts()}
        assert tx.directory.people([*known, "nobody"]) == known


def test_an_organisation_is_replaced_by_its_newer_form(peopled: Store) -> None:
    """Loading a pack again changes what is different and doubles nothing."""
    renamed = replace(TOWN, name="新镇中心", data={})
    with peopled.write() as tx:
        tx.directory.put_organisations([renamed])
    with peopled.read() as tx:
        assert tx.directory.organisation("town") == renamed
        assert len(tx.directory.organisations()) == 4


def test_accounts_are_found_by_login_and_by_post(peopled: Store) -> None:
    """People are listed by name where they hold a post, each once."""
    with peopled.read() as tx:
        assert tx.directory.account("a") == ANNA
        assert tx.directory.account_by_login("bob") == BOB
        assert tx.directory.account_by_login("none") is None
        assert list(tx.directory.accounts()) == sorted([ANNA, BOB], key=lambda each: each.name)
        assert list(tx.directory.accounts(role="mediator", org_id="village")) == [BOB]
        assert list(tx.directory.accounts(role="judge")) == []
        assert [(post.org_id, post.role) for post in tx.directory.posts("b")] == [
            ("county", "clerk"),
            ("village", "mediator"),
        ]


def test_an_account_is_replaced_with_all_its_posts(peopled: Store) -> None:
    """A person who moves to another post loses the old one."""
    with peopled.write() as tx:
        tx.directory.put_account(
            replace(BOB, name="示例丙"), [Membership(account_id="b", org_id="town", role="chair")]
        )
    with peopled.read() as tx:
        assert tx.directory.account("b") == replace(BOB, name="示例丙")
        assert [(post.org_id, post.role) for post in tx.directory.posts("b")] == [("town", "chair")]


def test_no_two_people_sign_in_under_one_name(peopled: Store) -> None:
    """A login name belongs to one account."""
    with pytest.raises(AlreadyThere), peopled.write() as tx:
        tx.directory.put_account(replace(ANNA, id="c"), [])
    with peopled.read() as tx:
        assert tx.directory.account_by_login("anna") == ANNA


def test_mediators_are_listed_by_body_and_branch(peopled: Store) -> None:
    """The registry of mediators is read for one body or for all under it."""
    full = Mediator(
        account_id="a",
        org_id="town",
        specialities=("land", "family"),
        rank="二级",
        grade=2,
        certificate="示例-1",
        appointed_on=date(2020, 5, 1),
        born_on=date(1980, 2, 29),
        full_time=True,
        sample=True,
    )
    bare = Mediator(account_id="b", org_id="village")
    foreign = Mediator(account_id="x", org_id="county2")
    with peopled.write() as tx:
        tx.directory.put_mediators([replace(full, rank="三级"), bare, foreign])
        tx.directory.put_mediators([full])
    with peopled.read() as tx:
        assert list(tx.directory.mediators(org_id="town")) == [full]
        assert list(tx.directory.mediators(under="county/")) == [full, bare]
        assert len(tx.directory.mediators()) == 3
        assert [list(tx.directory.registered(each)) for each in ("a", "x", "nobody")] == [
            [full],
            [foreign],
            [],
        ]


def test_accounts_are_searched_page_by_page(peopled: Store) -> None:
    """An administrator finds an account by a piece of its login or name, also one without a post."""
    with peopled.write() as tx:
        tx.directory.put_account(Account(id="c", login="c_100%", name="示例丙", password_until=NOW), [])
    with peopled.read() as tx:
        find = tx.directory.find_accounts
        assert [each.id for each in find()] == ["c", "b", "a"]
        assert [each.id for each in find(limit=1, offset=1)] == ["b"]
        assert [each.id for each in find(text="ANN")] == ["a"]
        assert [each.id for each in find(text="sample a")] == ["a"]
        assert [each.id for each in find(text="丙")] == ["c"]
        assert [each.id for each in find(text="_100%")] == ["c"]
        assert list(find(text="%")) == [tx.directory.account("c")]
        assert tx.directory.account("c") == Account(id="c", login="c_100%", name="示例丙", password_until=NOW)
