"""Seal and open: AES-256-GCM with a key for each case, which the master key wraps; digests for exact search."""

from __future__ import annotations

import hmac
import os
import secrets
from collections.abc import Callable
from functools import lru_cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from workflows.errors import KeyUnknown, RecordSealBroken
from workflows.vault.keyring import KEY, NONCE, KeyRing

ID = 8
DIGEST = 16
"""Bytes of a blind digest: enough that two persons never share one."""
KEPT = 4096
"""How many opened case keys a process remembers."""


class Vault:
    """Seals with the keys of a ring. Each thing is bound to what it is (`about`), so that none can stand for another.

    The ring is asked for at the first use, and once more when something was wrapped by a master key that another
    process has made since.
    """

    def __init__(self, ring: Callable[[], KeyRing]) -> None:
        self._ring = ring
        self._known: KeyRing | None = None
        self._sealer = lru_cache(maxsize=KEPT)(self._unwrapped)
        self._derived = lru_cache(maxsize=16)(self._from_house)
        self._keyed = lru_cache(maxsize=16)(self._with_key)
        self._blinded = lru_cache(maxsize=1024)(self._mark)

    @property
    def current(self) -> str:
        """Return the id of the master key in use."""
        return self._keys().current

    @property
    def masters(self) -> frozenset[str]:
        """Return the ids of all master keys on the ring."""
        return frozenset(self._keys().masters)

    def refresh(self) -> None:
        """Read the ring again, as after a rotation."""
        self._known = self._ring()

    def new_key(self, case_id: str) -> bytes:
        """Return a new key for a case, wrapped by the master key: its id, a nonce, the sealed key."""
        return self._wrapped(case_id, secrets.token_bytes(KEY))

    def rewrapped(self, case_id: str, wrapped: bytes) -> bytes:
        """Return the same key of a case, wrapped by the master key in use."""
        return self._wrapped(case_id, self._key(case_id, wrapped))

    def seal(self, case_id: str, wrapped: bytes, content: bytes, about: str) -> bytes:
        """Return *content* sealed with the case's key."""
        nonce = os.urandom(NONCE)
        return nonce + self._sealer(case_id, wrapped).encrypt(nonce, content, _bound(case_id, about))

    def open(self, case_id: str, wrapped: bytes, sealed: bytes, about: str) -> bytes:
        """Return what was sealed.

        Raises:
            RecordSealBroken: it was changed, or sealed for something else.
            KeyUnknown: the ring lacks the master key.
        """
        try:
            return self._sealer(case_id, wrapped).decrypt(
                sealed[:NONCE], sealed[NONCE:], _bound(case_id, about)
            )
        except (InvalidTag, ValueError) as error:
            raise broken_record(case_id, about) from error

    def seal_house(self, content: bytes, about: str) -> bytes:
        """Return *content* sealed with the house key, for what belongs to no single case."""
        nonce = os.urandom(NONCE)
        return nonce + AESGCM(self._derived("seal")).encrypt(nonce, content, about.encode())

    def open_house(self, sealed: bytes, about: str) -> bytes:
        """Return what was sealed with the house key.

        Raises:
            RecordSealBroken: it was changed, sealed for something else, or with another house key.
        """
        try:
            return AESGCM(self._derived("seal")).decrypt(sealed[:NONCE], sealed[NONCE:], about.encode())
        except (InvalidTag, ValueError) as error:
            raise RecordSealBroken(what=about) from error

    def blind(self, kind: str, normal: str) -> str:
        """Return the digest by which a word in its normal form is found, and which nobody can turn back."""
        return self._blinded("blind", f"{kind}\n{normal}")

    def place(self, address: str) -> str:
        """Return the digest of a network address: the same for the same address, telling nothing of it."""
        return self._blinded("place", address) if address else ""

    def fingerprint(self) -> str:
        """Return what tells this house key from another; a database keeps it."""
        return self._mark("fingerprint", "house")

    def _mark(self, purpose: str, text: str) -> str:
        mark = self._keyed(purpose).copy()  # to look the digest up by its name takes longer than the digest
        mark.update(text.encode())
        return mark.digest()[:DIGEST].hex()

    def _with_key(self, purpose: str) -> hmac.HMAC:
        return hmac.new(self._derived(purpose), digestmod="sha256")

    def _from_house(self, purpose: str) -> bytes:
        kdf = HKDF(algorithm=SHA256(), length=KEY, salt=None, info=f"hewei/{purpose}".encode())
        return kdf.derive(self._keys().house)

    def _wrapped(self, case_id: str, key: bytes) -> bytes:
        keys, nonce = self._keys(), os.urandom(NONCE)
        return keys.current.encode() + nonce + AESGCM(keys.master).encrypt(nonce, key, case_id.encode())

    def _unwrapped(self, case_id: str, wrapped: bytes) -> AESGCM:
        return AESGCM(self._key(case_id, wrapped))

    def _key(self, case_id: str, wrapped: bytes) -> bytes:
        name, nonce, sealed = (
            wrapped[:ID].decode(errors="replace"),
            wrapped[ID : ID + NONCE],
            wrapped[ID + NONCE :],
        )
        if name not in self._keys().masters:
            self.refresh()
        master = self._keys().masters.get(name)
        if master is None:
            raise KeyUnknown(master=name)
        try:
            return AESGCM(master).decrypt(nonce, sealed, case_id.encode())
        except (InvalidTag, ValueError) as error:
            raise broken_record(case_id, "key") from error

    def _keys(self) -> KeyRing:
        if self._known is None:
            self._known = self._ring()
        return self._known


def _bound(case_id: str, about: str) -> bytes:
    return f"{case_id}\n{about}".encode()


def broken_record(case_id: str, what: str) -> RecordSealBroken:
    """Return the fault that this record of a case does not fit its seal."""
    return RecordSealBroken(
        f"The record {what!r} of the case with the id {case_id} was changed, moved or sealed with other keys; restore "
        "it, or the keys, from the backup.",
        zh=f"内部编号为 {case_id} 的案件，其记录“{what}”被改动、移动，或由其他密钥封存；请从备份恢复记录或密钥。",
        case=case_id,
        what=what,
    )
