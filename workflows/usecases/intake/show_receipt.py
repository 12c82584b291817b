"""The receipt of an intake: number, contact, what was brought, and the next date with its reason."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from workflows.domain.actor import Actor
from workflows.domain.organisation import Organisation
from workflows.store import Tx
from workflows.usecases.app import App
from workflows.usecases.case_view import CaseView, DeadlineView
from workflows.usecases.show_case import show_case

CONTACTS = ("phone", "address", "hours")
"""What a place may say of a body in its list of bodies, and the receipt prints."""


@dataclass(frozen=True, kw_only=True)
class Contact:
    """One way to reach a body: telephone, address or hours; `of` is the body above whose it is."""

    what: str
    words: str
    of: Organisation | None


@dataclass(frozen=True, kw_only=True)
class Receipt:
    """What whoever came to the window takes home."""

    view: CaseView
    bodies: tuple[Organisation, ...]
    taken_by: str

    @property
    def next_date(self) -> DeadlineView | None:
        """The earliest date that somebody has to keep, if there is one."""
        return next((date for date in self.view.deadlines if date.last_day is not None), None)

    @property
    def contacts(self) -> tuple[Contact, ...]:
        """How to reach the body, else the nearest one above of which that is known."""
        for body in self.bodies:
            found = [(name, body.data[name]) for name in CONTACTS if body.data.get(name)]
            if found:
                above = None if body is self.bodies[0] else body
                return tuple(Contact(what=name, words=words, of=above) for name, words in found)
        return ()


def show_receipt(app: App, actor: Actor, case_id: str) -> Receipt:
    """Return the receipt of a case.

    Raises:
        UnknownCase: there is no such case, or it is not theirs to see.
    """
    view = show_case(app, actor, case_id)
    with app.store.read() as tx:
        bodies = tuple(_upwards(tx, view.case.org_id))
        opener = tx.directory.account(view.case.opened_by)
    return Receipt(view=view, bodies=bodies, taken_by=opener.name if opener else "")


def _upwards(tx: Tx, org_id: str) -> Iterator[Organisation]:
    """Yield the body and those above it, the nearest first."""
    while (body := tx.directory.organisation(org_id) if org_id else None) is not None:
        yield body
        org_id = body.parent_id
