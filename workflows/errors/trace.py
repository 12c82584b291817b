"""Where a fault happened, told without what it was about: other programs' messages may quote what people typed."""

from __future__ import annotations

import logging
import traceback
from types import TracebackType

from workflows.errors.ground import HeweiError

FRAMES = 6
"""How many of the innermost frames are told of each fault in the chain."""


def where(fault: BaseException) -> str:
    """Return frames and kinds of a fault and of those that led to it, the first one first; only our own sentences."""
    cause = fault.__cause__ or (None if fault.__suppress_context__ else fault.__context__)
    before = f"{where(cause)}\n" if cause is not None else ""
    frames = "".join(traceback.format_tb(fault.__traceback__, limit=-FRAMES))
    said = f": {fault.message}" if isinstance(fault, HeweiError) else ""
    return f"{before}{frames}{type(fault).__module__}.{type(fault).__qualname__}{said}"


class QuietFormatter(logging.Formatter):
    """Writes log lines whose exceptions say where and of what kind, never with whose data."""

    def formatException(  # noqa: N802 - the name that logging calls
        self,
        ei: tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None],
    ) -> str:
        """Return the exception without foreign messages."""
        return where(ei[1]) if ei[1] is not None else ""


def log_quietly(level: str) -> None:
    """Let this process write its log to standard error, without personal data in exceptions."""
    told = logging.StreamHandler()
    told.setFormatter(QuietFormatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    logging.basicConfig(level=level.upper(), handlers=[told])
