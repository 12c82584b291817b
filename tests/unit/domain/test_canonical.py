"""Canonical JSON: what an audit row is sealed with is spelt the same however it is made."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from workflows.domain.canonical import EXACT, canonical, canonical_row

CELLS = st.lists(st.text() | st.integers(min_value=1 - EXACT, max_value=EXACT - 1))


@given(CELLS)
def test_the_quick_way_to_spell_a_row_gives_the_same_bytes(cells: list[str | int]) -> None:
    """无论哪种写法，审计行的规范 JSON 逐字节相同，摘要因此不变。"""
    assert canonical_row(cells) == canonical([*cells])
