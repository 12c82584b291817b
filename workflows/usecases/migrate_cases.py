"""Take running cases to a newer version of their procedure: a report first, then in batches, and back again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from workflows.domain.actor import Actor
from workflows.domain.case import Case, CaseStatus
from workflows.domain.journal import Fact
from workflows.domain.permission import Action
from workflows.domain.procedure import ProcedureVersion
from workflows.domain.step import OpenTimer, Step
from workflows.errors import (
    CannotMigrate,
    HeweiError,
    NothingToWithdraw,
    RecordSealBroken,
    UnknownCase,
    UnknownProcedure,
)
from workflows.store import Tx
from workflows.usecases.access import demand
from workflows.usecases.app import App
from workflows.usecases.doing import ANY, Doing, doing
from workflows.usecases.engine_at import around, engine_at, engine_of
from workflows.usecases.restore import restore

COMMAND = "migrate-case"
MOVES, WAITS, NEEDS_A_PERSON = "moves", "waits", "needs-a-person"


@dataclass(frozen=True)
class KeptDate:
    """A deadline on the way: kept as it was, armed anew because the new version asks for it, or dropped with it."""

    element: str
    rule: str
    before: datetime | None
    after: datetime | None
    name: str = ""
    name_en: str = ""

    @property
    def fate(self) -> str:
        """Return kept, armed, dropped or recomputed."""
        if self.before == self.after:
            return "kept"
        if self.before is None:
            return "armed"
        return "dropped" if self.after is None else "recomputed"


@dataclass(frozen=True, kw_only=True)
class Migration:
    """What becomes of one case: it moves, it waits (until its clock runs again), or it needs a person, and why.

    `steps` are the elements at which it will stand, `names` and `names_en` what people call them.
    """

    case_id: str
    number: str
    fate: str
    why: str = ""
    why_zh: str = ""
    steps: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    names_en: tuple[str, ...] = ()
    dates: tuple[KeptDate, ...] = ()


def newest_version(tx: Tx, procedure: str, pack: str = "") -> ProcedureVersion:
    """Return the version to which cases of *procedure* go.

    Raises:
        UnknownProcedure: it was never published.
    """
    version = tx.procedures.newest(procedure, pack=pack)
    if version is None:
        raise UnknownProcedure(zh=f"程序 {procedure!r} 尚未发布。", procedure=procedure)
    return version


def report_migration(
    app: App, actor: Actor, procedure: str, *, pack: str = "", limit: int = 100_000
) -> list[Migration]:
    """Return what would become of every running case of older versions; nothing is changed.

    Raises:
        NotAllowed: the actor is no administrator.
        UnknownProcedure: the procedure was never published.
    """
    demand(actor, Action.MIGRATE_CASES)
    with app.store.read() as tx:
        to = newest_version(tx, procedure, pack)
        ids = list(_running(tx, procedure, to, limit))
    found = []
    for case_id in ids:
        with app.store.read() as tx:
            case = tx.cases.briefs([case_id]).get(case_id)
            if case is not None:
                found.append(_reported(app, tx, case, to))
    return found


def _reported(app: App, tx: Tx, brief: Case, to: ProcedureVersion) -> Migration:
    """Return what would become of one case; one whose record is damaged stays and stops no other."""
    try:
        case = tx.cases.get(brief.id) or brief
    except RecordSealBroken as fault:
        return _told(brief, NEEDS_A_PERSON, fault.message, fault.zh)
    return _foreseen(app, tx, case, to, app.clock.now())[0]


def migrate_cases(
    app: App, actor: Actor, procedure: str, *, pack: str = "", batch: int = 100
) -> list[Migration]:
    """Return what became of up to *batch* running cases of older versions; those that cannot go stay and say why.

    Each case goes in a transaction of its own. Call again until nothing moves any more.

    Raises:
        NotAllowed: the actor is no administrator.
        UnknownProcedure: the procedure was never published.
    """
    moves = [each for each in report_migration(app, actor, procedure, pack=pack) if each.fate == MOVES]
    with app.store.read() as tx:
        to = newest_version(tx, procedure, pack)
    return [_migrated(app, actor, each, to) for each in moves[:batch]]


def unmigrate_case(app: App, actor: Actor, case_id: str, *, key: str = "") -> Case:
    """Return the case exactly as it was before it was taken to a newer version, while nothing happened since.

    Raises:
        NotAllowed: the actor is no administrator.
        NothingToWithdraw: its newest revision is no migration.
    """
    demand(actor, Action.MIGRATE_CASES)
    with doing(app, actor, "unmigrate-case", case_id, key=key) as do:
        case = do.case(case_id, Action.MIGRATE_CASES, states=ANY)
        if do.repeated:
            return case
        if do.tx.cases.history(case.id)[-1].command != COMMAND:
            raise NothingToWithdraw(
                "The newest step of this case is no migration; undo it to a revision instead.",
                zh="本案最近一步不是迁移；可以恢复到某一修订。",
                case=case.number,
            )
        do.remember(case.id)
        return restore(do, case, case.rev - 1, Fact(kind="MigrationUndone", data={"from": case.version}))


def _running(tx: Tx, procedure: str, to: ProcedureVersion, limit: int) -> Iterable[str]:
    left = limit
    for version in tx.procedures.versions(procedure):
        after = ""
        while version.digest != to.digest and version.pack == to.pack and left > 0:
            page = tx.cases.on_version(version.digest, limit=min(500, left), after=after)
            if not page:
                break
            yield from page
            left, after = left - len(page), page[-1]


def _migrated(app: App, actor: Actor, foreseen: Migration, to: ProcedureVersion) -> Migration:
    try:
        with doing(app, actor, COMMAND, foreseen.case_id, to.digest) as do:
            return _move(do, do.case(foreseen.case_id, Action.MIGRATE_CASES), to)
    except HeweiError as fault:
        return Migration(
            case_id=foreseen.case_id,
            number=foreseen.number,
            fate=NEEDS_A_PERSON,
            why=fault.message,
            why_zh=fault.zh,
        )


def _move(do: Doing, case: Case, to: ProcedureVersion) -> Migration:
    told, step = _foreseen(do.app, do.tx, case, to, do.now)
    if step is None:
        return told
    fact = Fact(kind="CaseMigrated", data={"from": case.version, "to": to.digest, "number": to.number})
    do.advance(case, step, fact, restored=case.model_copy(update={"version": to.digest}))
    return told


def _foreseen(
    app: App, tx: Tx, case: Case, to: ProcedureVersion, now: datetime
) -> tuple[Migration, Step | None]:
    if case.status is CaseStatus.SUSPENDED:
        waits = ("Its clock stands still; it goes when it is resumed.", "案件中止，恢复后再迁移。")
        return _told(case, WAITS, *waits), None
    try:
        engine_at(app, tx, case.pack, to.digest)
        engine = engine_of(app, tx, case)
        before = engine.look(case.version, case.state, **around(case, now))
        after = engine.migrate(case.version, case.state, to.digest, **around(case, now))
    except CannotMigrate as refused:
        return _told(case, NEEDS_A_PERSON, refused.message, refused.zh), None
    except HeweiError as fault:
        return _told(case, NEEDS_A_PERSON, fault.message, fault.zh), None
    if after.status == "stuck":
        stuck = ", ".join(after.stuck_at)
        sentences = (f"Nothing could move it any more at {stuck}.", f"迁移后将停滞在 {stuck}。")
        return _told(case, NEEDS_A_PERSON, *sentences), None
    return (
        Migration(
            case_id=case.id,
            number=case.number,
            fate=MOVES,
            steps=tuple(task.element for task in after.tasks),
            names=tuple(task.name or task.element for task in after.tasks),
            names_en=tuple(task.name_en or task.name or task.element for task in after.tasks),
            dates=_dates(before.timers, after.timers),
        ),
        after,
    )


def _told(case: Case, fate: str, why: str, why_zh: str) -> Migration:
    return Migration(case_id=case.id, number=case.number, fate=fate, why=why, why_zh=why_zh)


def _dates(before: Sequence[OpenTimer], after: Sequence[OpenTimer]) -> tuple[KeptDate, ...]:
    was, will = {each.id: each for each in before}, {each.id: each for each in after}
    dates = []
    for key in sorted(was.keys() | will.keys()):
        old, new = was.get(key), will.get(key)
        named = new or old
        if named is not None:
            dates.append(
                KeptDate(
                    named.element,
                    named.rule,
                    old.due_at if old else None,
                    new.due_at if new else None,
                    named.name or named.element,
                    named.name_en or named.name or named.element,
                )
            )
    return tuple(sorted(dates, key=lambda each: each.element))


def find_case(tx: Tx, number: str) -> Case:
    """Return the case with this number.

    Raises:
        UnknownCase: there is none.
    """
    case = tx.cases.by_number(number)
    if case is None:
        raise UnknownCase(zh=f"没有案号为 {number!r} 的案件。", case=number)
    return case
