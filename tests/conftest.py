"""The order of the tests, slow files first so that no worker is left alone with them, and no test against the clock."""

from __future__ import annotations

import gc
from functools import partial

import pytest
from cryptography.hazmat.primitives import serialization
from hypothesis import HealthCheck, settings
from xdist.remote import Producer
from xdist.scheduler import LoadFileScheduling

# The same examples each time, so that a build fails by what was changed and never by what was drawn; whoever wants to
# look further says `--hypothesis-profile=fresh`.
usual = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("fresh", usual)
settings.register_profile("hewei", usual, derandomize=True)
settings.load_profile("hewei")

for load in ("load_der_private_key", "load_pem_private_key"):
    # Whether the primes of an RSA key are prime is asked anew at each seal, a quarter of a second: here we made them.
    trusting = partial(getattr(serialization, load), unsafe_skip_rsa_key_validation=True)
    setattr(serialization, load, trusting)

TOGETHER = ("tests/acceptance/served",)
"""Folders whose files share what is dear to start, so that one worker runs them all."""


class Sharing(LoadFileScheduling):
    """Gives each worker whole files, and whole folders of those that share something."""

    def _split_scope(self, nodeid: str) -> str:
        file = super()._split_scope(nodeid)
        return next((folder for folder in TOGETHER if file.startswith(f"{folder}/")), file)


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> Sharing:
    """Distribute the tests so."""
    return Sharing(config, log)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the files that hold slow tests before all others; within a file nothing moves."""
    slow = {item.path for item in items if item.get_closest_marker("slow")}
    items.sort(key=lambda item: item.path not in slow)


def pytest_collection_finish() -> None:
    """Take what was imported out of the rounds of the garbage collector: it stays until the end."""
    gc.collect()
    gc.freeze()
