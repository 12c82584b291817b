"""The heat of a procedure: where open work gathers in its diagrams, how late it is, and how long each step takes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from workflows.domain.actor import Actor
from workflows.domain.permission import Action
from workflows.domain.procedure import ProcedureVersion
from workflows.domain.work_query import StepRecord
from workflows.errors import UnknownProcedure, UnknownProcedureFile
from workflows.store import Tx
from workflows.usecases.access import demand
from workflows.usecases.app import App, Drawn
from workflows.usecases.desk.work_page import bounds_of, team_orgs
from workflows.usecases.engine_at import engine_at

LOOKING_BACK = timedelta(days=365)
MICROSECOND = timedelta(microseconds=1)
DAY = timedelta(days=1)
HOTTEST = 4
LATE = ("overdue", "red")


@dataclass(frozen=True, kw_only=True)
class StepHeat:
    """One drawn step: how much waits there, how much of it is late, how often it was done and how long that took."""

    element: str
    name: str
    name_en: str
    waiting: int
    late: int
    done: int
    days: float | None

    @property
    def heat(self) -> int:
        """From 0 (nothing waits) to 4 (most of what waits is late)."""
        if not self.waiting:
            return 0
        return 1 + round((HOTTEST - 1) * self.late / self.waiting)

    def mark(self, language: str) -> str:
        """Return what is written beside the step: what waits, what of it is late, and the days it takes."""
        late = f" ({self.late})" if self.late else ""
        unit = "d" if language == "en" else "天"
        took = f" · {self.days:.1f} {unit}" if self.days is not None else ""
        return f"{self.waiting}{late}{took}"


@dataclass(frozen=True, kw_only=True)
class HeatDiagram:
    """One diagram of the procedure with the heat of its steps, the latest first."""

    process: str
    title: str
    title_en: str
    steps: tuple[StepHeat, ...]

    def marks(self, language: str) -> dict[str, dict[str, str | int]]:
        """Return what the viewer draws: text and heat by element."""
        return {step.element: {"text": step.mark(language), "heat": step.heat} for step in self.steps}


@dataclass(frozen=True, kw_only=True)
class HeatMap:
    """A procedure with every diagram in which something waits or was done."""

    procedure: str
    title: str
    title_en: str
    diagrams: tuple[HeatDiagram, ...]


def heat_map(app: App, actor: Actor, procedure: str) -> HeatMap:
    """Return the heat of the newest version of *procedure* over the bodies below the actor, of the last year.

    Raises:
        NotAllowed: the actor looks after no bodies.
        UnknownProcedure: it was never published.
    """
    demand(actor, Action.SUPERVISE)
    now = app.clock.now()
    with app.store.read() as tx:
        version = _version(tx, actor, procedure)
        orgs = team_orgs(tx, actor)
        waiting = tx.work_lists.steps(orgs, bounds_of(app, tx, actor, now))
        records = tx.work_lists.records(orgs, now - LOOKING_BACK)
        elements = engine_at(app, tx, _pack(tx, actor), version.digest).elements(version.digest)
    heats = [(each.process, _heat(each, waiting, records)) for each in elements.values() if each.name]
    found: dict[str, list[StepHeat]] = {}
    for process, heat in heats:
        if heat.waiting or heat.done:
            found.setdefault(process, []).append(heat)
    return HeatMap(
        procedure=procedure,
        title=version.title,
        title_en=version.title_en or version.title,
        diagrams=tuple(_diagrams(app, procedure, found)),
    )


def heat_diagram(app: App, actor: Actor, procedure: str, process: str) -> bytes:
    """Return a diagram of the newest version of *procedure*.

    Raises:
        NotAllowed: the actor looks after no bodies.
        UnknownProcedure: it was never published.
        UnknownProcedureFile: it has no such diagram.
    """
    demand(actor, Action.SUPERVISE)
    with app.store.read() as tx:
        version = _version(tx, actor, procedure)
    path = f"{process}/{process}.bpmn"
    if path not in version.bundle.files:
        raise UnknownProcedureFile(zh=f"这个版本没有流程图 {process!r}。", file=path)
    return version.bundle.files[path]


def _pack(tx: Tx, actor: Actor) -> str:
    bodies = (tx.directory.organisation(org_id) for org_id in sorted(actor.orgs()))
    return next((body.pack for body in bodies if body is not None), "")


def _version(tx: Tx, actor: Actor, procedure: str) -> ProcedureVersion:
    newest = tx.procedures.newest(procedure, pack=_pack(tx, actor))
    version = tx.procedures.by_digest(newest.digest) if newest is not None else None
    if version is None:
        raise UnknownProcedure(zh=f"程序 {procedure!r} 尚未发布。", procedure=procedure)
    return version


def _heat(drawn: Drawn, waiting: Mapping[str, Mapping[str, int]], records: Sequence[StepRecord]) -> StepHeat:
    lights = waiting.get(drawn.id, {})
    own = [record for record in records if record.element == drawn.id]
    done = sum(record.done for record in own)
    took = sum(record.micros for record in own) * MICROSECOND
    return StepHeat(
        element=drawn.id,
        name=drawn.name,
        name_en=drawn.name_en or drawn.name,
        waiting=sum(lights.values()),
        late=sum(lights.get(light, 0) for light in LATE),
        done=done,
        days=took / done / DAY if done else None,
    )


def _diagrams(app: App, procedure: str, found: Mapping[str, list[StepHeat]]) -> Iterator[HeatDiagram]:
    for process in sorted(found, key=lambda each: (each != procedure, each)):
        words = app.catalogue.procedures.get(process)
        title = words.title if words else process
        steps = sorted(found[process], key=lambda step: (-step.late, -step.waiting, step.name))
        yield HeatDiagram(
            process=process,
            title=title,
            title_en=(words.title_en if words else "") or title,
            steps=tuple(steps),
        )
