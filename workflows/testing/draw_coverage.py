"""Draw diagrams as they were laid out, what scenarios never walked in red: one page, without script."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape

from lxml import etree

from workflows.engine.xml import read_xml
from workflows.testing.coverage import Coverage

DI = "{http://www.omg.org/spec/BPMN/20100524/DI}"
DC = "{http://www.omg.org/spec/DD/20100524/DC}Bounds"
POINT = "{http://www.omg.org/spec/DD/20100524/DI}waypoint"
MARGIN = 20.0
LETTER = 12.0
STYLE = """
body { font-family: sans-serif; margin: 2rem } svg { max-width: 100%; height: auto }
rect, polygon, ellipse { fill: #fff; stroke: #667 } rect.wide { fill: none; stroke: #ccd }
polyline { fill: none; stroke: #667; stroke-width: 1.5 } polyline.missed { stroke: #c00; stroke-width: 4 }
text { font-size: 11px; text-anchor: middle } .missed { color: #c00 }
"""


def draw_coverage(covered: Iterable[Coverage]) -> str:
    """Return the page: each diagram with its share, its drawing and the flows that nobody walked.

    Raises:
        RefusedXml: a diagram cannot be read.
    """
    parts = "".join(_section(each) for each in covered)
    return (
        f'<!doctype html><html lang="zh"><head><meta charset="utf-8"><title>场景覆盖 / coverage</title>'
        f"<style>{STYLE}</style></head><body><h1>场景覆盖 / coverage</h1>{parts}</body></html>\n"
    )


def _section(covered: Coverage) -> str:
    missed = "".join(f"<li>{escape(words)} ({escape(flow)})</li>" for flow, words in covered.missed.items())
    told = f'<ul class="missed">{missed}</ul>' if missed else ""
    return f"<h2>{escape(covered.file.stem)} {covered.share:.0%}</h2>{told}{_drawing(covered)}"


def _drawing(covered: Coverage) -> str:
    root = read_xml(covered.file.read_bytes(), str(covered.file))
    names = {each.get("id", ""): each.get("name", "") for each in root.iter()}
    kinds = {each.get("id", ""): etree.QName(each).localname for each in root.iter()}
    shapes = [each for each in root.iter(f"{DI}BPMNShape") if each.find(DC) is not None]
    if not shapes:
        return ""
    boxes = [_box(each) for each in shapes]
    right, bottom = max(x + w for x, _, w, _ in boxes), max(y + h for _, y, _, h in boxes)
    left, top = min(x for x, *_ in boxes), min(y for _, y, *_ in boxes)
    view = f"{left - MARGIN} {top - MARGIN} {right - left + 2 * MARGIN} {bottom - top + 2 * MARGIN}"
    drawn = "".join(
        _shape(box, kinds.get(ident, ""), names.get(ident, ""))
        for box, ident in zip(boxes, (each.get("bpmnElement", "") for each in shapes), strict=True)
    )
    return f'<svg viewBox="{view}" role="img">{drawn}{"".join(_lines(root, covered))}</svg>'


def _lines(root: etree._Element, covered: Coverage) -> Iterator[str]:
    for edge in root.iter(f"{DI}BPMNEdge"):
        points = " ".join(f"{p.get('x')},{p.get('y')}" for p in edge.iter(POINT))
        missed = ' class="missed"' if edge.get("bpmnElement", "") in covered.missed else ""
        yield f'<polyline points="{escape(points)}"{missed}/>'


def _box(shape: etree._Element) -> tuple[float, float, float, float]:
    bounds = shape.find(DC)
    assert bounds is not None  # noqa: S101 - those without were left out
    x, y, w, h = (float(bounds.get(name, "0")) for name in ("x", "y", "width", "height"))
    return x, y, w, h


def _lettering(box: tuple[float, float, float, float], name: str) -> str:
    """Return a name in lines as wide as its box."""
    x, y, w, h = box
    per = max(1, int(w // LETTER) - 1)
    lines = [name[start : start + per] for start in range(0, len(name), per)]
    top = y + h / 2 + 4 - (len(lines) - 1) * LETTER / 2
    return "".join(
        f'<text x="{x + w / 2}" y="{top + number * LETTER}">{escape(line)}</text>'
        for number, line in enumerate(lines)
    )


def _shape(box: tuple[float, float, float, float], kind: str, name: str) -> str:
    x, y, w, h = box
    if kind.endswith("Event"):
        below = f'<text x="{x + w / 2}" y="{y + h + 14}">{escape(name)}</text>'
        return f'<ellipse cx="{x + w / 2}" cy="{y + h / 2}" rx="{w / 2}" ry="{h / 2}"/>{below}'
    if kind.endswith("Gateway"):
        corners = f"{x},{y + h / 2} {x + w / 2},{y} {x + w},{y + h / 2} {x + w / 2},{y + h}"
        above = f'<text x="{x + w / 2}" y="{y - 4}">{escape(name)}</text>'
        return f'<polygon points="{corners}"/>{above}'
    if kind in ("lane", "participant"):
        return f'<rect class="wide" x="{x}" y="{y}" width="{w}" height="{h}"/>'
    return f'<rect x="{x}" y="{y}" width="{w}" height="{h}" rx="8"/>{_lettering(box, name)}'
