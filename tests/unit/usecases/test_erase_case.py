"""Erasing a case: only when its retention has ended, only by the security officer, and nothing else breaks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from workflows.bootstrap import bootstrap
from workflows.clock import legal_day
from workflows.config import Settings
from workflows.domain.actor import CONSOLE, Actor
from workflows.domain.case import Case, CaseDocument, CaseStatus, Closing, Party
from workflows.domain.figure import Figure
from workflows.domain.journal import Fact
from workflows.domain.organisation import Membership
from workflows.domain.paper import Paper
from workflows.domain.retention import FOR_EVER, parse_retention, retained
from workflows.errors import (
    BrokenRetentionFile,
    CaseErased,
    CaseStillOpen,
    FileMissing,
    NotAllowed,
    RetentionUnknown,
    StillRetained,
    UnknownCase,
)
from workflows.testing.fake_clock import FakeClock
from workflows.usecases.access import readable_case
from workflows.usecases.app import App
from workflows.usecases.audit.verify_audit import verify_audit
from workflows.usecases.erase_case import erase_case
from workflows.usecases.list_retention import list_retention
from workflows.usecases.report.cases_behind import Wish, cases_behind
from workflows.usecases.report.make_report import Asked

CLOSED = datetime(2026, 2, 28, 2, 0, tzinfo=UTC)
NUMBER = "示例〔2026〕1"
OFFICER = Actor(account_id="s", posts=(Membership(account_id="s", org_id="o", role="security"),))
STRANGER = Actor(account_id="x", posts=(Membership(account_id="x", org_id="elsewhere", role="clerk"),))
CLERK = Actor(account_id="k", posts=(Membership(account_id="k", org_id="o", role="clerk"),))


@dataclass
class Archive:
    """A machine with one closed case in its archive, and the name of its paper."""

    app: App
    clock: FakeClock
    paper: str


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    """A case closed on the last day of February, to be kept for a short time, with a paper and a figure."""
    clock = FakeClock(CLOSED)
    app = bootstrap(Settings(home=tmp_path, database=f"sqlite:///{tmp_path}/hewei.db"), clock=clock)
    app.store.prepare()
    paper = app.files.put(b"paper of the case")
    with app.store.write() as tx:
        tx.cases.add(closed_case())
        tx.papers.put(Paper(id="p", case_id="c", template="agreement", wanted_at=CLOSED, pdf_sha256=paper))
        tx.journal.append("c", 0, [Fact(kind="CaseClosed")], at=CLOSED, actor="k")
        tx.figures.put(figure())
    yield Archive(app, clock, paper)
    app.store.close()


def closed_case(retention: str = "short", status: CaseStatus = CaseStatus.CLOSED) -> Case:
    """Return a closed case with a person in it."""
    return Case(
        id="c",
        number=NUMBER,
        pack="",
        procedure="dispute",
        version="v",
        org_id="o",
        status=status,
        title="示例纠纷",
        document=CaseDocument(
            parties=(Party(id="p1", name="示例甲", phone="13811112222"),),
            closing=Closing(closed_on=legal_day(CLOSED), retention=retention),
        ),
        opened_at=CLOSED - timedelta(days=20),
        closed_at=CLOSED,
    )


def figure() -> Figure:
    """Return the figure by which the case counts in reports."""
    return Figure(
        case_id="c",
        rev=0,
        pack="",
        org_id="o",
        tier="village",
        type="boundary",
        channel="window",
        mediator_id="m",
        is_open=False,
        measures={"received": (date(2026, 2, 8), 1)},
    )


def test_before_its_retention_has_ended_no_case_is_erased(archive: Archive) -> None:
    """On the last day of the ten years it is refused with the article; a day later it is done."""
    archive.clock.move_to(datetime(2036, 2, 28, 3, 0, tzinfo=UTC))
    with pytest.raises(StillRetained, match="until 2036-02-28") as refused:
        erase_case(archive.app, OFFICER, NUMBER, paper="销毁〔2036〕1")
    assert "国家档案局令第8号" in refused.value.zh
    archive.clock.move_to(datetime(2036, 2, 28, 17, 0, tzinfo=UTC))
    assert erase_case(archive.app, OFFICER, NUMBER, paper="销毁〔2036〕1").erased_at is not None


def test_an_erased_case_is_gone_but_counts_and_verifies(archive: Archive) -> None:
    """Its page says that it was erased, its paper is off the disk; figures, journal and audit stand."""
    app = archive.app
    archive.clock.move_to(CLOSED + timedelta(days=4000))
    erase_case(app, OFFICER, NUMBER, paper="销毁〔2037〕1")
    with pytest.raises(FileMissing):
        app.files.get(archive.paper)
    with app.store.read() as tx:
        with pytest.raises(CaseErased):
            readable_case(tx, Actor(account_id="x", system=True), "c")
        sums = tx.figures.sums(date(2026, 1, 1), date(2026, 12, 31), pack="")
        assert sums == {"": {"received": 1}}
        assert [entry.fact.kind for entry in tx.journal.of_case("c")] == ["CaseClosed"]
    assert verify_audit(app).holds
    with pytest.raises(CaseErased):
        erase_case(app, OFFICER, NUMBER, paper="again")


def test_an_erased_case_stands_behind_its_number_by_its_own_number_alone(archive: Archive) -> None:
    """A report's number leads to it still; title and people are gone."""
    number = "示例〔2026〕2"
    with archive.app.store.write() as tx:
        tx.cases.add(closed_case().model_copy(update={"id": "c2", "number": number, "pack": "yunyang"}))
        tx.figures.put(replace(figure(), case_id="c2", pack="yunyang"))
    archive.clock.move_to(CLOSED + timedelta(days=4000))
    erase_case(archive.app, OFFICER, number, paper="销毁〔2037〕2")
    whole = Asked(name="type", since=date(2026, 1, 1), until=date(2026, 12, 31), pack="yunyang")
    (found,) = cases_behind(archive.app, CONSOLE, whole, Wish(indicator="received")).found.cases
    assert (found.case.number, found.case.title, found.case.document.parties) == (number, "", ())


