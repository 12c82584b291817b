"""The tables of the vault as the statements see them: keys, blind index, who reaches a case, the audit."""

from __future__ import annotations

from sqlalchemy import Table

from workflows.store.sql.columns import blob, instant, number, text
from workflows.store.sql.tables import METADATA

case_keys = Table(
    "case_keys",
    METADATA,
    text("case_id", key=True),
    blob("wrapped"),
    text("master"),
    instant("destroyed_at", nullable=True),
)
"""The data key of each case, wrapped by the master key; empty once the case was erased."""

blind_index = Table(
    "blind_index", METADATA, text("case_id", key=True), text("kind", key=True), text("digest", key=True)
)

case_reach = Table("case_reach", METADATA, text("case_id", key=True), text("word", key=True))
"""Who reaches a case, for the row-level security of PostgreSQL, whose triggers keep it; empty on SQLite."""

audit = Table(
    "audit",
    METADATA,
    number("lane", key=True),
    number("seq", key=True),
    instant("at"),
    text("actor"),
    text("action"),
    text("case_id"),
    text("thing"),
    text("reason"),
    text("place"),
    text("result"),
    text("prev"),
    text("hash"),
)
