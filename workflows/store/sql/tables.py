"""The tables as the statements see them; what stands in the database is the sum of `store/migrations`.

A test holds both equal. Indexes, references and triggers live in the migrations alone.
"""

from __future__ import annotations

from sqlalchemy import MetaData, Table

from workflows.domain.outbox import ErrandStatus
from workflows.domain.paper import PaperStatus
from workflows.domain.template_version import TemplateStatus
from workflows.domain.timer import TimerKind, TimerStatus
from workflows.domain.work_item import WorkStatus
from workflows.store.sql.columns import blob, choice, day, entries, flag, instant, json, number, text, words

METADATA = MetaData()

schema_version = Table("schema_version", METADATA, number("version", key=True), text("name"), instant("at"))

cases = Table(
    "cases",
    METADATA,
    text("id", key=True),
    text("number"),
    text("pack"),
    text("procedure"),
    text("version"),
    text("org_id"),
    text("status"),
    number("rev"),
    instant("opened_at"),
    text("identities"),
    text("reach"),
    flag("counted"),
)
"""Where each case stands now, for lists; the case itself is its newest revision.

`counted` says that its figure is of the newest revision.
`identities` are the marks of its people in the blind index, `reach` the bodies, courts and people that it names.
"""

case_revisions = Table(
    "case_revisions",
    METADATA,
    text("case_id", key=True),
    number("rev", key=True),
    instant("at"),
    text("actor"),
    text("command"),
    blob("body"),
    blob("state"),
)
"""Each case at each revision: `body` is the case without engine state as compressed JSON, sealed as `state` is."""

work_items = Table(
    "work_items",
    METADATA,
    text("id", key=True),
    text("case_id"),
    number("place"),
    text("element"),
    text("name"),
    text("name_en"),
    text("role"),
    text("org_id"),
    text("assignee"),
    text("owner"),
    text("form"),
    text("instructions"),
    json("properties"),
    choice("status", WorkStatus),
    instant("created_at"),
    instant("due_at", nullable=True),
    text("rule"),
    text("explanation"),
    text("explanation_en"),
    text("done_by"),
    instant("done_at", nullable=True),
    instant("limit_at", nullable=True),
    instant("binds_at", nullable=True),
    text("type"),
)
"""`place` keeps the order in which the items of one step were given; `binds_at` is `due_at`, else `limit_at`."""

timers = Table(
    "timers",
    METADATA,
    text("id", key=True),
    text("case_id"),
    text("element"),
    text("name"),
    text("name_en"),
    choice("kind", TimerKind),
    text("rule"),
    day("started_on"),
    instant("due_at"),
    flag("provisional"),
    text("explanation"),
    text("explanation_en"),
    number("gen"),
    choice("status", TimerStatus),
    number("attempts"),
    text("error"),
    instant("fired_at", nullable=True),
    text("lease_owner"),
    instant("lease_until", nullable=True),
    instant("ready_at"),
)
"""`ready_at` is the later of `due_at` and `lease_until`: one index range finds exactly what can be claimed."""

waits = Table(
    "waits",
    METADATA,
    text("case_id", key=True),
    text("id", key=True),
    text("kind"),
    text("name"),
    text("correlation"),
)

messages = Table(
    "messages",
    METADATA,
    text("id", key=True),
    text("kind"),
    text("name"),
    text("correlation"),
    json("payload"),
    instant("at"),
    text("delivered_to"),
    instant("delivered_at", nullable=True),
    instant("keep_until", nullable=True),
)

journal = Table(
    "journal",
    METADATA,
    number("seq", key=True),
    text("case_id"),
    number("rev"),
    instant("at"),
    text("actor"),
    text("kind"),
    text("element"),
    json("data"),
)

outbox = Table(
    "outbox",
    METADATA,
    text("id", key=True),
    text("case_id"),
    text("kind"),
    json("payload"),
    choice("status", ErrandStatus),
    instant("created_at"),
    instant("run_at"),
    number("attempts"),
    number("max_attempts"),
    text("error"),
    text("lease_owner"),
    instant("lease_until", nullable=True),
    instant("ready_at"),
)

