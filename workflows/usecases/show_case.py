"""Show a case: parties, dates with reasons, papers, history and the diagram's state, for those who may see it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from workflows.clock import legal_day
from workflows.domain.actor import Actor
from workflows.domain.case import Case, CaseStatus, Party
from workflows.domain.journal import DAMAGED, JournalEntry
from workflows.domain.light import Light
from workflows.domain.note import Note
from workflows.domain.permission import Action, may
from workflows.domain.timer import Timer, TimerKind, TimerStatus
from workflows.domain.work_item import WorkItem, WorkStatus
from workflows.domain.work_light import days_left, last_day, work_light
from workflows.store import Tx
from workflows.usecases.access import OpenedCase, opened_case, sees_all
from workflows.usecases.answer_words import answer_words
from workflows.usecases.app import App
from workflows.usecases.assemble_dossier import entries_of
from workflows.usecases.case_view import (
    CaseView,
    DeadlineView,
    HappeningView,
    ItemView,
    PartyView,
    PhaseView,
)
from workflows.usecases.desk.case_sections import linked_cases, performance_plan, sittings, visits
from workflows.usecases.desk.explain_case import explain_case
from workflows.usecases.desk.recorded import recorded
from workflows.usecases.desk.write_note import note_line
from workflows.usecases.engine_at import engine_of
from workflows.usecases.find_version import find_version
from workflows.usecases.mask import mask_address, mask_id_number, mask_phone
from workflows.usecases.outline import Elements, diagrams, procedure_words
from workflows.usecases.party_wishes import open_wishes
from workflows.usecases.readable_papers import readable_papers
from workflows.usecases.show_troubles import troubles_of
from workflows.usecases.tell_damage import tell_facts
from workflows.usecases.told_periods import told_on_the_way
from workflows.usecases.want_paper import further_papers

CATCHES = frozenset({"intermediateCatchEvent", "receiveTask"})
NOBODYS = frozenset({"StepCompleted", "StepCancelled", "DecisionMade", "CaseClosed"})
UNTOLD = frozenset({"StepCompleted", "StepCancelled", "StepEntered", "FlowsTaken", "TalkKept"})
TOLD_KINDS = frozenset({"endEvent", "boundaryEvent", "serviceTask", "intermediateCatchEvent"})


def show_case(app: App, actor: Actor, case_id: str, *, unmask: str = "") -> CaseView:
    """Return the case as *actor* may see it; the party *unmask* with full contact data (see show_contact).

    Raises:
        UnknownCase: there is no such case, or it is not theirs to see.
    """
    with app.store.read() as tx:
        tx.ahead.of_case(case_id)
        view = _view(app, tx, actor, opened_case(tx, actor, case_id), unmask)
    if any(line.kind == DAMAGED for line in view.history):
        with app.store.write() as tx:
            tell_facts(tx, app.clock.now(), tx.journal.history(case_id))
    return view


def _view(app: App, tx: Tx, actor: Actor, opened: OpenedCase, unmask: str) -> CaseView:
    now = app.clock.now()
    case, items = opened.case, opened.items
    full = sees_all(actor)
    timers = tx.timers.of_case(case.id)
    version = find_version(app, tx, case.version)
    files = version.bundle.files if version else {}
    elements = engine_of(app, tx, case).elements(case.version)
    yellow = app.catalogue.pack(case.pack).yellow_days
    journal = tx.journal.history(case.id)
    papers = tx.papers.of_case(case.id)
    brought = tx.attachments.of_case(case.id) if full else ()
    notes = tx.notes.of_case(case.id) if full else ()
    _look_up(tx, case, items, journal, notes)
    body = _org(tx, case.org_id)
    return CaseView(
        case=case,
        org_name=body[0],
        org_name_en=body[1],
        mediator_name=case.document.handling.mediator_name or _name(tx, case.document.handling.mediator_id),
        procedure_title=version.title if version else case.procedure,
        procedure_title_en=version.title_en if version else case.procedure,
        version_number=version.number if version else 0,
        phases=_phases(case, files, _at_work(items, elements), _passed(journal, elements)),
        parties=tuple(_party(party, unmask) for party in case.document.parties),
        items=tuple(_item(tx, item, actor, now, yellow) for item in items),
        deadlines=(
            *_deadlines(items, timers, now, yellow),
            *(_stopped(app, tx, case, items, timers) if case.has_ledgers else ()),
        ),
        papers=readable_papers(app, tx, actor, case, papers),
        further_papers=further_papers(app, tx, actor, case)
        if may(actor, Action.WANT_PAPER, opened.reach)
        else (),
        dossier=entries_of(app, tx, case, papers, brought) if full else (),
        history=_history(tx, journal, elements),
        diagrams=diagrams(
            elements,
            files,
            case.procedure,
            _current(items, timers, elements),
            visits(journal),
            timed=full,
        ),
        told=told_on_the_way(app, case, journal, elements),
        words=answer_words(files, (each.properties for each in elements.values())),
        full=full,
        may_see_contact=may(actor, Action.READ_CONTACT, opened.reach),
        reasons=explain_case(case, actor, opened.reach, items, timers, elements),
        sittings=sittings(case, actor) if full else (),
        plan=performance_plan(case, legal_day(now)),
        recorded=recorded(case.document, journal, elements, files) if full else (),
        links=linked_cases(tx, actor, case, journal),
        notes=tuple(note_line(tx, note) for note in notes),
        files=tuple(brought),
        wishes=open_wishes(case, journal, items) if may(actor, Action.INVITE_PARTY, opened.reach) else (),
        watched=actor.account_id in opened.reach.watchers,
        troubles=troubles_of(tx, case.id, _open_ids(items)) if full else (),
    )


def _look_up(
    tx: Tx, case: Case, items: Sequence[WorkItem], journal: Sequence[JournalEntry], notes: Sequence[Note]
) -> None:
    """Ask for all bodies and people that the page names in one question each."""
    tx.directory.bodies({case.org_id, *(item.org_id for item in items)})
    people = {case.document.handling.mediator_id}
    people |= {who for item in items for who in (item.assignee, item.done_by)}
    people |= {who for entry in journal for who in (entry.actor, str(entry.fact.data.get("for") or ""))}
    people |= {who for note in notes for who in (note.author, *note.mentions)}
    tx.directory.people({who for who in people if not who.startswith("system:")})


def _current(items: Sequence[WorkItem], timers: Sequence[Timer], elements: Elements) -> set[str]:
    """Return where the case stands: open steps, and the events in whose way it waits for an instant."""
    waits = {
        each.element for each in timers if each.status is TimerStatus.ARMED and each.kind is TimerKind.ENGINE
    }
    caught = {name for name in waits if name in elements and elements[name].kind in CATCHES}
    return caught | {item.element for item in items if item.status is WorkStatus.OPEN}


def _party(party: Party, unmask: str) -> PartyView:
    shown = bool(unmask) and party.id == unmask
    return PartyView(
        id=party.id,
        role=party.role,
        kind=party.kind,
        name=party.name,
        phone=party.phone if shown else mask_phone(party.phone),
        id_number=party.id_number if shown else mask_id_number(party.id_number),
        address=party.address if shown else mask_address(party.address),
        representative=party.representative,
        agent=party.agent.name if party.agent else "",
        unmasked=shown,
    )


def _item(tx: Tx, item: WorkItem, actor: Actor, now: datetime, yellow: int) -> ItemView:
    due = item.binds_at if item.status is WorkStatus.OPEN else None
    posted = any(post.org_id == item.org_id and post.role == item.role for post in actor.posts)
    body = _org(tx, item.org_id)
    return ItemView(
        item=item,
        org_name=body[0],
        org_name_en=body[1],
        assignee_name=_name(tx, item.assignee),
        done_by_name=_name(tx, item.done_by),
        light=work_light(due, now, yellow),
        last_day=last_day(due) if due else None,
        days_left=days_left(due, now) if due else None,
        mine=item.assignee == actor.account_id if item.assignee else posted,
    )


def _deadlines(
    items: Sequence[WorkItem], timers: Sequence[Timer], now: datetime, yellow: int
) -> tuple[DeadlineView, ...]:
    steps = [item for item in items if item.status is WorkStatus.OPEN]
    armed = [each for each in timers if each.kind is TimerKind.ENGINE and each.status is TimerStatus.ARMED]
    found = [_dated(item, item.due_at, now, yellow) for item in steps if item.due_at]
    found += [_dated(each, each.due_at, now, yellow, provisional=each.provisional) for each in armed]
    return tuple(sorted(found, key=lambda view: (view.due_at is None, view.due_at or now)))


def _stopped(
    app: App, tx: Tx, case: Case, items: Sequence[WorkItem], timers: Sequence[Timer]
) -> Iterator[DeadlineView]:
    """Yield the dates whose clock stands still, with the reason."""
    law = app.law(case.pack)
    known: dict[str, WorkItem | Timer] = {each.id: each for each in items}
    known |= {each.id: each for each in timers}
    for ledger in tx.ledgers.of_case(case.id).values():
        thing = known.get(ledger.id)
        ended = isinstance(thing, WorkItem) and thing.status is not WorkStatus.OPEN
        if thing is None or ended or case.status is not CaseStatus.SUSPENDED or not ledger.stopped_by(law):
            continue
        state = ledger.state(law) if ledger.rule else None
        yield DeadlineView(
            name=thing.name or ledger.element,
            name_en=thing.name_en or ledger.element,
            rule=ledger.rule,
            last_day=None,
            due_at=None,
            days_left=None,
            light=Light.STOPPED,
            provisional=False,
            explanation="".join(state.sentences("zh")) if state else "",
            explanation_en=" ".join(state.sentences("en")) if state else "",
        )


def _dated(
    thing: WorkItem | Timer, due_at: datetime, now: datetime, yellow: int, *, provisional: bool = False
) -> DeadlineView:
    return DeadlineView(
        name=thing.name,
        name_en=thing.name_en,
        rule=thing.rule,
        last_day=last_day(due_at),
        due_at=due_at,
        days_left=days_left(due_at, now),
        light=work_light(due_at, now, yellow),
        provisional=provisional,
        explanation=thing.explanation,
        explanation_en=thing.explanation_en,
    )


def _history(tx: Tx, journal: Sequence[JournalEntry], elements: Elements) -> tuple[HappeningView, ...]:
    lines = []
    for entry in reversed(journal):
        drawn = elements.get(entry.fact.element)
        if entry.fact.kind in UNTOLD and not (drawn and drawn.name and drawn.kind in TOLD_KINDS):
            continue
        lines.append(
            HappeningView(
                at=entry.at,
                who="" if entry.fact.kind in NOBODYS else _name(tx, entry.actor),
                kind=entry.fact.kind,
                step=drawn.name if drawn else "",
                step_en=(drawn.name_en or drawn.name) if drawn else "",
                in_place_of=_name(tx, str(entry.fact.data.get("for") or "")),
                data=entry.fact.data,
            )
        )
    return tuple(lines)


def _open_ids(items: Sequence[WorkItem]) -> set[str]:
    return {item.id for item in items if item.status is WorkStatus.OPEN}


def _at_work(items: Sequence[WorkItem], elements: Elements) -> frozenset[str]:
    """Return the processes in which a step waits for somebody."""
    waiting = (elements.get(item.element) for item in items if item.status is WorkStatus.OPEN)
    return frozenset(drawn.process for drawn in waiting if drawn is not None)


def _passed(journal: Sequence[JournalEntry], elements: Elements) -> frozenset[str]:
    """Return the processes of which something was done, and the phases that a step was reached in."""
    facts = [entry.fact for entry in journal if entry.fact.kind in ("StepEntered", "StepCompleted")]
    reached = (elements[each.element].properties.get("phase") for each in facts if each.element in elements)
    processes = (each.data.get("process") for each in facts)
    return frozenset(each for each in (*reached, *processes) if isinstance(each, str))


def _phases(
    case: Case, files: Mapping[str, bytes], at_work: frozenset[str], passed: frozenset[str]
) -> tuple[PhaseView, ...]:
    """Return the phases as they stand in the version that the case runs on.

    One that bears the id of a called procedure may run beside the others, as the supervision does, or not at all.
    """
    written = procedure_words(files.get(f"{case.procedure}/procedure.toml", b""))
    words: list[Mapping[str, str]] = written.get("phases", [])
    ids = [phase["id"] for phase in words]
    here = ids.index(case.phase) if case.phase in ids else -1
    closed = case.status.value == "closed"
    return tuple(
        PhaseView(
            id=phase["id"],
            title=phase["title"],
            title_en=phase.get("title_en", phase["title"]),
            state="current"
            if (number == here or phase["id"] in at_work) and not closed
            else "done"
            if phase["id"] in passed or number == here
            else "skipped"
            if number < here
            else "ahead",
        )
        for number, phase in enumerate(words)
    )


def _name(tx: Tx, account_id: str) -> str:
    account = (
        tx.directory.account(account_id) if account_id and not account_id.startswith("system:") else None
    )
    return account.name if account else account_id


def _org(tx: Tx, org_id: str) -> tuple[str, str]:
    """Return the body's Chinese and English name."""
    body = tx.directory.organisation(org_id) if org_id else None
    return (body.name, body.english) if body else (org_id, org_id)
