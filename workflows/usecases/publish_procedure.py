"""Publish a procedure: freeze its files as a new version; running cases stay on theirs."""

from __future__ import annotations

import tomllib

from workflows.domain.actor import Actor
from workflows.domain.permission import Action
from workflows.domain.procedure import AGAIN, Bundle, ProcedureVersion
from workflows.usecases.access import demand
from workflows.usecases.app import App
from workflows.usecases.check_procedure import must_be_sound
from workflows.usecases.post import opens

STOCK = Actor(account_id="system:stock", name="随附程序", system=True)


def publish_stock(app: App, procedure: str, pack: str = "") -> ProcedureVersion:
    """Return the newest version of a shelved procedure, published if its files changed.

    Raises:
        UnknownProcedure: it is not on the shelf.
        RefusedDiagram: it cannot be run.
    """
    return _publish(app, STOCK, app.catalogue.bundle(procedure, pack), pack, note="")


def must_be_publishable(app: App, procedure: str, pack: str = "") -> None:
    """Refuse a shelved procedure that could not be published; nothing is changed.

    Raises:
        UnknownProcedure: it is not on the shelf.
        RefusedDiagram: it cannot be run.
    """
    bundle = app.catalogue.bundle(procedure, pack)
    must_be_sound(app, bundle, app.engine(pack).load(bundle), pack)


def publish_drawn(
    app: App, actor: Actor, bundle: Bundle, *, pack: str = "", note: str = ""
) -> ProcedureVersion:
    """Return the new version made of exactly these files; what was drawn since stays a draft.

    Raises:
        NotAllowed: the actor's posts do not publish procedures.
        RefusedDiagram: it cannot be run; the findings are named and nothing was published.
    """
    demand(actor, Action.PUBLISH_PROCEDURES)
    version = _publish(app, actor, bundle, pack, note=note)
    published: dict[str, dict[str, bytes]] = {}
    for name, content in bundle.files.items():
        published.setdefault(name.partition("/")[0], {})[name] = content
    with app.store.write() as tx:
        for part, files in published.items():
            if tx.procedures.draft(part) == files:
                tx.procedures.drop_draft(part)
    return version


def publish_bundle(app: App, bundle: Bundle, pack: str = "") -> ProcedureVersion:
    """Return the version made of exactly these files, for a rehearsal in memory: it can be run, finished or not.

    Raises:
        RefusedDiagram: they cannot be run.
    """
    return _publish(app, STOCK, bundle, pack, note="", finished=False)


def _own(app: App, bundle: Bundle, digest: str, pack: str) -> Bundle:
    """Return the bundle that *pack* publishes: where another place runs the very same files, it carries its name."""
    with app.store.read() as tx:
        there = tx.procedures.by_digest(digest)
    if there is None or there.pack in ("", pack):
        return bundle
    name = f"{bundle.procedure}/pack.toml"
    files = {**bundle.files, name: f'pack = "{pack}"\n'.encode()}
    return Bundle(procedure=bundle.procedure, files=dict(sorted(files.items())))


def _anew(app: App, bundle: Bundle, digest: str, before: ProcedureVersion | None) -> Bundle:
    """Return the bundle to publish: files that were published before, and then others, count as a new version."""
    with app.store.read() as tx:
        if tx.procedures.by_digest(digest) is None:
            return bundle
    number = before.number + 1 if before is not None else 1
    files = {**bundle.files, f"{bundle.procedure}/{AGAIN}": f"number = {number}\n".encode()}
    return Bundle(procedure=bundle.procedure, files=dict(sorted(files.items())))


def _publish(
    app: App, actor: Actor, bundle: Bundle, pack: str, *, note: str, finished: bool = True
) -> ProcedureVersion:
    digest = app.engine(pack).load(bundle)
    if finished:
        must_be_sound(app, bundle, digest, pack)
    bundle = _own(app, bundle, digest, pack)
    with app.store.read() as tx:
        before = tx.procedures.newest(bundle.procedure, pack=pack)
    if before is not None and before.bundle.drawn == bundle.drawn:
        return before
    bundle = _anew(app, bundle, app.engine(pack).load(bundle), before)
    digest = app.engine(pack).load(bundle)
    words = tomllib.loads(bundle.files[f"{bundle.procedure}/procedure.toml"].decode())
    with app.store.write() as tx:
        newest = tx.procedures.newest(bundle.procedure, pack=pack)
        if newest is not None and newest.digest == digest:
            return newest
        version = ProcedureVersion(
            digest=digest,
            procedure=bundle.procedure,
            pack=pack,
            number=newest.number + 1 if newest is not None else 1,
            title=str(words["title"]),
            title_en=str(words.get("title_en", "")),
            published_at=app.clock.now(),
            published_by=actor.account_id,
            note=note,
            bundle=bundle,
        )
        tx.procedures.publish(version)
        opens(tx, bundle.procedure, pack, app.engine(pack).begins(digest))
    return version
