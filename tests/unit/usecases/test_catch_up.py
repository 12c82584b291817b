"""Counting goes on although a record cannot be read, and says so."""

from __future__ import annotations

import sqlite3
from datetime import date
from pathlib import Path

import pytest

from workflows.bootstrap import bootstrap
from workflows.clock import SystemClock
from workflows.config import read_settings
from workflows.domain.actor import CONSOLE
from workflows.domain.case import Case, CaseDocument, Party
from workflows.usecases.catch_up import CaughtUp, catch_up
from workflows.usecases.report.make_report import Asked, make_report
from workflows.usecases.resolve_incident import list_incidents

HERE = Case(
    id="a",
    number="示例〔2026〕1",
    pack="yunyang",
    procedure="dispute",
    version="v",
    org_id="o",
    document=CaseDocument(parties=(Party(id="p1", name="示例甲"),)),
    opened_at=SystemClock().now(),
)


def test_a_record_that_cannot_be_read_stops_no_report(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """一件案件的记录损坏:其余照常统计,报表注明少计了几件,登记一张故障单(不重复登记)。"""
    monkeypatch.setenv("HEWEI_HOME", str(tmp_path))
    app = bootstrap(read_settings())
    app.store.prepare()
    with app.store.write() as tx:
        for place, name in enumerate("abc"):
            tx.cases.add(HERE.model_copy(update={"id": name, "number": f"示例〔2026〕{place}"}))
    with sqlite3.connect(tmp_path / "hewei.db") as file:
        file.execute("UPDATE case_revisions SET body = zeroblob(60) WHERE case_id = 'b'")
    assert [catch_up(app, batch=2) for _ in range(2)] == [
        CaughtUp(made=2, damaged=frozenset("b")),
        CaughtUp(made=0, damaged=frozenset("b")),
    ]
    assert [(each.case_id, each.kind) for each in list_incidents(app, CONSOLE)] == [("b", "record-damaged")]
    asked = Asked(name="overview", pack="yunyang", since=date(2026, 1, 1), until=date(2026, 12, 31))
    (note,) = [each for each in make_report(app, CONSOLE, asked).notes if "无法读取" in each.zh]
    assert note.zh.startswith("有 1 件")
    app.store.close()