def test_the_files_that_need_no_longer_be_kept_are_listed_until_they_are_erased(archive: Archive) -> None:
    """期满案卷：期满次日列出，写明期限和依据；未填保管期限的另列；永久和未到期的不列；销毁后不再列。"""
    with archive.app.store.write() as tx:
        for name, kind in (("d", "long"), ("e", "permanent"), ("f", "")):
            tx.cases.add(closed_case(kind).model_copy(update={"id": name, "number": f"示例〔2026〕{name}"}))
    archive.clock.move_to(datetime(2036, 2, 28, 3, 0, tzinfo=UTC))
    assert list_retention(archive.app, OFFICER).ended == ()
    archive.clock.move_to(datetime(2036, 2, 28, 17, 0, tzinfo=UTC))
    seen = list_retention(archive.app, OFFICER)
    assert [(each.number, each.kept_until) for each in seen.ended] == [(NUMBER, date(2036, 2, 28))]
    assert "国家档案局令第8号" in seen.ended[0].rule.article  # type: ignore[union-attr]
    assert [each.case_id for each in seen.unclassed] == ["f"]
    assert list_retention(archive.app, CLERK).ended == seen.ended
    assert list_retention(archive.app, STRANGER).looked_through == 0
    erase_case(archive.app, OFFICER, NUMBER, paper="销毁〔2036〕1")
    assert list_retention(archive.app, OFFICER).ended == ()


def test_only_the_security_officer_erases(archive: Archive) -> None:
    """Whoever opens cases cannot erase them, and an unknown number is no case."""
    with pytest.raises(NotAllowed):
        erase_case(archive.app, CLERK, NUMBER, paper="x")
    with pytest.raises(UnknownCase):
        erase_case(archive.app, OFFICER, "none", paper="x")


@pytest.mark.parametrize(
    ("case", "refusal"),
    [
        (closed_case(status=CaseStatus.OPEN), CaseStillOpen),
        (closed_case("permanent"), StillRetained),
        (closed_case(""), RetentionUnknown),
    ],
)
def test_what_may_never_be_erased(archive: Archive, case: Case, refusal: type[Exception]) -> None:
    """An open case, one kept for ever, and one filed without a class of retention are refused."""
    other = case.model_copy(update={"id": "d", "number": "示例〔2026〕2"})
    with archive.app.store.write() as tx:
        tx.cases.add(other)
    archive.clock.move_to(CLOSED + timedelta(days=36_500))
    with pytest.raises(refusal):
        erase_case(archive.app, OFFICER, other.number, paper="x")


RULES = """
[[retention]]
class = "short"
years = {years}
article = "示例条"
article_en = "sample article"
source = "示例"
in_force_from = 2020-01-01
in_force_to = 2029-12-31
"""


def test_the_rule_in_force_on_the_day_of_closing_counts() -> None:
    """A later rule, such as a place's own, goes before; a leap day ends on the last of February; 0 is for ever."""
    nation, place = (parse_retention(RULES.format(years=years), "x") for years in (3, 5))
    assert retained(nation + place, "short", date(2024, 2, 29)).until == date(2029, 2, 28)
    assert retained(parse_retention(RULES.format(years=0), "x"), "short", date(2024, 2, 29)).until == FOR_EVER
    with pytest.raises(RetentionUnknown):
        retained(nation, "short", date(2030, 1, 1))


@pytest.mark.parametrize("text", ["[[", '[[retention]]\nclass = "short"'])
def test_a_broken_file_of_retention_is_named(text: str) -> None:
    """A row without its article is not guessed."""
    with pytest.raises(BrokenRetentionFile, match=r"law/retention\.toml"):
        parse_retention(text, "law/retention.toml")
