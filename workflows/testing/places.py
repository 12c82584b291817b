"""Places for scenarios: each is loaded and its procedures are parsed once, then lent out as fresh machines."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Self

from workflows.domain.procedure import Bundle
from workflows.store.memory.shelves import Shelves
from workflows.store.memory.transaction import MemoryStore
from workflows.testing.fake_clock import FakeClock
from workflows.testing.player import Played, play
from workflows.testing.scenario import Scenario
from workflows.testing.stage import DAWN, going_on, stage
from workflows.usecases.app import App
from workflows.usecases.load_pack import load_pack
from workflows.usecases.publish_procedure import publish_bundle, publish_stock


class Places:
    """The machines of one process: shelf, law and parsed procedures are shared, cases and clock are each one's own."""

    def __init__(self, site: Path | None = None, packs: Path | None = None) -> None:
        """Take the site's folder, and that of packs of one's own; both go before what is shipped."""
        self._site, self._packs = site, packs
        self._open = ExitStack()
        self._base: App | None = None
        self._loaded: dict[tuple[str, str], Shelves] = {}

    def __enter__(self) -> Self:
        """Make ready the machine that all others are made from."""
        self._base, _ = self._open.enter_context(stage(self._site, packs=self._packs))
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Leave nothing behind."""
        self._open.close()

    def machine(self, pack: str, procedure: str = "") -> tuple[App, FakeClock]:
        """Return a fresh machine at dawn with *pack* loaded and *procedure* published.

        Raises:
            UnknownPack: there is no such pack.
            RefusedDiagram: the procedure cannot be run.
        """
        base = self._base
        assert base is not None, "Places are used in a with block."  # noqa: S101 - a slip of whoever writes a test
        if (pack, procedure) not in self._loaded:
            store = MemoryStore(self._loaded.get((pack, "")))
            first = replace(base, store=store)
            if (pack, "") not in self._loaded:
                load_pack(first, pack)
                self._loaded[pack, ""] = store.shelves()
            if procedure:
                publish_stock(first, procedure, pack)
            self._loaded[pack, procedure] = store.shelves()
        return going_on(base, self._loaded[pack, procedure], DAWN)

    def rehearse(self, scenario: Scenario, bundle: Bundle | None = None) -> Played:
        """Return how *scenario* goes on a fresh machine; *bundle* goes before the published procedure.

        Raises:
            UnknownPack: the scenario's pack is not on the shelf.
            RefusedDiagram: the procedure cannot be run.
        """
        app, clock = self.machine(scenario.pack, "" if bundle else scenario.procedure)
        if bundle is not None:
            publish_bundle(app, bundle, scenario.pack)
        return play(app, clock, scenario)
