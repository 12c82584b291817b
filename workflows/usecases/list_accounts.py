"""List the sample accounts of a demonstration, for its sign-in page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from workflows.domain.pack import Pack
from workflows.usecases.app import App

SHOWN = 14


@dataclass(frozen=True)
class SampleAccount:
    """One invented person to sign in as, and the desk that they sit at where the pack names it."""

    login: str
    name: str
    desk: str = ""
    desk_en: str = ""


def sample_accounts(app: App) -> Sequence[SampleAccount]:
    """Return the sample accounts that are loaded, one for each desk; none where this is no demonstration."""
    if not app.settings.sample:
        return ()
    offered = [each for pack in app.catalogue.packs.values() if pack.sample for each in _offered(app, pack)]
    with app.store.read() as tx:
        return [each for each in offered if tx.directory.account_by_login(each.login) is not None]


def _offered(app: App, pack: Pack) -> Iterator[SampleAccount]:
    """Yield one person for each desk that the pack names; the first people where it names none."""
    people = app.catalogue.rows(pack.id, "people")
    names = {row["login"]: row["name"] for row in people}
    for row in pack.data.get("demo", ()):
        yield SampleAccount(row["login"], names.get(row["login"], ""), row["desk"], row["desk_en"])
    if not pack.data.get("demo"):
        yield from (SampleAccount(row["login"], row["name"]) for row in people[:SHOWN])
