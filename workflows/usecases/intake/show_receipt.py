"""The receipt of an intake: number, contact, what was brought, and the next date with its reason."""

from __future__ import annotations

from dataclasses import dataclass

from workflows.domain.actor import Actor
from workflows.domain.organisation import Organisation
from workflows.usecases.app import App
from workflows.usecases.case_view import CaseView, DeadlineView
from workflows.usecases.show_case import show_case

CONTACTS = ("phone", "address", "hours")
"""What a place may say of a body in its list of bodies, and the receipt prints."""


@dataclass(frozen=True, kw_only=True)
class Receipt:
    """What whoever came to the window takes home."""

    view: CaseView
    body: Organisation | None
    taken_by: str

    @property
    def next_date(self) -> DeadlineView | None:
        """The earliest date that somebody has to keep, if there is one."""
        return next((date for date in self.view.deadlines if date.last_day is not None), None)

    @property
    def contacts(self) -> tuple[tuple[str, str], ...]:
        """The contact data of the body that are known: what, and the words."""
        data = self.body.data if self.body else {}
        return tuple((name, data[name]) for name in CONTACTS if data.get(name))


def show_receipt(app: App, actor: Actor, case_id: str) -> Receipt:
    """Return the receipt of a case.

    Raises:
        UnknownCase: there is no such case, or it is not theirs to see.
    """
    view = show_case(app, actor, case_id)
    with app.store.read() as tx:
        body = tx.directory.organisation(view.case.org_id)
        opener = tx.directory.account(view.case.opened_by)
    return Receipt(view=view, body=body, taken_by=opener.name if opener else "")
