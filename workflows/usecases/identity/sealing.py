"""Seal small texts with this installation's key, each for one purpose and one owner."""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from workflows.errors import SecretUnreadable
from workflows.usecases.app import App

NONCE = 12


def seal(app: App, purpose: str, owner: str, text: str) -> str:
    """Return *text* sealed (AES-256-GCM); it opens for the same purpose and owner only."""
    nonce = secrets.token_bytes(NONCE)
    sealed = AESGCM(_key(app, purpose)).encrypt(nonce, text.encode(), owner.encode())
    return base64.urlsafe_b64encode(nonce + sealed).decode()


def unseal(app: App, purpose: str, owner: str, sealed: str) -> str:
    """Return the text that was sealed.

    Raises:
        SecretUnreadable: it was sealed for something else, with another key, or changed since.
    """
    try:
        whole = base64.urlsafe_b64decode(sealed)
        return AESGCM(_key(app, purpose)).decrypt(whole[:NONCE], whole[NONCE:], owner.encode()).decode()
    except (InvalidTag, ValueError) as broken:
        raise SecretUnreadable(
            zh="这项内容无法解封：密钥或内容与封存时不同。请核对 secret.key 与数据库是否来自同一次备份。",
            purpose=purpose,
        ) from broken


def fingerprint(app: App, purpose: str, word: str) -> str:
    """Return what is kept of a secret word that only has to be recognised."""
    return hmac.new(_key(app, purpose), word.encode(), hashlib.sha256).hexdigest()


def _key(app: App, purpose: str) -> bytes:
    kdf = HKDF(algorithm=SHA256(), length=32, salt=None, info=f"hewei:{purpose}".encode())
    return kdf.derive(app.settings.secret())
