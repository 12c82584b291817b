"""Write each object of a PDF once: WeasyPrint's writer asks for every object twice, and compresses it both times."""

from __future__ import annotations

import zlib

import pydyf

_LEVEL = 6
"""Level 9, which the writer takes itself, costs three times as long and saves two in a hundred of the size."""

_BEGIN, _END = b"\nstream\n", b"\nendstream"


class Written(pydyf.Object):  # type: ignore[misc]
    """An object whose bytes are made already."""

    def __init__(self, made: pydyf.Object) -> None:
        """Make the bytes of *made* and take over its place in the file."""
        super().__init__()
        self.number, self.generation, self.free = made.number, made.generation, made.free
        self.offset = made.offset
        self._compressible: bool = made.compressible
        self._data: bytes = _squeezed(made) if isinstance(made, pydyf.Stream) and made.compress else made.data

    @property
    def compressible(self) -> bool:
        """Return whether it may lie in a stream of objects; a stream may not."""
        return self._compressible

    @property
    def data(self) -> bytes:
        """Return the bytes."""
        return self._data


def write_once(_: object, pdf: pydyf.PDF) -> None:
    """Put the finished bytes in the place of every object of *pdf*; a finisher for WeasyPrint's `write_pdf`."""
    pdf.objects = [each if each.free == "f" else Written(each) for each in pdf.objects]


def _squeezed(stream: pydyf.Stream) -> bytes:
    stream.compress = False
    plain: bytes = stream.data.partition(_BEGIN)[2].removesuffix(_END)
    packed = zlib.compress(plain, _LEVEL)
    head = pydyf.Dictionary(stream.extra | {"Filter": "/FlateDecode", "Length": len(packed)})
    return b"".join((head.data, _BEGIN, packed, _END))
