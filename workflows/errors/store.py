"""Refusals and faults of the store."""

from __future__ import annotations

from workflows.errors.ground import Conflict, Fault, InvalidInput, Refused


class StoreFault(Fault):
    """The database reported something unexpected; nothing of this transaction was kept, see the log."""


class PortTaken(Refused):
    """Nothing can listen at this address and port; stop the other program, or choose another port."""


class RestoreRefused(Refused):
    """A backup is only put into an empty home folder; choose another one with HEWEI_HOME."""


class BackupElsewhere(Refused):
    """This kind of database is not copied by Hewei; use its own tool."""


class StoreUnavailable(StoreFault):
    """The database does not answer; wait a minute and send the same again with the same key, nothing is done twice."""

    status = 503


class StoreLocked(StoreFault):
    """The database was busy for too long with other changes; send the same again with the same key."""

    status = 503


class StoreFull(StoreFault):
    """The disk of the database is full: nothing was kept; free some space, cases open only once that can be noted."""

    status = 507


class StoreDamaged(StoreFault):
    """The database file is damaged; stop the program and restore the last backup."""


class StoreNotPrepared(StoreFault):
    """No prepared database is here; run `hewei prepare` or `hewei serve` once, or name its folder with HEWEI_HOME."""


class StoreTooNew(StoreFault):
    """The database was prepared by a newer program; install that version or restore the backup made before it."""


class StoreUrlRefused(InvalidInput):
    """A store's address is sqlite:///path/to/file.db, postgresql://user@host/name or memory: ; correct it."""


class ReadOnlyTransaction(StoreFault):
    """Something was written in a transaction opened for reading; open it with `store.write()`."""


class WriteInsideWrite(StoreFault):
    """A write transaction was opened inside another one of the same thread; pass the open one on instead."""


class AlreadyThere(Conflict):
    """Something with this number, name or version is there already; look at it, or choose another."""


class MissingReference(StoreFault):
    """A row names a case or an account that is not in the database; write that one first."""


class UnstorableValue(InvalidInput):
    """A value cannot be stored: a number beyond 64 bits, a NUL character or half a character; correct it."""


class NaiveInstant(StoreFault):
    """An instant without a time zone cannot be stored; give it its zone."""


class FileMissing(StoreFault):
    """The file of this paper is not in the file store; restore the folder of files from the backup."""


class FileDamaged(StoreFault):
    """The file of this paper no longer has the content it was stored with; restore it from the backup."""


class HousekeepingRefused(InvalidInput):
    """`housekeeping.toml` names no days that hold today, or fewer than one; write a [[keep]] with both numbers."""
