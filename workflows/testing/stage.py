"""A stage for scenarios: a machine in memory under a clock that can be pushed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from workflows.bootstrap import bootstrap
from workflows.config import Settings
from workflows.engine.calls import calls
from workflows.store import Store
from workflows.store.memory.shelves import Shelves
from workflows.store.memory.transaction import MemoryStore
from workflows.store.opening import open_store
from workflows.testing.fake_clock import FakeClock
from workflows.usecases.app import App
from workflows.usecases.bell import Bell
from workflows.usecases.catalogue import Catalogue

DAWN = datetime(2007, 1, 1, tzinfo=UTC)
"""Before every scenario; the first year with a known calendar."""


@contextmanager
def stage(
    site: Path | None = None,
    store: Store | None = None,
    *,
    packs: Path | None = None,
    secret: bytes = b"",
) -> Iterator[tuple[App, FakeClock]]:
    """Yield a fresh machine, in memory unless a *store* is given, with its clock; nothing of it is left afterwards.

    *packs* is a folder of packs of one's own, which go before the shipped ones. A store that another machine has
    filled opens with the *secret* of that machine.
    """
    with TemporaryDirectory(prefix="hewei-stage-") as home:
        settings = Settings(home=Path(home), database="memory:", site=site, sample=True)
        clock = FakeClock(DAWN)
        if secret:
            (settings.home / "secret.key").write_bytes(secret)
        app = bootstrap(settings, clock=clock, store=store or open_store("memory:"))
        if packs is not None:
            app = replace(app, catalogue=Catalogue(calls, site, packs))
        app.store.prepare()
        try:
            yield app, clock
        finally:
            app.store.close()


def going_on(app: App, shelves: Shelves, at: datetime) -> tuple[App, FakeClock]:
    """Return a machine that goes on from *shelves* at an instant of its own, and its clock.

    Its home, law and parsed procedures are those of *app*; what happens to its cases stays with it.
    """
    clock = FakeClock(at)
    made = replace(
        app,
        store=MemoryStore(shelves),
        clock=clock,
        bell=Bell(),
        versions={},
        catalogue=app.catalogue.again(),
        _engines=dict(app._engines),  # noqa: SLF001 - a calendar published in one life leaves the others alone
    )
    return made, clock
