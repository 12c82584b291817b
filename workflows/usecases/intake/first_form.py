"""The first form of a procedure, before there is a case: what the window asks, and whether it can be accepted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from workflows.domain.actor import Actor
from workflows.domain.case import Case, CaseDocument
from workflows.domain.form import Condition, Form
from workflows.domain.organisation import Organisation
from workflows.domain.permission import Action, may
from workflows.domain.plain_document import plain
from workflows.domain.procedure import ProcedureVersion
from workflows.domain.work_item import WorkItem
from workflows.errors import InvalidForm, UnknownOrganisation
from workflows.store import Tx
from workflows.usecases.access import demand, task_reach
from workflows.usecases.app import App
from workflows.usecases.begin_case import intake_bodies
from workflows.usecases.day_limits import DayLimit, day_limits, must_keep_limits
from workflows.usecases.due import work_of
from workflows.usecases.engine_at import engine_at
from workflows.usecases.find_form import find_form
from workflows.usecases.hidden_fields import hiding
from workflows.usecases.identity_numbers import wrong_numbers
from workflows.usecases.open_case import OpenCase, first_document, newest_version
from workflows.usecases.pick import Picks, picks_of, with_names

WINDOW: Mapping[str, Mapping[str, str]] = {"intake": {"channel": "window", "source": "application"}}
"""What is usual at a window, for whoever types there to change."""
USUAL_ROLES = ("applicant", "respondent")


@dataclass(frozen=True, kw_only=True)
class FirstForm:
    """What the window asks of somebody: the form of the first step, where that step is theirs.

    `draft` is the id under which what was typed so far is kept for this account.
    """

    body: Organisation
    version: ProcedureVersion
    case: Case
    form: Form | None
    picks: Picks
    now: datetime
    draft: str

    @property
    def document(self) -> CaseDocument:
        """What a new case knows by itself."""
        return self.case.document

    def begun(self) -> dict[str, Any]:
        """Return what the page begins with: what a new case knows, and what is usual at a window."""
        values = self.document.model_dump()
        asked = {each.path for each in self.form.fields} if self.form else set()
        for section, usual in WINDOW.items():
            offered = {name: value for name, value in usual.items() if f"{section}.{name}" in asked}
            values[section] = {**values[section], **offered}
        if "parties" in asked and not values["parties"]:
            values["parties"] = [{"role": role} for role in USUAL_ROLES]
        return values

    def hides(self, answers: Mapping[str, Any]) -> Condition:
        """Return the test of a FEEL condition that sees *answers*."""
        return hiding(self.document, answers, self.now)

    @property
    def limits(self) -> Mapping[str, DayLimit]:
        """What limits the days of the form, by path."""
        return day_limits(self.form, self.document, self.now) if self.form is not None else {}

    def check(self, answers: Mapping[str, Any]) -> None:
        """Let answers pass that the first step will accept.

        Raises:
            InvalidForm: some cannot be accepted; an identity number whose last sign does not fit is one of them.
        """
        problems = list(wrong_numbers(answers))
        if self.form is not None:
            try:
                named = with_names(self.form, self.picks, answers)
                self.form.check(named, self.hides(named))
                must_keep_limits(self.form, self.document, named, self.now)
            except InvalidForm as refused:
                problems += refused.problems
        if problems:
            raise InvalidForm(problems)


def first_form(app: App, actor: Actor, org_id: str = "", procedure: str = "") -> FirstForm:
    """Return the first form of *procedure* (default: the place's usual one) at a body of the actor's own.

    Raises:
        NotAllowed: the actor's posts do not open cases.
        UnknownOrganisation: the actor opens no cases at this body.
        UnknownProcedure: there is no such published procedure.
    """
    demand(actor, Action.OPEN_CASE)
    bodies = intake_bodies(app, actor)
    body = next((each for each in bodies if org_id in ("", each.id)), None)
    if body is None:
        raise UnknownOrganisation(
            "You cannot open a case at this body; choose one of your own.",
            zh="您不能以这个机构的名义受理；请选择自己任职的机构。",
            organisation=org_id,
        )
    now = app.clock.now()
    with app.store.read() as tx:
        wanted = procedure or app.catalogue.pack(body.pack).procedure
        version = newest_version(tx, wanted, body.pack)
        case = _not_yet(body, version, actor, now)
        item = _first_step(app, tx, actor, case, now)
        form = find_form(app, tx, case, item.form) if item is not None and item.form else None
        picks = picks_of(app.catalogue, tx, case, form) if form is not None else {}
    return FirstForm(
        body=body, version=version, case=case, form=form, picks=picks, now=now, draft=f"intake:{wanted}"
    )


def _not_yet(body: Organisation, version: ProcedureVersion, actor: Actor, now: datetime) -> Case:
    command = OpenCase(pack=body.pack, org_id=body.id, procedure=version.procedure)
    return Case(
        id="new",
        number="",
        pack=body.pack,
        procedure=version.procedure,
        version=version.digest,
        org_id=body.id,
        document=first_document(command, now),
        opened_at=now,
        opened_by=actor.account_id,
    )


def _first_step(app: App, tx: Tx, actor: Actor, case: Case, now: datetime) -> WorkItem | None:
    """Return the first step that would be the actor's; nothing is kept of this start."""
    engine = engine_at(app, tx, case.pack, case.version)
    step = engine.start(case.version, case_id=case.id, case=plain(case.document), now=now)
    items = work_of(app, tx, case, step, now)
    return next((item for item in items if may(actor, Action.DO_TASK, task_reach(item))), None)
