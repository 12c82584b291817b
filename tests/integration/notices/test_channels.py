"""What every channel keeps: a message arrives once, and what goes wrong has one of two names."""

from __future__ import annotations

import hashlib
import hmac
import json
import socket
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tasks.channels.mail import MailChannel
from tasks.channels.notice_channel import NoticeChannel
from tasks.channels.plugged import plugged
from tasks.channels.sample_channels import FolderChat, FolderSms
from tasks.channels.webhook import WebhookChannel
from tests.integration.notices.servers import Hooks, MailServer, mail_server, web_server
from workflows.config import NoticeSettings, Settings
from workflows.domain.notice_message import Message, Told
from workflows.errors import ChannelRefused, ChannelUnavailable, ChannelUnknown

NOW = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
TOLD = Told(
    event="urged", title="催办", case="云综〔2026〕000001号", link="https://hewei.example/tasks/1", at=NOW
)


def a_message(address: str, ident: str = "notify:abc") -> Message:
    """Return a message with one event."""
    return Message(
        id=ident,
        address=address,
        subject="[和为] 催办",
        text="催办  云综〔2026〕000001号\nhttps://hewei.example/tasks/1\n",
        link="https://hewei.example/desk",
        events=(TOLD,),
        secret="a secret for tests",
    )


def settings(tmp_path: Path, **more: object) -> Settings:
    """Return settings that wait a minute, unless told otherwise."""
    notices = NoticeSettings(smtp_from="hewei@hewei.example", timeout=60.0, webhook_private=True)
    return Settings(home=tmp_path, database="memory:", notices=replace(notices, **more))  # type: ignore[arg-type]


@pytest.fixture
def mail(tmp_path: Path) -> Iterator[MailServer]:
    """A mail server with STARTTLS."""
    with mail_server(tmp_path) as server:
        yield server


@pytest.fixture
def hooks() -> Iterator[Hooks]:
    """A web server."""
    with web_server() as server:
        yield server


def by_mail(tmp_path: Path, server: MailServer, **more: object) -> MailChannel:
    """Return the channel to the mail server."""
    return MailChannel(
        settings(tmp_path, smtp_host="127.0.0.1", smtp_port=server.port, smtp_ca=server.ca, **more)
    )


@dataclass
class Trial:
    """A channel with an address at which it works, and how to count what has arrived there."""

    channel: NoticeChannel
    address: str
    arrived: object


@pytest.fixture(params=["email", "webhook", "sms", "im"])
def trial(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Trial]:
    """Each channel that is shipped, ready to send."""
    with ExitStack() as stack:
        if request.param == "email":
            mail = stack.enter_context(mail_server(tmp_path))
            arrived = lambda: {each["Message-ID"] for each in mail.box.letters}  # noqa: E731
            yield Trial(by_mail(tmp_path, mail), "sample@example.org", arrived)
        elif request.param == "webhook":
            hooks = stack.enter_context(web_server())
            arrived = lambda: {each.headers["Idempotency-Key"] for each in hooks.received}  # noqa: E731
            yield Trial(WebhookChannel(settings(tmp_path)), hooks.address, arrived)
        else:
            kind = {"sms": FolderSms, "im": FolderChat}[request.param]
            folder = tmp_path / "sent" / request.param
            arrived = lambda: {each.name for each in folder.glob("*.json")}  # noqa: E731
            yield Trial(kind(settings(tmp_path)), "13800000000", arrived)


def test_a_channel_keeps_the_interface(trial: Trial) -> None:
    """A channel has a name, titles in both languages and a kind of address; a message given twice counts once."""
    assert all((trial.channel.name, trial.channel.title, trial.channel.title_en))
    assert trial.channel.address in ("email", "url", "phone", "text")
    message = a_message(trial.address)
    trial.channel.send(message)
    trial.channel.send(message)
    trial.channel.send(a_message(trial.address, "notify:other"))
    assert len(trial.arrived()) == 2  # type: ignore[operator]


def test_a_letter_says_nothing_personal(mail: MailServer, tmp_path: Path) -> None:
    """Subject and text hold the event, the number and the link; the letter says that a machine wrote it."""
    by_mail(tmp_path, mail).send(a_message("sample@example.org"))
    (letter,) = mail.box.letters
    assert letter["To"] == "sample@example.org"
    assert letter["Auto-Submitted"] == "auto-generated"
    assert letter["X-Hewei-Idempotency-Key"] == "notify:abc"
    text = letter.get_payload(decode=True)
    assert isinstance(text, bytes)
    assert "云综〔2026〕000001号" in text.decode()


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        ("550 no such mailbox", ChannelRefused),
        ("451 later", ChannelUnavailable),
        ("421 busy", ChannelUnavailable),
    ],
)
def test_a_mail_server_that_refuses(
    answer: str, error: type[Exception], mail: MailServer, tmp_path: Path
) -> None:
    """5xx is for good, 4xx is tried again."""
    mail.box.answer = answer
    with pytest.raises(error):
        by_mail(tmp_path, mail).send(a_message("sample@example.org"))
    assert mail.box.letters == []


