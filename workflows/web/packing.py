"""Long answers are packed for whoever can unpack them; short ones go as they are, without anything looked up."""

from __future__ import annotations

from collections.abc import Iterable

from starlette.datastructures import Headers
from starlette.middleware.gzip import GZipMiddleware, GZipResponder
from starlette.types import Message, Receive, Scope, Send

SHORTEST = 1000
"""Bytes; below it packing saves nothing that a line would notice."""
LEVEL = 5


class Packed(GZipMiddleware):
    """Wraps the application: what says that it is short is sent at once, all else is left to the framework's packer."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http" or "gzip" not in Headers(scope=scope).get("accept-encoding", ""):
            await self.app(scope, receive, send)
            return
        way: Send | None = None

        async def choosing(message: Message) -> None:
            nonlocal way
            if way is None:
                way = send if _is_short(message.get("headers", ())) else self._packer(send)
            await way(message)

        await self.app(scope, receive, choosing)

    def _packer(self, send: Send) -> Send:
        packer = GZipResponder(self.app, SHORTEST, LEVEL)
        packer.send = send
        return packer.send_with_compression


def _is_short(headers: Iterable[tuple[bytes, bytes]]) -> bool:
    return any(name == b"content-length" and int(value) < SHORTEST for name, value in headers)
