"""Answers on their way: packed where that helps, and sent in one piece."""

from __future__ import annotations

import asyncio
import gzip
from collections.abc import Mapping

import pytest
from starlette.types import Message, Receive, Scope, Send

from workflows.web.packing import SHORTEST, Packed
from workflows.web.whole_answers import Together

LONG = b"x" * SHORTEST


def sent(body: bytes, headers: Mapping[str, str]) -> tuple[dict[bytes, bytes], bytes]:
    """Return headers and content of the answer to a request with these headers."""

    async def app(_scope: Scope, _receive: Receive, send: Send) -> None:
        size = (b"content-length", str(len(body)).encode())
        await send({"type": "http.response.start", "status": 200, "headers": [size]})
        await send({"type": "http.response.body", "body": body})

    told: list[Message] = []

    async def send(message: Message) -> None:
        told.append(message)

    async def receive() -> Message:
        return {"type": "http.request"}

    given = [(name.encode(), value.encode()) for name, value in headers.items()]
    asyncio.run(Packed(app)({"type": "http", "headers": given}, receive, send))
    return dict(told[0]["headers"]), b"".join(each["body"] for each in told[1:])


def test_a_long_answer_is_packed_for_who_can_unpack_it() -> None:
    """A long page goes over the line packed, and says that it would go otherwise for others."""
    headers, body = sent(LONG, {"accept-encoding": "gzip, br"})
    assert (headers[b"content-encoding"], headers[b"vary"]) == (b"gzip", b"Accept-Encoding")
    assert (gzip.decompress(body), int(headers[b"content-length"])) == (LONG, len(body))


@pytest.mark.parametrize(
    ("body", "accepted"), [(LONG, {}), (LONG[1:], {"accept-encoding": "gzip"})], ids=["plain", "short"]
)
def test_others_are_sent_as_they_are(body: bytes, accepted: dict[str, str]) -> None:
    """A short answer, and one for a program that cannot unpack, is sent as it is."""
    headers, got = sent(body, accepted)
    assert (got, b"content-encoding" in headers) == (body, False)


class Line:
    """A line that remembers what went over it."""

    def __init__(self) -> None:
        self.packets: list[bytes] = []
        self.closed = False

    def write(self, data: bytes) -> None:
        """Send a packet."""
        self.packets.append(data)

    def close(self) -> None:
        """End."""
        self.closed = True


def test_head_and_body_leave_together() -> None:
    """What is written before the loop goes on leaves as one packet, and nothing is lost when the line is closed."""

    async def answer() -> Line:
        line = Line()
        together = Together(line, asyncio.get_running_loop())  # type: ignore[arg-type]
        together.write(b"head ")
        together.write(b"body")
        await asyncio.sleep(0)
        together.write(b"last")
        together.close()
        await asyncio.sleep(0)
        return line

    line = asyncio.run(answer())
    assert (line.packets, line.closed) == ([b"head body", b"last"], True)


def test_a_whole_answer_waits_for_nothing() -> None:
    """An answer that is whole leaves at once and once, whatever its request leaves to be done."""

    async def answer() -> list[bytes]:
        line = Line()
        together = Together(line, asyncio.get_running_loop())  # type: ignore[arg-type]
        together.write(b"head ")
        together.write(b"body")
        together.send()
        at_once = list(line.packets)
        await asyncio.sleep(0)
        assert line.packets == at_once
        return at_once

    assert asyncio.run(answer()) == [b"head body"]
