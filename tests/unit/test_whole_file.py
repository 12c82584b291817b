"""A file is written whole or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from workflows.whole_file import write_whole


def test_a_file_that_was_not_finished_leaves_the_old_one(tmp_path: Path) -> None:
    """When writing breaks off, what stood there stays, and no other file is left beside it."""
    paper = tmp_path / "paper.pdf"
    write_whole(paper, b"old")
    with pytest.raises(TypeError):
        write_whole(paper, "no bytes")  # type: ignore[arg-type]
    assert [(each.name, each.read_bytes()) for each in tmp_path.iterdir()] == [("paper.pdf", b"old")]


def test_a_private_file_is_its_owners(tmp_path: Path) -> None:
    """What holds personal data is readable by its owner alone from its first byte."""
    write_whole(tmp_path / "case.json", b"{}", private=True)
    assert (tmp_path / "case.json").stat().st_mode & 0o777 == 0o600
