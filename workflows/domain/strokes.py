"""Handwriting: the strokes of a signature as the pen left them, and as a drawing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from workflows.errors import StrokesRefused

MOST_POINTS = 6000
"""A full name in slow handwriting has some 800 points; more than this is no signature."""
FEWEST_POINTS = 8
"""A tap of the finger is no signature."""
WIDTH: Literal[1000] = 1000
HEIGHT: Literal[400] = 400
"""The field in which a signature is written, in its own units."""


class Point(BaseModel):
    """Where the pen was: x and y in the field's units, milliseconds since the first touch, pressure in thousandths."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    x: int = Field(ge=0, le=WIDTH)
    y: int = Field(ge=0, le=HEIGHT)
    t: int = Field(ge=0, le=3_600_000)
    p: int = Field(default=500, ge=0, le=1000)


Stroke = tuple[Point, ...]
_NUMBER = re.compile(r"\d+")
_MARGIN = 12


class _Sheet(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    strokes: tuple[Stroke, ...] = Field(min_length=1, max_length=400)


def read_strokes(text: str) -> tuple[Stroke, ...]:
    """Return the strokes that a signature field sent as JSON, a list of lists of points.

    Raises:
        StrokesRefused: it is no signature: not readable, a mere dot, or far too much.
    """
    try:
        sheet = _Sheet.model_validate_json('{"strokes":' + text + "}")
    except ValidationError as refused:
        raise StrokesRefused(zh="没有读到签名；请在签名框内手写姓名后再提交。") from refused
    strokes = tuple(stroke for stroke in sheet.strokes if stroke)
    points = sum(len(stroke) for stroke in strokes)
    if not FEWEST_POINTS <= points <= MOST_POINTS:
        raise StrokesRefused(zh="签名过短或过长；请在签名框内清楚地手写姓名后再提交。", points=points)
    return strokes


def svg_path(strokes: Iterable[Sequence[Point]]) -> str:
    """Return strokes as SVG path data; a stroke of one point becomes a dot."""
    parts = []
    for first, *others in strokes:
        parts.append(f"M{first.x} {first.y}")
        parts += [f"L{point.x} {point.y}" for point in others] or ["l0 1"]
    return "".join(parts)


def svg_picture(path: str) -> str:
    """Return path data as an SVG picture of nothing but what was written, however much of the field is empty."""
    numbers = [int(each) for each in _NUMBER.findall(path.replace("l0 1", ""))] or [0, 0]
    left, top = min(numbers[0::2]) - _MARGIN, min(numbers[1::2]) - _MARGIN
    wide = max(max(numbers[0::2]) + _MARGIN - left, 6 * _MARGIN)
    high = max(max(numbers[1::2]) + _MARGIN - top, 6 * _MARGIN)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{left} {top} {wide} {high}" width="{wide}" height="{high}">'
        f'<path d="{path}" fill="none" stroke="#000" stroke-width="9" stroke-linecap="round" '
        'stroke-linejoin="round"/></svg>'
    )
