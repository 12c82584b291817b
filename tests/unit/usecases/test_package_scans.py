"""Scans in the package for the court: what was signed by hand, and who the parties are (民诉法解释 354)."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from tasks.channels.court import local_seal
from tasks.channels.evidence import seal
from tests.unit.proof.workshop import SCANS, blank_pdf, bring, give_keys, office, work
from tests.unit.usecases.agreed_case import MEDIATOR, Agreed, agreed_case
from workflows.cli.verify import verify
from workflows.domain.attachment import AttachmentKind, AttachmentStatus
from workflows.domain.package import Member, Role
from workflows.domain.paper import PaperStatus
from workflows.domain.signing import Signing, SigningKind
from workflows.domain.signing_evidence import SigningEvidence
from workflows.errors import BrokenPackage, PackageNotReady
from workflows.proof import unpack, verify_package
from workflows.usecases.app import App
from workflows.usecases.assemble_package import assemble_package
from workflows.usecases.signing.begin_signing import begin_signing
from workflows.usecases.signing.change_signing import add_scan
from workflows.usecases.signing.sign_paper import confirm_scanned

pytestmark = pytest.mark.slow

COMMAND = typer.Typer()
COMMAND.command()(verify)
PAGES = (b"%PDF-1.7 first page, signed by hand", b"\xff\xd8\xff second page, signed by hand")


def members(app: App, case_id: str) -> dict[str, bytes]:
    """Return the members of the package of a case by name."""
    return dict(unpack(assemble_package(app, case_id, lambda body: local_seal(app, body)).content))


def listed(content: dict[str, bytes], role: Role) -> list[Member]:
    """Return what the manifest lists under *role*."""
    found = json.loads(content["manifest.json"])["members"]
    return [Member.model_validate(each) for each in found if each["role"] == role.value]


def signed_on_paper(agreed: Agreed) -> Signing:
    """Have the agreement printed, signed, scanned, looked at and sealed, and the application printed."""
    give_keys(agreed.app)
    person = agreed.person(MEDIATOR)
    signing = begin_signing(agreed.app, person, agreed.case_id, SigningKind.SCAN)
    agreed.print(signing.paper_id, blank_pdf())
    for page in PAGES:
        add_scan(agreed.app, person, signing.id, page)
    for key in ("p1", "p2", "mediator"):
        signing = confirm_scanned(agreed.app, person, signing.id, key, identity="card")
    application = replace(agreed.papers[signing.paper_id], id="a", template="confirmation-application")
    with agreed.app.store.write() as tx:
        tx.papers.put(application)
        errand = tx.outbox.get(f"seal:{signing.id}")
    assert errand is not None
    seal(agreed.app, errand)
    for paper in agreed.papers.values():
        if paper.status is PaperStatus.WANTED:
            agreed.print(paper.id, blank_pdf())
    return signing


def test_what_was_signed_on_paper_goes_as_the_signed_scan(tmp_path: Path) -> None:
    """The court reads the pages that bear the ink, and the sealed evidence names them; the unsigned print stays."""
    with agreed_case() as agreed:
        signed_on_paper(agreed)
        content = members(agreed.app, agreed.case_id)
        agreement = listed(content, Role.AGREEMENT)
        scans = [each for each in agreement if each.name.startswith("scan-")]
        assert [each.name for each in scans] == ["scan-01-agreement.pdf", "scan-02-agreement.jpg"]
        assert [content[each.name] for each in scans] == list(PAGES)
        evidence = SigningEvidence.model_validate_json(content["signing-evidence.json"])
        assert [each.sha256 for each in evidence.scans] == [each.sha256 for each in scans]
        assert [name for name in content if name.endswith("-agreement.pdf")] == ["scan-01-agreement.pdf"]
        file = tmp_path / "package.zip"
        made = assemble_package(agreed.app, agreed.case_id, lambda body: local_seal(agreed.app, body))
        file.write_bytes(made.content)
        anchor = str(agreed.app.settings.pki / "ca.pem")
        said = CliRunner().invoke(COMMAND, [str(file), "--anchor", anchor])
        assert (said.exit_code, "scan-02-agreement.jpg" in said.output) == (0, True), said.output


def test_what_was_said_to_be_for_the_court_is_in_the_package() -> None:
    """Identity cards and powers of attorney go as they were brought, each byte of them under the seal; photos stay."""
    made = work(scans=True)
    content = dict(made.members())
    found = verify_package(made.content, anchors=made.anchors).manifest
    assert {name: content[name] for name in content if name.startswith("scan-")} == {
        "scan-01-agreement.pdf": SCANS[0][2],
        "scan-02-identity.jpg": SCANS[1][2],
        "scan-03-authority.png": SCANS[2][2],
    }
    assert found.lacking == ()
    assert "02-agreement.pdf" not in content
    for name in (name for name in content if name.startswith("scan-")):
        forged = made.changed(name, lambda old: old[:-1] + b"?")
        with pytest.raises(BrokenPackage) as refused:
            verify_package(forged, anchors=made.anchors)
        assert (refused.value.rule, refused.value.member) == ("member-changed", name)


def test_typed_particulars_are_no_proof_of_identity() -> None:
    """Without a scan of an identity card the manifest says that proofs of identity are lacking."""
    found = verify_package(work().content, anchors=work().anchors).manifest
    assert found.lacking == (Role.IDENTITY,)


def test_a_scan_that_the_scanner_has_not_seen_is_waited_for() -> None:
    """While a file is being looked through nothing is filed; one that was refused never goes."""
    with office() as app:
        card = bring(app, *SCANS[1], status=AttachmentStatus.WAITING)
        with pytest.raises(PackageNotReady, match="viruses"):
            members(app, card.case_id)
        bring(app, *SCANS[1], status=AttachmentStatus.REFUSED)
        assert [name for name in members(app, card.case_id) if name.startswith("scan-")] == []


def test_a_file_brought_twice_goes_once() -> None:
    """The same bytes under two names are one member."""
    with office() as app:
        card = bring(app, *SCANS[1])
        bring(app, *SCANS[1], id="twice")
        assert [name for name in members(app, card.case_id) if name.startswith("scan-")] == [
            "scan-01-identity.jpg"
        ]


def test_a_scanned_application_replaces_the_printed_one() -> None:
    """Where both parties signed the application by hand, the court gets that one, and not the empty form."""
    with office() as app:
        bring(app, AttachmentKind.APPLICATION, "application/pdf", b"%PDF-1.4 signed application")
        content = members(app, "c1")
        assert [each.name for each in listed(content, Role.APPLICATION)] == ["scan-01-application.pdf"]


def test_an_agreement_drawn_on_a_tablet_stays_beside_its_scan() -> None:
    """A paper that bears the handwriting itself is no empty print: it goes, and so does what was scanned besides."""
    with agreed_case() as agreed:
        signing = signed_on_paper(agreed).model_copy(update={"kind": SigningKind.TABLET})
        with agreed.app.store.write() as tx:
            tx.signings.put(signing.model_copy(update={"evidence_sha256": agreed.app.files.put(b"{}")}))
        names = [each.name for each in listed(members(agreed.app, agreed.case_id), Role.AGREEMENT)]
        assert "02-agreement.pdf" in names
        assert [name for name in names if name.startswith("scan-")] == []
