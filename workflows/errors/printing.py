"""Refusals and faults of Prefect, printers and channels."""

from __future__ import annotations

from workflows.errors.ground import Fault, InvalidInput


class PrefectSilent(Fault):
    """Prefect's server did not answer in time; look whether it runs, then measure again."""


class PrinterUnavailable(Fault):
    """The printer cannot start on this machine; install what is named, then make the paper again."""


class PrinterBroke(Fault):
    """The process that printed this paper ended suddenly; it is tried again; look at the memory if it stays."""


class FontsMissing(Fault):
    """The fonts of the papers are not there; run `make setup`, or name their folder in HEWEI_FONTS."""


class UnprintableCharacter(InvalidInput):
    """None of the fonts can print this character; install a font that can, or write the name as the registry does."""
