"""The tables of parties and notices as the statements see them: links, codes, visits, signings, notices, wishes."""

from __future__ import annotations

from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import Table

from workflows.domain.notice import Wishes
from workflows.store.sql.columns import Kind, flag, instant, text
from workflows.store.sql.tables import METADATA

_WISHES = TypeAdapter(Wishes)


def _wishes(value: Any) -> str:
    return _WISHES.dump_json(value).decode()


WISHES = Kind(_wishes, _WISHES.validate_json)

party_links = Table(
    "party_links",
    METADATA,
    text("id", key=True),
    text("case_id"),
    text("party_id"),
    text("token_hash"),
    instant("made_at"),
    text("made_by"),
    instant("expires_at"),
    instant("revoked_at", nullable=True),
    text("revoked_by"),
)

party_codes = Table(
    "party_codes",
    METADATA,
    text("link_id", key=True),
    text("digest", key=True),
    instant("expires_at"),
    instant("used_at", nullable=True),
)

party_visits = Table(
    "party_visits",
    METADATA,
    text("token_hash", key=True),
    text("link_id"),
    text("csrf"),
    instant("opened_at"),
    instant("seen_at"),
)

signings = Table(
    "signings",
    METADATA,
    text("id", key=True),
    text("case_id"),
    text("paper_id"),
    instant("started_at"),
    text("data"),
)

notices = Table(
    "notices",
    METADATA,
    text("id", key=True),
    text("account_id"),
    text("channel"),
    text("event"),
    text("case_id"),
    text("item_id"),
    flag("urgent"),
    instant("at"),
    instant("due_at"),
    text("errand"),
    instant("sent_at", nullable=True),
)

notice_wishes = Table("notice_wishes", METADATA, text("account_id", key=True), text("data"))
