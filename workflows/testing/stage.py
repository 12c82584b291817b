"""A stage for scenarios: a machine in memory under a clock that can be pushed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from workflows.bootstrap import bootstrap
from workflows.config import Settings
from workflows.domain.procedure import Bundle
from workflows.store.opening import open_store
from workflows.testing.fake_clock import FakeClock
from workflows.testing.player import Played, play
from workflows.testing.scenario import Scenario
from workflows.usecases.app import App
from workflows.usecases.load_pack import load_pack
from workflows.usecases.publish_procedure import publish_bundle, publish_stock

DAWN = datetime(2007, 1, 1, tzinfo=UTC)
"""Before every scenario; the first year with a known calendar."""


@contextmanager
def stage(site: Path | None = None) -> Iterator[tuple[App, FakeClock]]:
    """Yield a fresh machine in memory with its clock; nothing of it is left afterwards."""
    with TemporaryDirectory(prefix="hewei-stage-") as home:
        settings = Settings(home=Path(home), database="memory:", site=site, sample=True)
        clock = FakeClock(DAWN)
        app = bootstrap(settings, clock=clock, store=open_store("memory:"))
        app.store.prepare()
        try:
            yield app, clock
        finally:
            app.store.close()


def rehearse(scenario: Scenario, *, site: Path | None = None, bundle: Bundle | None = None) -> Played:
    """Return how *scenario* goes on a fresh stage; *bundle* goes before the published procedure.

    Raises:
        UnknownPack: the scenario's pack is not on the shelf.
        RefusedDiagram: the procedure cannot be run.
    """
    with stage(site) as (app, clock):
        load_pack(app, scenario.pack)
        if bundle is not None:
            publish_bundle(app, bundle, scenario.pack)
        elif scenario.procedure != app.catalogue.pack(scenario.pack).procedure:
            publish_stock(app, scenario.procedure, scenario.pack)
        return play(app, clock, scenario)
