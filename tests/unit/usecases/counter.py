"""A counter in memory: the sample place, a small procedure of one's own, and people who work in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Any

from tests.unit.engine.drawn import diagram, end, flow, properties, start, user
from workflows.domain.actor import Actor
from workflows.domain.case import Case
from workflows.domain.organisation import Account, Membership, Organisation
from workflows.domain.procedure import Bundle
from workflows.domain.timer import Timer
from workflows.domain.work_item import WorkItem
from workflows.store import Store
from workflows.testing.fake_clock import FakeClock
from workflows.testing.stage import stage
from workflows.usecases.app import App
from workflows.usecases.open_case import OpenCase, open_case
from workflows.usecases.publish_procedure import publish_bundle
from workflows.usecases.submit_form import submit_form
from workflows.usecases.sweep_deadlines import sweep_deadlines

PACK, ORG, OTHER = "yunyang", "town", "county"
MONDAY = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
PROCEDURE_TOML = 'title = "试验"\ntitle_en = "Trial"\nkind = "main"\n'
PEOPLE = {
    "desk": ("clerk", ORG),
    "med": ("mediator", ORG),
    "med-2": ("mediator", ORG),
    "chair": ("chair", ORG),
    "coordinator": ("coordinator", OTHER),
    "admin": ("admin", OTHER),
    "stranger": ("mediator", "elsewhere"),
    "judge": ("judge", "court"),
}


def step(ident: str, role: str = "mediator", inner: str = "", **wants: str) -> str:
    """Draw a person's step without a form."""
    return user(ident, properties(role=role, **wants) + inner, name=ident)


@dataclass
class Counter:
    """One machine with one case under way."""

    app: App
    clock: FakeClock
    case_id: str = ""

    @property
    def case(self) -> Case:
        """The case as it is now."""
        with self.app.store.read() as tx:
            found = tx.cases.get(self.case_id)
        assert found is not None
        return found

    @property
    def open(self) -> list[str]:
        """The elements of the open steps, oldest first."""
        return [item.element for item in self.items]

    @property
    def items(self) -> Sequence[WorkItem]:
        """The open steps."""
        with self.app.store.read() as tx:
            return tx.work.of_case(self.case_id)

    def item(self, element: str) -> WorkItem:
        """The oldest open step at *element*."""
        return next(item for item in self.items if item.element == element)

    @property
    def timers(self) -> dict[str, Timer]:
        """The armed timers by element, warnings left out."""
        with self.app.store.read() as tx:
            return {each.element: each for each in tx.timers.of_case(self.case_id, status="armed")}

    def facts(self, *kinds: str) -> list[tuple[str, str, Mapping[str, Any]]]:
        """What was written of these kinds: kind, by whom, data."""
        with self.app.store.read() as tx:
            return [
                (e.fact.kind, e.actor, e.fact.data)
                for e in tx.journal.of_case(self.case_id)
                if e.fact.kind in kinds
            ]

    def publish(self, *parts: str, procedure: str = "P", roots: str = "", **files: bytes) -> str:
        """Publish a procedure and return its version."""
        bundle = Bundle(
            procedure=procedure,
            files={
                f"{procedure}/{procedure}.bpmn": diagram(*parts, ident=procedure, roots=roots),
                f"{procedure}/procedure.toml": PROCEDURE_TOML.encode(),
                **files,
            },
        )
        return publish_bundle(self.app, bundle, PACK).digest

    def opened(self, procedure: str = "P", **answers: Any) -> Counter:
        """Open a case and look at it from now on."""
        command = OpenCase(pack=PACK, org_id=ORG, procedure=procedure, answers=answers)
        self.case_id = open_case(self.app, person("desk"), command).id
        return self

    def do(self, element: str, by: str = "med", **answers: Any) -> Counter:
        """Do the open step at *element*."""
        submit_form(self.app, person(by), self.item(element).id, answers)
        return self

    def wait(self, days: float) -> Counter:
        """Let time pass and sweep."""
        self.clock.move_by(timedelta(days=days))
        sweep_deadlines(self.app, owner="test")
        return self


@lru_cache
def person(login: str) -> Actor:
    """Return somebody of PEOPLE as the one who acts."""
    role, org = PEOPLE[login]
    post = Membership(account_id=login, org_id=org, role=role)
    paths = {body.id: body.path for body in BODIES}
    return Actor(account_id=login, name=f"{login}(示例)", posts=(post,), org_paths=paths)


BODIES = (
    Organisation(id=OTHER, pack=PACK, kind="county_centre", tier="county", name="县中心", path="county/"),
    Organisation(
        id=ORG, pack=PACK, kind="township_centre", tier="township", name="镇中心", parent_id=OTHER,
        path="county/town/",
    ),
    Organisation(id="elsewhere", pack="p2", kind="county_centre", tier="county", name="外县", path="else/"),
    Organisation(id="court", pack=PACK, kind="court", tier="court", name="法院", path="court/"),
)  # fmt: skip


@contextmanager
def counter(
    *parts: str, roots: str = "", opened: bool = True, store: Store | None = None, **answers: Any
) -> Iterator[Counter]:
    """Yield a counter on Monday, 2 March 2026, with a case of the procedure drawn by *parts*."""
    with stage(store=store) as (app, clock):
        clock.move_to(MONDAY)
        with app.store.write() as tx:
            tx.directory.put_organisations(list(BODIES))
            for login, (role, org) in PEOPLE.items():
                account = Account(id=login, login=login, name=f"{login}(示例)", pack=PACK)
                tx.directory.put_account(account, [Membership(account_id=login, org_id=org, role=role)])
        made = Counter(app, clock)
        if parts:
            made.publish(*parts, roots=roots)
        yield made.opened(**answers) if opened and parts else made


def line(*names: str, role: str = "mediator") -> tuple[str, ...]:
    """Draw a procedure of steps one after the other."""
    return (start(), *(step(name, role) for name in names), end(), flow("start", *names, "end"))
