"""Show contact data masked: enough to recognise somebody, not enough to call or impersonate them."""

from __future__ import annotations

SHOWN = 4


def mask_phone(phone: str) -> str:
    """Return 138****5678 for a mobile number; short numbers keep their last two digits only."""
    if len(phone) < 3 + SHOWN:
        return "*" * max(len(phone) - 2, 0) + phone[-2:] if phone else ""
    return f"{phone[:3]}{'*' * (len(phone) - 3 - SHOWN)}{phone[-SHOWN:]}"


def mask_id_number(number: str) -> str:
    """Return 110***********1234."""
    if len(number) < 3 + SHOWN:
        return "*" * len(number)
    return f"{number[:3]}{'*' * (len(number) - 3 - SHOWN)}{number[-SHOWN:]}"


def mask_address(address: str) -> str:
    """Return the beginning of an address, down to the village or street, without house and room."""
    return (
        address[:9] + "***" if len(address) > 9 else address[: len(address) // 2] + ("***" if address else "")
    )
