"""Nothing personal leaves its place: four marks are planted in a case, and looked for everywhere else.

The case is lived to its end with papers, warnings and an incident, Prefect shows the work, pages are read and searched.
Then engine state, Prefect's database, logs, errands and everything else that is written is read again.
"""

from __future__ import annotations

import asyncio
import logging
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import httpx
import orjson
import pytest
import zstandard

from tests.acceptance.served.installation import Host
from tests.integration.prefect_processes import wait_until
from tests.integration.watched_cases import open_missed_cases, papers, still_due
from workflows.bootstrap import bootstrap
from workflows.config import Settings
from workflows.domain.actor import Actor
from workflows.domain.paper import PaperStatus
from workflows.errors import StepFailed
from workflows.errors.trace import QuietFormatter
from workflows.store.opening import open_store
from workflows.testing.fake_clock import FakeClock
from workflows.testing.player import morning, play
from workflows.testing.scenario import read_scenario
from workflows.usecases.app import App
from workflows.usecases.guard import incidents
from workflows.usecases.show_case import show_case
from workflows.usecases.show_status import health
from workflows.web.app import create_app

pytestmark = pytest.mark.slow
SCENARIO = Path(__file__).resolve().parents[3] / "bpmn/procedures/dispute/scenarios/h4-one-furrow.yaml"
NAME, NUMBER, PHONE, TALK = "麒麟标记甲", "50023519790213777X", "13977770213", "标记谈话内容青石板"
MARKS = (NAME, NUMBER, PHONE, TALK)
SEALED = (NUMBER, PHONE, TALK)
"""What stands nowhere in the clear, not in the database either; names can be searched for."""


@dataclass(frozen=True)
class Lived:
    """A case that was lived to its end, and the installation in which it was."""

    settings: Settings
    app: App
    case_id: str
    logged: str


def marked() -> str:
    """Return the scenario with the marks planted in it: a name, a number, a telephone and what was said."""
    text = SCENARIO.read_text("utf-8").replace("赵春生", NAME)
    person = f"{{role: applicant, kind: person, name: {NAME}（示例）, id_number: {NUMBER}, phone: '{PHONE}', "
    text = text.replace(f"{{role: applicant, kind: person, name: {NAME}（示例）, ", person)
    return text.replace("minutes: 当着两家的面拉线", f"minutes: {TALK}，当着两家的面拉线")


@pytest.fixture(scope="module")
def lived(host: Host, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lived]:
    """A marked case, lived to its end beside one whose deadlines are missed, printed by the runner under Prefect."""
    settings = replace(host.installation().settings, sample=True)
    app = bootstrap(settings)
    wait_until(lambda: health(app).prefect, "Prefect has joined")
    log = tmp_path_factory.mktemp("marked") / "asked.log"
    listener = logging.StreamHandler(path := log.open("w", encoding="utf-8"))
    listener.setFormatter(QuietFormatter())
    listener.addFilter(
        lambda record: not record.name.startswith("http")
    )  # what the asking program says itself
    logging.getLogger().addHandler(listener)
    logging.getLogger().setLevel(logging.DEBUG)
    late = open_missed_cases(settings, 1)
    clock = FakeClock(morning(read_scenario(marked()).opened))
    past = bootstrap(settings, clock=clock, store=open_store(settings.database))
    played = play(past, clock, read_scenario(marked()))
    assert played.failed == []
    assert played.case is not None
    past.store.close()
    ids = [played.case.id, *late]
    wait_until(lambda: set(papers(app, ids)) == {PaperStatus.MADE}, "the papers were made")
    wait_until(lambda: not still_due(app), "the deadlines fired")
    break_something(app, played.case.id)
    look_around(app, played.case.id)
    logging.getLogger().removeHandler(listener)
    path.close()
    yield Lived(settings, app, played.case.id, log.read_text("utf-8"))
    app.store.close()


def break_something(app: App, case_id: str) -> None:
    """Open an incident by a fault whose message quotes the marks, as those of other programs do."""
    with pytest.raises(StepFailed), incidents(app, case_id, "step"):
        raise ValueError(" ".join(MARKS))


