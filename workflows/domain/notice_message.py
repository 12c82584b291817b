"""A message as a channel gets it: nothing in it but numbers of cases, names of events and links."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from pydantic import JsonValue


@dataclass(frozen=True, kw_only=True)
class Told:
    """One event in a message."""

    event: str
    title: str
    case: str
    link: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class Message:
    """One message to one address; `id` is its idempotency key: sent twice it must have the effect of once.

    `secret` is what a webhook's signature is made with; it is never sent.
    """

    id: str
    address: str
    subject: str
    text: str
    link: str
    events: tuple[Told, ...] = ()
    secret: str = ""

    def as_json(self) -> dict[str, JsonValue]:
        """Return the message as programs read it."""
        return {
            "id": self.id,
            "count": len(self.events),
            "link": self.link,
            "events": [
                {
                    "event": each.event,
                    "case": each.case,
                    "link": each.link,
                    "at": each.at.isoformat(timespec="seconds"),
                }
                for each in self.events
            ],
        }
