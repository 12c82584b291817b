"""Files and functions stay small enough to be read."""

from __future__ import annotations

from statistics import quantiles

from tests.architecture.reading import PRODUCT, ROOT, read


def test_files_have_at_most_400_lines_and_usually_100() -> None:
    """No file has more than 400 lines; half have at most 100 and nine of ten at most 250."""
    sizes = {path: read(path).lines for path in PRODUCT}
    deciles = quantiles(sizes.values(), n=10)
    too_long = {str(path.relative_to(ROOT)): lines for path, lines in sizes.items() if lines > 400}
    assert too_long == {}
    assert deciles[4] <= 100, f"the median file has {deciles[4]} lines"
    assert deciles[8] <= 250, f"the 90th percentile is {deciles[8]} lines"


def test_functions_have_at_most_60_lines_and_usually_8() -> None:
    """No function has more than 60 lines; half have at most 8 and nine of ten at most 25."""
    lengths = {
        f"{path.relative_to(ROOT)}:{each.at} {each.name}": each.lines
        for path in PRODUCT
        for each in read(path).functions
    }
    deciles = quantiles(lengths.values(), n=10)
    assert {name: lines for name, lines in lengths.items() if lines > 60} == {}
    assert deciles[4] <= 8, f"the median function has {deciles[4]} lines"
    assert deciles[8] <= 25, f"the 90th percentile is {deciles[8]} lines"
