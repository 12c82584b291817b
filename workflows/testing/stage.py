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
from workflows.store.opening import open_store
from workflows.testing.fake_clock import FakeClock
from workflows.usecases.app import App
from workflows.usecases.catalogue import Catalogue

DAWN = datetime(2007, 1, 1, tzinfo=UTC)
"""Before every scenario; the first year with a known calendar."""


@contextmanager
def stage(
    site: Path | None = None, store: Store | None = None, packs: Path | None = None
) -> Iterator[tuple[App, FakeClock]]:
    """Yield a fresh machine, in memory unless a *store* is given, with its clock; nothing of it is left afterwards.

    *packs* is a folder of packs of one's own, which go before the shipped ones.
    """
    with TemporaryDirectory(prefix="hewei-stage-") as home:
        settings = Settings(home=Path(home), database="memory:", site=site, sample=True)
        clock = FakeClock(DAWN)
        app = bootstrap(settings, clock=clock, store=store or open_store("memory:"))
        if packs is not None:
            app = replace(app, catalogue=Catalogue(calls, site, packs))
        app.store.prepare()
        try:
            yield app, clock
        finally:
            app.store.close()
