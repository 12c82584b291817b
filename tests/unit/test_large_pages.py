"""Memory on large pages: whole ones only, nobody else's, and never against whoever runs the machine."""

from __future__ import annotations

from pathlib import Path

import pytest

from workflows.large_pages import LARGE, MAPS, lay, spans, welcome

MEMORY = """\
00400000-00a00000 r-xp 00000000 fe:00 11 /usr/bin/python3
00a00000-02000000 rw-p 00600000 fe:00 11 /usr/bin/python3
2d3ff000-2d9ff000 rw-p 00000000 00:00 0 [heap]
7f0000001000-7f0000801000 rw-p 00000000 00:00 0
7f0001000000-7f0001200000 r--p 00000000 00:00 0
7f0002000000-7f00021ff000 rw-p 00000000 00:00 0
7ffc00000000-7ffc00800000 rw-p 00000000 00:00 0 [stack]
"""


def test_only_whole_large_pages_of_the_own_memory_are_laid() -> None:
    """What belongs to a file, is only read, is a stack, or is smaller than a large page stays as it is."""
    assert [(start, end) for start, end in spans(MEMORY) if start < end] == [
        (0x2D400000, 0x2D800000),
        (0x7F0000200000, 0x7F0000800000),
    ]


@pytest.mark.skipif(not MAPS.exists(), reason="only Linux has these maps")
def test_what_lies_on_large_pages_is_what_it_was() -> None:
    """Nothing in memory changes by being laid together, whether the system can do it or not."""
    before = bytearray(range(256)) * (3 * LARGE // 256)
    copy = bytes(before)
    lay()
    assert bytes(before) == copy


@pytest.mark.parametrize(
    ("said", "expected"), [("always [madvise] never", True), ("always madvise [never]", False)]
)
def test_whoever_forbids_large_pages_has_none(tmp_path: Path, said: str, expected: bool) -> None:
    """Large pages that the machine's administrator has switched off are not asked for."""
    setting = tmp_path / "enabled"
    setting.write_text(said)
    assert welcome(setting) is expected


def test_a_system_without_large_pages_goes_on_without(tmp_path: Path) -> None:
    """Another system, or a container that does not let its settings be read, runs as before."""
    assert not welcome(tmp_path / "not there")
    assert not welcome(tmp_path)
