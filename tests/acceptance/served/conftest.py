"""The one installation that all tests of this folder share in turn; the one that ends it has the last name."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.acceptance.served.installation import Host, Installation


@pytest.fixture(scope="session")
def host(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Host]:
    """Where installations run."""
    made = Host(lambda: tmp_path_factory.mktemp("hewei"))
    yield made
    made.close()


@pytest.fixture
def installation(host: Host) -> Installation:
    """Hewei, running."""
    return host.installation()
