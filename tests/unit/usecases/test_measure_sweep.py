"""What `hewei bench sweep` does: real cases whose deadlines were missed are brought forward by the real engine."""

from __future__ import annotations

import pytest

from workflows.testing.measure_sweep import measure_sweep

pytestmark = pytest.mark.slow


def test_everything_due_fires_while_it_is_measured() -> None:
    """The measure ends only when all that was due has fired, and says for each size how fast that was."""
    lines = list(measure_sweep(sizes=(20, 40), due=3))
    assert [line.name for line in lines] == [
        "sweep, nothing due", "deadlines fired", "sweep, nothing due", "deadlines fired", "cost per fired deadline"
    ]  # fmt: skip
    assert all(line.value > 0 for line in lines)
