"""Write the message that an errand carries: which events, in which cases, where to look; nothing personal."""

from __future__ import annotations

from collections.abc import Sequence

from workflows.domain.notice import Notice
from workflows.domain.notice_message import Message, Told
from workflows.domain.outbox import Errand
from workflows.store import Tx
from workflows.usecases.app import App
from workflows.usecases.notices.notice_table import INCIDENT, NoticeTable, notice_table
from workflows.usecases.party.send_code import CodeToSend


def write_message(app: App, errand: Errand) -> Message | None:
    """Return the message of a notify errand; None where the person left, or took the address back."""
    account_id, channel = str(errand.payload["account"]), str(errand.payload["channel"])
    with app.store.read() as tx:
        account = tx.directory.account(account_id)
        wishes = tx.notices.wishes(account_id)
        address = wishes.addresses.get(channel, "") if wishes else ""
        notices = tx.notices.of_errand(errand.id)
        if account is None or not account.active or wishes is None or not address or not notices:
            return None
        table = notice_table(app.catalogue, account.pack)
        told = tuple(_told(app, tx, table, each, account.locale) for each in notices)
    return Message(
        id=errand.id,
        address=address,
        subject=_subject(told, account.locale),
        text=_text(told, account.locale, app.settings.address),
        link=f"{app.settings.address}/desk",
        events=told,
        secret=wishes.secret,
    )


def code_message(app: App, errand: Errand, issued: CodeToSend, address: str) -> Message:
    """Return the message that brings a party a one-time code; it names neither the case nor the person."""
    text = (
        f"验证码 {issued.code}，{issued.minutes} 分钟内有效，只能用一次。请不要告诉别人，工作人员不会向您要验证码。\n"
        f"Your code is {issued.code}, valid for {issued.minutes} minutes. Give it to nobody."
    )
    return Message(
        id=errand.id,
        address=address,
        subject="验证码 / Your code",
        text=text,
        link=f"{app.settings.address}/p/code",
    )


def _told(app: App, tx: Tx, table: NoticeTable, notice: Notice, locale: str) -> Told:
    event = table.named(notice.event)
    title = (event.en if locale == "en" else event.zh) if event else notice.event
    numbers = tx.cases.numbers([notice.case_id]) if notice.case_id else {}
    place = f"/tasks/{notice.item_id}" if notice.item_id else f"/cases/{notice.case_id}"
    link = "/incidents" if notice.event == INCIDENT else place
    return Told(
        event=notice.event,
        title=title,
        case=numbers.get(notice.case_id, ""),
        link=f"{app.settings.address}{link}",
        at=notice.at,
    )


def _subject(told: Sequence[Told], locale: str) -> str:
    if len(told) == 1:
        return f"[和为] {told[0].title}" if locale != "en" else f"[Hewei] {told[0].title}"
    return f"[和为] {len(told)} 项通知" if locale != "en" else f"[Hewei] {len(told)} notices"


def _text(told: Sequence[Told], locale: str, address: str) -> str:
    lines = [f"{each.title}  {each.case}\n{each.link}" for each in told]
    how = (
        f"Change what you are told: {address}/account/notices"
        if locale == "en"
        else f"修改通知设置：{address}/account/notices"
    )
    return "\n\n".join([*lines, how]) + "\n"
