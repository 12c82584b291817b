"""Proof without trust in us: court packages and signed papers are written and checked here, offline.

Nothing in this folder opens a network connection, a database or a setting. The same checks stand once more, in
JavaScript, in workflows/web/static/verify.html.
"""

from __future__ import annotations

from workflows.proof.anchor import Anchors, fingerprint, read_anchor
from workflows.proof.archive import pack, unpack
from workflows.proof.paper import Sealed, verify_paper
from workflows.proof.verify import Verified, verify_detached, verify_file, verify_package

__all__ = [
    "Anchors",
    "Sealed",
    "Verified",
    "fingerprint",
    "pack",
    "read_anchor",
    "unpack",
    "verify_detached",
    "verify_file",
    "verify_package",
    "verify_paper",
]
