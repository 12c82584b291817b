"""The file of legal periods: complete, honest about what was not verified, and open to a place's own rows."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from workflows.domain.law import Law
from workflows.domain.period_file import PeriodFile, parse_periods
from workflows.domain.period_rule import Exclusion, ExtensionBy, Strength, Unit
from workflows.errors import BrokenPeriodFile
from workflows.resources import data
from workflows.usecases.load_law import load_law

PERIODS = Path(__file__).parents[2] / "bpmn" / "law" / "periods.toml"
CHINESE = re.compile(r"[\u4e00-\u9fff]")
ROW = """
[[period]]
id = "X01"
title = "示例期间"
title_en = "Sample period"
trigger = "示例事由"
trigger_en = "sample event"
length = 5
"""

TABLE = """
D01 1 month; D02 30 day; D03 3 working-day; D04 3 working-day; D05 30 working-day; D06a 5 working-day;
D06b 30 working-day; D07 30 working-day; D08a 48 hour; D08b 7 day; D08c 14 day; D09 5 working-day;
D10 5 working-day; D11 15 day; D12 15 day; D13 1 year; D14 10 day; D15 3 day; D16 10 day; D17 7 working-day;
D18 30 day; D19a 7 working-day; D19b 45 working-day; D19c 7 working-day; D20 30 day; D21 3 day; D22 None day;
D23 15 day; D24 30 day; D25 None day; D26 15 day; D27 6 month; D28 2 year; D29 30 day; D30a 15 day;
D30b 7 day; D31 2 working-day; D32 3 working-day; D33 3 working-day; D34 3 working-day; D35a 30 day;
D35b 15 day; D35c 7 day; D36 15 day; D37a 15 day; D37b 5 working-day; D38 60 day; D39a 30 day; D39b 30 day;
D39c 30 day; D39d 30 day; D40 7 day; D41a 5 day; D41b 15 day; D41c 15 day; D42a 5 working-day;
D42b 10 working-day; D42c 3 working-day; D43a 5 working-day; D43b 60 day; D43c 30 day; D44 10 day; D45a 7 day;
D45b 30 day; D46 3 year; D47 3 year
"""


def test_every_period_has_the_length_of_the_reference(law: Law) -> None:
    """Every row of the reference's table is there with its length and unit, and nothing else is."""
    expected = [row.strip() for row in " ".join(TABLE.split()).split(";")]
    assert expected == [f"{rule.id} {rule.length} {rule.unit.value}" for rule in law.rules]


@pytest.mark.parametrize("number", range(1, 48))
def test_each_plain_id_leads_to_a_period(number: int, law: Law) -> None:
    """The plain ids D01 to D47 all lead to a period, also where a row holds several."""
    plain = f"D{number:02d}"
    assert law.rule(plain).id.startswith(plain)


def test_every_period_is_told_in_both_languages(law: Law) -> None:
    """Title, trigger, end and article are there in Chinese and in English."""
    for rule in law.rules:
        for zh, en in (
            (rule.title, rule.title_en),
            (rule.trigger, rule.trigger_en),
            (rule.at_end, rule.at_end_en),
        ):
            assert CHINESE.search(zh), rule.id
            assert en, rule.id
            assert not CHINESE.search(en), rule.id
        assert not CHINESE.search(rule.article_en), rule.id
        assert bool(rule.article) == bool(rule.article_en), rule.id


def test_what_is_verified_names_its_article_and_source(law: Law) -> None:
    """A verified period names article and source; what no text gives stays a parameter with a note."""
    for rule in law.rules:
        assert rule.source, rule.id
        assert rule.verified == (not rule.parameter) or rule.length is None, rule.id
        assert rule.article or rule.parameter, rule.id
        assert rule.note or not rule.parameter, rule.id


def test_the_unverified_periods_are_these(law: Law) -> None:
    """The periods that no text read gives are exactly these; whoever verifies one changes this list."""
    unverified = ["D03", "D10", "D12", "D45a", "D45b"]
    assert unverified == [rule.id for rule in law.rules if not rule.verified]


def test_appraisal_and_hearing_stop_only_where_the_law_says(law: Law) -> None:
    """Appraisals stop medical, market and online mediation; hearings stop the review of petitions."""
    appraisal = ["D05", "D06b", "D19b", "D35a", "D35b", "D35c"]
    assert appraisal == [rule.id for rule in law.rules if Exclusion.APPRAISAL in rule.exclusions]
    assert [rule.id for rule in law.rules if Exclusion.HEARING in rule.exclusions] == ["D39b", "D39d"]


