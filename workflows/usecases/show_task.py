"""Show a task: its form with what is known, why one has it, until when, and what happens if nothing is done."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from workflows.domain.actor import Actor
from workflows.domain.attachment import Attachment
from workflows.domain.case import Case
from workflows.domain.coordination import JointTask, Supervision
from workflows.domain.dossier import DossierEntry, DossierRow, filled_ticks, lacking
from workflows.domain.form import Condition, Form, read_form
from workflows.domain.journal import JournalEntry
from workflows.domain.light import Light
from workflows.domain.permission import ROLES, Action
from workflows.domain.work_item import WorkItem, WorkStatus
from workflows.domain.work_light import days_left, last_day, work_light
from workflows.errors import UnknownTask
from workflows.store import Tx
from workflows.usecases.access import own_item, sees_all
from workflows.usecases.app import App, Drawn
from workflows.usecases.assemble_dossier import COVER, entries_of
from workflows.usecases.begin_step import steps_beside
from workflows.usecases.catch_up import catch_up
from workflows.usecases.day_limits import DayLimit, day_limits
from workflows.usecases.desk.explain_case import Foreseen, foreseen_at
from workflows.usecases.desk.remarks import Remark, remarks_of
from workflows.usecases.engine_at import engine_of
from workflows.usecases.find_form import find_form
from workflows.usecases.find_version import find_version
from workflows.usecases.hidden_fields import hiding
from workflows.usecases.party_wishes import Said, open_wishes
from workflows.usecases.pick import Picks, picks_of
from workflows.usecases.running_period import RunningPeriod, running_periods
from workflows.usecases.signing_rules import signing_table
from workflows.usecases.submit_form import already_done
from workflows.usecases.told_periods import ToldPeriod, told_periods
from workflows.usecases.usual_answers import with_usual

NO_FORM = read_form("none", '{"components": []}')


@dataclass(frozen=True, kw_only=True)
class TaskView:
    """One task for the person who does it. `values` are the draft where there is one, else what the case knows.

    `lacking` is what the dossier still lacks, where the task closes it; `told` are the periods to tell people of,
    `remarks` why it came back, was passed on or should be hurried with, `wishes` what parties want; `signs` says that a
    paper is signed at it;
    `asked` what a conference decided that it shall do, `supervised` what a supervision asked and got so far; `limit`
    is the period that runs for the case, where the step has none of its own; `in_place_of` names the absent
    colleague whose step it is, `drafted_by` the same one where the draft is theirs; `foreseen` is what the diagram
    does where nobody does this step in time; `beside` are the steps that may be chosen instead of it or beside it.
    """

    item: WorkItem
    case: Case
    form: Form
    values: Mapping[str, Any]
    drafted: bool
    picks: Picks
    org_name: str
    org_name_en: str
    procedure_title: str
    procedure_title_en: str
    light: Light | None
    last_day: date | None
    days_left: int | None
    now: datetime
    lacking: tuple[DossierRow, ...] = ()
    files: tuple[Attachment, ...] = ()
    told: tuple[ToldPeriod, ...] = ()
    remarks: tuple[Remark, ...] = ()
    wishes: tuple[Said, ...] = ()
    asked: tuple[JointTask, ...] = ()
    supervised: tuple[Supervision, ...] = ()
    signs: bool = False
    limit: RunningPeriod | None = None
    in_place_of: str = ""
    drafted_by: str = ""
    foreseen: tuple[Foreseen, ...] = ()
    beside: tuple[Drawn, ...] = ()

    @property
    def limits(self) -> Mapping[str, DayLimit]:
        """What limits the days of the form, by path."""
        return day_limits(self.form, self.case.document, self.now)

    def hides(self, answers: Mapping[str, Any]) -> Condition:
        """Return the test of a FEEL condition that sees *answers* and the case."""
        return hiding(self.case.document, answers, self.now)


@dataclass(frozen=True, kw_only=True)
class AskedForm:
    """What a task asks: who hands it in needs nothing else of what its page shows."""

    item: WorkItem
    form: Form


def asked_form(app: App, actor: Actor, item_id: str) -> AskedForm:
    """Return the form of a task, also of one that is done, to answer a repeated command.

    Raises:
        UnknownTask: there is none, or it is not theirs to see.
        NotAllowed: they may see the case, but this step belongs to somebody else.
    """
    with app.store.read() as tx:
        item = own_item(tx, actor, item_id)
        case = tx.cases.briefs([item.case_id])[item.case_id]
        return AskedForm(item=item, form=find_form(app, tx, case, item.form) if item.form else NO_FORM)


def show_task(app: App, actor: Actor, item_id: str, *, done_too: bool = False) -> TaskView:
    """Return the open task with its form; with *done_too* also one that is done, to answer a repeated command.

    Raises:
        UnknownTask: there is none, or it is not theirs to see.
        NotAllowed: they may see the case, but this step belongs to somebody else.
        TaskAlreadyDone: it is done; by whom and when is named.
    """
    now = app.clock.now()
    _count_loads(app, item_id)
    with app.store.read() as tx:
        item = own_item(tx, actor, item_id)
        if item.status is not WorkStatus.OPEN and not done_too:
            raise already_done(tx, item)
        case = tx.cases.get(item.case_id)
        if case is None:
            raise UnknownTask(zh="没有这项待办。", item=item_id)
        absent = item.assignee if item.assignee in actor.stands_for else ""
        draft, writer = _draft(tx, item, (actor.account_id, absent, ""))
        form = find_form(app, tx, case, item.form) if item.form else NO_FORM
        version = find_version(app, tx, case.version)
        body = tx.directory.organisation(item.org_id)
        yellow = app.catalogue.pack(case.pack).yellow_days
        closes = _closes_dossier(item)
        brought = tx.attachments.of_case(case.id) if closes or sees_all(actor) else ()
        dossier = entries_of(app, tx, case, tx.papers.of_case(case.id), brought) if closes else ()
        known = known_values(case, item, form, dossier)
        people = {"me": actor.name, "body": body.name if body else ""}
        journal = tx.journal.history(case.id)
        return TaskView(
            item=item,
            case=case,
            form=form,
            values=draft if isinstance(draft, dict) else with_usual(form, known, case.document, now, people),
            drafted=isinstance(draft, dict),
            picks=picks_of(app.catalogue, tx, case, form),
            org_name=body.name if body else item.org_id,
            org_name_en=body.english if body else item.org_id,
            procedure_title=version.title if version else case.procedure,
            procedure_title_en=version.title_en if version else case.procedure,
            light=work_light(item.binds_at, now, yellow),
            last_day=last_day(item.binds_at) if item.binds_at else None,
            days_left=days_left(item.binds_at, now) if item.binds_at else None,
            now=now,
            files=tuple(brought) if sees_all(actor) else (),
            lacking=lacking(dossier),
            remarks=remarks_of(tx, item, journal),
            wishes=_wishes(tx, case, item, journal),
            asked=_asked(case, item),
            supervised=case.document.supervisions if item.properties.get("append") == "supervisions" else (),
            in_place_of=_name_of(tx, absent),
            drafted_by=_name_of(tx, absent) if writer == absent else "",
            foreseen=foreseen_at(
                item.element, tx.timers.of_case(case.id), engine_of(app, tx, case).elements(case.version)
            ),
            beside=tuple(each.step for each in steps_beside(app, tx, case, [item])),
            signs=signing_table(app.catalogue).paper_at(item.element) is not None,
            limit=None if item.due_at else running_periods(tx, [case.id], now, yellow).get(case.id),
            told=told_periods(app.law(case.pack), case.document, [item.properties], now),
        )


def _asked(case: Case, item: WorkItem) -> tuple[JointTask, ...]:
    """Return what a joint conference decided for the body of this step, where the step reports on that."""
    if item.properties.get("append") != "joint_reports":
        return ()
    return tuple(each for each in case.document.joint.decisions if each.org_id == item.org_id)


def _wishes(tx: Tx, case: Case, item: WorkItem, journal: Sequence[JournalEntry]) -> tuple[Said, ...]:
    """Return what parties want, where the step belongs to those who look after them."""
    if item.role not in ROLES[Action.INVITE_PARTY]:
        return ()
    return open_wishes(case, journal, tx.work.of_case(case.id, status=""))


def _draft(tx: Tx, item: WorkItem, writers: Sequence[str]) -> tuple[object, str]:
    """Return the first draft that one of *writers* left of the step, and whose it is ("": whoever takes the step)."""
    found = ((tx.drafts.get(item.id, each), each) for each in dict.fromkeys(writers))
    return next(((draft, each) for draft, each in found if isinstance(draft, dict)), (None, ""))


def _name_of(tx: Tx, account_id: str) -> str:
    account = tx.directory.account(account_id) if account_id else None
    return account.name if account is not None else ""


def _closes_dossier(item: WorkItem) -> bool:
    return COVER in item.properties.get("document", "").replace(",", " ").split()


def _count_loads(app: App, item_id: str) -> None:
    """Bring the figures up to date where the step chooses a mediator: who has few cases stands first."""
    with app.store.read() as tx:
        item = tx.work.get(item_id)
        case = tx.cases.get(item.case_id) if item is not None and item.form else None
        form = find_form(app, tx, case, item.form) if case is not None and item is not None else NO_FORM
    if any(field.properties.get("picker") == "mediator" for field in form.fields):
        catch_up(app)


def known_values(
    case: Case, item: WorkItem, form: Form, dossier: Sequence[DossierEntry] = ()
) -> dict[str, Any]:
    """Return what the form starts with: the case document; for an appending form only what it asks of its sections.

    The keys of an appending form are relative to the new item, so `place` there is no section of the document. Where
    a *dossier* is made up and nothing is ticked yet, the rows that the program itself fills are.
    """
    values = case.document.model_dump()
    if dossier and not case.document.closing.dossier:
        values["closing"]["dossier"] = filled_ticks(dossier)
    if not item.properties.get("append"):
        return values
    paths = (field.path.split(".") for field in form.fields if "." in field.path)
    return {section: values[section] for section, *_ in paths if section in values}