papers = Table(
    "papers",
    METADATA,
    text("id", key=True),
    text("case_id"),
    number("place"),
    text("template"),
    text("title"),
    text("title_en"),
    text("number"),
    choice("status", PaperStatus),
    instant("wanted_at"),
    text("wanted_by"),
    text("element"),
    text("request_id"),
    text("subject"),
    number("revision"),
    text("template_version"),
    text("data_digest"),
    text("pdf_sha256"),
    text("docx_sha256"),
    number("pages"),
    instant("made_at", nullable=True),
    number("attempts"),
    text("error"),
    text("signature"),
    text("void_reason"),
    number("item", nullable=True),
    text("check_code"),
    text("ofd_sha256"),
    text("office"),
)

incidents = Table(
    "incidents",
    METADATA,
    text("id", key=True),
    text("case_id"),
    text("kind"),
    text("element"),
    text("error"),
    text("detail"),
    instant("opened_at"),
    text("status"),
    instant("resolved_at", nullable=True),
    text("resolved_by"),
    text("subject"),
    text("outcome"),
    text("note"),
)

numbers = Table("numbers", METADATA, text("series", key=True), number("last"))

numbers_given = Table(
    "numbers_given",
    METADATA,
    text("series", key=True),
    number("seq", key=True),
    text("number"),
    text("case_id"),
    text("paper_id"),
    instant("at"),
)

template_versions = Table(
    "template_versions",
    METADATA,
    text("id", key=True),
    text("document"),
    text("pack"),
    number("number"),
    choice("status", TemplateStatus),
    text("digest"),
    json("files"),
    text("note"),
    text("by"),
    instant("at"),
    text("approved_by"),
    instant("approved_at", nullable=True),
)

organisations = Table(
    "organisations",
    METADATA,
    text("id", key=True),
    text("pack"),
    text("kind"),
    text("tier"),
    text("name"),
    text("name_en"),
    text("parent_id"),
    text("path"),
    text("short"),
    flag("sample"),
    json("data"),
)

accounts = Table(
    "accounts",
    METADATA,
    text("id", key=True),
    text("login"),
    text("name"),
    text("name_en"),
    text("password"),
    text("locale"),
    flag("active"),
    flag("sample"),
    text("pack"),
    instant("password_until", nullable=True),
)

posts = Table(
    "posts", METADATA, text("account_id", key=True), text("org_id", key=True), text("role", key=True)
)

mediators = Table(
    "mediators",
    METADATA,
    text("account_id", key=True),
    text("org_id", key=True),
    words("specialities"),
    text("rank"),
    number("grade", nullable=True),
    text("certificate"),
    day("appointed_on"),
    day("born_on"),
    flag("full_time"),
    flag("sample"),
    words("languages"),
    text("id_number"),
    words("relatives"),
    words("interests"),
)

figures = Table(
    "figures",
    METADATA,
    text("case_id", key=True),
    number("rev"),
    text("pack"),
    text("org_id"),
    text("tier"),
    text("type"),
    text("channel"),
    text("mediator_id"),
    flag("is_open"),
)
"""What each case counts for, by where it lies; made again when the case has moved on."""

measures = Table(
    "measures",
    METADATA,
    text("case_id", key=True),
    text("measure", key=True),
    text("day"),
    number("amount"),
)

figure_sums = Table(
    "figure_sums",
    METADATA,
    text("pack", key=True),
    text("span", key=True),
    text("measure", key=True),
    text("org_id", key=True),
    text("tier", key=True),
    number("amount"),
)
"""The measures of all cases added up by body, for each day and each month (`span`); changed with each figure."""

procedure_versions = Table(
    "procedure_versions",
    METADATA,
    text("digest", key=True),
    text("procedure"),
    text("pack"),
    number("number"),
    text("title"),
    text("title_en"),
    instant("published_at"),
    text("published_by"),
    text("note"),
    blob("files"),
)

procedure_drafts = Table(
    "procedure_drafts", METADATA, text("procedure", key=True), blob("files"), text("by"), instant("at")
)

idempotency_keys = Table(
    "idempotency_keys", METADATA, text("key", key=True), text("digest"), json("answer"), instant("at")
)

form_drafts = Table(
    "form_drafts",
    METADATA,
    text("item_id", key=True),
    text("account_id", key=True),
    json("data"),
    instant("at"),
)

watchers = Table(
    "watchers",
    METADATA,
    text("case_id", key=True),
    text("account_id", key=True),
    text("added_by"),
    instant("at"),
)

ledgers = Table(
    "ledgers",
    METADATA,
    text("id", key=True),
    text("case_id"),
    text("element"),
    text("rule"),
    entries("entries"),
    number("left_micros", nullable=True),
)

settings = Table("settings", METADATA, text("name", key=True), json("value"))
