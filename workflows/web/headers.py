"""Headers on every answer: what the browser may load, keep and tell others; and a limit to what it may send."""

from __future__ import annotations

import re
from secrets import token_hex

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from workflows.errors import RequestTooLarge

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "style-src-attr 'unsafe-inline'",
        "img-src 'self' data:",
        "font-src 'self' data:",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
        "object-src 'none'",
    )
)
ALWAYS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=()",
    "X-Frame-Options": "DENY",
}
YEAR = 31_536_000
Header = tuple[bytes, bytes]
LARGEST = 8_000_000
LARGEST_WITH_FILES = 64_000_000
"""Several photos of a phone go over in one request, where files are taken at all."""
TAKES_FILES = re.compile(r"/cases/new|/tasks/[^/]+|(?:/api)?/cases/[^/]+/attachments|(?:/api)?/imports")


class Guarded:
    """Wraps the application: headers on every answer, a number for every request, no body beyond its limit."""

    def __init__(self, app: ASGIApp, *, https: bool) -> None:
        """Take the application; with *https* browsers are told to come by https only, for a year."""
        self.app = app
        always = {**ALWAYS, "Strict-Transport-Security": f"max-age={YEAR}"} if https else ALWAYS
        self._always = [(name.lower().encode(), value.encode()) for name, value in always.items()]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        number = token_hex(8)
        scope.setdefault("state", {})["request_id"] = number
        limit = LARGEST_WITH_FILES if TAKES_FILES.fullmatch(scope["path"]) else LARGEST
        if int(Headers(scope=scope).get("content-length") or 0) > limit:
            scope["state"]["refused"] = _too_large(limit)

        async def guarded_send(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = self._with_own(list(message.get("headers", ())), scope["path"], number)
            await send(message)

        await self.app(scope, _Limited(receive, limit).receive, guarded_send)

    def _with_own(self, headers: list[Header], path: str, number: str) -> list[Header]:
        said = {name for name, _ in headers}
        # A page with a frame, and the page in the frame, say their own policy.
        headers += [own for own in self._always if own[0] not in said]
        headers.append((b"x-request-id", number.encode()))
        if b"cache-control" not in said:
            headers.append((b"cache-control", _keeping(path)))
        return headers


def _keeping(path: str) -> bytes:
    return b"public, max-age=31536000, immutable" if path.startswith("/static/") else b"no-store"


def _too_large(limit: int) -> RequestTooLarge:
    return RequestTooLarge(zh="发送的内容超过本页允许的大小；请减小后再试。", limit=limit)


class _Limited:
    """Counts what comes in, for senders that do not say how much they send."""

    def __init__(self, receive: Receive, limit: int) -> None:
        self._receive = receive
        self._limit = limit
        self._size = 0

    async def receive(self) -> Message:
        """Return the next piece.

        Raises:
            RequestTooLarge: together the pieces are more than the limit.
        """
        message = await self._receive()
        self._size += len(message.get("body", b""))
        if self._size > self._limit:
            raise _too_large(self._limit)
        return message
