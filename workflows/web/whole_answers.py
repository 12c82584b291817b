"""Each answer leaves in one piece: head and body go to the network together, not in two packets that wake two times."""

from __future__ import annotations

from asyncio import AbstractEventLoop, BaseTransport, Transport
from typing import Any

from uvicorn.protocols.http.h11_impl import H11Protocol


class WholeAnswers(H11Protocol):
    """uvicorn's own protocol over a transport that waits for the end of the loop's turn."""

    def connection_made(self, transport: BaseTransport) -> None:
        """Begin a connection."""
        self._line = Together(transport, self.loop)  # type: ignore[arg-type]
        super().connection_made(self._line)  # type: ignore[arg-type]

    def on_response_complete(self) -> None:
        """Send an answer that is whole at once: what its request leaves to be done is no reason to wait for it."""
        self._line.send()
        super().on_response_complete()


class Together:
    """A transport that sends what is written in one turn of the loop as one; all else is the transport's own."""

    def __init__(self, transport: Transport, loop: AbstractEventLoop) -> None:
        self._transport = transport
        self._loop = loop
        self._pieces: list[bytes] = []

    def __getattr__(self, name: str) -> Any:
        return getattr(self._transport, name)

    def write(self, data: bytes) -> None:
        """Send *data* with what else is written before the loop goes on."""
        if not self._pieces:
            self._loop.call_soon(self.send)
        if data:
            self._pieces.append(data)

    def close(self) -> None:
        """Send what was written, then end the connection."""
        self.send()
        self._transport.close()

    def send(self) -> None:
        """Send what was written until now."""
        pieces, self._pieces = self._pieces, []
        if pieces:
            self._transport.write(b"".join(pieces))
