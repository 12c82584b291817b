"""The evidence of a signing: sealed by the institution and kept, as soon as the signed paper is made."""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import JsonValue

from tasks.channels.court import local_seal
from workflows.domain.outbox import Errand
from workflows.usecases.app import App
from workflows.usecases.signing.seal_signing import seal_signing


def seal(app: App, errand: Errand) -> Mapping[str, JsonValue]:
    """Seal the evidence and the signed paper; returns their digests.

    Raises:
        PaperNotReady: the paper is being made; the errand is tried again.
        SigningFailed: the seal could not be set.
    """
    signing = seal_signing(app, str(errand.payload["signing"]), lambda body: local_seal(app, body))
    return {"signing": signing.id, "evidence": signing.evidence_sha256, "pdf": signing.sealed_pdf_sha256}
