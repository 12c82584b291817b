"""The secrets of a party's way in: tokens of 256 random bits, codes of eight digits, and the digests that are kept."""

from __future__ import annotations

import hashlib
import hmac
import secrets

from workflows.config import Settings

DIGITS = 8


def new_token() -> str:
    """Return a token of 256 random bits, fit for an address."""
    return secrets.token_urlsafe(32)


def new_code() -> str:
    """Return a one-time code of eight digits."""
    return f"{secrets.randbelow(10**DIGITS):0{DIGITS}d}"


def token_digest(token: str) -> str:
    """Return what is kept of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def code_digest(settings: Settings, link_id: str, code: str) -> str:
    """Return what is kept of a code of a link: keyed, so that nobody who reads the database finds it by trying."""
    return hmac.new(settings.secret(), f"party-code:{link_id}:{code}".encode(), hashlib.sha256).hexdigest()


def code_as_typed(text: str) -> str:
    """Return the digits of what somebody typed: spaces, dashes and full-width digits are forgiven."""
    return "".join(str(int(each)) for each in text if each.isdecimal())[:20]


def code_in_groups(code: str) -> str:
    """Return a code as it is printed: 1234 5678."""
    return f"{code[:4]} {code[4:]}"
