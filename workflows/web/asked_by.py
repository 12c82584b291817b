"""Who asks: names the request to the store, and writes down what was read before any of it is sent."""

from __future__ import annotations

from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from workflows.errors import StoreFault
from workflows.store.asking import Asking, asked
from workflows.usecases.app import App
from workflows.usecases.note_reading import note_readings
from workflows.web.problems import problem_answer
from workflows.web.threads import in_thread

OPENING = frozenset({"GET", "HEAD"})
"""Methods that only read; what others do stands in the audit as the change that it is."""


class AskedBy:
    """Wraps the application: every transaction of a request knows the address and, from the door on, the person."""

    def __init__(self, app: ASGIApp, machine: App) -> None:
        """Take the application and the machine that keeps the audit."""
        self.app = app
        self._machine = machine

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request; if its reading cannot be written down, the fault is sent and nothing of the page."""
        if scope["type"] != "http" or scope["path"].startswith("/static/"):
            await self.app(scope, receive, send)
            return
        client = scope.get("client")
        who = Asking(place=self._machine.vault.place(client[0]) if client else "")

        withheld: list[StoreFault] = []

        async def telling(message: Message) -> None:
            if message["type"] == "http.response.start" and who.readings:
                thing = str(getattr(scope.get("route"), "path", "-"))
                try:
                    await in_thread(note_readings, self._machine, who, thing)
                except StoreFault as fault:
                    withheld.append(fault)
            if not withheld:
                await send(message)

        with asked(who):
            await self.app(scope, receive, telling if scope["method"] in OPENING else send)
            for fault in withheld:
                answer = await problem_answer(Request(scope, receive), fault)
                await answer(scope, receive, send)
