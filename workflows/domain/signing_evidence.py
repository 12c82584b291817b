"""The evidence of a signing as a file: who signed which bytes, when, before whom, in which handwriting."""

from __future__ import annotations

from typing import Literal

from pydantic import AwareDatetime

from workflows.domain.canonical import canonical, plain
from workflows.domain.signing import IdentityCheck, Piece, Scan, SigningKind
from workflows.domain.strokes import HEIGHT, WIDTH, Stroke


class SignedFile(Piece):
    """The paper that was signed: its number, what it was made from, and the sha256 of the very file."""

    template: str
    title: str
    number: str
    template_version: str
    data_digest: str
    sha256: str


class LegalGround(Piece):
    """The row of the dated table that allowed this way of signing."""

    rule: str
    law: str
    source: str


class GivenSignature(Piece):
    """One signature: by whom, when, how it was made sure who it is, before whom; and the handwriting, if it was drawn.

    `strokes` are points in a field of `width` by `height`, with milliseconds since the first touch and pressure in
    thousandths; `path` is the same as SVG path data. `witness` is the account that saw it.
    """

    signer: str
    role: str
    name: str
    at: AwareDatetime
    identity: IdentityCheck
    witness: str = ""
    witness_name: str = ""
    link: str = ""
    paper_sha256: str
    path: str = ""
    strokes: tuple[Stroke, ...] = ()


class SigningEvidence(Piece):
    """The evidence file of one signing; its JSON schema is published in docs/schema/signing-evidence.json."""

    format: Literal["hewei-signing-evidence"] = "hewei-signing-evidence"
    version: Literal[1] = 1
    case: str
    body: str
    signing: str
    kind: SigningKind
    paper: SignedFile
    ground: LegalGround
    started_at: AwareDatetime
    completed_at: AwareDatetime
    width: Literal[1000] = WIDTH
    height: Literal[400] = HEIGHT
    signatures: tuple[GivenSignature, ...]
    scans: tuple[Scan, ...] = ()
    sample: bool = False

    def encoded(self) -> bytes:
        """Return the evidence as canonical JSON; the institution signs exactly these bytes."""
        return canonical(plain(self.model_dump(mode="json")))
