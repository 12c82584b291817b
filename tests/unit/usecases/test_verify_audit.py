"""The audit proves itself: whatever is changed, left out, cut off or written anew is found and named."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from workflows.bootstrap import bootstrap
from workflows.config import Settings
from workflows.domain.audit import AuditBreak, AuditNote, linked, seed
from workflows.errors import HeadsUnreadable
from workflows.testing.fake_clock import FakeClock
from workflows.usecases.app import App
from workflows.usecases.audit.sign_heads import heads_file, sign_heads, signed_heads
from workflows.usecases.audit.verify_audit import verify_audit
from workflows.vault.signer import FileSigner

NOW = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
Tamper = Callable[[sqlite3.Connection], object]


@pytest.fixture
def app(tmp_path: Path) -> Iterator[App]:
    """A machine on a database of its own with ten rows, the first six under a signed head."""
    settings = Settings(home=tmp_path, database=f"sqlite:///{tmp_path}/hewei.db")
    machine = bootstrap(settings, clock=FakeClock(NOW))
    machine.store.prepare()
    write(machine, 6)
    assert sign_heads(machine)
    write(machine, 4)
    yield machine
    machine.store.close()


def write(app: App, rows: int) -> None:
    """Write so many rows, each in its own transaction."""
    for number in range(rows):
        with app.store.write() as tx:
            note = AuditNote(at=NOW, actor="m", action="read-case", case_id="c", thing=f"{number}")
            tx.audit.note(note)


def tamper(app: App, *, change: Tamper) -> None:
    """Change rows as somebody would who owns the database: the triggers are taken away first."""
    with sqlite3.connect(app.settings.home / "hewei.db") as raw:
        raw.execute("DROP TRIGGER IF EXISTS audit_keeps")
        raw.execute("DROP TRIGGER IF EXISTS audit_stays")
        change(raw)
    raw.close()


def test_an_untouched_audit_holds(app: App) -> None:
    """Every row is read again, and every signed head compared."""
    report = verify_audit(app)
    assert (report.rows, report.signatures, report.breaks, report.holds) == (10, 1, [], True)


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ("UPDATE audit SET actor = 'other' WHERE seq = 3", AuditBreak(lane=0, seq=3, rule="changed")),
        ("UPDATE audit SET at = at + 1 WHERE seq = 4", AuditBreak(lane=0, seq=4, rule="changed")),
        ("UPDATE audit SET reason = 'x' WHERE seq = 10", AuditBreak(lane=0, seq=10, rule="changed")),
        ("UPDATE audit SET hash = prev WHERE seq = 5", AuditBreak(lane=0, seq=5, rule="changed")),
        ("DELETE FROM audit WHERE seq = 2", AuditBreak(lane=0, seq=2, rule="missing")),
        ("DELETE FROM audit WHERE seq = 1", AuditBreak(lane=0, seq=1, rule="missing")),
        ("DELETE FROM audit WHERE seq > 4", AuditBreak(lane=0, seq=5, rule="cut")),
        ("DELETE FROM audit", AuditBreak(lane=0, seq=1, rule="cut")),
        (
            "UPDATE audit SET thing = (SELECT thing FROM audit b WHERE b.seq = 17 - audit.seq) WHERE seq IN (8, 9)",
            AuditBreak(lane=0, seq=8, rule="changed"),
        ),
    ],
)
def test_tampering_is_found_at_its_first_row(app: App, change: str, found: AuditBreak) -> None:
    """An edited, deleted or swapped row and a tail cut below a signed head are told with lane and number."""
    tamper(app, change=lambda raw: raw.execute(change))
    assert verify_audit(app).breaks == [found]


def test_a_chain_written_anew_is_found_by_its_signed_head(app: App) -> None:
    """Who owns the database can compute all hashes again, but not the head that was signed outside of it."""
    notes = [AuditNote(at=NOW, actor="nobody", action="read-case", case_id="c")] * 10
    forged = linked(0, 0, seed(0), notes)

    def rewrite(raw: sqlite3.Connection) -> None:
        for row in forged:
            raw.execute(
                "UPDATE audit SET actor = ?, thing = '', prev = ?, hash = ? WHERE seq = ?",
                (row.actor, row.prev, row.hash, row.seq),
            )

    tamper(app, change=rewrite)
    assert verify_audit(app).breaks == [AuditBreak(lane=0, seq=6, rule="rewritten")]


def test_a_head_signed_with_another_key_is_forged(app: App, tmp_path: Path) -> None:
    """A file of heads that somebody signed with a key of their own does not pass for ours."""
    (line,) = signed_heads(app)
    other = replace(app, signer=FileSigner(tmp_path / "elsewhere"))
    bare = line.model_copy(update={"public": other.signer.public(), "signature": ""})
    signed = bare.model_copy(update={"signature": other.signer.sign(bare.content()).hex()})
    heads_file(app).write_text(signed.model_dump_json() + "\n", "utf-8")
    assert verify_audit(app).breaks == [AuditBreak(lane=-1, seq=1, rule="forged")]
    assert verify_audit(app, public=other.signer.public()).holds


def test_a_damaged_file_of_heads_is_named(app: App) -> None:
    """Half a line is not taken for a head."""
    heads_file(app).write_bytes(heads_file(app).read_bytes()[:-20])
    with pytest.raises(HeadsUnreadable):
        verify_audit(app)


def test_heads_are_signed_at_an_interval_and_only_for_something_new(app: App) -> None:
    """Within five minutes nothing is signed again, later only if rows were added."""
    clock = app.clock
    assert isinstance(clock, FakeClock)
    assert not sign_heads(app)
    clock.move_to(NOW + timedelta(minutes=6))
    assert [sign_heads(app), sign_heads(app, every=timedelta())] == [True, False]
    write(app, 1)
    assert sign_heads(app, every=timedelta())
    assert [line.heads[0][1] for line in signed_heads(app)] == [6, 10, 11]
