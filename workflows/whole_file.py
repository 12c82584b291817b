"""A file that is written whole or not at all: under a passing name first, and given its own at the end."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

OWNER_ALONE = 0o600


@contextmanager
def whole_file(path: Path, *, private: bool = False) -> Iterator[Path]:
    """Yield the name to write under; at the end of the block it becomes *path*, after an exception nothing is left.

    What stood at *path* stays until then. A *private* file is readable by its owner alone. A device or a pipe is
    written as it is.

    Raises:
        OSError: the folder cannot be written, or the disk is full.
    """
    if path.exists() and not path.is_file():
        yield path
        return
    path = path.resolve()
    passing = path.with_name(f".{path.name[:40]}.{os.getpid()}")
    try:
        passing.touch(mode=OWNER_ALONE if private else 0o666)
        yield passing
        passing.replace(path)
    except BaseException:
        passing.unlink(missing_ok=True)
        raise


def write_whole(path: Path, content: bytes, *, private: bool = False) -> None:
    """Write *content* to *path*, whole or not at all.

    Raises:
        OSError: the folder cannot be written, or the disk is full.
    """
    with whole_file(path, private=private) as passing:
        passing.write_bytes(content)
