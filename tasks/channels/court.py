"""The way to the court: assemble the package, seal it for the mediating body, keep it for the court's desk."""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import JsonValue

from tasks.signing import LocalSeal, TestAuthority
from workflows.domain.outbox import Errand
from workflows.usecases.app import App
from workflows.usecases.assemble_package import Seal, assemble_package
from workflows.usecases.read_package import keep_package


def file_with_court(app: App, errand: Errand) -> Mapping[str, JsonValue]:
    """Make the case's package and put it on the court's desk; returns where it went and its digests.

    Raises:
        PackageNotReady: a paper is still being made; the errand is tried again.
        PackageIncomplete: a paper without which no court can begin was never made.
        SigningFailed: the seal could not be set.
    """
    package = assemble_package(app, errand.case_id, lambda body: local_seal(app, body))
    with app.store.read() as tx:
        case = tx.cases.get(errand.case_id)
    court = case.document.confirmation.court_id if case else ""
    return {"channel": "desk", "to": court, **keep_package(app, package)}


def local_seal(app: App, body: str) -> Seal:
    """Return the seal of *body* under this installation's own test authority."""
    now = app.clock.now()
    return LocalSeal(TestAuthority(app.settings.pki, now), body, now=now)
