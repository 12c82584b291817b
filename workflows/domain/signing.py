"""A signing: who is to sign which paper in which way, and what each of them left behind (签署)."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from pydantic import AwareDatetime, BaseModel, ConfigDict

from workflows.domain.canonical import canonical, plain, sha256
from workflows.domain.case import CaseDocument
from workflows.domain.strokes import Stroke, svg_path


class SigningStatus(StrEnum):
    """Being signed, signed by all, or void because the paper changed or staff ended it."""

    OPEN = "open"
    COMPLETE = "complete"
    VOID = "void"


class SigningKind(StrEnum):
    """On a tablet or phone, or on a printed copy that is scanned."""

    TABLET = "tablet"
    SCAN = "scan"


class IdentityCheck(StrEnum):
    """How it was made sure who signs: card seen, known in person, authority seen, one-time code, staff login."""

    CARD = "card"
    KNOWN = "known"
    AUTHORITY = "authority"
    CODE = "code"
    LOGIN = "login"


class Piece(BaseModel):
    """A part of a signing: frozen and strict about names."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Signer(Piece):
    """One who is to sign; `key` is their place on the paper, `party` the party's id, empty for a place of staff."""

    key: str
    role: str
    name: str
    party: str = ""


class Signature(Piece):
    """What one signer left: strokes, or the confirmation that the scanned paper bears their signature.

    `paper_sha256` is the very file that was signed. `witness` is the account that saw it, empty for one who signed
    alone with a one-time code; `link` is the party link that was used then.
    """

    signer: str
    at: AwareDatetime
    paper_sha256: str
    identity: IdentityCheck
    witness: str = ""
    witness_name: str = ""
    link: str = ""
    strokes: tuple[Stroke, ...] = ()

    @property
    def path(self) -> str:
        """Return the strokes as SVG path data."""
        return svg_path(self.strokes)


class Scan(Piece):
    """One file of the scanned paper."""

    sha256: str
    media_type: str
    size: int

    @property
    def ending(self) -> str:
        """Return the ending of a file of this kind."""
        return {"application/pdf": "pdf", "image/jpeg": "jpg", "image/png": "png"}.get(self.media_type, "bin")


class Signing(Piece):
    """One signing of one paper; `subject` is the digest of what the paper says, `rule` the row that allowed its kind.

    `remote` says that a party may sign alone by link. The three digests at the end name the evidence file, the
    institution's signature over it, and the signed paper under the institution's seal.
    """

    id: str
    case_id: str
    paper_id: str
    template: str
    kind: SigningKind
    status: SigningStatus = SigningStatus.OPEN
    subject: str
    rule: str = ""
    remote: bool = False
    started_at: AwareDatetime
    started_by: str = ""
    completed_at: AwareDatetime | None = None
    void_at: AwareDatetime | None = None
    void_reason: str = ""
    signers: tuple[Signer, ...]
    signatures: tuple[Signature, ...] = ()
    scans: tuple[Scan, ...] = ()
    evidence_sha256: str = ""
    seal_sha256: str = ""
    sealed_pdf_sha256: str = ""

    def signer(self, key: str) -> Signer | None:
        """Return the signer with this place on the paper."""
        return next((each for each in self.signers if each.key == key), None)

    def signature(self, key: str) -> Signature | None:
        """Return what this signer left."""
        return next((each for each in self.signatures if each.signer == key), None)

    @property
    def missing(self) -> tuple[Signer, ...]:
        """Return those who have not signed."""
        there = {each.signer for each in self.signatures}
        return tuple(each for each in self.signers if each.key not in there)

    def signed(self, signature: Signature) -> Signing:
        """Return the signing with one more signature; the last one completes it."""
        after = self.model_copy(update={"signatures": (*self.signatures, signature)})
        if after.missing:
            return after
        return after.model_copy(update={"status": SigningStatus.COMPLETE, "completed_at": signature.at})

    def voided(self, at: datetime, reason: str) -> Signing:
        """Return the signing as void."""
        return self.model_copy(update={"status": SigningStatus.VOID, "void_at": at, "void_reason": reason})


OUTSIDE_THE_PAPER = {
    "effective_on",
    "number",
    "form",
    "signed_by_all",
    "signature_kind",
    "signature_refusal",
    "wants_written",
    "wants_confirmation",
    "confirmation_refusal",
    "performed_at_once",
}
"""Entries of the agreement that say what became of it; all others stand on the paper that is signed."""


def subject_of(document: CaseDocument) -> str:
    """Return the digest of what an agreement says: who agrees on what; a change of it makes signatures void."""
    said = document.agreement.model_dump(mode="json", exclude=OUTSIDE_THE_PAPER)
    said["instalments"] = [
        {name: value for name, value in each.items() if name not in ("performed_on", "proof")}
        for each in said["instalments"]
    ]
    stated = {"id", "role", "kind", "name", "id_number", "representative", "agent"}
    people = [each.model_dump(mode="json", include=stated) for each in document.parties]
    return sha256(canonical(plain([said, people])))
