"""Webhook: a message as JSON, signed and dated; never followed elsewhere, never into inner networks."""

from __future__ import annotations

import hashlib
import hmac
import ipaddress
import socket
from urllib.parse import urlsplit, urlunsplit

import httpx
import orjson

from workflows.clock import SystemClock
from workflows.config import Settings
from workflows.domain.notice_message import Message
from workflows.errors import ChannelRefused, ChannelUnavailable

LATER = frozenset({408, 425, 429})
STAMP, SIGNATURE, KEY = "X-Hewei-Timestamp", "X-Hewei-Signature", "Idempotency-Key"


class WebhookChannel:
    """Posts to the address that each person set, signed with that person's own secret."""

    name, title, title_en, address = "webhook", "网址推送（Webhook）", "Webhook", "url"

    def __init__(self, settings: Settings) -> None:
        """Take from *settings* how long to wait, and whether inner addresses are allowed."""
        self._private = settings.notices.webhook_private
        self._timeout = settings.notices.timeout
        self._clock = SystemClock()

    def send(self, message: Message) -> None:
        """Post the message.

        Raises:
            ChannelUnavailable: nobody answers, too slowly, or with 5xx, 408, 425 or 429.
            ChannelRefused: the address is not allowed, or answers with anything else than 2xx.
        """
        url, host = self._pinned(message.address)
        body = orjson.dumps(message.as_json())
        stamp = str(int(self._clock.now().timestamp()))
        headers = {
            "Host": host,
            "Content-Type": "application/json",
            "User-Agent": "Hewei",
            STAMP: stamp,
            SIGNATURE: signature(message.secret, stamp, body),
            KEY: message.id,
        }
        try:
            with (
                httpx.Client(timeout=self._timeout, follow_redirects=False, trust_env=False) as client,
                client.stream(
                    "POST",
                    url,
                    content=body,
                    headers=headers,
                    extensions={"sni_hostname": host.partition(":")[0]},
                ) as answer,
            ):
                status = answer.status_code
        except httpx.HTTPError as fault:
            raise ChannelUnavailable(
                f"The webhook did not answer ({type(fault).__name__}); it is tried again.",
                zh=f"推送地址没有应答（{type(fault).__name__}）；稍后自动重试。",
            ) from fault
        if status >= 500 or status in LATER:
            raise ChannelUnavailable(
                f"The webhook answered {status}; it is tried again.",
                zh=f"推送地址应答 {status}；稍后自动重试。",
            )
        if not 200 <= status < 300:
            raise ChannelRefused(
                f"The webhook answered {status}, which is no success; look at the address.",
                zh=f"推送地址应答 {status}；请核对地址。",
            )

    def _pinned(self, address: str) -> tuple[str, str]:
        """Return the address with the number that was looked at in place of its name, and the name.

        What was looked up is what is connected to: a name that answers differently a moment later gains nothing.
        """
        parts = urlsplit(address)
        host, allowed = parts.hostname or "", ("https", "http") if self._private else ("https",)
        if parts.scheme not in allowed or not host or "@" in parts.netloc:
            raise _forbidden(host)
        port = parts.port or (443 if parts.scheme == "https" else 80)
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except OSError as fault:
            raise ChannelUnavailable(
                "The name of the webhook cannot be looked up; it is tried again.",
                zh="推送地址的域名无法解析；稍后自动重试。",
            ) from fault
        numbers = [ipaddress.ip_address(str(entry[4][0]).partition("%")[0]) for entry in found]
        if not numbers or (not self._private and not all(_outside(each) for each in numbers)):
            raise _forbidden(host)
        shown = f"[{numbers[0]}]" if numbers[0].version == 6 else str(numbers[0])
        return urlunsplit((parts.scheme, f"{shown}:{port}", parts.path or "/", parts.query, "")), parts.netloc


def signature(secret: str, stamp: str, body: bytes) -> str:
    """Return what the receiver compares: `v1=` and HMAC-SHA256 over `<timestamp>.<body>` with their secret."""
    return "v1=" + hmac.new(secret.encode(), stamp.encode() + b"." + body, hashlib.sha256).hexdigest()


def _outside(number: ipaddress.IPv4Address | ipaddress.IPv6Address) -> bool:
    mapped = number.ipv4_mapped if isinstance(number, ipaddress.IPv6Address) else None
    return (mapped or number).is_global and not number.is_multicast


def _forbidden(host: str) -> ChannelRefused:
    return ChannelRefused(
        f"Webhooks go by https to public addresses only, not to {host}; "
        "an administrator may set HEWEI_WEBHOOK_PRIVATE=1.",
        zh=f"推送只能用 https 发到公网地址，不能发到 {host}；确需内网推送的，由管理员设置 HEWEI_WEBHOOK_PRIVATE=1。",
    )
