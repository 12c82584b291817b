"""The virus scanner's channel: hands an attachment to clamd over its socket and keeps what it says."""

from __future__ import annotations

import socket
import struct
from collections.abc import Mapping

from pydantic import JsonValue

from workflows.domain.outbox import Errand
from workflows.errors import ScannerSilent
from workflows.usecases.app import App
from workflows.usecases.intake.record_scan import record_scan, waiting_file

PIECE = 64 * 1024
PATIENCE = 60.0
"""Seconds without a word after which the scanner counts as silent."""
LONGEST_ANSWER = 4096
CLEAN, FOUND = " OK", " FOUND"


def scan(app: App, errand: Errand) -> Mapping[str, JsonValue]:
    """Have the errand's attachment looked through; returns its number and status.

    Raises:
        ScannerSilent: clamd does not answer, or not as it should; the errand is tried again.
    """
    attachment, content = waiting_file(app, str(errand.payload["attachment"]))
    seen = record_scan(app, attachment.id, finding=finding_in(app.settings.clamav, content))
    return {"attachment": seen.id, "status": seen.status.value}


def finding_in(address: str, content: bytes) -> str:
    """Return the name of what clamd at *address* found in *content*, "" for nothing.

    Raises:
        ScannerSilent: it does not answer, or says something else.
    """
    try:
        with _connected(address) as connection:
            answer = _asked(connection, content)
    except (OSError, ValueError) as error:
        raise ScannerSilent(
            f"The virus scanner at {address} does not answer: {error}", zh="查毒程序没有应答。"
        ) from error
    if answer.endswith(CLEAN):
        return ""
    if answer.endswith(FOUND):
        return answer.removesuffix(FOUND).removeprefix("stream: ").strip() or "unnamed"
    raise ScannerSilent(f"The virus scanner said {answer[:120]!r}.", zh="查毒程序的应答无法理解。")


def _connected(address: str) -> socket.socket:
    if address.startswith("/"):
        connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        connection.settimeout(PATIENCE)
        try:
            connection.connect(address)
        except OSError:
            connection.close()
            raise
        return connection
    host, _, port = address.rpartition(":")
    return socket.create_connection((host.strip("[]"), int(port)), timeout=PATIENCE)


def _asked(connection: socket.socket, content: bytes) -> str:
    """Send the content in pieces, each after its length, and an empty one at the end (clamd's INSTREAM)."""
    connection.sendall(b"zINSTREAM\0")
    for start in range(0, len(content), PIECE):
        piece = content[start : start + PIECE]
        connection.sendall(struct.pack(">I", len(piece)) + piece)
    connection.sendall(struct.pack(">I", 0))
    answer = b""
    while not answer.endswith(b"\0") and len(answer) < LONGEST_ANSWER:
        more = connection.recv(LONGEST_ANSWER)
        if not more:
            break
        answer += more
    return answer.rstrip(b"\0\n").decode("utf-8", "replace")
