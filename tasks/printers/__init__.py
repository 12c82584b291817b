"""Printers: they make PDF/A and DOCX of what `workflows.documents` writes.

`print_paper(rendered, packages)` is the door; fonts and style sheets stay warm in the process.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from tasks.printers.docx import print_docx
from tasks.printers.dossier import Bound, Leaf, bind, pages_of
from tasks.printers.faces import prepare_faces
from tasks.printers.pdf import PdfPrinter
from tasks.printers.scan_sheets import sheets_html
from workflows.documents import Rendered

__all__ = [
    "Bound",
    "Leaf",
    "Printed",
    "bind_dossier",
    "default_fonts",
    "faces_folder",
    "print_docx",
    "print_paper",
    "print_scan",
    "warm_printer",
]

_CHECKOUT = Path(__file__).resolve().parent.parent.parent


@dataclass(frozen=True, kw_only=True)
class Printed:
    """One paper in both forms, with the number of its pages in PDF."""

    pdf: bytes
    docx: bytes
    pages: int


def default_fonts() -> Path:
    """Return the folder of font packages that `make setup` fills."""
    return _CHECKOUT / "workflows" / "web" / "frontend" / "node_modules"


def print_paper(rendered: Rendered, packages: Path | None = None, cache: Path | None = None) -> Printed:
    """Return *rendered* as PDF/A-2u and as DOCX.

    *packages* is the folder of font packages (default: the one that `make setup` fills); *cache* is where
    the prepared faces are kept (default: inside *packages*).

    Raises:
        FontsMissing: a font package is not there.
        PrinterUnavailable: Pango's shared libraries are not on this machine.
        UnprintableCharacter: no font can print a character; it is named with the paper.
    """
    pdf, pages = warm_printer(packages or default_fonts(), cache).print(rendered)
    return Printed(pdf=pdf, docx=print_docx(rendered), pages=pages)


def bind_dossier(leaves: Sequence[Leaf], *, title: str, packages: Path | None = None) -> Bound:
    """Return the papers *leaves* bound into one PDF/A with running page numbers and bookmarks.

    Raises:
        FontsMissing: a font package is not there.
        PrinterUnavailable: Pango's shared libraries are not on this machine.
    """
    count = sum(pages_of(leaf.pdf) for leaf in leaves if leaf.counted)
    return bind(leaves, warm_printer(packages or default_fonts()).stamps(max(count, 1)), title=title)


def print_scan(content: bytes, media_type: str, title: str, packages: Path | None = None) -> Printed | None:
    """Return the sheets of a scan as PDF/A, with no DOCX; None where the file cannot be drawn.

    Raises:
        FontsMissing: a font package is not there.
        PrinterUnavailable: Pango's shared libraries are not on this machine.
    """
    html, pages = sheets_html(content, media_type, title)
    if not pages:
        return None
    return Printed(pdf=warm_printer(packages or default_fonts()).sheets(html), docx=b"", pages=pages)


@lru_cache(maxsize=4)
def warm_printer(packages: Path, cache: Path | None = None) -> PdfPrinter:
    """Return this process's PDF printer for these fonts; the first call loads them.

    Raises:
        FontsMissing: a font package is not there.
        PrinterUnavailable: Pango's shared libraries are not on this machine.
    """
    return PdfPrinter(faces_folder(packages, cache))


def faces_folder(packages: Path, cache: Path | None = None) -> Path:
    """Return the folder of prepared faces, preparing them where they are not there yet.

    Raises:
        FontsMissing: a font package is not there.
        OSError: the folder cannot be written.
    """
    return prepare_faces(packages, cache or packages / ".hewei-faces")
