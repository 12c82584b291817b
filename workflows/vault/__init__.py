"""The vault: keys that lie in files, what is sealed with them, and digests by which sealed words are found again."""

from __future__ import annotations

from workflows.vault.keyring import KeyFolder, KeyRing, passing_ring
from workflows.vault.vault import Vault, broken_record

__all__ = ["KeyFolder", "KeyRing", "Vault", "broken_record", "passing_ring"]
