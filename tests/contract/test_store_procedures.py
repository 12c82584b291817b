"""Published procedures and drafts, on every store."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tests.contract.samples import DAY, NOW
from workflows.domain.procedure import Bundle, ProcedureVersion
from workflows.errors import AlreadyThere
from workflows.store import Store

FILES = {"dispute/dispute.bpmn": b"<xml/>", "dispute/forms/a.json": bytes(range(256))}


def _version(digest: str, number: int, **changes: Any) -> ProcedureVersion:
    given = {"procedure": "dispute", "pack": "", "title": "纠纷", "published_at": NOW + number * DAY}
    return ProcedureVersion(
        digest=digest, number=number, bundle=Bundle(procedure="dispute", files=FILES), **{**given, **changes}
    )


def test_a_version_comes_back_with_its_files(store: Store) -> None:
    """A published procedure is kept byte for byte, and publishing it again changes nothing."""
    version = _version("d1", 1, title_en="Dispute", published_by="designer", note="first")
    with store.write() as tx:
        tx.procedures.publish(version)
        tx.procedures.publish(replace(version, note="again"))
    with store.read() as tx:
        assert tx.procedures.by_digest("d1") == version
        assert tx.procedures.by_digest("d2") is None
        assert list(tx.procedures.versions()) == [replace(version, bundle=Bundle(procedure="dispute"))]


def test_a_pack_has_its_own_newest_version(store: Store) -> None:
    """The highest number counts, and a pack's own version goes before the stock one."""
    with store.write() as tx:
        for version in (_version("s1", 1), _version("s2", 2), _version("y1", 1, pack="y")):
            tx.procedures.publish(version)
    with store.read() as tx:
        newest = {pack: tx.procedures.newest("dispute", pack=pack) for pack in ("", "y", "elsewhere")}
        assert {pack: found and found.digest for pack, found in newest.items()} == {
            "": "s2",
            "y": "y1",
            "elsewhere": "s2",
        }
        assert tx.procedures.newest("none") is None
        assert [version.digest for version in tx.procedures.versions("dispute")] == ["s2", "s1", "y1"]
        assert list(tx.procedures.versions("none")) == []


def test_one_number_is_one_version(store: Store) -> None:
    """Two designers who publish at the same time do not get the same version number."""
    with store.write() as tx:
        tx.procedures.publish(_version("d1", 1))
    with pytest.raises(AlreadyThere), store.write() as tx:
        tx.procedures.publish(_version("d2", 1))


def test_a_draft_is_kept_replaced_and_dropped(store: Store) -> None:
    """The designer's unpublished files are kept as a whole."""
    with store.write() as tx:
        tx.procedures.put_draft("dispute", FILES, by="d", at=NOW)
        tx.procedures.put_draft("dispute", {"a": b"\xff"}, by="d", at=NOW)
        tx.procedures.put_draft("empty", {}, by="d", at=NOW)
    with store.read() as tx:
        assert tx.procedures.draft("dispute") == {"a": b"\xff"}
        assert tx.procedures.draft("empty") == {}
        assert tx.procedures.draft("none") is None
        assert list(tx.procedures.drafted()) == ["dispute", "empty"]
    with store.write() as tx:
        tx.procedures.drop_draft("dispute")
        assert tx.procedures.draft("dispute") is None
