"""A stage for scenarios: a machine in memory under a clock that can be pushed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from workflows.bootstrap import bootstrap
from workflows.config import Settings
from workflows.store import Store
from workflows.store.opening import open_store
from workflows.testing.fake_clock import FakeClock
from workflows.usecases.app import App

DAWN = datetime(2007, 1, 1, tzinfo=UTC)
"""Before every scenario; the first year with a known calendar."""


@contextmanager
def stage(site: Path | None = None, store: Store | None = None) -> Iterator[tuple[App, FakeClock]]:
    """Yield a fresh machine, in memory unless a *store* is given, with its clock; nothing of it is left afterwards."""
    with TemporaryDirectory(prefix="hewei-stage-") as home:
        settings = Settings(home=Path(home), database="memory:", site=site, sample=True)
        clock = FakeClock(DAWN)
        app = bootstrap(settings, clock=clock, store=store or open_store("memory:"))
        app.store.prepare()
        try:
            yield app, clock
        finally:
            app.store.close()
