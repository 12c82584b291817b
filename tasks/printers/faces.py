"""The faces that papers are printed in: taken from the font packages once, sorted so that pages are quick to make."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import Literal

from fontTools.pens.filterPen import DecomposingFilterPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont, newTable
from fontTools.ttLib.tables._c_m_a_p import CmapSubtable
from fontTools.ttLib.tables._g_l_y_f import Glyph

from workflows.errors import FontsMissing
from workflows.whole_file import whole_file

EDITION = "4"
"""Raise it when the way of preparing faces changes, so that old ones are made again."""

_KEPT_TABLES = frozenset({"OS/2", "cmap", "glyf", "head", "hhea", "hmtx", "loca", "maxp", "name", "post"})
_ALSO_COMMON = frozenset("—·〇☐☑☒㎡№℃•–−×÷≤≥≈¥￥①②③④⑤⑥⑦⑧⑨⑩")
_SERIF = "@expo-google-fonts/noto-serif-sc/400Regular/NotoSerifSC_400Regular.ttf"
_BOLD = "@expo-google-fonts/noto-serif-sc/700Bold/NotoSerifSC_700Bold.ttf"
_SANS = "@expo-google-fonts/noto-sans-sc/500Medium/NotoSansSC_500Medium.ttf"
_KAI = "@chinese-fonts/lxgwwenkai/dist/LXGWWenKai-Regular"


@dataclass(frozen=True, kw_only=True)
class Face:
    """One face: the family that the style sheet names, its file, its package, and which characters it holds.

    Common characters stand in faces of their own, because embedding costs time by the size of the face;
    the rest of the serif face and the rare characters of the Kai face are asked only when they are needed.
    """

    family: str
    file: str
    source: str
    holds: Literal["common", "rest", "rare"]


FACES = (
    Face(family="Hewei Song", file="song.ttf", source=_SERIF, holds="common"),
    Face(family="Hewei Song Rest", file="song-rest.ttf", source=_SERIF, holds="rest"),
    Face(family="Hewei Title", file="title.ttf", source=_BOLD, holds="common"),
    Face(family="Hewei Hei", file="hei.ttf", source=_SANS, holds="common"),
    Face(family="Hewei Kai", file="kai.ttf", source=_KAI, holds="common"),
    Face(family="Hewei Kai Rest", file="kai-rest.ttf", source=_KAI, holds="rare"),
)


@dataclass(frozen=True)
class Piece:
    """One glyph on its way from a package to a face: its characters, advance, side bearing and outline."""

    codes: tuple[int, ...]
    advance: int
    bearing: int
    outline: bytes


def prepare_faces(packages: Path, cache: Path) -> Path:
    """Return the folder with one file for each of `FACES`, made from *packages* at the first call.

    The first call takes a while (the Kai face comes in three hundred pieces); later ones look only whether
    the files are there.

    Raises:
        FontsMissing: a package is not in *packages*.
        OSError: *cache* cannot be written.
    """
    folder = cache / f"faces-{EDITION}"
    for face in FACES:
        if not (folder / face.file).exists():
            source = packages / face.source
            if not source.exists():
                raise FontsMissing(
                    f"The font {source} is not there; run `make setup`, or name the folder in HEWEI_FONTS.",
                    zh=f"找不到字体 {source}；请运行 `make setup`，或用 HEWEI_FONTS 指明字体文件夹。",
                    path=str(source),
                )
            _save(_face(source, _chooser(face, packages)), folder / face.file)
    return folder


def is_common(code: int) -> bool:
    """Tell whether a character stands in GB 2312 or is a mark that papers use."""
    try:
        chr(code).encode("gb2312")
    except UnicodeEncodeError:
        return chr(code) in _ALSO_COMMON
    return True


def _chooser(face: Face, packages: Path) -> Callable[[int], bool]:
    if face.holds == "common":
        return is_common
    held = frozenset(TTFont(packages / _SERIF).getBestCmap()) if face.holds == "rare" else frozenset[int]()
    return partial(_is_rare, held)


def _is_rare(held: frozenset[int], code: int) -> bool:
    return not is_common(code) and code not in held


def _save(font: TTFont, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with whole_file(path) as fresh:
        font.save(fresh, reorderTables=False)


def _face(source: Path, choose: Callable[[int], bool]) -> TTFont:
    files = sorted(source.glob("*.woff2")) if source.is_dir() else [source]
    with ProcessPoolExecutor(max_workers=min(4, os.cpu_count() or 1, len(files))) as pool:
        chunks = pool.map(partial(_pieces, choose), files, chunksize=8)
        pieces = [piece for chunk in chunks for piece in chunk]
    by_code: dict[int, Piece] = {}
    for piece in pieces:
        for code in piece.codes:
            by_code.setdefault(code, piece)
    ordered = {id(by_code[code]): by_code[code] for code in sorted(by_code)}
    return _filled(_base(files[0]), list(ordered.values()), by_code)


def _base(source: Path) -> TTFont:
    font = TTFont(source, recalcBBoxes=False, recalcTimestamp=False)
    font.flavor = None
    out = BytesIO()
    font.save(out)
    return TTFont(BytesIO(out.getvalue()), recalcBBoxes=False, recalcTimestamp=False)


def _filled(font: TTFont, pieces: Sequence[Piece], by_code: dict[int, Piece]) -> TTFont:
    rows = [Piece((), 1000, 0, b""), *pieces]
    names = [".notdef", *(f"g{number}" for number in range(1, len(rows)))]
    by_piece = {id(piece): name for piece, name in zip(rows, names, strict=True)}
    for tag in set(font.keys()) - _KEPT_TABLES - {"GlyphOrder"}:
        del font[tag]
    font.setGlyphOrder(names)
    glyf = font["glyf"] = newTable("glyf")
    glyf.glyphOrder = names
    glyf.glyphs = {name: Glyph(piece.outline) for name, piece in zip(names, rows, strict=True)}
    font["hmtx"] = newTable("hmtx")
    font["hmtx"].metrics = {name: (p.advance, p.bearing) for name, p in zip(names, rows, strict=True)}
    font["loca"] = newTable("loca")
    font["maxp"].numGlyphs = len(names)
    font["post"].formatType = 3.0
    table = CmapSubtable.newSubtable(12)
    table.platformID, table.platEncID, table.language = 3, 10, 0
    table.cmap = {code: by_piece[id(piece)] for code, piece in by_code.items()}
    font["cmap"].tables = [table]
    return font


def _pieces(choose: Callable[[int], bool], source: Path) -> list[Piece]:
    font = TTFont(source, recalcBBoxes=False, recalcTimestamp=False)
    codes: dict[str, list[int]] = {}
    for code, name in font.getBestCmap().items():
        if choose(code):
            codes.setdefault(name, []).append(code)
    return list(_outlines(font, codes)) if codes else []


def _outlines(font: TTFont, codes: dict[str, list[int]]) -> Iterator[Piece]:
    glyf, metrics, glyphs = font["glyf"], font["hmtx"].metrics, font.getGlyphSet()
    for name, points in codes.items():
        outline = getattr(glyf.glyphs[name], "data", None)
        if outline is None or outline[:1] >= b"\x80":  # a negative number of contours: made of other glyphs
            pen = TTGlyphPen(None)
            glyphs[name].draw(DecomposingFilterPen(pen, glyphs))
            outline = pen.glyph().compile(glyf, recalcBBoxes=True)
        advance, bearing = metrics[name]
        yield Piece(tuple(points), advance, bearing, outline)
