"""Compressed bytes: a compressor is made once a thread, as making one costs more than a case."""

from __future__ import annotations

import threading

import zstandard


class _Tools(threading.local):
    def __init__(self) -> None:
        self.compressor = zstandard.ZstdCompressor(level=1)
        self.decompressor = zstandard.ZstdDecompressor()


_tools = _Tools()


def compressed(content: bytes) -> bytes:
    """Return *content* compressed with zstd."""
    return _tools.compressor.compress(content)


def decompressed(content: bytes) -> bytes:
    """Return what was compressed."""
    return _tools.decompressor.decompress(content)
