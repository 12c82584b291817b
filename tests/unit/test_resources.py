"""Where procedures, law and templates are found."""

from __future__ import annotations

from pathlib import Path

import pytest

from workflows.resources import data


def test_the_stock_is_found() -> None:
    """Without a site's own folder the stock that came with Hewei is used."""
    assert (data("bpmn") / "law" / "periods.toml").is_file()


def test_a_sites_own_folder_comes_first(tmp_path: Path) -> None:
    """A court that keeps its own diagrams gets its own and not the stock."""
    (tmp_path / "bpmn").mkdir()
    assert data("bpmn", tmp_path) == tmp_path / "bpmn"


def test_a_site_without_that_folder_gets_the_stock(tmp_path: Path) -> None:
    """A site that only has its own templates still gets the stock procedures."""
    assert data("bpmn") == data("bpmn", tmp_path)


def test_a_folder_that_is_nowhere_is_named(tmp_path: Path) -> None:
    """A folder that is in none of the places is named, with the places."""
    with pytest.raises(FileNotFoundError, match="no-such-folder"):
        data("no-such-folder", tmp_path)
