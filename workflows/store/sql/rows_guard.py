"""Row-level security on PostgreSQL: the second lock behind the filters of the queries.

A transaction of the web takes the role `hewei_desk`, which owns nothing, and names its actor's words; the policies
let it see only rows of cases that one of them opens. Whoever owns the tables is the machine: watch, press, command
line and migrations. Tables that came with later migrations are guarded by the next start.
"""

from __future__ import annotations

from sqlalchemy import Table, text

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
GUARDED_NOW = Statement(
    text("SELECT tablename FROM pg_policies WHERE schemaname = current_schema() AND policyname = 'desk'")
)


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
    """Give every table that has none yet its policies, and the desk's role its rights."""
    known = {row[0] for row in session.all(GUARDED_NOW)}
    missing = [table for table in guarded() if table.name not in known]
    if not missing:
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
    own, case_id = _own_words(name), "id" if name == "cases" else "case_id"
    reached = (
        f"EXISTS (SELECT FROM case_reach r WHERE r.case_id = {name}.{case_id} "
        f"AND r.word = ANY (hewei_words())) OR '{ANY}' = ANY (hewei_words())"
    )
    condition = f"{own} OR {reached}" if own else reached
    named = " OR EXISTS (SELECT FROM named_words(reach) AS word WHERE word = ANY (hewei_words()))"
    kept = condition
    if name == "cases":
        kept += named  # a new case has no words yet but those that it names
    elif name == "journal":
        kept += " OR case_id = ''"  # facts of accounts belong to no case
    return [
        f"ALTER TABLE {name} ENABLE ROW LEVEL SECURITY",
        f"ALTER TABLE {name} FORCE ROW LEVEL SECURITY",
        f"CREATE POLICY machine ON {name} TO CURRENT_USER USING (true) WITH CHECK (true)",
        f"CREATE POLICY desk ON {name} TO {DESK} USING ({condition}) WITH CHECK ({kept})",
    ]


def _own_words(name: str) -> str:
    """Return what a row tells by itself, without a look at the words of its case; it comes first as it is cheap."""
    if name == "cases":
        return "'org:' || org_id = ANY (hewei_words())"
    if name == "work_items":
        return "'group:' || org_id || '|' || role = ANY (hewei_words())"
    return ""
