"""The faces that papers are printed in: taken from the font packages once, made small and quick to embed."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from fontTools.pens.filterPen import DecomposingFilterPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont, newTable
from fontTools.ttLib.tables._c_m_a_p import CmapSubtable
from fontTools.ttLib.tables._g_l_y_f import Glyph

from workflows.errors import FontsMissing

KEPT_TABLES = frozenset({"OS/2", "cmap", "glyf", "head", "hhea", "hmtx", "loca", "maxp", "name", "post"})
"""What embedding needs; layout tables for other scripts only make every page slower."""

EDITION = "1"
"""Raise it when the way of preparing faces changes, so that old ones are made again."""


@dataclass(frozen=True, kw_only=True)
class Face:
    """One face: the family and weight that the style sheet names, and where its glyphs come from."""

    family: str
    weight: int
    source: str
    file: str


FACES = (
    Face(
        family="Hewei Song",
        weight=400,
        source="@expo-google-fonts/noto-serif-sc/400Regular/NotoSerifSC_400Regular.ttf",
        file="song.ttf",
    ),
    Face(
        family="Hewei Title",
        weight=400,
        source="@expo-google-fonts/noto-serif-sc/700Bold/NotoSerifSC_700Bold.ttf",
        file="title.ttf",
    ),
    Face(
        family="Hewei Hei",
        weight=400,
        source="@expo-google-fonts/noto-sans-sc/500Medium/NotoSansSC_500Medium.ttf",
        file="hei.ttf",
    ),
    Face(
        family="Hewei Kai",
        weight=400,
        source="@chinese-fonts/lxgwwenkai/dist/LXGWWenKai-Regular",
        file="kai.ttf",
    ),
)


@dataclass(frozen=True)
class Piece:
    """One glyph of a face that comes in pieces: its characters, advance, side bearing and outline."""

    codes: tuple[int, ...]
    advance: int
    bearing: int
    outline: bytes


def prepare_faces(packages: Path, cache: Path) -> Path:
    """Return the folder with one file for each of `FACES`, made from *packages* at the first call.

    The first call takes some seconds (the Kai face comes in three hundred pieces); later ones look only
    whether the files are there.

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
                    zh=f"找不到字体 {source};请运行 `make setup`,或用 HEWEI_FONTS 指明字体文件夹。",
                    path=str(source),
                )
            font = _joined(sorted(source.glob("*.woff2"))) if source.is_dir() else _stripped(source)
            _save(font, folder / face.file)
    return folder


def _save(font: TTFont, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_suffix(f".{os.getpid()}")
    font.save(fresh, reorderTables=False)
    fresh.replace(path)


def _stripped(source: Path) -> TTFont:
    font = TTFont(source, recalcBBoxes=False, recalcTimestamp=False)
    for tag in set(font.keys()) - KEPT_TABLES - {"GlyphOrder"}:
        del font[tag]
    return font


def _joined(sources: Sequence[Path]) -> TTFont:
    with ProcessPoolExecutor(max_workers=min(4, os.cpu_count() or 1)) as pool:
        pieces = [piece for chunk in pool.map(_pieces, map(str, sources), chunksize=8) for piece in chunk]
    seen: dict[int, Piece] = {}
    for piece in pieces:
        for code in piece.codes:
            seen.setdefault(code, piece)
    ordered = sorted(
        {id(piece): (code, piece) for code, piece in sorted(seen.items(), reverse=True)}.values(), key=_code
    )
    font = TTFont(BytesIO(_sfnt(sources[0])), recalcBBoxes=False, recalcTimestamp=False)
    return _filled(font, [piece for _, piece in ordered], seen)


def _code(entry: tuple[int, Piece]) -> int:
    return entry[0]


def _filled(font: TTFont, pieces: Sequence[Piece], codes: dict[int, Piece]) -> TTFont:
    blank = Piece((), 1000, 0, b"")
    rows = [blank, *pieces]
    names = [".notdef", *(f"g{number}" for number in range(1, len(rows)))]
    by_piece = {id(piece): name for piece, name in zip(rows, names, strict=True)}
    for tag in set(font.keys()) - KEPT_TABLES - {"GlyphOrder"}:
        del font[tag]
    font.setGlyphOrder(names)
    glyf = font["glyf"] = newTable("glyf")
    glyf.glyphOrder = names
    glyf.glyphs = {name: Glyph(piece.outline) for name, piece in zip(names, rows, strict=True)}
    font["hmtx"].metrics = {
        name: (piece.advance, piece.bearing) for name, piece in zip(names, rows, strict=True)
    }
    font["loca"] = newTable("loca")
    font["maxp"].numGlyphs = len(names)
    font["post"].formatType = 3.0
    table = CmapSubtable.newSubtable(12)
    table.platformID, table.platEncID, table.language = 3, 10, 0
    table.cmap = {code: by_piece[id(piece)] for code, piece in codes.items()}
    font["cmap"].tables = [table]
    return font


def _sfnt(source: Path) -> bytes:
    out = BytesIO()
    font = TTFont(source, recalcBBoxes=False, recalcTimestamp=False)
    font.flavor = None
    font.save(out)
    return out.getvalue()


def _pieces(source: str) -> list[Piece]:
    font = TTFont(source, recalcBBoxes=False, recalcTimestamp=False)
    codes: dict[str, list[int]] = {}
    for code, name in font.getBestCmap().items():
        codes.setdefault(name, []).append(code)
    return list(_outlines(font, codes))


def _outlines(font: TTFont, codes: dict[str, list[int]]) -> Iterator[Piece]:
    glyf, metrics, glyphs = font["glyf"], font["hmtx"].metrics, font.getGlyphSet()
    for name, points in codes.items():
        glyph = glyf[name]
        if glyph.isComposite():
            pen = TTGlyphPen(None)
            glyphs[name].draw(DecomposingFilterPen(pen, glyphs))
            glyph = pen.glyph()
        advance, bearing = metrics[name]
        yield Piece(tuple(points), advance, bearing, glyph.compile(glyf, recalcBBoxes=True))
