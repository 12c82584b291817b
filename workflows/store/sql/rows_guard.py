"""Row-level security on PostgreSQL: the second lock behind the filters of the queries.

A transaction of the web takes the role `hewei_desk`, which owns nothing, and names its actor's words; the policies
let it see only rows of cases that one of them opens. Whoever owns the tables is the machine: watch, press, command
line and migrations. Tables that came with later migrations are guarded by the next start.
"""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Table, bindparam, text

from workflows.domain.actor import Actor
from workflows.store.reach import ANY, reach_words
from workflows.store.sql.session import Session
from workflows.store.sql.statement import Statement
from workflows.store.sql.tables import METADATA

DESK = "hewei_desk"
OPEN = frozenset(
    {
        "audit",  # read by auditors alone, across all cases; the desk's role cannot change it
        "case_reach",  # the words themselves: ids only, written by triggers alone
        "case_search",  # its index could not be used behind a policy; what is found there is read from `cases`
        "figures",  # numbers without names, added up over all bodies in reports and for staffing
        "incidents",  # the administrator's list over all cases
        "measures",
        "notices",
        "numbers_given",  # series have no gaps over all bodies, and show it
        "outbox",  # ids; counted over all cases on the status page
        "timers",
        "waits",  # a message is told apart by who waits for it, whoever sends it
    }
)
"""Tables with a case's id that stay open to every desk, each for its reason."""
_KEPT = ("audit", "journal")
_WRITTEN_BY_TRIGGERS = ("case_reach", "schema_version")
WORDS = "(SELECT hewei_words())::text[]"
"""The actor's words, read once a statement: an array that is known before the first row."""
BELOW = (
    "(SELECT o.id FROM unnest(hewei_words()) AS line JOIN organisations o ON starts_with(o.path, substr(line, 7)) "
    "WHERE starts_with(line, 'under:') AND line <> 'under:')"
)
"""The bodies below those that the actor heads, found once a statement and then looked up in a hash."""
OWN: Mapping[str, tuple[str, ...]] = {
    "cases": (f"org_id IN {BELOW}", f"'org:' || org_id = ANY ({WORDS})"),
    "work_items": (
        f"org_id IN {BELOW}",
        f"assignee <> '' AND 'person:' || assignee = ANY ({WORDS})",
        f"'group:' || org_id || '|' || role = ANY ({WORDS})",
    ),
}
"""What a row tells by itself; a step that waits in a body is for those who head it, wherever its case lies."""
GUARDED_NOW = Statement(
    text("SELECT tablename FROM pg_policies WHERE schemaname = current_schema() AND policyname = 'desk'")
)


CLOSED_NOW = Statement(
    text(
        "SELECT tablename FROM pg_tables WHERE schemaname = current_schema() AND NOT "
        "has_table_privilege(CAST(:role AS TEXT), format('%I.%I', schemaname, tablename), 'SELECT')"
    ).bindparams(bindparam("role", required=True))
)
"""Tables that the desk's role may not read: new ones that hold no rows of cases."""


def as_actor(actor: Actor | None) -> str:
    """Return what follows BEGIN in the transaction of this actor; nothing for the machine."""
    if actor is None or actor.system:
        return ""
    words = "\n".join(reach_words(actor)).replace("'", "''").replace("\\", "")
    return f"; SET LOCAL ROLE {DESK}; SET LOCAL hewei.reach = '{words}'"


def guarded() -> list[Table]:
    """Return the tables whose rows belong to a case and are shown to those who reach it."""
    return [
        table
        for table in METADATA.sorted_tables
        if (table.name == "cases" or "case_id" in table.c) and table.name not in OPEN
    ]


def guard_rows(session: Session) -> None:
    """Give every table that has none yet its policies, and the desk's role its rights to every table."""
    known = {row[0] for row in session.all(GUARDED_NOW)}
    missing = [table for table in guarded() if table.name not in known]
    if not missing and not session.all(CLOSED_NOW, role=DESK):
        return
    session.say(
        "DO $$ BEGIN EXECUTE format('GRANT USAGE ON SCHEMA %1$I TO hewei_desk', current_schema()); EXECUTE "
        "format('GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA %1$I TO hewei_desk', "
        "current_schema()); END; $$"
    )
    for name in _KEPT:
        session.say(f"REVOKE UPDATE, DELETE ON {name} FROM {DESK}")
    for name in _WRITTEN_BY_TRIGGERS:
        session.say(f"REVOKE INSERT, UPDATE, DELETE ON {name} FROM {DESK}")
    for table in missing:
        for statement in _policies(table.name):
            session.say(statement)


def _policies(name: str) -> list[str]:
    condition = _condition(name)
    kept = condition
    if name == "cases":
        kept += f" OR EXISTS (SELECT FROM named_words(reach) AS word WHERE word = ANY ({WORDS}))"
        # a new case has no words yet but those that it names
    elif name == "journal":
        kept += " OR case_id = ''"  # facts of accounts belong to no case
    return [
        f"ALTER TABLE {name} ENABLE ROW LEVEL SECURITY",
        f"ALTER TABLE {name} FORCE ROW LEVEL SECURITY",
        f"CREATE POLICY machine ON {name} TO CURRENT_USER USING (true) WITH CHECK (true)",
        f"CREATE POLICY desk ON {name} TO {DESK} USING ({condition}) WITH CHECK ({kept})",
    ]


def _condition(name: str) -> str:
    """Return when a row is shown: what is known for the whole statement first, then what the row tells by itself.

    Only for a row that neither answers are the words of its case looked up: one by one, or all at once where the
    planner expects many such rows.
    """
    case_id = f"{name}.id" if name == "cases" else f"{name}.case_id"
    looked_up = f"EXISTS (SELECT FROM case_reach r WHERE r.case_id = {case_id} AND r.word = ANY ({WORDS}))"
    return " OR ".join((f"(SELECT '{ANY}' = ANY (hewei_words()))", *OWN.get(name, ()), looked_up))
