"""Notify: messages of the outbox go out by their channels, each once, apart from other errands so that none waits."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from tasks.channels.notice_channel import NoticeChannel
from tasks.errands import Delivered, Round, run_errands
from tasks.report import Report
from workflows.domain.notice_message import Message
from workflows.domain.outbox import Errand
from workflows.errors import ChannelRefused, ChannelUnknown, NoWayToParty, UnknownPartyLink
from workflows.usecases.app import App
from workflows.usecases.notices.gather_notices import KIND, gather_notices
from workflows.usecases.notices.note_notices import note_notices
from workflows.usecases.notices.record_notice import record_not_sent, record_sent
from workflows.usecases.notices.write_message import code_message, write_message
from workflows.usecases.party.send_code import KIND as CODE
from workflows.usecases.party.send_code import issue_code

KINDS = (KIND, CODE)
LEASE = timedelta(minutes=5)
BATCH = 20
FOR_GOOD = (ChannelRefused, ChannelUnknown, NoWayToParty, UnknownPartyLink)
"""What does not come right by waiting."""
ADDRESSES = {"sms": "phone", "email": "email"}
"""By which entry of a party a channel reaches them."""


def gather(app: App) -> Report:
    """Note what happened and put what is due into messages."""
    noted = note_notices(app)
    return Report(artifact="notices", done=noted + gather_notices(app))


def notify(app: App, owner: str, channels: Mapping[str, NoticeChannel], *, batch: int = BATCH) -> Delivered:
    """Return what went out of the messages that are ready; one that fails does not stop the others."""

    def run(errand: Errand) -> None:
        _send(app, errand, channels)
        record_sent(app, errand)

    def put_off(errand: Errand, error: str, retry_at: datetime, fault: Exception) -> None:
        record_not_sent(app, errand, error, retry_at=retry_at, for_good=isinstance(fault, FOR_GOOD))

    return run_errands(app, owner, Round(KINDS, batch, LEASE), run, put_off)


def _send(app: App, errand: Errand, channels: Mapping[str, NoticeChannel]) -> None:
    if errand.kind == CODE:
        _send_code(app, errand, channels)
        return
    message = write_message(app, errand)
    if message is not None:
        _channel(channels, str(errand.payload["channel"])).send(message)


def _send_code(app: App, errand: Errand, channels: Mapping[str, NoticeChannel]) -> None:
    issued = issue_code(app, str(errand.payload["link"]))
    for name in app.settings.party_channels:
        address = str(getattr(issued.party, ADDRESSES.get(name, "phone"), ""))
        if address:
            message: Message = code_message(app, errand, issued, address)
            _channel(channels, name).send(message)
            return
    raise NoWayToParty(zh="没有可以发送验证码的手机号或者邮箱；请把打印的信交给当事人。")


def _channel(channels: Mapping[str, NoticeChannel], name: str) -> NoticeChannel:
    if name not in channels:
        raise ChannelUnknown(f"There is no channel {name} here.", zh=f"没有名为 {name} 的通知方式。")
    return channels[name]
