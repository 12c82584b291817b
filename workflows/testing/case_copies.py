"""Copies of one case, to measure with: each has its own id, sealed state, deadlines and work."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from workflows.domain.case import Case
from workflows.domain.patch import patch
from workflows.domain.timer import Timer
from workflows.domain.work_item import WorkItem
from workflows.engine.codec import Codec
from workflows.engine.instance import Budget
from workflows.engine.load import load_plan
from workflows.engine.moment import Moment
from workflows.errors import UnknownProcedure
from workflows.usecases.app import App

TOGETHER = 100
SPREAD = 35
"""Over so many days lie the dates of copies that belong to somebody, so that a list shows every light."""


@dataclass(frozen=True)
class Lies:
    """Where copies lie: in which body, and who took every other one of their steps."""

    org_id: str
    holder: str


class CaseCopies:
    """Makes copies of a case as it stood when this was made; a copy has no papers and no history."""

    def __init__(self, app: App, case: Case) -> None:
        """Take the case as a pattern.

        Raises:
            UnknownProcedure: the version that the case runs on is not in the store.
        """
        self._app, self._case = app, case
        with app.store.read() as tx:
            version = tx.procedures.by_digest(case.version)
            self._timers = tx.timers.of_case(case.id, status="armed")
            self._items = tx.work.of_case(case.id)
        if version is None:
            raise UnknownProcedure(digest=case.version)
        self._plan = load_plan(version.bundle, case.version)
        self.deadlines = len(self._timers)

    def make(self, count: int, *, prefix: str, at: datetime, lies: Lies | None = None) -> list[str]:
        """Keep *count* copies and return their ids; with *lies* they belong to that body, their dates spread."""
        copies = list(self._sealed([f"{prefix}{number}" for number in range(count)], at))
        if lies is not None:
            document = patch(
                self._case.document, {"handling.org_id": lies.org_id, "handling.mediator_id": lies.holder}
            )
            moved = {"org_id": lies.org_id, "document": document}
            copies = [each.model_copy(update=moved) for each in copies]
        for first in range(0, count, TOGETHER):
            with self._app.store.write() as tx:
                for place, each in enumerate(copies[first : first + TOGETHER]):
                    tx.cases.add(each)
                    earlier = timedelta(days=place % SPREAD) if lies is not None else timedelta()
                    steps = self._steps(each, lies, place % 2 == 0, earlier)
                    tx.work.replace_open(each.id, list(steps), at=at)
                    tx.timers.replace_armed(each.id, list(self._watched(each, earlier)))
        return [each.id for each in copies]

    def _steps(
        self,
        case: Case,
        lies: Lies | None,
        taken: bool,  # noqa: FBT001 - one word
        earlier: timedelta,
    ) -> Iterator[WorkItem]:
        for item in self._items:
            own = replace(item, id=_own(item.id, case), case_id=case.id)
            own = replace(own, due_at=_moved(own.due_at, earlier), limit_at=_moved(own.limit_at, earlier))
            if lies is not None:
                own = replace(own, org_id=lies.org_id, assignee=lies.holder if taken else "")
            yield own

    def _watched(self, case: Case, earlier: timedelta) -> Iterator[Timer]:
        for timer in self._timers:
            due_at = timer.due_at - earlier
            yield replace(timer, id=_own(timer.id, case), case_id=case.id, due_at=due_at)

    def _sealed(self, idents: list[str], at: datetime) -> Iterator[Case]:
        case, app = self._case, self._app
        codec = Codec(app.settings.secret())
        moment = Moment(at, case.document.model_dump(), app.law(case.pack))
        instance = codec.load(case.state, self._plan, case.id, moment, Budget())
        for ident in idents:
            instance.case_id = ident
            own = {"id": ident, "number": ident, "state": codec.dump(instance), "rev": 0}
            yield case.model_copy(update=own)


def _moved(instant: datetime | None, earlier: timedelta) -> datetime | None:
    return None if instant is None else instant - earlier


def _own(ident: str, case: Case) -> str:
    return f"{case.id}:{ident.partition(':')[2]}"
