"""The sweep: what was missed fires in the order of the law, a bad case stops nobody, and a person can help it on."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import fields, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from tests.unit.usecases.missed_case import VILLAGE, open_case, open_machine
from workflows.domain.actor import Actor
from workflows.domain.law import Law
from workflows.domain.organisation import Membership
from workflows.store.opening import open_store
from workflows.testing.fake_clock import FakeClock
from workflows.usecases.app import App
from workflows.usecases.load_pack import load_pack
from workflows.usecases.resolve_incident import resolve_incident
from workflows.usecases.sweep_deadlines import LEASE, MAX_ATTEMPTS, sweep_deadlines

pytestmark = pytest.mark.slow

DAY = date(2026, 3, 10)
FIRED = ("DeadlineReached", "DeadlineNear", "DeadlinePassed")


@pytest.fixture
def clock() -> FakeClock:
    """A clock before the cases."""
    return FakeClock(datetime(2026, 3, 1, tzinfo=UTC))


@pytest.fixture
def app(tmp_path: Path, clock: FakeClock) -> Iterator[App]:
    """A machine with the sample data."""
    machine = open_machine(tmp_path, clock, open_store("memory:"))
    load_pack(machine, "yunyang")
    yield machine
    machine.store.close()


def history(app: App, case_id: str) -> list[str]:
    """Return what fired in a case, with its legal day."""
    with app.store.read() as tx:
        facts = [each.fact for each in tx.journal.of_case(case_id) if each.fact.kind in FIRED]
    return [f"{fact.kind} {fact.element} {fact.data['due']}" for fact in facts]


def break_state(app: App, case_id: str, *, mend: bytes = b"") -> bytes:
    """Spoil the stored state of a case, or *mend* it; returns the state as it was."""
    with app.store.write() as tx:
        case = tx.cases.get(case_id)
        assert case is not None
        broken = case.model_copy(update={"rev": case.rev + 1, "state": mend or b"spoilt"})
        tx.cases.save(broken, at=app.clock.now(), actor="test", command="spoil")
    return case.state


def test_missed_deadlines_fire_in_the_order_of_the_law(app: App, clock: FakeClock) -> None:
    """A case left alone for three months ends like one whose deadlines each fired in time."""
    watched, missed = open_case(app, clock, DAY), open_case(app, clock, DAY)
    until = clock.now() + timedelta(days=90)
    with app.store.write() as tx:  # nobody sweeps the second case until the end
        held = tx.timers.of_case(missed.id, status="armed")
        tx.timers.replace_armed(missed.id, [])
    while clock.now() < until:
        clock.move_by(timedelta(hours=1))
        sweep_deadlines(app, owner="in time")
    with app.store.write() as tx:
        tx.timers.replace_armed(missed.id, [replace(each, gen=each.gen + 1) for each in held])
    swept = sweep_deadlines(app, owner="late")
    assert swept.failed == []
    assert history(app, missed.id) == history(app, watched.id)
    assert [line.split()[0] for line in history(app, missed.id)] == [
        "DeadlineReached",
        "DeadlineNear",
        "DeadlineNear",
        "DeadlineReached",
    ]


def test_a_bad_case_does_not_stop_the_others(app: App, clock: FakeClock) -> None:
    """A case whose state is damaged fails alone; it is tried again later and has one incident, not one a try."""
    bad, good = open_case(app, clock, DAY), open_case(app, clock, DAY)
    break_state(app, bad.id)
    clock.move_by(timedelta(days=12))
    swept = sweep_deadlines(app, owner="a")
    assert {timer.case_id for timer, _ in swept.fired} == {good.id}
    assert {timer.case_id for timer, _ in swept.failed} == {bad.id}
    assert sweep_deadlines(app, owner="a").failed == []
    with app.store.read() as tx:
        assert len(tx.incidents.listed(case_id=bad.id)) == 1


def test_after_eight_tries_a_person_helps_it_on(app: App, clock: FakeClock) -> None:
    """A deadline that failed eight times waits for an administrator, who mends the case and resolves the incident."""
    bad = open_case(app, clock, DAY)
    whole = break_state(app, bad.id)
    clock.move_by(timedelta(days=12))
    for _ in range(MAX_ATTEMPTS):
        sweep_deadlines(app, owner="a")
        clock.move_by(timedelta(hours=2))
    with app.store.read() as tx:
        incident = tx.incidents.listed(case_id=bad.id)[0]
        assert incident.kind == "timer-stuck"
        assert tx.timers.of_case(bad.id, status="stuck") != []
    break_state(app, bad.id, mend=whole)
    post = Membership(account_id="yunyang:admin", org_id=VILLAGE, role="admin")
    resolve_incident(app, Actor(account_id="yunyang:admin", posts=(post,)), incident.id)
    assert sweep_deadlines(app, owner="a").failed == []
    assert history(app, bad.id)[0].startswith("DeadlineReached")


class Dying(App):
    """A machine that dies at the *looks*-th look into the law, while it saves what a case has come to."""

    looks = 0

    def law(self, pack: str) -> Law:
        """Return the law, until the last look."""
        self.looks -= 1
        if not self.looks:
            raise KeyboardInterrupt
        return super().law(pack)


def test_a_crash_in_the_middle_of_a_batch_loses_and_doubles_nothing(app: App, clock: FakeClock) -> None:
    """When the machine dies after some cases of a batch, none of them has moved; the next sweep fires each once."""
    cases = [open_case(app, clock, DAY) for _ in range(3)]
    clock.move_by(timedelta(days=12))
    dying = Dying(**{each.name: getattr(app, each.name) for each in fields(app)})
    dying.looks = 2 * len(cases)
    with pytest.raises(KeyboardInterrupt):
        sweep_deadlines(dying, owner="dies")
    assert [history(app, case.id) for case in cases] == [[], [], []]
    clock.move_by(LEASE)
    assert len(sweep_deadlines(app, owner="next").fired) == 3
    assert [len(history(app, case.id)) for case in cases] == [1, 1, 1]


def test_two_sweepers_at_once_fire_each_deadline_once(tmp_path: Path, clock: FakeClock) -> None:
    """Two programs sweep the same cases at the same time; every deadline fires, and none twice."""
    app = open_machine(tmp_path, clock, open_store(f"sqlite:///{tmp_path}/hewei.db"))
    app.store.prepare()
    load_pack(app, "yunyang")
    cases = [open_case(app, clock, DAY) for _ in range(6)]
    clock.move_by(timedelta(days=12))
    with ThreadPoolExecutor(2) as pool:
        swept = list(pool.map(lambda name: sweep_deadlines(app, owner=name, batch=2), ("one", "two")))
    assert sum(len(each.fired) for each in swept) == len(cases)
    assert [len(history(app, case.id)) for case in cases] == [1] * len(cases)
    app.store.close()
