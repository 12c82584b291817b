"""A stand-in for clamd that speaks INSTREAM: prints its port, finds the word VIRUS, and can be told to be odd."""

from __future__ import annotations

import socketserver
import struct
import sys

ODD = sys.argv[1] if len(sys.argv) > 1 else ""


class Talk(socketserver.BaseRequestHandler):
    """One connection."""

    def handle(self) -> None:
        """Read the pieces of one stream and answer."""
        if ODD == "hangs-up":
            return
        assert self._exactly(10) == b"zINSTREAM\0"
        content = b""
        while length := struct.unpack(">I", self._exactly(4))[0]:
            content += self._exactly(length)
        words = "stream: Sample.Virus FOUND" if b"VIRUS" in content else "stream: OK"
        self.request.sendall((ODD or words).encode() + b"\0")

    def _exactly(self, length: int) -> bytes:
        got = b""
        while len(got) < length:
            more = self.request.recv(length - len(got))
            if not more:
                raise EOFError
            got += more
        return got


with socketserver.TCPServer(("127.0.0.1", 0), Talk) as server:
    sys.stdout.write(f"{server.server_address[1]}\n")
    sys.stdout.flush()
    server.serve_forever()
