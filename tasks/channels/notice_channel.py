"""What a channel of notices is: the interface that e-mail, webhook and every plug-in keep (docs/channels.md)."""

from __future__ import annotations

from typing import Protocol

from workflows.domain.notice_message import Message


class NoticeChannel(Protocol):
    """One way in which a message leaves Hewei.

    A plug-in is a class that is made with the settings (`Plugin(settings)`) and has these four words and one verb.
    `address` says what the account page asks for: `email`, `url`, `phone` or `text`.
    """

    name: str
    title: str
    title_en: str
    address: str

    def send(self, message: Message) -> None:
        """Hand the message over; `message.id` is its idempotency key, and twice must have the effect of once.

        Raises:
            ChannelUnavailable: nobody answered, too slow, or "later"; the message is tried again.
            ChannelRefused: the message or its address will never be taken; an administrator is told.
        """
        ...
