"""A pack is checked row by row before it is loaded; a bad one changes nothing, a new one needs no code."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from workflows.bootstrap import bootstrap
from workflows.config import Settings
from workflows.domain.finding import Finding
from workflows.errors import BrokenPack, HeweiError, LetterNotTaken, PackNotMade
from workflows.store.opening import open_store
from workflows.testing.fake_clock import FakeClock
from workflows.testing.player import play
from workflows.testing.scenario import read_scenario
from workflows.testing.stage import DAWN
from workflows.usecases.app import App
from workflows.usecases.check_pack import check_pack
from workflows.usecases.load_pack import load_pack
from workflows.usecases.new_pack import new_pack
from workflows.usecases.take_letter import take_letter

pytestmark = pytest.mark.slow


@pytest.fixture
def clock() -> FakeClock:
    """A clock that can be pushed."""
    return FakeClock(DAWN)


@pytest.fixture
def app(tmp_path: Path, clock: FakeClock) -> Iterator[App]:
    """A machine in memory whose own packs lie in a folder of the test."""
    settings = Settings(home=tmp_path, database="memory:", sample=True)
    machine = bootstrap(settings, clock=clock, store=open_store("memory:"))
    yield machine
    machine.store.close()


@pytest.fixture
def folder(app: App) -> Path:
    """A new pack, pinghe."""
    return new_pack(app.settings.packs, "pinghe", "平和县")


def spoil(file: Path, old: str, new: str) -> None:
    """Write *new* where *old* stood."""
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")


def places(found: list[Finding]) -> set[tuple[str, int, str]]:
    """Return file, line and rule of each finding."""
    return {(each.file.rpartition("pinghe/")[2], each.line, each.rule) for each in found}


def test_a_new_pack_is_whole_and_starts(app: App, clock: FakeClock, folder: Path) -> None:
    """新建的辖区包不写一行代码就能核对通过、装入、演练。"""
    assert check_pack(app, folder) == []
    assert load_pack(app, "pinghe") == {"organisations": 6, "accounts": 12, "mediators": 1}
    scenario = read_scenario((folder / "scenarios" / "first-case.yaml").read_bytes())
    assert play(app, clock, scenario).failed == []


def test_an_id_is_taken_once(app: App, folder: Path) -> None:
    """同名的辖区包不能再建。"""
    with pytest.raises(PackNotMade):
        new_pack(app.settings.packs, folder.name, "平和县")


BODIES = "organisations.csv"
VILLAGE = "pinghe-village,village_station,village,"
BAD = {
    "a station with no parent": (BODIES, f"{VILLAGE}pinghe-town", VILLAGE, 4, "pack-orphan"),
    "an unknown parent": (
        "organisations.csv",
        "village,pinghe-town",
        "village,pinghe-nowhere",
        4,
        "pack-parent",
    ),
    "parents in a circle": (
        "organisations.csv",
        "county_centre,county,",
        "county_centre,county,pinghe-town",
        2,
        "pack-loop",
    ),
    "a village without township": (
        "organisations.csv",
        "village,pinghe-town",
        "village,pinghe-centre",
        4,
        "pack-village-township",
    ),
    "an id twice": (BODIES, "pinghe-police,police", "pinghe-court,police", 6, "pack-id"),
    "an unknown kind": (
        "organisations.csv",
        "pinghe-dept,department",
        "pinghe-dept,ministry",
        7,
        "pack-kind",
    ),
    "an unknown role": ("people.csv", "mediator@pinghe-village", "wizard@pinghe-village", 6, "pack-role"),
    "an unknown body": ("people.csv", "judge@pinghe-court", "judge@elsewhere", 8, "pack-post"),
    "a mediator under age": ("mediators.csv", "1980-01-01", "2010-01-01", 2, "mediator-age"),
    "no day": ("mediators.csv", "1980-01-01", "1980-13-01", 2, "mediator-day"),
    "no account": ("mediators.csv", "pinghe:pinghe-med,", "pinghe:nobody,", 2, "mediator-account"),
    "an unknown procedure": ("pack.toml", '"dispute"', '"quarrel"', 6, "pack-procedure"),
    "a number without a sequence": ("pack.toml", "{seq:06d}", "{number}", 12, "pack-numbering"),
    "no TOML": ("pack.toml", "title =", "title", 1, "pack-toml"),
}


@pytest.mark.parametrize(("file", "old", "new", "line", "rule"), BAD.values(), ids=list(BAD))
def test_a_bad_row_is_named_and_nothing_is_loaded(
    app: App, folder: Path, file: str, old: str, new: str, line: int, rule: str
) -> None:
    """孤立的站、层级成环、村没有乡镇、不满十八岁的调解员等:说明文件、行、改法,不装入。"""
    spoil(folder / file, old, new)
    found = check_pack(app, folder)
    assert (file, line, rule) in places(found)
    assert all(each.zh and each.message and each.remedy and each.remedy_zh for each in found)
    with pytest.raises(HeweiError):
        load_pack(app, "pinghe")
    with app.store.read() as tx:
        assert tx.directory.organisations(pack="pinghe") == []


def test_two_periods_with_one_id_are_refused(app: App, folder: Path) -> None:
    """同一编号写了两条期间:说明在第几行,不装入。"""
    (folder / "law" / "periods.toml").write_text(
        '[[period]]\nid = "D03"\nlength = 3\n\n[[period]]\nid = "D03"\nlength = 5\n', "utf-8"
    )
    assert places(check_pack(app, folder)) == {("law/periods.toml", 6, "pack-law")}
    with pytest.raises(BrokenPack):
        load_pack(app, "pinghe")


def test_a_row_that_can_never_answer_is_refused(app: App, folder: Path) -> None:
    """决策表中永远轮不到的一行:说明文件、行,不发布。"""
    stock = Path(str(app.catalogue.root)) / "procedures" / "triage" / "time-rule.dmn"
    own = folder / "procedures" / "triage"
    own.mkdir(parents=True)
    shutil.copy(stock, own)
    spoil(
        own / "time-rule.dmn",
        '<inputEntry id="time-rule_8_i4"><text>"labour"</text>',
        '<inputEntry id="time-rule_8_i4"><text></text>',
    )
    found = [each for each in check_pack(app, folder) if each.severity == "error"]
    assert {each.file.rpartition("pinghe/")[2] for each in found} == {"procedures/triage/time-rule.dmn"}
    with pytest.raises(HeweiError):
        load_pack(app, "pinghe")
    with app.store.read() as tx:
        assert (
            tx.directory.organisations(pack="pinghe"),
            tx.procedures.newest("dispute", pack="pinghe"),
        ) == ([], None)


def test_what_ran_before_keeps_running(app: App, clock: FakeClock, folder: Path) -> None:
    """改坏的辖区包装不进去,原来装入的照常办案。"""
    load_pack(app, "pinghe")
    spoil(folder / "organisations.csv", "village,pinghe-town", "village,pinghe-nowhere")
    again = replace(app, catalogue=bootstrap(app.settings, store=app.store).catalogue)
    with pytest.raises(BrokenPack):
        load_pack(again, "pinghe")
    scenario = read_scenario((folder / "scenarios" / "first-case.yaml").read_bytes())
    assert play(app, clock, scenario).failed == []


def test_a_pack_lays_over_law_calendar_tables_letters_and_numbers(
    app: App, clock: FakeClock, folder: Path
) -> None:
    """辖区包可以盖住期间、放假安排（多放一天假，期限晚一天）、决策表、文书和编号。"""
    stock = Path(str(app.catalogue.root))
    (folder / "law" / "periods.toml").write_text('[[period]]\nid = "D03"\nlength = 5\n', "utf-8")
    calendars = folder / "law" / "calendars"
    calendars.mkdir()
    year = (stock / "law" / "calendars" / "2026.toml").read_text("utf-8")
    local = '[[rest]]\ndate = 2026-03-03\nweekday = "Tue"\nzh = "示例"\nen = "Sample"\nnotice = "2026"\n'
    (calendars / "2026.toml").write_text(f"{year}\n{local}", "utf-8")
    own = folder / "procedures" / "triage"
    own.mkdir(parents=True)
    shutil.copy(stock / "procedures" / "triage" / "time-rule.dmn", own)
    spoil(
        own / "time-rule.dmn",
        '<outputEntry id="time-rule_9_o1"><text>"D01"',
        '<outputEntry id="time-rule_9_o1"><text>"D02"',
    )
    letter = folder / "templates" / "rights-notice"
    letter.mkdir(parents=True)
    shutil.copy(stock.parent / "templates" / "rights-notice" / "body.html.j2", letter)
    body = letter / "body.html.j2"
    body.write_text(body.read_text("utf-8") + "<p>平和县专用</p>", "utf-8")
    assert check_pack(app, folder) == []
    load_pack(app, "pinghe")
    assert app.law("pinghe").due("D03", date(2026, 3, 2)).end == date(2026, 3, 10)
    assert (
        app.catalogue.procedure("triage", "pinghe").files["triage/time-rule.dmn"]
        == (own / "time-rule.dmn").read_bytes()
    )
    templates = app.shipped_templates("pinghe")
    sample = templates.sample("rights-notice")
    assert "平和县专用" in templates.render("rights-notice", sample.case, sample.paper).html
    number = app.catalogue.pack("pinghe").number("agreement", year=2026, seq=7, short="镇")
    assert number == "（2026）平镇民调字第7号"


def test_a_login_that_somebody_has_is_named(app: App, folder: Path) -> None:
    """两个辖区用了同一个登录名：说明是哪一行，不装入。"""
    other = new_pack(app.settings.packs, "hexi", "河西县")
    spoil(other / "people.csv", "hexi-desk,", "pinghe-desk,")
    load_pack(app, folder.name)
    with pytest.raises(BrokenPack, match=r"people.csv, line 2: the login pinghe-desk"):
        load_pack(app, "hexi")


def test_a_letter_is_taken_once_and_only_into_an_own_pack(app: App, folder: Path) -> None:
    """文书只能取用一次，也只能取到自建的辖区包里。"""
    take_letter(app, folder.name, "rights-notice")
    for pack in (folder.name, "yunyang"):
        with pytest.raises(LetterNotTaken):
            take_letter(app, pack, "rights-notice")


@pytest.mark.parametrize("words", ["{{ case.claims.title }}", "{% if %}"])
def test_a_letter_that_cannot_be_printed_is_found_before(app: App, folder: Path, words: str) -> None:
    """文书写错了字段或者标签：核对时指出文件和行，不装入。"""
    body = take_letter(app, folder.name, "refusal") / "body.html.j2"
    body.write_text(body.read_text("utf-8") + words, "utf-8")
    lines = len(body.read_text("utf-8").splitlines())
    assert places(check_pack(app, folder)) == {("templates/refusal/body.html.j2", lines, "pack-letter")}
    with pytest.raises(BrokenPack):
        load_pack(app, folder.name)
