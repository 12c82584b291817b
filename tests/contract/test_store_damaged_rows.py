"""One row that cannot be read is set aside and told to administrators once; everything else goes on."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import psycopg
import pytest

from tasks.errands import Round, run_errands
from tests.contract.conftest import DATABASES, prepared_url
from tests.contract.samples import an_errand
from tests.unit.engine.drawn import boundary, end, event, flow, node, start, timer
from tests.unit.usecases.counter import Counter, counter, person, step
from workflows.domain.actor import CONSOLE
from workflows.domain.outbox import Errand, Incident
from workflows.errors import CannotRetry, RecordSealBroken
from workflows.store.opening import open_store
from workflows.usecases.deliver_messages import deliver_messages, receive_message
from workflows.usecases.identity.accounts import close_account
from workflows.usecases.notices.choose_notices import choose_notices, show_notices
from workflows.usecases.notices.note_notices import note_notices, something_happened
from workflows.usecases.record_delivery import record_failed_errand
from workflows.usecases.resolve_incident import (
    list_incidents,
    resolve_incident,
    retry_incident,
    skip_incident,
)
from workflows.usecases.search_cases import search_cases
from workflows.usecases.show_case import show_case
from workflows.usecases.sweep_deadlines import sweep_deadlines
from workflows.usecases.take_item import take_item
from workflows.usecases.urge_item import urge_item

ROOTS = '<message id="M" name="letter"/>'
DRAWN = (
    start(), step("a"), boundary("t", "a", timer("timeDuration", "P7D")),
    node("intermediateCatchEvent", "w", event("message", "M")), step("b"), end(),
    flow("start", "a", "w", "b", "end"), flow("t", "b"),
)  # fmt: skip
FACT = "UPDATE journal SET {} WHERE case_id = '{}' AND kind = 'TaskUrged'"
TIMER = "UPDATE timers SET kind = '{}' WHERE case_id = '{}' AND kind = '{}'"
KEY = "UPDATE case_keys SET wrapped = substr(wrapped, 1, 40) WHERE case_id = '{}'"
BODY = (
    "UPDATE case_revisions SET body = substr(body, 2) WHERE case_id = '{0}' "
    "AND rev = (SELECT rev FROM cases WHERE id = '{0}')"
)
HARM_TO_A_FACT = {
    "no JSON": "data = '{\"reas'",
    "no object": "data = '[7]'",
    "sealed for something else": 'data = \'{"sealed":"cAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"}\'',
    "another kind": "kind = 'TaskUrgent'",
    "a time that never comes": "at = 9000000000000000000",
}


@dataclass
class Place:
    """A machine on a database with three cases alike, and what runs a statement on its rows past all seals."""

    first: Counter
    others: tuple[Counter, Counter]
    run: Callable[[str], None]

    @property
    def told(self) -> list[Incident]:
        """The open incidents."""
        return list(list_incidents(self.first.app, CONSOLE))

    def the_incident(self) -> Incident:
        """The one open incident, which tells of damage."""
        (incident,) = self.told
        assert incident.kind == "record-damaged"
        return incident


@pytest.fixture(params=DATABASES)
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Place]:
    """Three cases on a database of each kind."""
    url = prepared_url(request.param, tmp_path, request)

    def run(statement: str) -> None:
        if request.param == "sqlite":
            with sqlite3.connect(url.removeprefix("sqlite:///")) as file:
                guards = "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'journal'"
                for (guard,) in file.execute(guards).fetchall():
                    file.execute(f"DROP TRIGGER {guard}")
                changed = file.execute(statement).rowcount
        else:
            with psycopg.connect(url) as owner:
                owner.execute("SET session_replication_role = replica")
                changed = owner.execute(statement.encode()).rowcount
        assert changed == 1, statement

    store = open_store(url)
    store.prepare()
    with counter(*DRAWN, roots=ROOTS, store=store) as at:
        others = (Counter(at.app, at.clock).opened(), Counter(at.app, at.clock).opened())
        yield Place(at, others, run)


def urged(at: Counter) -> None:
    """Let the mediator be urged, with a reason that is sealed."""
    item = at.item("a")
    if not item.assignee:
        take_item(at.app, person("med"), item.id)
    urge_item(at.app, person("chair"), item.id, reason="请抓紧（示例）")


@pytest.mark.parametrize("harm", HARM_TO_A_FACT)
def test_a_damaged_fact_stops_nobodys_notices(place: Place, harm: str) -> None:
    """事实记录损坏一条：其余案件、同案其后的通知照常；管理员收到一张故障单，看过多少次都是一张。"""
    at, (other, third) = place.first, place.others
    choose_notices(at.app, person("med"), {"email": "sample@example.org"}, {}, "soon")
    note_notices(at.app)
    for each in (at, other, third):
        urged(each)
    place.run(FACT.format(HARM_TO_A_FACT[harm], at.case_id))
    urged(at)
    note_notices(at.app)
    note_notices(at.app)
    with at.app.store.read() as tx:
        told = [each.case_id for each in tx.notices.of_account("med") if each.event == "urged"]
    assert sorted(told) == sorted([at.case_id, other.case_id, third.case_id])
    assert (place.the_incident().case_id, something_happened(at.app)) == (at.case_id, False)


def test_the_page_of_a_case_says_which_entry_of_its_history_is_damaged(place: Place) -> None:
    """案件页照常打开，损坏的一条在经过中注明；要凭经过作决定的仍报出错误；故障单关闭后不再重开。"""
    at = place.first
    urged(at)
    place.run(FACT.format(HARM_TO_A_FACT["no JSON"], at.case_id))
    for _ in range(2):
        kinds = [line.kind for line in show_case(at.app, person("med"), at.case_id).history]
        assert kinds.count("RecordDamaged") == 1
        assert "CaseOpened" in kinds
    with at.app.store.read() as tx, pytest.raises(RecordSealBroken, match="fact "):
        tx.journal.of_case(at.case_id)
    incident = place.the_incident()
    with pytest.raises(CannotRetry):
        retry_incident(at.app, CONSOLE, incident.id)
    closed = resolve_incident(at.app, CONSOLE, incident.id, note="已核对原卷")
    assert closed.outcome == "set-aside"
    show_case(at.app, person("med"), at.case_id)
    assert place.told == []


def test_a_damaged_message_lets_the_others_through_and_comes_after_its_repair(place: Place) -> None:
    """消息损坏一条：其余照常送达；修好后重试，送达一次；关闭不修的，不再送达。"""
    at, (other, third) = place.first, place.others
    for number in (1, 2, 3):
        receive_message(at.app, "letter", {"n": number}, message_id=f"m{number}")
        at.clock.move_by(timedelta(seconds=1))
    place.run("UPDATE messages SET payload = 'x' || payload WHERE id = 'm1'")
    for each in (at, other, third):
        each.do("a")
    deliver_messages(at.app)
    assert sorted(str(each.open) for each in (at, other, third)) == ["['b']", "['b']", "[]"]
    incident = place.the_incident()
    retry_incident(at.app, CONSOLE, incident.id)
    assert place.the_incident().id == incident.id
    place.run("UPDATE messages SET payload = substr(payload, 2) WHERE id = 'm1'")
    retry_incident(at.app, CONSOLE, incident.id)
    assert [each.open for each in (at, other, third)] == [["b"]] * 3
    assert place.told == []


def test_a_damaged_errand_is_stuck_and_the_others_run(place: Place) -> None:
    """外办事务损坏一条：其余照常办理；损坏的停住，等管理员重试或跳过，不再自己重来。"""
    at = place.first
    with at.app.store.write() as tx:
        for name in ("e1", "e2", "e3"):
            tx.outbox.put(an_errand(name, case_id=at.case_id, run_at=at.clock.now()))
    place.run("UPDATE outbox SET payload = '{\"paper' WHERE id = 'e2'")
    ran: list[str] = []

    def put_off(errand: Errand, error: str, retry_at: object, _: Exception) -> None:
        raise AssertionError(error)

    def look() -> list[str]:
        found = Round(["send"], 10, timedelta(minutes=2))
        return [
            e.id for e, _ in run_errands(at.app, "test", found, lambda e: ran.append(e.id), put_off).failed
        ]

    assert (look(), ran) == (["e2"], ["e1", "e3"])
    assert (look(), ran) == ([], ["e1", "e3"])
    incident = place.the_incident()
    retry_incident(at.app, CONSOLE, incident.id)
    assert (look(), len(place.told)) == (["e2"], 1)
    skip_incident(at.app, CONSOLE, incident.id, note="已当面送达")
    assert (look(), place.told) == ([], [])


def test_a_damaged_deadline_keeps_no_other_from_ending(place: Place) -> None:
    """期限记录损坏一条：其余案件到期照常推进；损坏的停住并登记一张故障单，修好后重试照常到期。"""
    at, (other, third) = place.first, place.others
    place.run(TIMER.format("engin", at.case_id, "engine"))
    at.clock.move_by(timedelta(days=8))
    swept = sweep_deadlines(at.app, owner="test")
    assert [each.open for each in (at, other, third)] == [["a"], ["b"], ["b"]]
    assert [each.case_id for each, _ in swept.failed] == [at.case_id]
    assert sweep_deadlines(at.app, owner="test").seen == 0
    incident = place.the_incident()
    place.run(TIMER.format("engine", at.case_id, "engin"))
    retry_incident(at.app, CONSOLE, incident.id)
    sweep_deadlines(at.app, owner="test")
    assert (at.open, place.told) == (["b"], [])


def test_damaged_wishes_of_one_person_stop_no_other_persons_notices(place: Place) -> None:
    """一人的通知设置损坏：别人的通知照常；登记一张故障单；本人可以重新设置。"""
    at = place.first
    take_item(at.app, person("med"), at.item("a").id)
    for name in ("med", "med-2"):
        choose_notices(at.app, person(name), {"email": f"{name}@example.org"}, {}, "soon")
    note_notices(at.app)
    place.run("UPDATE notice_wishes SET data = '{' WHERE account_id = 'med'")
    urged(at)
    (other, _) = place.others
    take_item(at.app, person("med-2"), other.item("a").id)
    urged(other)
    note_notices(at.app)
    with at.app.store.read() as tx:
        assert [each.case_id for each in tx.notices.of_account("med-2")] == [other.case_id]
    resolve_incident(at.app, CONSOLE, place.the_incident().id, note="请本人重新设置")
    assert show_notices(at.app, person("med")).wishes.addresses == {}
    choose_notices(at.app, person("med"), {"email": "med@example.org"}, {}, "soon")
    urged(at)
    note_notices(at.app)
    with at.app.store.read() as tx:
        assert [each.event for each in tx.notices.of_account("med")] == ["urged"]


def test_what_is_known_to_be_damaged_can_be_closed_and_is_told_again_only_when_it_differs(
    place: Place,
) -> None:
    """记录损坏的故障单，处理过即可关闭，不必等恢复；同一损坏不再报；换了别处损坏，再报一张。"""
    at = place.first
    place.run(BODY.format(at.case_id))
    search_cases(at.app, person("desk"))
    closed = resolve_incident(at.app, CONSOLE, place.the_incident().id, note="等待恢复", key="k1")
    assert resolve_incident(at.app, CONSOLE, closed.id, note="等待恢复", key="k1") == closed
    assert (closed.outcome, closed.note) == ("set-aside", "等待恢复")
    search_cases(at.app, person("desk"))
    assert place.told == []
    place.run(KEY.format(at.case_id))
    search_cases(at.app, person("desk"))
    assert place.the_incident().id == closed.id


def test_an_account_can_be_closed_although_one_of_its_cases_is_damaged(place: Place) -> None:
    """账号停用：所办案件有一件损坏，其全部待办仍退回岗位，并写入各案经过。"""
    at, (other, _) = place.first, place.others
    for each in (at, other):
        take_item(each.app, person("med"), each.item("a").id)
    place.run(BODY.format(at.case_id))
    close_account(at.app, CONSOLE, "med")
    for each in (at, other):
        assert each.item("a").assignee == ""
        assert [data["for"] for *_, data in each.facts("TaskGivenBack")] == ["med"]


def test_bytes_that_are_no_text_damage_one_row_only(tmp_path: Path, prepared_file: Path) -> None:
    """SQLite 不检查文字的字节：一行中有坏字节，只损坏这一行，其余照常取出，错误中不带其内容。"""
    file = tmp_path / "hewei.db"
    file.write_bytes(prepared_file.read_bytes())
    with counter(*DRAWN, roots=ROOTS, store=open_store(f"sqlite:///{file}")) as at:
        with at.app.store.write() as tx:
            for name in ("e1", "e2"):
                tx.outbox.put(an_errand(name, case_id=at.case_id, run_at=at.clock.now()))
        with sqlite3.connect(file) as rows:
            broken = rows.execute("UPDATE outbox SET payload = CAST(x'7b22ff22' AS TEXT) WHERE id = 'e1'")
            assert broken.rowcount == 1
        ran: list[str] = []
        found = Round(["send"], 10, timedelta(minutes=2))

        def put_off(errand: Errand, error: str, retry_at: object, _: Exception) -> None:
            record_failed_errand(at.app, errand, error, retry_at=at.clock.now())

        run_errands(at.app, "test", found, lambda errand: ran.append(errand.id), put_off)
        assert ran == ["e2"]
        (incident,) = list_incidents(at.app, CONSOLE)
        assert (incident.kind, incident.subject) == ("record-damaged", "errand:e1")
