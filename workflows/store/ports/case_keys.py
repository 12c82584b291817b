"""What the store keeps to seal cases: a key for each, which can be wrapped anew, or destroyed with what it sealed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Protocol


class CaseKeys(Protocol):
    """The data keys of cases, wrapped by master keys."""

    def counts(self) -> Mapping[str, int]:
        """Return how many cases each master key wraps; erased cases have none."""
        ...

    def rewrap(self, *, limit: int) -> int:
        """Wrap up to *limit* keys anew that another than the master key in use wraps; returns how many."""
        ...

    def erase(self, case_id: str, *, at: datetime) -> frozenset[str]:
        """Destroy the key of a case and empty what it sealed; number, status, dates, figures and chains remain.

        Returns the names of the files that no other case has; whoever erases removes them.

        Raises:
            UnknownCase: there is none.
        """
        ...
