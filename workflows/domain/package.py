"""The court package: which parts it has, and the manifest that lists them all with their digests."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from workflows.domain.canonical import canonical

MANIFEST = "manifest.json"
SIGNATURE = "manifest.p7s"
HISTORY = "history.json"
DATA = "data.json"
IDENTITIES = "identities.json"
EVIDENCE = "signing-evidence.json"
SCAN = "scan-"
"""Names of members that begin so are files as they were scanned or brought: under the seal of the manifest alone."""

Digest = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
Name = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]{0,63}\.(pdf|json|jpg|png|webp)$")]
Instant = Annotated[
    str, StringConstraints(pattern=r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$")
]


class Role(StrEnum):
    """What a member is for the court (民诉法解释 354)."""

    APPLICATION = "application"
    AGREEMENT = "agreement"
    PROOF = "proof"
    IDENTITY = "identity"
    AUTHORITY = "authority"
    PROPERTY = "property"
    UNDERTAKING = "undertaking"
    TRANSFER = "transfer"
    DATA = "data"
    HISTORY = "history"


TEMPLATES: Mapping[str, Role] = MappingProxyType(
    {
        "confirmation-application": Role.APPLICATION,
        "agreement": Role.AGREEMENT,
        "oral-agreement": Role.AGREEMENT,
        "signing-evidence": Role.AGREEMENT,
        "mediation-proof": Role.PROOF,
        "undertaking": Role.UNDERTAKING,
        "identity-proof": Role.IDENTITY,
        "transfer-letter": Role.TRANSFER,
    }
)
"""Which papers go to the court, by template, in the order of the package; no other paper of a case leaves it."""

WANTED = (Role.APPLICATION, Role.AGREEMENT, Role.PROOF, Role.IDENTITY, Role.TRANSFER)
"""What 民诉法解释 354 and the place ask for; what is lacking is stated in the manifest."""

INDISPENSABLE = (Role.APPLICATION, Role.AGREEMENT)
"""Without these two there is nothing that a court could confirm."""


class Part(BaseModel):
    """A piece of the manifest: frozen, and strict about names."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Member(Part):
    """One file of the package, with the digest and size that it must have."""

    name: Name
    role: Role
    title: str
    number: str = ""
    media_type: Literal["application/pdf", "application/json", "image/jpeg", "image/png", "image/webp"]
    size: int = Field(ge=0)
    sha256: Digest


class Issuer(Part):
    """The body that made the package."""

    id: str
    name: str


class HistoryHead(Part):
    """How long the history is and the digest of its last entry: a cut tail shows."""

    entries: int = Field(ge=0)
    head: Digest


class Algorithms(Part):
    """By which methods the package can be checked."""

    digest: Literal["sha-256"] = "sha-256"
    canonical: Literal["rfc8785"] = "rfc8785"
    signature: Literal["cms-detached"] = "cms-detached"
    paper_signature: Literal["pades-b-t"] = "pades-b-t"
    timestamp: Literal["rfc3161"] = "rfc3161"


class Manifest(Part):
    """The list of everything in the package; the institution signs exactly these bytes.

    `lacking` names what the court usually wants and the case did not have when the package was made.
    """

    format: Literal["hewei-court-package"] = "hewei-court-package"
    version: Literal[1] = 1
    case: str
    issuer: Issuer
    court: str = ""
    made_at: Instant
    sample: bool = False
    algorithms: Algorithms = Algorithms()
    members: tuple[Member, ...]
    history: HistoryHead
    lacking: tuple[Role, ...] = ()

    def encoded(self) -> bytes:
        """Return the manifest as canonical JSON."""
        return canonical(self.model_dump(mode="json"))


@dataclass(frozen=True, kw_only=True)
class CourtPackage:
    """A package that was filed: where its file lies (sha256) and the digest of its manifest."""

    case_id: str
    sha256: str
    manifest: str
    size: int
    filed_at: str
