"""Take over former cases from a table: look at it, choose its columns, try it, apply it in batches, undo it whole.

Former cases become closed records. One that still runs is opened at the window like any other and names the
former number: a deadline may not begin from a cell of a table.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from workflows.clock import legal_day
from workflows.domain.actor import Actor
from workflows.domain.case_import import CaseImport, ImportedCase, ImportStatus
from workflows.domain.form import Choice
from workflows.domain.import_field import BY_NAME, FIELDS, ImportField, guessed
from workflows.domain.journal import Fact
from workflows.domain.new_id import new_id
from workflows.domain.organisation import Organisation
from workflows.domain.permission import Action
from workflows.domain.procedure import ProcedureVersion
from workflows.errors import (
    FileTooLarge,
    ImportMovedOn,
    ImportNotReady,
    InvalidForm,
    MappingRefused,
    UnknownImport,
    UnknownOrganisation,
)
from workflows.store import Tx
from workflows.usecases.access import demand, visible_orgs
from workflows.usecases.app import App
from workflows.usecases.find_cases import types_of
from workflows.usecases.intake.accept_file import Upload
from workflows.usecases.intake.import_line import (
    LineFinding,
    ReadLine,
    case_id_of,
    closed_case,
    misfits,
    read_line,
)
from workflows.usecases.intake.read_table import Line, SheetTable, read_table
from workflows.usecases.once import answered, digest_of, remember
from workflows.usecases.open_case import newest_version

LARGEST = 60_000_000
BATCH = 200
TOLD = 500
"""Findings that are shown; the rest is counted."""


@dataclass(frozen=True, kw_only=True)
class Tried:
    """What a dry run found: lines that can be taken, errors, warnings, lines taken before; and the first findings.

    `head` is the line of the headings, `sheet` the sheet that is read and `others` sheets that are not, though they
    look like lists; `lacking` are required fields that no column gives.
    """

    entry: CaseImport
    headings: tuple[str, ...]
    ready: int
    errors: int
    warnings: int
    known: int
    findings: tuple[LineFinding, ...]
    sample: tuple[ReadLine, ...]
    head: int
    sheet: str
    others: tuple[str, ...]
    lacking: tuple[ImportField, ...]


@dataclass(frozen=True, kw_only=True)
class _Ground:
    """What every line of one import is read with."""

    body: Organisation
    version: ProcedureVersion
    types: Sequence[Choice]


def begin_import(app: App, actor: Actor, org_id: str, upload: Upload, *, key: str = "") -> CaseImport:
    """Return the import of an uploaded file, its columns guessed from their headings; no case is made yet.

    Raises:
        NotAllowed: the actor's posts do not take over cases.
        UnknownOrganisation: the body is not theirs.
        FileTooLarge: the file has more than LARGEST bytes.
        UnreadableTable, TableTooLarge, HeadingsMissing: it is no table that can be taken over.
        IdempotencyKeyReused: the key was used for another command.
    """
    _own_body(app, actor, org_id)
    if len(upload.content) > LARGEST:
        raise FileTooLarge(zh=f"文件超过 {LARGEST // 1_000_000} MB；请分成几个文件导入。")
    table, now = read_table(upload.content), app.clock.now()
    entry = CaseImport(
        id=new_id(now),
        name=upload.name.rpartition("/")[2].rpartition("\\")[2][:100] or "table",
        sha256=app.files.put(upload.content),
        org_id=org_id,
        mapping=guessed(table.headings),
        lines=len(table.lines),
        by=actor.account_id,
        at=now,
    )
    digest = digest_of("begin-import", actor.account_id, org_id, entry.name, entry.sha256)
    with app.store.write() as tx:
        known = tx.imports.get(str(answered(tx, key, digest) or ""))
        if known is not None:
            return known
        tx.imports.put(entry)
        remember(tx, key, digest, entry.id, at=entry.at)
    return entry


def list_imports(app: App, actor: Actor) -> Sequence[CaseImport]:
    """Return the imports of the actor's bodies, newest first."""
    demand(actor, Action.IMPORT_CASES)
    with app.store.read() as tx:
        own = visible_orgs(tx, actor)
        return [entry for entry in tx.imports.listed() if entry.org_id in own]


