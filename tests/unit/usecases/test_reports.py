"""Reports: published figures reproduced by our formulas, and what does not add up said."""

from __future__ import annotations

import io
import re
from datetime import date
from decimal import Decimal

import pytest
from openpyxl import load_workbook

from workflows.domain.indicator import year_on_year
from workflows.domain.report import Column, Note, Report, Row, shown
from workflows.domain.small_cells import without_small_cells
from workflows.engine.calls import calls
from workflows.usecases.catalogue import Catalogue
from workflows.usecases.report.as_page import as_page
from workflows.usecases.report.as_text import as_csv
from workflows.usecases.report.as_workbook import as_workbook
from workflows.usecases.report.draw_chart import PHONE, draw_chart
from workflows.usecases.report.make_report import doubts, read_book, year_before
from workflows.usecases.report.published import published_report

SHELF = Catalogue(calls)
KNOWN = {each.id: each for each in read_book(SHELF).indicators}
SINCE, UNTIL = date(2026, 1, 1), date(2026, 5, 31)
PUBLISHED = published_report(SHELF, KNOWN, SINCE, UNTIL)


@pytest.mark.parametrize(
    ("indicator", "counts", "expected"),
    [
        ("mediation_rate", {"found": 4610, "found_mediated": 4241}, "92.0%"),
        ("mediation_rate", {"found": 1750, "found_mediated": 1662}, "95.0%"),
        ("mediation_rate", {"found": 1485, "found_mediated": 1351}, "91.0%"),
        ("mediation_rate", {"found": 2307, "found_mediated": 2307}, "100.0%"),
        ("mediation_rate", {}, "–"),
        ("diverted", {"diverted": 65}, "65"),
        ("petitioners", {"petitioners": 851}, "851"),
        ("money", {"money": 128180000}, "1,281,800.00"),
        ("satisfaction_rate", {"satisfied": 6, "fair": 3, "asked": 10}, "90.0%"),
        ("confirmation_days", {"confirmation_days": 21, "confirmation_ruled": 2}, "10.5"),
    ],
)
def test_formulas(indicator: str, counts: dict[str, int], expected: str) -> None:
    """Each indicator gives the published figure when it is fed the published counts."""
    each = KNOWN[indicator]
    assert shown(each.value(counts), each.unit.value) == expected


def test_every_published_figure_is_reproduced() -> None:
    """No published figure or rate of change differs from what our definitions make of the published counts."""
    checked = [row for row in PUBLISHED.rows if row.cells[-1]]
    assert len(checked) >= 20
    assert [row.zh for row in checked if row.cells[-1] != "✓"] == []


def test_the_published_changes() -> None:
    """619 cases are 8.8 % and 851 persons 12.3 % fewer than the year before."""
    changes = [row.cells[4] for row in PUBLISHED.rows if row.cells[4]]
    assert changes == ["-8.8%", "-12.3%"]
    assert year_on_year(Decimal(5), Decimal(0)) is None


@pytest.mark.parametrize(
    "odd",
    ["1662 + 65 + 33 = 1760", "479 + 42 + 1 = 522", "= 645", "= 73.6", "94 + 37 = 131", "六级六步", "倒推"],
)
def test_inconsistencies_are_said(odd: str) -> None:
    """What does not add up in the sources stands under the table and is not smoothed."""
    assert any(odd in note.zh for note in PUBLISHED.notes)


def test_the_causes_of_petitions() -> None:
    """The stated causes sum to 73.6 %, and the one without a share is shown without one."""
    causes = [row for row in PUBLISHED.rows if row.zh.endswith("原因")]
    assert causes[-1].cells[2] == "73.6%"
    assert causes[-2].cells[3] is None


def test_doubts_about_our_own_figures() -> None:
    """More mediated than found, or closed than registered, is said under the table."""
    assert len(doubts({"found": 1, "found_mediated": 2, "closed": 3, "received": 2})) == 2
    assert doubts({"found": 2, "found_mediated": 2}) == ()


def test_the_year_before_a_leap_day() -> None:
    """29 February is compared with the 28th of the year before."""
    assert year_before(date(2024, 2, 29)) == date(2023, 2, 28)


def a_report(*rows: tuple[str, int]) -> Report:
    """Return a report of one column with a total."""
    whole = sum(number for _, number in rows)
    return Report(
        name="type",
        zh="按类型",
        en="By type",
        axis=Note("类型", "Type"),
        since=SINCE,
        until=UNTIL,
        columns=(Column(id="received", zh="件数", en="Cases", unit="cases", means="口径", means_en="what"),),
        rows=(
            *(Row(zh=name, en=name, cells=(Decimal(n),), bases=(n,)) for name, n in rows),
            Row(zh="合计", en="Total", cells=(Decimal(whole),), bases=(whole,), total=True),
        ),
        bars="received",
    )


def test_small_cells_are_hidden_with_what_betrays_them() -> None:
    """A cell under five is hidden, and one more so that the total does not give it away; nothing is no secret."""
    shy = without_small_cells(a_report(("a", 40), ("b", 3), ("c", 9), ("d", 0)), 5)
    assert [row.cells[0] for row in shy.rows] == [Decimal(40), "*", "*", Decimal(0), Decimal(52)]
    assert "小于 5 件" in shy.notes[-1].zh


def test_without_small_cells_nothing_changes() -> None:
    """Where every cell is large enough the report stays as it is."""
    plain = a_report(("a", 40), ("b", 30))
    assert without_small_cells(plain, 5) is plain


def test_spreadsheets_run_no_formulas() -> None:
    """A name that looks like a formula stays text in CSV and XLSX."""
    sly = a_report(("=1+1", 40), ("b", 30))
    assert "'=1+1" in as_csv(sly)
    sheet = load_workbook(io.BytesIO(as_workbook(sly))).worksheets[0]
    assert (sheet["A5"].value, sheet["A5"].data_type, sheet["B5"].value) == ("=1+1", "s", 40)


def test_the_page_stands_alone() -> None:
    """The printable page has a chart, escapes what it shows, and loads nothing and runs nothing."""
    page = as_page(a_report(("<b>", 40), ("b", 30)), "en")
    assert "&lt;b&gt;" in page
    assert "<svg" in page
    assert not re.search(r"<script|src=|url\(|@import", page)


def test_bars_are_as_long_as_their_numbers() -> None:
    """The longest bar fills the chart and half the number is half as long; one bar alone is no chart."""
    widths = re.findall(r'<rect [^>]*width="([0-9.]+)"', draw_chart(a_report(("a", 40), ("b", 20)), "zh"))
    assert [float(each) for each in widths] == [440.0, 220.0]
    assert draw_chart(a_report(("a", 40)), "zh") == ""


def test_a_phone_reads_a_chart_without_scrolling_sideways() -> None:
    """On a phone each name stands above its bar, and bar and number end within its width."""
    drawn = draw_chart(a_report(("a", 40), ("b", 20)), "zh", PHONE)
    names = re.findall(r'chart-name" x="(\d+)"', drawn)
    ends = [float(each) for each in re.findall(r'chart-number" x="([0-9.]+)"', drawn)]
    assert names == ["0", "0"]
    assert ends == [276.0, 141.0]


def test_every_indicator_says_what_it_means() -> None:
    """Each indicator has a name and a definition in both languages, and no two share an id."""
    indicators = read_book(SHELF).indicators
    assert len({each.id for each in indicators}) == len(indicators)
    assert all(each.zh and each.en and each.means and each.means_en for each in indicators)
