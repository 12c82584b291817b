"""Write a note beside a case; whom it mentions with an @ finds it on their desk."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from workflows.clock import legal_day
from workflows.domain.actor import Actor
from workflows.domain.case import Case
from workflows.domain.journal import Fact
from workflows.domain.new_id import new_id
from workflows.domain.note import LONGEST, Note, mentioned
from workflows.domain.organisation import Account
from workflows.domain.permission import Action, CaseReach, may
from workflows.errors import NoteRefused, UnknownMention
from workflows.store import Tx
from workflows.usecases.access import case_reach, demand, readable_case
from workflows.usecases.app import App
from workflows.usecases.once import answered, digest_of, remember
from workflows.usecases.sign_in import actor_of
from workflows.usecases.tell_damage import tell_damage, tell_listed
from workflows.vault import broken_record

SAMPLE_MARKS = ("（示例）", "(示例)")
PAGE = 50


@dataclass(frozen=True, kw_only=True)
class NoteLine:
    """One note as a page shows it, with the names of its author and of those it mentions."""

    note: Note
    author: str
    mentions: tuple[str, ...]
    number: str = ""
    title: str = ""
    unread: bool = False
    damaged: bool = False


def write_note(app: App, actor: Actor, case_id: str, text: str, *, key: str = "") -> Note:
    """Return the note, written once for each key. Only who may read the case can be mentioned, by name or login.

    Raises:
        UnknownCase: there is no such case, or it is not theirs to see.
        NoteRefused: there is no text, or too much.
        UnknownMention: an @ stands before somebody who cannot read the case.
        IdempotencyKeyReused: the key was used for another command.
    """
    demand(actor, Action.WRITE_NOTE)
    words = text.strip()
    if not 0 < len(words) <= LONGEST:
        raise NoteRefused(zh=f"备注需有 1 到 {LONGEST} 个字；请重新填写。")
    now = app.clock.now()
    digest = digest_of("write-note", actor.account_id, case_id, words)
    with app.store.write() as tx:
        case = readable_case(tx, actor, case_id)
        known = answered(tx, key, digest)
        if known is not None:
            return next(each for each in tx.notes.of_case(case.id) if each.id == known)
        readers = list(readers_of(tx, case, now))
        found, unknown = mentioned(words, _called(readers))
        if unknown:
            raise UnknownMention(
                zh=f"没有能看到本案的人叫“{'、'.join(sorted(unknown))}”；请更正 @ 后的姓名，或者先抄送给对方。",
                names=", ".join(sorted(unknown)),
            )
        note = Note(
            id=new_id(now),
            case_id=case.id,
            author=actor.account_id,
            at=now,
            text=words,
            mentions=tuple(sorted(found - {actor.account_id})),
        )
        tx.notes.add(note)
        fact = Fact(kind="NoteWritten", data={"note": note.id, "to": list(note.mentions)})
        tx.journal.append(case.id, case.rev, [fact], at=now, actor=actor.account_id)
        remember(tx, key, digest, note.id, at=now)
        return note


def read_notes(app: App, actor: Actor, case_id: str, lines: Sequence[NoteLine]) -> None:
    """Note that the actor has seen these notes of a case: from now on those that mention them are read.

    Raises:
        UnknownCase: there is no such case, or it is not theirs to see.
    """
    if not any(actor.account_id in line.note.mentions for line in lines):
        return
    with app.store.read() as tx:
        unread = tx.notes.unread(actor.account_id)
    if unread:
        with app.store.write() as tx:
            readable_case(tx, actor, case_id)
            tx.notes.seen(case_id, actor.account_id, at=app.clock.now())


def list_mentions(app: App, actor: Actor, *, page: int = 1) -> Sequence[NoteLine]:
    """Return the notes that mention the actor, unread ones first, of the cases that they may still read."""
    demand(actor, Action.USE_DESK)
    found, faults = [], dict[str, Exception]()
    with app.store.read() as tx:
        mentions = tx.notes.mentions_of(actor.account_id, limit=PAGE, offset=(page - 1) * PAGE)
        cases = tx.cases.briefs({mention.note.case_id for mention in mentions})
        for mention in mentions:
            case = cases.get(mention.note.case_id)
            if case is not None and may(actor, Action.READ_CASE, case_reach(tx, case)):
                line = note_line(tx, mention.note, case, unread=mention.seen_at is None)
                found.append(replace(line, damaged=mention.damaged))
            if mention.damaged:
                faults[mention.note.case_id] = broken_record(mention.note.case_id, f"note {mention.note.id}")
    tell_listed(app, cases.values())
    if faults:
        tell_damage(app, faults)
    return found


def readers_of(tx: Tx, case: Case, now: datetime) -> Iterator[Account]:
    """Yield the active people who may read the case now: of its bodies and those above, its people, its watchers."""
    reach = case_reach(tx, case)
    for account_id in sorted(_candidates(tx, reach)):
        account = tx.directory.account(account_id)
        if account is not None and account.active:
            reader = actor_of(tx, account, legal_day(now))
            if may(reader, Action.READ_CASE, reach):
                yield account


def _candidates(tx: Tx, reach: CaseReach) -> set[str]:
    bodies = {part for path in (*reach.bodies, *reach.courts) for part in path.strip("/").split("/")}
    bodies |= {org_id for org_id, _ in reach.groups}
    posted = {account.id for org_id in bodies for account in tx.directory.accounts(org_id=org_id)}
    return posted | reach.people | reach.watchers


def _called(people: Sequence[Account]) -> dict[str, str]:
    """Return what each can be called after an @: the name, the name without the mark of a sample, the login."""
    called: dict[str, str] = {}
    for each in people:
        plain = each.name
        for mark in SAMPLE_MARKS:
            plain = plain.replace(mark, "")
        for name in (each.name, plain, each.name_en.replace(" ", ""), each.login):
            called.setdefault(name, each.id)
    return called


def note_line(tx: Tx, note: Note, case: Case | None = None, *, unread: bool = False) -> NoteLine:
    """Return a note with the names of its author and of those it mentions."""
    return NoteLine(
        note=note,
        author=_name(tx, note.author),
        mentions=tuple(_name(tx, each) for each in note.mentions),
        number=case.number if case else "",
        title=case.title if case else "",
        unread=unread,
    )


def _name(tx: Tx, account_id: str) -> str:
    account = tx.directory.account(account_id)
    return account.name if account else account_id
