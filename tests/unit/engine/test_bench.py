"""The benchmark measures what it says, and the state keeps its bound."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from workflows.engine import Engine, bench_feel
from workflows.engine.bench import run


@dataclass
class Drawer:
    """Keeps the newest state of each case in memory."""

    states: dict[str, bytes] = field(default_factory=dict)

    def keep(self, case_id: str, state: bytes) -> None:
        """Keep the state."""
        self.states[case_id] = state

    def change(self, case_id: str, step: Callable[[bytes], bytes]) -> None:
        """Keep what the step makes of the state that was kept last."""
        self.states[case_id] = step(self.states[case_id])


def test_both_engines_finish_the_same_procedure_and_the_state_stays_below_four_kilobytes() -> None:
    """两个引擎办完同一流程;每个版本的状态不超过 4 KB。"""
    lines = {line.name: line.value for line in run(Drawer(), cases=1)}
    assert lines["engine state"] <= 4_096
    assert lines["stock SpiffWorkflow 3.2.0 step"] > 0
    assert len(lines) == 8


def test_the_table_of_the_benchmark_is_read_to_its_end() -> None:
    """测速用的决策表只有最后一行命中，因此每一格都被问到。"""
    answer = Engine(None, secret=b"bench").decide(bench_feel.table(), bench_feel.asked_with(1))
    assert answer.outputs == {"out": bench_feel.ROWS - 1}