def test_who_may_extend(law: Law) -> None:
    """Parties extend by consent, organs by approval; the confirmation window cannot be extended."""
    by = {rule.id: rule.extension.by for rule in law.rules if rule.extension}
    consents = ["D01", "D02", "D05", "D11", "D29", "D30a", "D30b", "D35a", "D35b", "D35c"]
    assert consents == [rule_id for rule_id, how in by.items() if how is ExtensionBy.CONSENTS]
    approval = ["D18", "D23", "D24", "D38", "D43b"]
    assert approval == [rule_id for rule_id, how in by.items() if how is ExtensionBy.APPROVAL]
    assert law.rule("D20").extension is None
    assert law.rule("D27").fixed


@pytest.mark.parametrize(
    ("pack", "end"), [(None, "2026-05-06"), ("shenzhen", "2026-05-06"), ("ningbo", "2026-05-06")]
)
def test_places_lay_their_rows_over_the_nations(pack: str | None, end: str) -> None:
    """Shenzhen counts thirty days and is strict; Ningbo keeps the month of the nation."""
    root = data("bpmn")
    law = load_law(root, root / "packs" / pack) if pack else load_law(root)
    assert end == law.due("D01", date(2026, 4, 3)).end.isoformat()
    wanted = (30, Unit.DAY, Strength.HARD) if pack == "shenzhen" else (1, Unit.MONTH, Strength.SOFT)
    rule = law.rule("D01")
    assert wanted == (rule.length, rule.unit, rule.strength)
    assert not CHINESE.search(rule.article_en)


def test_an_overlay_changes_only_the_fields_it_names() -> None:
    """A place that shortens a period keeps its other fields, and may add a period of its own."""
    own = '[[period]]\nid = "D03"\nlength = 2\n' + ROW
    periods = parse_periods(
        [PeriodFile(PERIODS.read_text(encoding="utf-8"), "nation"), PeriodFile(own, "place")]
    )
    rules = {rule.id: rule for rule in periods.rules}
    assert rules["D03"].length == 2
    assert rules["D03"].unit is Unit.WORKING_DAY
    assert rules["D03"].title == "一般纠纷受理审查"
    assert rules["X01"].length == 5


def test_an_overlay_may_use_the_plain_id() -> None:
    """A place that writes D08 changes the main row of D08."""
    own = '[[period]]\nid = "D08"\nlength = 24\n'
    periods = parse_periods(
        [PeriodFile(PERIODS.read_text(encoding="utf-8"), "nation"), PeriodFile(own, "place")]
    )
    assert {rule.id: rule.length for rule in periods.rules}["D08a"] == 24


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[[period]\n", "place.toml"),
        ("[[period]]\nlength = 3\n", "needs an id"),
        (ROW + ROW, "written twice"),
        ('[[period]]\nid = "X02"\nlength = 3\n', "X02"),
        (ROW + 'unit = "fortnight"\n', "X01"),
        (ROW + "lenght = 3\n", "lenght"),
        (ROW + '[aliases]\nX = "X99"\n', "X99"),
        ("period = 3\n", "needs an id"),
        ("warn = 3\n" + ROW, "a table was expected"),
    ],
)
def test_a_broken_file_of_periods_names_the_row(text: str, told: str) -> None:
    """A misspelt field, a row twice or an alias to nothing is refused with file and row."""
    with pytest.raises(BrokenPeriodFile) as refused:
        parse_periods([PeriodFile(text, "place.toml")])
    assert told in refused.value.message
    assert "place.toml" in refused.value.zh


def test_a_sites_own_calendar_is_laid_over(tmp_path: Path) -> None:
    """A site that puts a newly published year into its pack gets firm dates in that year."""
    calendars = tmp_path / "law" / "calendars"
    calendars.mkdir(parents=True)
    rest = '[[rest]]\ndate = 2027-01-15\nweekday = "Fri"\nzh = "示例节"\nen = "Sample"\nnotice = "2027"\n'
    notice = 'year = 2027\n[[notices]]\nid = "2027"\ntitle = "示例通知"\n'
    (calendars / "2027.toml").write_text(notice + rest, encoding="utf-8")
    result = load_law(data("bpmn"), tmp_path).due("D20", date(2026, 12, 16))
    assert result.end == date(2027, 1, 18)
    assert not result.provisional
