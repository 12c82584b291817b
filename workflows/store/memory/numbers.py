"""Gap-free series of numbers in memory."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from workflows.domain.numbering import GivenNumber
from workflows.errors import AlreadyThere
from workflows.store.memory.shelves import Shelves, as_stored


class MemoryNumbers:
    """Gap-free series."""

    def __init__(self, shelves: Shelves) -> None:
        self._numbers = shelves.numbers
        self._given = shelves.numbers_given

    def next(self, series: str) -> int:
        """Return the next number of *series*, starting at 1; a rolled-back transaction burns none."""
        rows = self._numbers.change()
        rows[series] = rows.get(series, 0) + 1
        return rows[series]

    def note(self, given: GivenNumber) -> None:
        """Keep which paper bears a number."""
        rows = self._given.change()
        if (given.series, given.seq) in rows:
            raise AlreadyThere(series=given.series, number=given.number)
        rows[given.series, given.seq] = as_stored(given)

    def given(self, beginning: str) -> Sequence[GivenNumber]:
        """Return the numbers of all series whose name has this *beginning*, in order."""
        return [given for key, given in sorted(self._given.rows.items()) if key[0].startswith(beginning)]

    def last(self, beginning: str) -> Mapping[str, int]:
        """Return the last number of each series whose name has this *beginning*."""
        return {name: last for name, last in sorted(self._numbers.rows.items()) if name.startswith(beginning)}
