"""The access log: method, route, status and time of each request; no query, no name, no address of a person."""

from __future__ import annotations

import logging
import time

from starlette.types import ASGIApp, Message, Receive, Scope, Send

LOG = logging.getLogger("workflows.web.access")


class AccessLog:
    """Wraps the application and writes one line a request."""

    def __init__(self, app: ASGIApp) -> None:
        """Take the application."""
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request and log it."""
        if scope["type"] != "http" or scope["path"].startswith("/static/"):
            await self.app(scope, receive, send)
            return
        start = time.perf_counter()
        status = 500

        async def noting(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self.app(scope, receive, noting)
        finally:
            taken = (time.perf_counter() - start) * 1000
            number = scope.get("state", {}).get("request_id", "")
            LOG.info("%s %s %d %.0f ms %s", scope["method"], _route(scope), status, taken, number)


def _route(scope: Scope) -> str:
    # The route's template, not the path: ids of cases and papers stay out of the log.
    return str(getattr(scope.get("route"), "path", "-"))
