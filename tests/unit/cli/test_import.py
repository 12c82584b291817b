"""Former cases from the command line: tried, taken over and undone, as on the page."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from workflows.bootstrap import bootstrap
from workflows.cli.import_cases import import_cases
from workflows.config import read_settings
from workflows.usecases.load_pack import load_pack

pytestmark = pytest.mark.slow

OLD = "案号,申请人,受理日期\n旧-1,甲(示例),2018-01-02\n旧-2,,2018-01-03\n"


def _hewei(*words: str, code: int = 0) -> str:
    line = typer.Typer()
    line.command()(import_cases)
    done = CliRunner().invoke(line, [*words, "--as", "qinglong-chair"], catch_exceptions=False)
    assert done.exit_code == code, done.output
    return done.stdout.strip()


def test_a_table_is_tried_taken_over_and_undone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A dry run names the bad line, fails and makes nothing; the import takes the good one; undone, it is gone."""
    monkeypatch.setenv("HEWEI_HOME", str(tmp_path))
    app = bootstrap(read_settings())
    app.store.prepare()
    load_pack(app, "yunyang")
    table = tmp_path / "old.csv"
    table.write_text(OLD, "utf-8")
    where = (str(table), "--org", "yunyang-qinglong")
    tried = json.loads(_hewei(*where, "--dry-run", "--json", code=1))
    assert (tried["ready"], tried["errors"], tried["findings"][0]["line"]) == (1, 1, 3)
    with app.store.read() as tx:
        assert tx.cases.count() == 0
    taken = json.loads(_hewei(*where, "--json", code=1))
    assert (taken["taken"], taken["errors"]) == (1, 1)
    import_id = taken["import"]
    with app.store.read() as tx:
        assert [case.number for case in tx.cases.search(text="旧-1")] == ["旧-1"]
    table.write_text("编号,日期,姓名\n1,2018-01-02,甲(示例)\n", "utf-8")
    lacking = json.loads(_hewei(*where, "--dry-run", "--json", code=1))["lacking"]
    assert lacking == ["received_on", "applicant"]
    assert _hewei(import_id, "--undo") == "old.csv: undone"
    with app.store.read() as tx:
        assert tx.cases.count() == 0
    app.store.close()
