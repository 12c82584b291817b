"""The tables of identity as the statements see them: logins, second factors, links, vouchers, separate talks."""

from __future__ import annotations

from sqlalchemy import Table

from workflows.store.sql.columns import instant, json, number, text, words
from workflows.store.sql.tables import METADATA

logins = Table(
    "logins",
    METADATA,
    text("token_hash", key=True),
    text("account_id"),
    text("csrf"),
    instant("opened_at"),
    instant("seen_at"),
    text("way"),
    text("agent"),
    text("network"),
    instant("ended_at", nullable=True),
)

sign_in_failures = Table(
    "sign_in_failures", METADATA, text("key", key=True), number("count"), instant("last_at")
)

second_factors = Table(
    "second_factors",
    METADATA,
    text("account_id", key=True),
    text("secret"),
    instant("confirmed_at", nullable=True),
    number("last_step"),
    words("codes"),
)

external_identities = Table(
    "external_identities",
    METADATA,
    text("issuer", key=True),
    text("subject", key=True),
    text("account_id"),
    instant("linked_at"),
    text("linked_by"),
)

vouchers = Table(
    "vouchers",
    METADATA,
    text("hash", key=True),
    text("kind"),
    text("account_id"),
    json("data"),
    instant("until"),
)

separate_talks = Table(
    "separate_talks",
    METADATA,
    text("id", key=True),
    text("case_id"),
    text("mediator"),
    instant("at"),
    text("sealed"),
)
