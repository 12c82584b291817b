"""Rotate the master key: a new one wraps the key of every case from now on; drop earlier ones that nothing needs."""

from __future__ import annotations

from workflows.domain.actor import CONSOLE
from workflows.domain.audit import AuditNote
from workflows.errors import KeyStillNeeded
from workflows.usecases.app import App
from workflows.vault import KeyFolder


def rotate_keys(app: App, *, batch: int = 500) -> int:
    """Put a new master key into use and wrap the keys of all cases with it; returns how many cases.

    What is sealed stays as it is. Other processes read the ring again as soon as they meet the new key. A run that
    was broken off is finished by the next one.

    Raises:
        KeyFolderUnusable: the file of keys cannot be written.
    """
    folder = KeyFolder(app.settings.keys)
    folder.put(folder.ring().with_fresh_master())
    app.vault.refresh()
    with app.store.write() as tx:
        note = AuditNote(
            at=app.clock.now(), actor=CONSOLE.account_id, action="rotate-keys", thing=app.vault.current
        )
        tx.audit.note(note)
    return rewrap_all(app, batch=batch)


def rewrap_all(app: App, *, batch: int = 500) -> int:
    """Wrap with the master key in use what another one wraps, in steps that hold nobody up; returns how many."""
    done = 0
    while True:
        with app.store.write() as tx:
            some = tx.case_keys.rewrap(limit=batch)
        done += some
        if some < batch:
            return done


def retire_keys(app: App) -> int:
    """Drop the master keys that are no longer in use; returns how many.

    Backups made before the rotation need them: keep a copy of the folder of keys with such a backup.

    Raises:
        KeyStillNeeded: a case is still wrapped by one of them.
    """
    rewrap_all(app)
    folder = KeyFolder(app.settings.keys)
    ring = folder.ring()
    with app.store.write() as tx:
        needed = set(tx.case_keys.counts()) - {ring.current}
        if needed:
            raise KeyStillNeeded(keys=", ".join(sorted(needed)))
        tx.audit.note(AuditNote(at=app.clock.now(), actor=CONSOLE.account_id, action="retire-keys"))
    folder.put(ring.with_current_only())
    app.vault.refresh()
    return len(ring.masters) - 1
