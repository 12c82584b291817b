"""The order of the tests, slow files first so that no worker is left alone with them, and no test against the clock."""

from __future__ import annotations

import gc

import pytest
from hypothesis import HealthCheck, settings

settings.register_profile("hewei", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("hewei")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the files that hold slow tests before all others; within a file nothing moves."""
    slow = {item.path for item in items if item.get_closest_marker("slow")}
    items.sort(key=lambda item: item.path not in slow)


def pytest_collection_finish() -> None:
    """Take what was imported out of the rounds of the garbage collector: it stays until the end."""
    gc.collect()
    gc.freeze()
