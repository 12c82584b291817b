"""The composition root: from settings to a machine that is ready."""

from __future__ import annotations

from workflows.clock import Clock, SystemClock
from workflows.config import Settings
from workflows.engine import Engine
from workflows.engine.calls import calls
from workflows.store import Store
from workflows.store.files import FileStore
from workflows.store.opening import open_store
from workflows.usecases.app import App
from workflows.usecases.catalogue import Catalogue
from workflows.usecases.deliver_messages import deliver_messages
from workflows.vault import KeyFolder, Vault
from workflows.vault.signer import FileSigner


def bootstrap(settings: Settings, *, clock: Clock | None = None, store: Store | None = None) -> App:
    """Return the machine that *settings* describe; *clock* and *store* may be others, for tests.

    Raises:
        DataMissing: the procedures or templates are not installed.
        StoreUnavailable: the database cannot be reached.
    """
    secret = settings.secret()
    vault = Vault(KeyFolder(settings.keys).ring)
    return App(
        settings=settings,
        clock=clock or SystemClock(),
        store=store or open_store(settings.database, vault),
        vault=vault,
        signer=FileSigner(settings.keys),
        files=FileStore(settings.files, vault),
        catalogue=Catalogue(calls, settings.site, settings.packs),
        engine_with=lambda law: Engine(law, secret=secret),
        deliver=deliver_messages,
    )
