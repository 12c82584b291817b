"""What parties' links, signings and notices ask of every store."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tests.contract.samples import DAY, MINUTE, NOW, a_case
from workflows.domain.notice import Notice, Pace, Wishes
from workflows.domain.party_link import LinkState, PartyCode, PartyLink, PartyVisit
from workflows.domain.signing import (
    IdentityCheck,
    Signature,
    Signer,
    Signing,
    SigningKind,
    SigningStatus,
)
from workflows.domain.strokes import Point
from workflows.errors import AlreadyThere, MissingReference
from workflows.store import Store


def a_link(link_id: str = "l1", **changes: Any) -> PartyLink:
    """Return a link that is in force for a month."""
    given = {
        "case_id": "c1",
        "party_id": "p1",
        "token_hash": f"hash-{link_id}",
        "made_at": NOW,
        "made_by": "clerk-1",
        "expires_at": NOW + 30 * DAY,
    }
    return PartyLink(id=link_id, **{**given, **changes})


def a_signing(signing_id: str = "s1", **changes: Any) -> Signing:
    """Return a signing that two people are to sign."""
    given = {
        "case_id": "c1",
        "paper_id": "c1-4-0",
        "template": "agreement",
        "kind": SigningKind.TABLET,
        "subject": "0" * 64,
        "started_at": NOW,
        "signers": (
            Signer(key="p1", role="party", name="示例甲", party="p1"),
            Signer(key="mediator", role="mediator", name="示例调解员"),
        ),
    }
    return Signing.model_validate({"id": signing_id, **given, **changes})


def a_notice(notice_id: str = "n1", **changes: Any) -> Notice:
    """Return a notice that is due now."""
    given = {
        "account_id": "m1",
        "channel": "email",
        "event": "new-item",
        "case_id": "c1",
        "item_id": "w1",
        "at": NOW,
        "due_at": NOW,
    }
    return Notice(id=notice_id, **{**given, **changes})


def a_signature(key: str = "p1") -> Signature:
    """Return a signature of three strokes."""
    stroke = tuple(Point(x=n * 10, y=n, t=n * 16, p=300 + n) for n in range(4))
    return Signature(
        signer=key,
        at=NOW + MINUTE,
        paper_sha256="a" * 64,
        identity=IdentityCheck.CARD,
        witness="m1",
        strokes=(stroke, stroke, stroke),
    )


def test_a_link_is_found_by_its_token_and_comes_back_as_it_was_kept(store: Store) -> None:
    """A link opens by the digest of its token, and says until when it is in force and who took it back."""
    with store.write() as tx:
        tx.cases.add(a_case())
        tx.links.put(a_link())
        tx.links.put(a_link("l2", made_at=NOW + MINUTE))
        tx.links.put(replace(a_link(), revoked_at=NOW + DAY, revoked_by="clerk-2"))
    with store.read() as tx:
        found = tx.links.by_token("hash-l1")
        assert found == tx.links.get("l1")
        assert found is not None
        assert (found.revoked_by, found.state(NOW)) == ("clerk-2", LinkState.REVOKED)
        assert tx.links.by_token("hash-of-another") is None
        assert [each.id for each in tx.links.of_case("c1")] == ["l2", "l1"]
        assert [each.state(NOW + 31 * DAY) for each in tx.links.of_case("c1")] == [
            LinkState.EXPIRED,
            LinkState.REVOKED,
        ]


def test_a_link_belongs_to_a_case_and_its_token_to_one_link(store: Store) -> None:
    """No link without a case, and no token that opens two links."""
    with pytest.raises(MissingReference), store.write() as tx:
        tx.links.put(a_link())
    with store.write() as tx:
        tx.cases.add(a_case())
        tx.links.put(a_link())
    with pytest.raises(AlreadyThere), store.write() as tx:
        tx.links.put(a_link("l2", token_hash="hash-l1"))


def test_a_code_opens_once_and_only_in_its_time(store: Store) -> None:
    """A one-time code is used once; a second try, another code, and one whose time is over open nothing."""
    with store.write() as tx:
        tx.cases.add(a_case())
        tx.links.put(a_link())
        for name, until in (("good", NOW + DAY), ("old", NOW)):
            tx.links.put_code(PartyCode(link_id="l1", digest=name, expires_at=until))
        assert tx.links.codes_left("l1", at=NOW) == 1
        assert not tx.links.use_code("l1", "old", at=NOW)
        assert not tx.links.use_code("l1", "unknown", at=NOW)
        assert tx.links.use_code("l1", "good", at=NOW)
    with store.write() as tx:
        assert not tx.links.use_code("l1", "good", at=NOW + MINUTE)
        assert tx.links.codes_left("l1", at=NOW) == 0


def test_the_visits_of_a_link_end_together(store: Store) -> None:
    """When a link is taken back all visits that it opened are closed, and no other ones."""
    with store.write() as tx:
        tx.cases.add(a_case())
        for link in ("l1", "l2"):
            tx.links.put(a_link(link))
        for token, link in (("v1", "l1"), ("v2", "l1"), ("v3", "l2")):
            tx.links.open_visit(
                PartyVisit(token_hash=token, link_id=link, csrf="x", opened_at=NOW, seen_at=NOW)
            )
        tx.links.touch_visit("v3", at=NOW + MINUTE)
        assert tx.links.close_visits("l1") == 2
    with store.read() as tx:
        assert tx.links.visit("v1") is None
        kept = tx.links.visit("v3")
        assert kept is not None
        assert (kept.link_id, kept.csrf, kept.seen_at) == ("l2", "x", NOW + MINUTE)


def test_a_signing_keeps_its_strokes(store: Store) -> None:
    """Each stroke comes back point by point, and the last signature completes the signing."""
    signing = a_signing().signed(a_signature()).signed(a_signature("mediator"))
    with store.write() as tx:
        tx.cases.add(a_case())
        tx.signings.put(a_signing())
        tx.signings.put(signing)
        tx.signings.put(a_signing("s2", paper_id="c1-9-0", started_at=NOW + DAY))
    with store.read() as tx:
        assert tx.signings.get("s1") == signing
        assert signing.status is SigningStatus.COMPLETE
        assert [each.id for each in tx.signings.of_case("c1")] == ["s1", "s2"]
        assert [each.id for each in tx.signings.of_paper("c1-4-0")] == ["s1"]
    with store.write() as tx:
        assert tx.signings.get("s1", lock=True) == signing


def test_notices_are_gathered_once_into_a_message(store: Store) -> None:
    """What is due is put into a message exactly once; what is not due waits."""
    with store.write() as tx:
        tx.cases.add(a_case())
        assert tx.notices.put(a_notice())
        assert not tx.notices.put(a_notice(event="urged"))
        tx.notices.put(a_notice("n2", urgent=True, at=NOW + MINUTE))
        tx.notices.put(a_notice("n3", due_at=NOW + DAY))
        assert [each.id for each in tx.notices.pending(NOW)] == ["n1", "n2"]
        assert tx.notices.gather(["n1", "n2"], "m1") == 2
        assert tx.notices.gather(["n2", "n3"], "m2") == 1
    with store.write() as tx:
        assert list(tx.notices.pending(NOW + 2 * DAY)) == []
        assert [(each.id, each.urgent) for each in tx.notices.of_errand("m1")] == [
            ("n1", False),
            ("n2", True),
        ]
        assert tx.notices.sent("m1", at=NOW + MINUTE) == 2
    with store.read() as tx:
        assert {each.id: each.sent_at for each in tx.notices.of_account("m1")} == {
            "n1": NOW + MINUTE,
            "n2": NOW + MINUTE,
            "n3": None,
        }


def test_wishes_are_kept_for_each_person(store: Store) -> None:
    """What somebody wishes to be told is kept as they said it; who never said has no wishes."""
    wishes = Wishes(
        addresses={"email": "sample@example.org"},
        channels={"urged": ("email", "webhook"), "new-item": ()},
        pace=Pace.DAILY,
        secret="s",
    )
    with store.write() as tx:
        tx.notices.put_wishes("m1", Wishes())
        tx.notices.put_wishes("m1", wishes)
    with store.read() as tx:
        assert tx.notices.wishes("m1") == wishes
        assert tx.notices.wishes("m2") is None
        assert tx.notices.wishes_of(["m1", "m2"]) == {"m1": wishes}
