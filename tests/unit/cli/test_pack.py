"""`hewei pack` makes, checks and loads a place."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from workflows.cli.pack import pack

pytestmark = pytest.mark.slow


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An installation in a folder of its own."""
    monkeypatch.setenv("HEWEI_HOME", str(tmp_path))
    return tmp_path


def test_new_check_load(home: Path) -> None:
    """新建、核对、装入,三条命令,不写代码。"""
    run = CliRunner()
    assert run.invoke(pack, ["new", "pinghe", "--title", "平和县"]).exit_code == 0
    assert (home / "packs" / "pinghe" / "pack.toml").is_file()
    assert run.invoke(pack, ["check", "pinghe"]).stdout.endswith("0 error, 0 warning, 0 info\n")
    loaded = run.invoke(pack, ["load", "pinghe"])
    assert (loaded.exit_code, loaded.stdout) == (0, "organisations=6  accounts=12  mediators=1\n")
    assert "pinghe" in run.invoke(pack, ["list"]).stdout


def test_a_bad_pack_is_told(home: Path) -> None:
    """有错的辖区包:说明文件、行、改法,以 1 退出。"""
    run = CliRunner()
    run.invoke(pack, ["new", "pinghe", "--title", "平和县"])
    folder = home / "packs" / "pinghe"
    bodies = folder / "organisations.csv"
    bodies.write_text(bodies.read_text("utf-8").replace("village,pinghe-town", "village,nowhere"), "utf-8")
    answer = run.invoke(pack, ["check", str(folder), "--json"])
    (found,) = json.loads(answer.stdout)
    assert (answer.exit_code, found["file"], found["line"]) == (1, str(bodies), 4)
    assert (found["rule"], bool(found["remedy_zh"])) == ("pack-parent", True)
