"""Trusted roots: under which certificates of authorities signatures must hold at this installation."""

from __future__ import annotations

from workflows.config import Settings
from workflows.proof import Anchors, read_anchor


def trusted_roots(settings: Settings) -> Anchors:
    """Return the roots that this machine trusts: its own test root, and those in its folder of anchors."""
    own = settings.pki / "ca.pem"
    others = sorted(settings.anchors.glob("*")) if settings.anchors.is_dir() else []
    return frozenset(read_anchor(str(path)) for path in [*([own] if own.is_file() else []), *others])
