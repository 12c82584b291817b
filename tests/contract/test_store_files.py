"""The file store: papers under the digest of their content."""

from __future__ import annotations

import hashlib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from workflows.errors import FileDamaged, FileMissing, StoreUnavailable
from workflows.store.files import FileStore, MemoryFiles


@pytest.fixture(params=["folder", "memory"])
def files(request: pytest.FixtureRequest, tmp_path: Path) -> FileStore | MemoryFiles:
    """A fresh file store of every kind."""
    return FileStore(tmp_path / "files") if request.param == "folder" else MemoryFiles()


@pytest.mark.parametrize("content", [b"", b"paper", bytes(range(256)) * 5000])
def test_a_paper_comes_back_byte_for_byte(files: FileStore | MemoryFiles, content: bytes) -> None:
    """What is kept is found under its sha256 and read without a difference, however often it is kept."""
    name = hashlib.sha256(content).hexdigest()
    assert not files.has(name)
    assert [files.put(content), files.put(content)] == [name, name]
    assert files.has(name)
    assert files.get(name) == content


@pytest.mark.parametrize("name", ["0" * 64, "../../etc/passwd", "", "A" * 64])
def test_a_name_that_was_never_given_finds_nothing(files: FileStore | MemoryFiles, name: str) -> None:
    """A name that is no digest of a kept paper, or no digest at all, is refused."""
    with pytest.raises(FileMissing):
        files.get(name)


def test_files_lie_in_folders_by_their_first_two_digits(tmp_path: Path) -> None:
    """The folder of papers can be looked at and backed up by ordinary means; no half file ever bears a name."""
    files = FileStore(tmp_path)
    name = files.put(b"paper")
    assert files.path(name) == tmp_path / name[:2] / name
    assert [p.name for p in tmp_path.rglob("*") if p.is_file()] == [name]
    with pytest.raises(FileMissing):
        files.path("0" * 64)


def test_a_changed_paper_is_not_handed_out(tmp_path: Path) -> None:
    """A file whose content was changed on disk is refused, and mended when the same paper is kept again."""
    files = FileStore(tmp_path)
    name = files.put(b"paper")
    files.path(name).write_bytes(b"PAPER")
    with pytest.raises(FileDamaged):
        files.get(name)
    assert files.get(files.put(b"paper")) == b"paper"


def test_a_paper_on_disk_tells_nothing(tmp_path: Path) -> None:
    """Whoever takes the disk without the keys reads no paper; one that was dropped is gone."""
    files = FileStore(tmp_path / "files")
    name = files.put("示例甲 500101199001011234".encode())
    assert b"500101199001011234" not in files.path(name).read_bytes()
    files.drop(name)
    files.drop(name)
    assert not files.has(name)


def test_the_same_paper_can_be_kept_by_many_at_once(tmp_path: Path) -> None:
    """Eight writers of one paper leave one whole file."""
    files = FileStore(tmp_path)
    content = b"paper" * 100_000
    with ThreadPoolExecutor(8) as pool:
        names = set(pool.map(lambda _: files.put(content), range(8)))
    assert [p.name for p in tmp_path.rglob("*") if p.is_file()] == list(names)


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    """A file store without a place says where it wanted to write."""
    (tmp_path / "files").write_bytes(b"")
    with pytest.raises(StoreUnavailable, match="files"):
        FileStore(tmp_path / "files").put(b"paper")
