"""Refusals and faults of the vault: keys, seals, erased cases and the audit."""

from __future__ import annotations

from workflows.errors.ground import Conflict, Fault, Refused


class KeyFolderUnusable(Fault):
    """The keys of this installation cannot be read or written; put back the folder of keys with its rights."""


class KeyUnknown(Fault):
    """A record was sealed under a master key that is not among the keys here; put back the folder of keys."""


class RecordSealBroken(Fault):
    """A sealed record was changed, moved or sealed with other keys; restore it, or the keys, from the backup."""


class HeadsUnreadable(Fault):
    """The file of signed heads of the audit is damaged; restore it from where it was copied to, then verify again."""


class KeyStillNeeded(Conflict):
    """A master key still wraps the keys of some cases; rotate again, then retire it."""


class BrokenRetentionFile(Fault):
    """A file of retention periods cannot be read; correct the row that is named."""


class BrokenInterestFile(Fault):
    """A file of interest rates cannot be read; correct the row that is named."""


class BrokenCapacityFile(Fault):
    """A file of the ages from which people act alone cannot be read; correct the row that is named."""


class RetentionUnknown(Refused):
    """No retention period of this class was in force on the day of closing; choose the class when filing the case."""


class CaseStillOpen(Conflict):
    """Only a closed case can be erased; close it first."""


class CaseErased(Refused):
    """This case was erased when its retention ended: its papers and particulars are gone, its number remains."""

    status = 410


class StillRetained(Conflict):
    """The case may not be erased yet: the period for which its file must be kept has not ended."""
