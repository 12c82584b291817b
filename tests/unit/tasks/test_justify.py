"""Chinese lines on paper end flush at the right, and numbers in them stay as they are."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from itertools import pairwise

import pypdfium2
import pytest

from tasks.printers import default_fonts, warm_printer
from tasks.printers.faces import FACES
from workflows.documents import PaperContext, Rendered, Templates
from workflows.domain.case import CaseDocument
from workflows.resources import data

pytestmark = pytest.mark.skipif(
    not (default_fonts() / FACES[0].source).exists(), reason="the font packages are not installed: make setup"
)
RIGHT = 595.28 - 26 / 25.4 * 72
"""The right margin of the house style in points."""
FOOT = 110
"""Below it stands the page number."""


def paper(text: str) -> Rendered:
    """Return a paper in the house style that says *text* and nothing else."""
    rendered = Templates(data("templates")).render("application", CaseDocument(), PaperContext())
    body = f'<html lang="zh-CN"><title>示例</title><body><p>{text}</p></body></html>'
    return replace(rendered, html=body)


def lines(rendered: Rendered) -> list[list[tuple[str, float, float]]]:
    """Return the lines of the first page, each with its characters and where they begin and end, in points."""
    pdf, _ = warm_printer(default_fonts()).print(rendered)
    page = pypdfium2.PdfDocument(pdf)[0].get_textpage()
    found: dict[int, list[tuple[str, float, float]]] = defaultdict(list)
    for place in range(page.count_chars()):
        left, bottom, right, _ = page.get_charbox(place, loose=True)
        sign = page.get_text_range(place, 1)
        if sign.strip() and bottom > FOOT:
            found[round(bottom / 10)].append((sign, left, right))
    return [found[at] for at in sorted(found, reverse=True)]


def figures(told: list[list[tuple[str, float, float]]]) -> list[float]:
    """Return how far each figure stands from the figure before it."""
    pairs = [pair for line in told for pair in pairwise(line)]
    return [two[1] - one[1] for one, two in pairs if one[0].isdigit() and two[0].isdigit()]


def test_full_lines_end_at_the_margin() -> None:
    """Every line but a paragraph's last ends at the right margin, whatever stands in it."""
    told = lines(paper("双方于2026年3月15日就医疗费1,800元、误工费（共计三个月）达成一致，互不追究；" * 6))
    ends = [line[-1][2] for line in told[:-1]]
    assert len(ends) > 5
    assert [end for end in ends if abs(end - RIGHT) > 1.5] == []


def test_numbers_are_not_drawn_apart() -> None:
    """The room goes between Chinese characters; the figures of a sum stand as close as in a line of their own."""
    rendered = paper("本协议确认的医疗费为12345678元，由双方当事人在调解员见证下核对无误以后共同签名" * 4)
    ragged = replace(rendered, css=rendered.css.replace("text-align: justify", "text-align: left"))
    assert figures(lines(rendered)) == pytest.approx(figures(lines(ragged)), abs=0.05)


def test_a_line_with_few_characters_is_left_as_it_is() -> None:
    """Before a number that does not fit any more a line may end early; its characters are not torn apart."""
    told = lines(paper(f"公民身份号码及银行账号：{'1' * 30}，核对无误。"))
    assert told[0][-1][2] < RIGHT - 20
