"""Bind a dossier: many papers become one tagged PDF/A with bookmarks and running page numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, String

STAMP = Name("/HeweiPage")
_DRAW = b"\nQ\nq /Artifact <</Type /Pagination>> BDC /HeweiPage Do EMC Q\n"


@dataclass(frozen=True, kw_only=True)
class Leaf:
    """One paper to bind: the title of its bookmark, the bookmark it stands below, and whether its pages are counted."""

    title: str
    group: str
    pdf: bytes
    counted: bool = True


@dataclass(frozen=True, kw_only=True)
class Bound:
    """The dossier as one file, with the number of all its pages and of those that are counted."""

    pdf: bytes
    pages: int
    counted: int


def bind(leaves: Sequence[Leaf], stamps: bytes, *, title: str) -> Bound:
    """Return *leaves* bound in their order; page n of *stamps* is laid over the nth counted page.

    The file stays PDF/A and tagged: output intent, language and structure of all papers are kept.

    Raises:
        ValueError: *stamps* has fewer pages than there are to count.
    """
    numbers = pikepdf.open(BytesIO(stamps))
    sources = [pikepdf.open(BytesIO(leaf.pdf)) for leaf in leaves]
    out = Pdf.new()
    binder = _Binder(out)
    counted = 0
    for leaf, source in zip(leaves, sources, strict=True):
        first = len(out.pages)
        binder.add(source, leaf.title)
        for place in range(first, len(out.pages)) if leaf.counted else ():
            if counted >= len(numbers.pages):
                raise ValueError(f"Expected at least {counted + 1} stamps, but got {len(numbers.pages)}.")
            _stamp(out, out.pages[place], numbers.pages[counted])
            counted += 1
    _bookmarks(out, leaves, [len(source.pages) for source in sources])
    binder.finish(sources[0], title)
    saved = BytesIO()
    out.save(saved, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return Bound(pdf=saved.getvalue(), pages=len(out.pages), counted=counted)


def pages_of(pdf: bytes) -> int:
    """Return how many pages *pdf* has."""
    with pikepdf.open(BytesIO(pdf)) as opened:
        return len(opened.pages)


class _Binder:
    """Takes over pages with their structure: each paper's tree becomes one part of the dossier's tree."""

    def __init__(self, out: Pdf) -> None:
        self._out = out
        self._root = out.make_indirect(Dictionary(Type=Name.StructTreeRoot))
        self._whole = out.make_indirect(
            Dictionary(Type=Name.StructElem, S=Name.Document, P=self._root, K=Array())
        )
        self._parents = Array()
        self._next = 0

    def add(self, source: Pdf, title: str) -> None:
        """Append all pages of *source* and what is said of their structure."""
        first = len(self._out.pages)
        self._out.pages.extend(source.pages)
        tree = self._out.copy_foreign(source.Root.StructTreeRoot)
        for child in tree.K:
            child.S, child.P, child.T = Name.Part, self._whole, String(title)
            self._whole.K.append(child)
        used = 0
        numbers = tree.ParentTree.Nums
        for place in range(0, len(numbers), 2):
            self._parents.append(int(numbers[place]) + self._next)
            self._parents.append(numbers[place + 1])
            used = max(used, int(numbers[place]) + 1)
        for page in list(self._out.pages)[first:]:
            page.obj.StructParents = int(page.obj.get("/StructParents", 0)) + self._next
            if "/Annots" in page.obj:
                del page.obj.Annots  # a signature's field is worth nothing outside its own file
        self._next += used

    def finish(self, source: Pdf, title: str) -> None:
        """Write what stands in the catalogue: structure, colours, language, title."""
        root = self._out.Root
        self._root.K = Array([self._whole])
        self._root.ParentTree = self._out.make_indirect(Dictionary(Nums=self._parents))
        root.StructTreeRoot = self._root
        root.MarkInfo = Dictionary(Marked=True)
        root.Lang = source.Root.Lang
        root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
        root.OutputIntents = Array([self._out.copy_foreign(each) for each in _indirect(source)])
        root.PageMode = Name.UseOutlines
        root.Metadata = self._out.copy_foreign(source.Root.Metadata)
        with self._out.open_metadata(set_pikepdf_as_editor=False) as told:
            told["dc:title"] = title
        self._out.docinfo["/Title"] = title


def _indirect(source: Pdf) -> list[pikepdf.Object]:
    return [source.make_indirect(each) for each in source.Root.OutputIntents]


def _stamp(out: Pdf, page: pikepdf.Page, number: pikepdf.Page) -> None:
    form = out.copy_foreign(number.as_form_xobject())
    resources = page.obj.get("/Resources", Dictionary())
    shapes = Dictionary()
    for name, shape in resources.get("/XObject", Dictionary()).items():
        shapes[name] = shape
    shapes[STAMP] = form
    page.obj.Resources = _with(resources, shapes)
    page.contents_add(b"q\n", prepend=True)
    page.contents_add(_DRAW)


def _with(resources: pikepdf.Object, shapes: Dictionary) -> Dictionary:
    """Return the resources of one page with its own *shapes*; pages of one paper may share what they came with."""
    own = Dictionary()
    for name, value in resources.items():
        own[name] = value
    own[Name.XObject] = shapes
    return own


def _bookmarks(out: Pdf, leaves: Sequence[Leaf], sizes: Sequence[int]) -> None:
    with out.open_outline() as outline:
        above: pikepdf.OutlineItem | None = None
        place = 0
        for leaf, size in zip(leaves, sizes, strict=True):
            if not leaf.group:
                above = None
            elif above is None or above.title != leaf.group:
                above = pikepdf.OutlineItem(leaf.group, place)
                outline.root.append(above)
            (outline.root if above is None else above.children).append(pikepdf.OutlineItem(leaf.title, place))
            place += size