def try_import(app: App, actor: Actor, import_id: str, mapping: Mapping[str, str] | None = None) -> Tried:
    """Return what taking the import over would do; a new *mapping* ({field: heading}) is kept first.

    Raises:
        UnknownImport: there is none, or it is not theirs.
        MappingRefused: a required field has no column, or a column is named twice or not there.
        ImportNotReady: it was begun already, so its columns stand.
    """
    entry, table = _opened(app, actor, import_id)
    if mapping is not None:
        entry = _mapped(app, entry, table, mapping)
    with app.store.read() as tx:
        ground = _ground(app, tx, entry)
        tried = list(_tried(app, tx, actor, entry, ground, table.lines))
    found = [finding for line, _ in tried for finding in line.findings]
    ready = [line for line, known in tried if line.good and not known]
    return Tried(
        entry=entry,
        headings=table.headings,
        ready=len(ready),
        errors=sum(not line.good for line, _ in tried),
        warnings=sum(each.severity == "warning" for each in found),
        known=sum(known and line.good for line, known in tried),
        findings=tuple(sorted(found, key=lambda each: (each.severity, each.line))[:TOLD]),
        sample=tuple(ready[:5]),
        head=table.head,
        sheet=table.sheet,
        others=table.others,
        lacking=_lacking(entry.mapping),
    )


def run_import(app: App, actor: Actor, import_id: str, *, most: int = 0) -> CaseImport:
    """Return the import after its next lines were taken over, all or at most *most*; run again, it goes on.

    Each batch is one transaction, and the id of a case follows from its line, so nothing is taken twice whatever
    breaks between. Lines with errors are left out.

    Raises:
        UnknownImport: there is none, or it is not theirs.
        MappingRefused: a required field has no column.
        ImportNotReady: it is done or undone.
    """
    entry, table = _opened(app, actor, import_id)
    if entry.status not in (ImportStatus.READ, ImportStatus.RUNNING):
        raise ImportNotReady(zh="这次导入已经完成或者已经撤销。")
    _must_map(entry.mapping, table.headings)
    left = [line for line in table.lines if line.number > entry.done]
    now_lines = left[:most] if most else left
    for start in range(0, len(now_lines), BATCH):
        entry = _take(app, actor, entry, now_lines[start : start + BATCH])
    if len(now_lines) == len(left):
        entry = replace(entry, status=ImportStatus.DONE, ended_at=app.clock.now())
        with app.store.write() as tx:
            tx.imports.put(entry)
    return entry


def undo_import(app: App, actor: Actor, import_id: str) -> CaseImport:
    """Return the import with all its cases gone, while nothing has happened to any of them since.

    Raises:
        UnknownImport: there is none, or it is not theirs.
        ImportMovedOn: something happened to some of its cases; these are named.
        ImportNotReady: it was undone already.
    """
    entry, _ = _opened(app, actor, import_id)
    if entry.status is ImportStatus.UNDONE:
        raise ImportNotReady(zh="这次导入已经撤销。")
    with app.store.read() as tx:
        ids = tx.imports.cases_of(entry.id)
        moved = [number for number in (_moved(tx, case_id) for case_id in ids) if number]
    if moved:
        named = "、".join(moved[:5])
        raise ImportMovedOn(
            f"Something has happened since to {len(moved)} cases ({named}); the import cannot be undone as a whole.",
            zh=f"导入后已有 {len(moved)} 个案件发生变动（{named}），不能整批撤销。",
            count=len(moved),
        )
    for start in range(0, len(ids), BATCH):
        _remove(app, actor, entry, ids[start : start + BATCH])
    entry = replace(entry, status=ImportStatus.UNDONE, ended_at=app.clock.now(), taken=0)
    with app.store.write() as tx:
        tx.imports.put(entry)
    return entry


def _own_body(app: App, actor: Actor, org_id: str) -> None:
    demand(actor, Action.IMPORT_CASES)
    with app.store.read() as tx:
        if org_id not in visible_orgs(tx, actor):
            raise UnknownOrganisation(
                zh="您不能把案件导入这个机构；请选择自己任职或者管辖的机构。", organisation=org_id
            )


def _opened(app: App, actor: Actor, import_id: str) -> tuple[CaseImport, SheetTable]:
    demand(actor, Action.IMPORT_CASES)
    with app.store.read() as tx:
        entry = tx.imports.get(import_id)
        own = visible_orgs(tx, actor)
    if entry is None or entry.org_id not in own:
        raise UnknownImport(zh="没有这次导入，或者不归您查看；请看导入列表。", imported=import_id)
    return entry, read_table(app.files.get(entry.sha256))


def _mapped(app: App, entry: CaseImport, table: SheetTable, mapping: Mapping[str, str]) -> CaseImport:
    if entry.status is not ImportStatus.READ:
        raise ImportNotReady(zh="这次导入已经开始，不能再改列的对应关系；请撤销后重新导入。")
    chosen = {name: heading for name, heading in mapping.items() if heading and name in BY_NAME}
    _must_map(chosen, table.headings)
    entry = replace(entry, mapping=chosen)
    with app.store.write() as tx:
        tx.imports.put(entry)
    return entry


