"""The bell: rung inside a step that threw something or began to wait, heard once its transaction is kept."""

from __future__ import annotations

from threading import local


class Bell(local):
    """One bell a thread; a step rings it, and whoever kept the step delivers what can be delivered."""

    rung = False
    busy = False

    def ring(self) -> None:
        """Say that a message may have found somebody who waits for it."""
        self.rung = True
