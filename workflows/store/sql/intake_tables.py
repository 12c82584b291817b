"""The tables of what comes in: what cases are found by, attachments, imports; migration 0006 makes them."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Table

from workflows.domain.attachment import AttachmentKind, AttachmentStatus
from workflows.domain.case_import import ImportStatus
from workflows.store.sql.columns import PLAIN, choice, instant, json, number, text
from workflows.store.sql.tables import METADATA

case_search = Table(
    "case_search",
    METADATA,
    Column("place", BigInteger, primary_key=True, autoincrement=True, info={"kind": PLAIN}),
    text("case_id"),
    text("org_id"),
    text("status"),
    text("procedure"),
    text("type"),
    instant("opened_at"),
    text("words"),
)
"""What each case is found by; `place` is its number in the full-text index of SQLite."""

attachments = Table(
    "attachments",
    METADATA,
    text("id", key=True),
    text("case_id"),
    text("element"),
    text("name"),
    text("media_type"),
    number("size"),
    text("sha256"),
    text("received_sha256"),
    choice("status", AttachmentStatus),
    instant("added_at"),
    text("added_by"),
    instant("looked_at", nullable=True),
    text("finding"),
    choice("kind", AttachmentKind),
)

imports = Table(
    "imports",
    METADATA,
    text("id", key=True),
    text("name"),
    text("sha256"),
    text("org_id"),
    json("mapping"),
    choice("status", ImportStatus),
    number("lines"),
    number("done"),
    number("taken"),
    text("by"),
    instant("at"),
    instant("ended_at", nullable=True),
)

imported_cases = Table(
    "imported_cases",
    METADATA,
    text("case_id", key=True),
    text("import_id"),
    number("line"),
    text("org_id"),
    text("number"),
)
