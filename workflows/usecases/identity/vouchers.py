"""Vouchers: random words that are handed out and brought back; only their hashes are kept."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Mapping
from datetime import datetime, timedelta
from enum import StrEnum

from pydantic import JsonValue

from workflows.store import Tx


class VoucherKind(StrEnum):
    """What a voucher is for."""

    CODE = "second-factor"
    PROVIDER = "provider"
    TYPED = "typed"


def digest(token: str) -> str:
    """Return what is kept of a random word."""
    return hashlib.sha256(token.encode()).hexdigest()


def hand_out(
    tx: Tx,
    kind: VoucherKind,
    data: Mapping[str, JsonValue],
    *,
    account_id: str,
    at: datetime,
    lasts: timedelta,
) -> str:
    """Return a new random word that stands for *data*; what ran out before is forgotten."""
    token = secrets.token_urlsafe(32)
    tx.vouchers.forget(before=at)
    tx.vouchers.put(digest(token), kind, dict(data), account_id=account_id, until=at + lasts)
    return token
