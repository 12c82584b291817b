"""The package for the court is made of the newest papers, and only when they are there."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from tasks.channels.court import file_with_court, local_seal
from tests.unit.proof.workshop import BODY, CASE, NOW, TEMPLATES, blank_pdf, office
from workflows.domain.actor import PRESS
from workflows.domain.outbox import Errand
from workflows.domain.package import Role
from workflows.domain.paper import PaperStatus
from workflows.errors import PackageIncomplete, PackageNotReady, UnknownCase, UnknownPackage
from workflows.proof import read_anchor, unpack, verify_package
from workflows.usecases.app import App
from workflows.usecases.assemble_package import assemble_package
from workflows.usecases.read_package import find_package, read_package
from workflows.usecases.record_delivery import record_delivery

pytestmark = pytest.mark.slow

ERRAND = Errand(id="c1:file", case_id=CASE.id, kind="file-with-court", created_at=NOW, run_at=NOW)


def anchor(app: App) -> frozenset[str]:
    """Return the anchor of this installation."""
    return frozenset({read_anchor(str(app.settings.pki / "ca.pem"))})


def test_the_errand_makes_keeps_and_records_a_package_that_holds() -> None:
    """After the errand the court's desk has a file that can be checked, found by the case's history."""
    with office() as app:
        with app.store.write() as tx:
            tx.outbox.put(ERRAND)
        assert record_delivery(app, ERRAND.id, file_with_court(app, ERRAND)) is True
        package, content, name = read_package(app, PRESS, CASE.id)
        found = verify_package(content, anchors=anchor(app))
        assert (found.digest, found.manifest.issuer.name, name) == (
            package.manifest,
            BODY,
            "示例2025-000001-司法确认材料.zip",
        )
        with app.store.read() as tx:
            assert [each.fact.kind for each in tx.journal.of_case(CASE.id)][-1] == "FiledWithCourt"


def test_the_history_in_the_package_is_that_of_the_case() -> None:
    """Every fact of the case, in order, stands in the package's chain."""
    with office() as app:
        made = assemble_package(app, CASE.id, lambda body: local_seal(app, body))
        entries = json.loads(dict(unpack(made.content))["history.json"])["entries"]
        with app.store.read() as tx:
            expected = [each.fact.kind for each in tx.journal.of_case(CASE.id)]
        assert [each["kind"] for each in entries] == expected


def test_what_was_said_in_mediation_stays_out() -> None:
    """The court gets no minutes of talks (民诉法解释 107)."""
    with office() as app:
        made = assemble_package(app, CASE.id, lambda body: local_seal(app, body))
        data = json.loads(dict(unpack(made.content))["data.json"])
        assert ("sessions" in data, "minutes" in json.dumps(data)) == (False, False)


def test_the_newest_paper_of_each_kind_goes() -> None:
    """A paper that was made twice goes once, in its last form; other papers of the case stay."""
    with office((*TEMPLATES, "mediation-record")) as app:
        with app.store.write() as tx:
            (old,) = [p for p in tx.papers.of_case(CASE.id) if p.template == "agreement"]
            tx.papers.put(replace(old, id="c1-9-0", title="更正后", pdf_sha256=app.files.put(blank_pdf(2))))
        made = assemble_package(app, CASE.id, lambda body: local_seal(app, body))
        found = verify_package(made.content, anchors=anchor(app)).manifest
        titles = [member.title for member in found.members if member.role is Role.AGREEMENT]
        assert (titles, [m.name for m in found.members if "record" in m.name]) == (["更正后"], [])


def test_a_paper_still_in_the_press_is_waited_for() -> None:
    """While a paper is being made nothing is filed; the errand comes back."""
    with office(status=PaperStatus.WANTED) as app, pytest.raises(PackageNotReady, match="still being made"):
        file_with_court(app, ERRAND)


def test_without_an_application_there_is_no_package() -> None:
    """Application and agreement are indispensable and named when missing."""
    with office(("agreement",)) as app, pytest.raises(PackageIncomplete, match="application"):
        file_with_court(app, ERRAND)


def test_what_is_lacking_otherwise_is_stated() -> None:
    """A package without the mediators' proof can be filed, but its manifest says so."""
    with office(("confirmation-application", "agreement")) as app:
        made = assemble_package(app, CASE.id, lambda body: local_seal(app, body))
        found = verify_package(made.content, anchors=anchor(app)).manifest
        assert found.lacking == (Role.PROOF, Role.IDENTITY, Role.TRANSFER)


def test_an_unknown_case_is_refused() -> None:
    """A case that is not there has no package."""
    with office() as app:
        with pytest.raises(UnknownCase):
            assemble_package(app, "nothing", lambda body: local_seal(app, body))
        with pytest.raises(UnknownPackage):
            read_package(app, PRESS, CASE.id)
        with app.store.read() as tx:
            assert find_package(tx, CASE.id) is None


def test_keys_are_made_once_and_kept_to_the_owner() -> None:
    """The test authority is made at first use; its keys are readable by their owner alone and marked as a test."""
    with office(keys=False) as app:
        assemble_package(app, CASE.id, lambda body: local_seal(app, body))
        before = anchor(app)
        assemble_package(app, CASE.id, lambda body: local_seal(app, body))
        assert anchor(app) == before
        keys = [path for path in Path(app.settings.pki).iterdir() if path.name != "ca.pem"]
        assert {path.stat().st_mode & 0o777 for path in keys} == {0o400}
        assert app.settings.pki.stat().st_mode & 0o077 == 0
