"""List the sample accounts of a demonstration, for its sign-in page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from workflows.usecases.app import App

SHOWN = 14


@dataclass(frozen=True)
class SampleAccount:
    """One invented person to sign in as."""

    login: str
    name: str


def sample_accounts(app: App) -> Sequence[SampleAccount]:
    """Return the first sample accounts that are loaded; none where this is no demonstration."""
    if not app.settings.sample:
        return ()
    rows = [
        row
        for pack in app.catalogue.packs.values()
        if pack.sample
        for row in app.catalogue.rows(pack.id, "people")[:SHOWN]
    ]
    with app.store.read() as tx:
        known = [row for row in rows if tx.directory.account_by_login(row["login"]) is not None]
    return [SampleAccount(row["login"], row["name"]) for row in known]