def test_a_mail_server_that_is_not_there_or_not_set(tmp_path: Path) -> None:
    """Nobody at the port, and no server in the settings, are both tried again."""
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        port = held.getsockname()[1]
        with pytest.raises(ChannelUnavailable):
            MailChannel(settings(tmp_path, smtp_host="127.0.0.1", smtp_port=port)).send(
                a_message("a@b.example")
            )
    with pytest.raises(ChannelUnavailable, match="HEWEI_SMTP_HOST"):
        MailChannel(settings(tmp_path)).send(a_message("a@b.example"))


def test_a_mail_server_that_says_nothing(tmp_path: Path) -> None:
    """A server that takes the line and is silent is left after the time that is set."""
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        soon = settings(tmp_path, smtp_host="127.0.0.1", smtp_port=silent.getsockname()[1], timeout=0.5)
        with pytest.raises(ChannelUnavailable):
            MailChannel(soon).send(a_message("a@b.example"))


def test_nothing_goes_out_in_the_clear(tmp_path: Path) -> None:
    """A server that offers no TLS, and one whose certificate nobody vouches for, get nothing."""
    with mail_server(tmp_path, tls=False) as bare:
        with pytest.raises(ChannelUnavailable):
            by_mail(tmp_path, bare).send(a_message("sample@example.org"))
        assert bare.box.letters == []
        by_mail(tmp_path, bare, smtp_security="none").send(a_message("sample@example.org"))
        assert len(bare.box.letters) == 1
    with mail_server(tmp_path) as server:
        stranger = replace(server, ca=None)  # type: ignore[arg-type]
        with pytest.raises(ChannelUnavailable):
            by_mail(tmp_path, stranger).send(a_message("sample@example.org"))
        assert server.box.letters == []


def test_a_webhook_is_signed_and_dated(hooks: Hooks, tmp_path: Path) -> None:
    """The receiver computes the same signature from time and body; the body has numbers and links alone."""
    WebhookChannel(settings(tmp_path)).send(a_message(hooks.address))
    (got,) = hooks.received
    stamp = got.headers["X-Hewei-Timestamp"]
    wanted = hmac.new(b"a secret for tests", f"{stamp}.".encode() + got.body, hashlib.sha256).hexdigest()
    assert got.headers["X-Hewei-Signature"] == f"v1={wanted}"
    assert got.headers["Idempotency-Key"] == "notify:abc"
    assert json.loads(got.body) == {
        "id": "notify:abc",
        "count": 1,
        "link": "https://hewei.example/desk",
        "events": [
            {
                "event": "urged",
                "case": "云综〔2026〕000001号",
                "link": "https://hewei.example/tasks/1",
                "at": "2026-03-02T01:00:00+00:00",
            }
        ],
    }


@pytest.mark.parametrize(
    ("status", "error"),
    [
        (500, ChannelUnavailable),
        (503, ChannelUnavailable),
        (429, ChannelUnavailable),
        (400, ChannelRefused),
        (404, ChannelRefused),
        (301, ChannelRefused),
        (307, ChannelRefused),
    ],
)
def test_a_webhook_that_answers_otherwise(
    status: int, error: type[Exception], hooks: Hooks, tmp_path: Path
) -> None:
    """5xx is tried again, everything else but success is refused; no redirect is followed."""
    hooks.statuses = [status]
    hooks.headers = {"Location": hooks.address.replace("/hook", "/elsewhere")}
    with pytest.raises(error):
        WebhookChannel(settings(tmp_path)).send(a_message(hooks.address))
    assert [each.path for each in hooks.received] == ["/hook"]


def test_a_webhook_that_is_slow_or_not_there(hooks: Hooks, tmp_path: Path) -> None:
    """A server that thinks longer than the time that is set is left, like one that is down."""
    hooks.wait = 1.0
    with pytest.raises(ChannelUnavailable):
        WebhookChannel(settings(tmp_path, timeout=0.5)).send(a_message(hooks.address))
    with pytest.raises(ChannelUnavailable):
        WebhookChannel(settings(tmp_path)).send(a_message("http://127.0.0.1:9/hook"))


@pytest.mark.parametrize(
    "address",
    [
        "https://127.0.0.1/hook",
        "https://localhost/hook",
        "https://10.0.0.1/hook",
        "https://192.168.1.1/hook",
        "https://169.254.169.254/latest/meta-data",
        "https://[::1]/hook",
        "https://[::ffff:127.0.0.1]/hook",
        "https://0.0.0.0/hook",
        "http://93.184.216.34/hook",
        "https://user:word@93.184.216.34/hook",
        "file:///etc/passwd",
        "gopher://93.184.216.34/",
    ],
)
def test_a_webhook_reaches_no_inner_network(address: str, tmp_path: Path) -> None:
    """Addresses of this machine and of inner networks are refused before anything is sent."""
    with pytest.raises(ChannelRefused, match="public addresses"):
        WebhookChannel(settings(tmp_path, webhook_private=False)).send(a_message(address))


def test_a_channel_is_plugged_in_by_name(tmp_path: Path) -> None:
    """A class that the settings name becomes a channel; one that is not there, or is none, is named."""
    shipped = "tasks.channels.sample_channels:FolderSms"
    assert set(plugged(settings(tmp_path, channels=(shipped,)))) == {"email", "webhook", "sms"}
    for wrong in (
        "no.such.module:Class",
        "tasks.channels.sample_channels:Nothing",
        "nothing",
        "builtins:dict",
    ):
        with pytest.raises(ChannelUnknown):
            plugged(settings(tmp_path, channels=(wrong,)))
