"""A real mail server and a real web server in this process, which can be slow, refuse, or fail."""

from __future__ import annotations

import datetime as dt
import ipaddress
import socket
import ssl
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Message as MessageHandler
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from workflows.clock import SystemClock


class Mailbox(MessageHandler):
    """Keeps what arrives; `answer` is what it says to a recipient instead of taking the message."""

    def __init__(self) -> None:
        super().__init__()
        self.letters: list[Message] = []
        self.answer = ""

    def handle_message(self, message: Message) -> None:
        """Keep a message."""
        self.letters.append(message)

    async def handle_RCPT(self, _server, _session, envelope, address, _options):  # type: ignore[no-untyped-def]  # noqa: N802
        """Take a recipient, or answer as told."""
        if self.answer:
            return self.answer
        envelope.rcpt_tos.append(address)
        return "250 OK"


@dataclass
class MailServer:
    """A mail server at a port of this machine, with the certificate that is to be trusted."""

    port: int
    ca: Path
    box: Mailbox


@contextmanager
def mail_server(folder: Path, *, tls: bool = True) -> Iterator[MailServer]:
    """Yield a mail server with STARTTLS (or without any TLS)."""
    ca, key = certificate(folder)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(ca, key)
    box = Mailbox()
    more = {"tls_context": context, "require_starttls": True} if tls else {}
    controller = Controller(box, hostname="127.0.0.1", port=free_port(), **more)
    controller.start()
    assert controller.server is not None
    try:
        yield MailServer(controller.server.sockets[0].getsockname()[1], ca, box)
    finally:
        controller.stop()


def free_port() -> int:
    """Return a port of this machine that nobody uses just now."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


def certificate(folder: Path) -> tuple[Path, Path]:
    """Write a certificate for 127.0.0.1 and its key; returns their places."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "127.0.0.1")])
    now = SystemClock().now()
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), critical=False
        )
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    place, secret = folder / "mail.pem", folder / "mail.key"
    place.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    secret.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
    )
    return place, secret


@dataclass
class Received:
    """One request that a web server got."""

    path: str
    headers: Mapping[str, str]
    body: bytes


@dataclass
class Hooks:
    """A web server that keeps what is posted; its answers come from `statuses`, the last one for ever."""

    address: str = ""
    statuses: list[int] = field(default_factory=lambda: [200])
    received: list[Received] = field(default_factory=list)
    wait: float = 0.0
    headers: dict[str, str] = field(default_factory=dict)


@contextmanager
def web_server() -> Iterator[Hooks]:
    """Yield a web server that takes webhooks."""
    hooks = Hooks()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("content-length") or 0))
            hooks.received.append(Received(self.path, dict(self.headers), body))
            time.sleep(hooks.wait)
            status = hooks.statuses.pop(0) if len(hooks.statuses) > 1 else hooks.statuses[0]
            try:
                self.send_response(status)
                for name, value in hooks.headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", "0")
                self.end_headers()
            except OSError:
                return

        def log_message(self, *_: object) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    hooks.address = f"http://127.0.0.1:{server.server_address[1]}/hook"
    try:
        yield hooks
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