def _must_map(mapping: Mapping[str, str], headings: Iterable[str]) -> None:
    there = set(headings)
    lacking = _lacking(mapping)
    if lacking:
        raise MappingRefused(
            f"Choose a column for: {', '.join(field.en for field in lacking)}.",
            zh=f"请为以下栏目选择对应的列：{'、'.join(field.zh for field in lacking)}。",
        )
    strange = sorted(set(mapping.values()) - there)
    twice = sorted({each for each in mapping.values() if list(mapping.values()).count(each) > 1})
    if strange or twice:
        named = (strange or twice)[0]
        raise MappingRefused(
            f"The column {named!r} is not in the table, or was chosen twice; choose again.",
            zh=f"列“{named}”不在表格中，或者被选了两次；请重新选择。",
        )


def _lacking(mapping: Mapping[str, str]) -> tuple[ImportField, ...]:
    return tuple(field for field in FIELDS if field.required and not mapping.get(field.name))


def _ground(app: App, tx: Tx, entry: CaseImport) -> _Ground:
    body = tx.directory.organisation(entry.org_id)
    if body is None:
        raise UnknownOrganisation(zh="导入的机构已经不存在。", organisation=entry.org_id)
    version = newest_version(tx, app.catalogue.pack(body.pack).procedure, body.pack)
    return _Ground(body=body, version=version, types=types_of(app, tx, [version]))


def _tried(
    app: App, tx: Tx, actor: Actor, entry: CaseImport, ground: _Ground, lines: Iterable[Line]
) -> Iterator[tuple[ReadLine, bool]]:
    """Yield each line as it would be taken over, and whether its number was taken over before."""
    today, seen = legal_day(app.clock.now()), dict[str, int]()
    for line in lines:
        read = read_line(line, entry.mapping, ground.types, today)
        if read.former in seen and read.former:
            read = _wrong(
                read, f"案号与第 {seen[read.former]} 行重复", f"stands in line {seen[read.former]} as well"
            )
        seen.setdefault(read.former, read.number)
        known = bool(read.former) and tx.imports.taken(entry.org_id, read.former) is not None
        if read.good and not known and tx.cases.id_of(read.former) is not None:
            read = _wrong(read, "已有同号的案件", "is the number of another case")
        yield (_fitting(app, actor, entry, ground, read), known)


def _fitting(app: App, actor: Actor, entry: CaseImport, ground: _Ground, read: ReadLine) -> ReadLine:
    if not read.good:
        return read
    pack = app.catalogue.pack(ground.body.pack)
    try:
        closed_case(
            entry, read, ground.version, actor, pack=ground.body.pack, sample=pack.sample, now=app.clock.now()
        )
    except InvalidForm as refused:
        return replace(read, findings=(*read.findings, *misfits(read, refused)))
    return read


def _wrong(read: ReadLine, zh: str, en: str) -> ReadLine:
    finding = LineFinding(line=read.number, column="案号", severity="error", zh=zh, en=en)
    return replace(read, findings=(*read.findings, finding))


def _take(app: App, actor: Actor, entry: CaseImport, lines: Sequence[Line]) -> CaseImport:
    now = app.clock.now()
    with app.store.write() as tx:
        ground = _ground(app, tx, entry)
        sample = app.catalogue.pack(ground.body.pack).sample
        taken = 0
        for read, known in _tried(app, tx, actor, entry, ground, lines):
            if not read.good or known or tx.cases.briefs([case_id_of(entry, read.number)]):
                continue
            case = closed_case(
                entry, read, ground.version, actor, pack=ground.body.pack, sample=sample, now=now
            )
            tx.cases.add(case)
            source = ImportedCase(
                case_id=case.id, import_id=entry.id, line=read.number, org_id=entry.org_id, number=read.former
            )
            tx.imports.note(source)
            fact = Fact(kind="CaseImported", data={"import": entry.id, "line": read.number})
            tx.journal.append(case.id, case.rev, [fact], at=now, actor=actor.account_id)
            taken += 1
        entry = replace(entry, status=ImportStatus.RUNNING, done=lines[-1].number, taken=entry.taken + taken)
        tx.imports.put(entry)
    return entry


def _moved(tx: Tx, case_id: str) -> str:
    """Return the number of a case to which something has happened, "" where nothing has."""
    case = tx.cases.get(case_id)
    if case is None:
        return ""
    still = case.rev == 0 and not tx.attachments.of_case(case_id) and not tx.papers.of_case(case_id)
    facts = [entry.fact.kind for entry in tx.journal.of_case(case_id)]
    return "" if still and set(facts) <= {"CaseImported", "ContactShown"} else case.number


def _remove(app: App, actor: Actor, entry: CaseImport, ids: Sequence[str]) -> None:
    now = app.clock.now()
    with app.store.write() as tx:
        for case_id in ids:
            tx.imports.forget(case_id)
            if tx.cases.get(case_id) is not None:
                tx.cases.remove(case_id)
                fact = Fact(kind="ImportUndone", data={"import": entry.id})
                tx.journal.append(case_id, 0, [fact], at=now, actor=actor.account_id)