def look_around(app: App, case_id: str) -> None:
    """Ask the web for the case, and for the marks, as a stranger and as a program would."""
    assert (
        show_case(app, Actor(account_id="system:test", system=True), case_id).parties[0].name.startswith(NAME)
    )
    asyncio.run(_ask(app, (f"/cases?text={NAME}", f"/cases/{case_id}", f"/api/cases?text={PHONE}")))


async def _ask(app: App, addresses: tuple[str, ...]) -> None:
    transport = httpx.ASGITransport(app=create_app(app), raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://desk.test") as browser:
        for address in addresses:
            assert (await browser.get(address)).status_code < 500


def found(text: str | bytes, marks: tuple[str, ...] = MARKS) -> list[str]:
    """Return which marks stand in *text*, also as JSON spells them."""
    raw = text.encode() if isinstance(text, str) else text
    return [
        mark
        for mark in marks
        if mark.encode() in raw or orjson.dumps(mark)[1:-1] in raw or _escaped(mark) in raw
    ]


def _escaped(mark: str) -> bytes:
    return mark.encode("unicode_escape")


def test_the_marks_were_planted(lived: Lived) -> None:
    """The case itself knows all four, so that a search that finds nothing proves something."""
    with lived.app.store.read() as tx:
        case = tx.cases.get(lived.case_id)
    assert case is not None
    assert case.status.value == "closed"
    assert found(case.document.model_dump_json()) == list(MARKS)


def test_the_engine_knows_no_person(lived: Lived) -> None:
    """No state of any revision holds a mark: the engine keeps routing facts only."""
    with lived.app.store.read() as tx:
        revisions = [tx.cases.revision(lived.case_id, each.rev) for each in tx.cases.history(lived.case_id)]
    states = [each.state for each in revisions if each is not None and each.state]
    assert len(states) > 5
    opened = [
        zstandard.ZstdDecompressor().decompress(_blob(state), max_output_size=1 << 26) for state in states
    ]
    assert [found(state) for state in opened] == [[] for _ in states]


def _blob(state: bytes) -> bytes:
    return state[state.index(b"\x28\xb5\x2f\xfd") :]


def test_errands_dates_and_incidents_name_no_person(lived: Lived) -> None:
    """What waits for outside, what is due and what broke tells ids only; so does every other table but the search."""
    with sqlite3.connect(lived.settings.home / "hewei.db") as raw:
        names = [row[0] for row in raw.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        told = {
            name: found(repr(raw.execute(f"SELECT * FROM {name}").fetchall()))  # noqa: S608 - names of our tables
            for name in names
            if not name.startswith(("case_search", "case_trigrams", "case_bigrams"))
        }
    raw.close()
    assert {"outbox", "incidents", "timers", "work_items", "journal", "audit", "papers"} <= told.keys()
    assert {name: marks for name, marks in told.items() if marks} == {}


def test_the_database_file_holds_no_number_no_telephone_and_no_talk(lived: Lived) -> None:
    """Byte by byte, the write-ahead log included."""
    raw = b"".join(path.read_bytes() for path in lived.settings.home.glob("hewei.db*"))
    assert found(raw, SEALED) == []


def test_prefect_knows_no_person(lived: Lived) -> None:
    """Parameters, artifacts, logs and states in Prefect's own database hold no mark."""
    files = [path for path in lived.settings.home.rglob("*") if path.is_file() and "prefect" in str(path)]
    assert any(path.suffix == ".db" for path in files)
    assert {path.name: found(path.read_bytes()) for path in files if found(path.read_bytes())} == {}


def test_no_log_names_a_person(lived: Lived) -> None:
    """Neither the web's log with its addresses, nor the runner's, nor Prefect's; an exception tells where alone."""
    logs = {path.name: path.read_text("utf-8", "replace") for path in lived.settings.home.rglob("*.log")}
    assert {"web.log", "runner.log", "prefect.log"} <= logs.keys()
    assert "/cases" in lived.logged
    assert {name: found(text) for name, text in logs.items() if found(text)} == {}
    assert found(lived.logged) == []


def test_papers_on_disk_are_sealed(lived: Lived) -> None:
    """The papers of the case are made, and no file holds a mark or begins like a paper."""
    files = [path.read_bytes() for path in (lived.settings.home / "files").rglob("*") if path.is_file()]
    assert len(files) > 5
    assert [found(content) for content in files if found(content)] == []
    assert [content[:4] for content in files if content[:4] in (b"%PDF", b"PK\x03\x04")] == []
