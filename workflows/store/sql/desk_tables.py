"""The tables of desks as the statements see them: absences, notes, saved filters, what was looked at."""

from __future__ import annotations

from sqlalchemy import Table

from workflows.store.sql.columns import day, instant, json, text, words
from workflows.store.sql.tables import METADATA

absences = Table(
    "absences",
    METADATA,
    text("id", key=True),
    text("account_id"),
    text("substitute_id"),
    day("since", nullable=False),
    day("until", nullable=False),
    text("set_by"),
    instant("at"),
    instant("ended_at", nullable=True),
)

notes = Table(
    "notes",
    METADATA,
    text("id", key=True),
    text("case_id"),
    text("author"),
    instant("at"),
    text("text"),
    words("mentions"),
)

note_mentions = Table(
    "note_mentions",
    METADATA,
    text("note_id", key=True),
    text("account_id", key=True),
    instant("at"),
    instant("seen_at", nullable=True),
)

saved_filters = Table(
    "saved_filters",
    METADATA,
    text("account_id", key=True),
    text("name", key=True),
    json("asked"),
    instant("at"),
)

items_seen = Table(
    "items_seen", METADATA, text("account_id", key=True), text("item_id", key=True), instant("at")
)
