"""What `hewei bench users` tells: all pages together, the slowest kinds apart, and errors that are not hidden."""

from __future__ import annotations

import pytest

from workflows.domain.organisation import Account
from workflows.errors import KeptPlaceDiffers
from workflows.testing.busy_place import Size, with_cases
from workflows.testing.crowd import Person
from workflows.testing.measure_users import SLOWEST, Tally, looks_of


def somebody(role: str) -> Person:
    """Return a person of the crowd."""
    return Person(Account(id=role, login=role, name="示例"), "town", role)


def test_the_slowest_kinds_of_pages_are_told_apart() -> None:
    """Of all pages and of each of the ten slowest kinds: how soon half, 95 and 99 of a hundred were there."""
    tally = Tally()
    for place in range(SLOWEST + 2):
        tally.spent[f"kind {place}"] = [float(place * 100 + n) for n in range(101)]
    tally.broken["kind 3"] = 2
    tally.first_error = "/desk: 500"
    lines = list(tally.lines("note"))
    assert [(line.name, line.value) for line in lines[3:7]] == [
        ("users, errors", 2),
        ("users, kind 11, p50", 1150),
        ("users, kind 11, p95", 1195),
        ("users, kind 11, p99", 1199),
    ]
    assert [line.value for line in lines[:3]] == [600.0, 1139.5, 1187.9]
    assert len(lines) == 3 + 1 + 3 * SLOWEST
    assert not any("kind 0" in line.name or "kind 1," in line.name for line in lines)
    assert {line.note for line in lines if "kind 3," in line.name} == {"101 pages, 2 errors"}


def test_who_oversees_a_place_looks_at_the_board_too() -> None:
    """A mediator looks at lists, cases and searches; a coordinator at team, board and reports as well."""
    own, theirs = ({look.path for look in looks_of(somebody(role))} for role in ("mediator", "coordinator"))
    assert theirs - own >= {"/board", "/reports", "/desk?scope=team"}
    assert "/board" not in own


def test_a_kept_place_of_another_size_is_refused() -> None:
    """Figures of a smaller place may not pass for those of a large one."""
    crowd, cases = [somebody("mediator"), somebody("clerk")], [["a", "b"], ["c", "d"]]
    assert [person.cases for person in with_cases(crowd, cases, Size(cases=4, people=2))] == [
        ("a", "b"),
        ("c", "d"),
    ]
    for wrong in (Size(cases=6, people=2), Size(cases=4, people=4)):
        with pytest.raises(KeptPlaceDiffers):
            with_cases(crowd, cases, wrong)
