"""The law of time as it is shipped."""

from __future__ import annotations

import pytest

from workflows.domain.law import Law
from workflows.resources import data
from workflows.usecases.load_law import load_law


@pytest.fixture(scope="session")
def law() -> Law:
    """The nation's periods and every calendar published."""
    return load_law(data("bpmn"))
