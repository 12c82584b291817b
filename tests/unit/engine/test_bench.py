"""The benchmark measures what it says, and the state keeps its bound."""

from __future__ import annotations

from pathlib import Path

from workflows.engine.bench import run
from workflows.store.sql.blobs import Blobs


def test_both_engines_finish_the_same_procedure_and_the_state_stays_below_four_kilobytes(
    tmp_path: Path,
) -> None:
    """两个引擎办完同一流程;每个版本的状态不超过 4 KB。"""
    blobs = Blobs(tmp_path / "bench.db")
    lines = {line.name: line.value for line in run(blobs, cases=1)}
    blobs.close()
    assert lines["engine state"] <= 4_096
    assert lines["stock SpiffWorkflow 3.2.0 step"] > 0
    assert len(lines) == 6
