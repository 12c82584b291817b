"""New ids: what is made at one instant sorts in the order it was made, never by chance."""

from __future__ import annotations

import secrets
from datetime import datetime
from itertools import count

_turns = count()


def new_id(at: datetime) -> str:
    """Return an id of 32 hexadecimal digits: the millisecond of the instant, a turn, and 60 random bits.

    Nobody can guess one from another; of two made by one process at one instant the later one sorts after the other.
    """
    milliseconds = int(at.timestamp() * 1000)
    return f"{milliseconds:012x}{next(_turns) % 2**20:05x}{secrets.randbits(60):015x}"
