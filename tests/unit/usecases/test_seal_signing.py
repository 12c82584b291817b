"""The evidence of a signing: sealed by the institution, checkable without it, and the signed paper under the seal."""

from __future__ import annotations

import json

import pytest

from tasks.channels.evidence import seal
from tests.unit.proof.workshop import blank_pdf
from tests.unit.usecases.agreed_case import MEDIATOR, Agreed, agreed_case
from tests.unit.usecases.test_signing import NAME
from workflows.domain.canonical import canonical
from workflows.domain.signing import Signing, SigningKind
from workflows.domain.signing_evidence import SigningEvidence
from workflows.errors import BrokenPackage, PaperNotReady
from workflows.proof import read_anchor, verify_detached, verify_file
from workflows.usecases.signing.begin_signing import begin_signing
from workflows.usecases.signing.show_signing import signing_file
from workflows.usecases.signing.sign_paper import sign_at_desk

pytestmark = pytest.mark.slow


def signed_by_all(agreed: Agreed) -> Signing:
    """Let everybody sign a paper that the press has made."""
    person = agreed.person(MEDIATOR)
    signing = begin_signing(agreed.app, person, agreed.case_id, SigningKind.TABLET)
    shown = agreed.print(signing.paper_id, blank_pdf()).pdf_sha256
    for key in ("p1", "p2", "mediator"):
        signing = sign_at_desk(
            agreed.app, person, signing.id, key, strokes=NAME, identity="card", paper_sha256=shown
        )
    return signing


def test_the_evidence_is_sealed_when_the_signed_paper_is_made() -> None:
    """The evidence names the file that was signed and every stroke; the institution's signature over it holds."""
    with agreed_case() as agreed:
        app, signing = agreed.app, signed_by_all(agreed)
        with app.store.read() as tx:
            errand = tx.outbox.get(f"seal:{signing.id}")
        assert errand is not None
        with pytest.raises(PaperNotReady):
            seal(app, errand)
        agreed.print(signing.paper_id, blank_pdf(2))
        seal(app, errand)
        person = agreed.person(MEDIATOR)
        content, over, paper = (
            signing_file(app, person, agreed.case_id, signing.id, name)
            for name in ("evidence.json", "evidence.p7s", "sealed.pdf")
        )
        anchors = frozenset({read_anchor(str(app.settings.pki / "ca.pem"))})
        verify_detached(over, content, anchors=anchors, member="evidence.json", place="evidence.p7s")
        verify_file(paper, anchors=anchors, name="sealed.pdf")
        with pytest.raises(BrokenPackage):
            verify_detached(
                over, content + b" ", anchors=anchors, member="evidence.json", place="evidence.p7s"
            )
        found = SigningEvidence.model_validate_json(content)
        assert canonical(json.loads(content)) == content
        assert found.paper.sha256 == signing.signatures[0].paper_sha256
        assert [(each.signer, each.witness, len(each.strokes[0])) for each in found.signatures] == [
            (key, f"yunyang:{MEDIATOR}", 40) for key in ("p1", "p2", "mediator")
        ]
        assert found.ground.rule == "ordinary"
