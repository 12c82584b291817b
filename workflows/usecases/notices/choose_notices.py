"""Choose one's notices: addresses by channel, which event by which channel, and how often."""

from __future__ import annotations

import re
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict

from workflows.domain.actor import Actor
from workflows.domain.notice import Notice, Pace, Wishes
from workflows.domain.permission import Action
from workflows.errors import AddressRefused, ChannelUnknown
from workflows.store import Tx
from workflows.usecases.access import demand
from workflows.usecases.app import App
from workflows.usecases.notices.note_notices import WANTED
from workflows.usecases.notices.notice_table import Event, notice_table

CHANNELS = "notices:channels"
MAIL = re.compile(r"[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,63}(\.[A-Za-z0-9-]{1,63})+")
PHONE = re.compile(r"\+?[0-9]{5,20}")
LONGEST = 300


class ChannelNote(BaseModel):
    """A channel as the account page shows it: its name, its title, and what kind of address it wants."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    title: str
    title_en: str
    address: str = "text"


BUILT_IN = (
    ChannelNote(name="email", title="电子邮件", title_en="E-mail", address="email"),
    ChannelNote(name="webhook", title="网址推送（Webhook）", title_en="Webhook", address="url"),
)


@dataclass(frozen=True, kw_only=True)
class NoticesView:
    """One person's choices, what there is to choose from, and what was told lately."""

    wishes: Wishes
    channels: Sequence[ChannelNote]
    events: Sequence[Event]
    lately: Sequence[Notice]
    quiet_from: str
    quiet_until: str

    def told_by(self, event: Event, channel: str) -> bool:
        """Return whether the event is told by this channel, if there is an address."""
        return channel in self.wishes.channels.get(event.event, event.channels)


def show_notices(app: App, actor: Actor) -> NoticesView:
    """Return the actor's choices."""
    demand(actor, Action.CHOOSE_NOTICES)
    with app.store.read() as tx:
        account = tx.directory.account(actor.account_id)
        table = notice_table(app.catalogue, account.pack if account else "")
        return NoticesView(
            wishes=_known(tx, actor),
            channels=channels_there(tx),
            events=table.event,
            lately=tx.notices.of_account(actor.account_id, limit=20),
            quiet_from=f"{table.quiet_hours.begins:%H:%M}",
            quiet_until=f"{table.quiet_hours.ends:%H:%M}",
        )


def choose_notices(
    app: App,
    actor: Actor,
    addresses: Mapping[str, str],
    chosen: Mapping[str, Sequence[str]],
    pace: str,
) -> Wishes:
    """Return the actor's choices as they are kept now; a webhook gets a secret of its own at its first address.

    Raises:
        ChannelUnknown: a channel is named that is not there.
        AddressRefused: an address is none; the channel is named.
    """
    demand(actor, Action.CHOOSE_NOTICES)
    with app.store.write() as tx:
        known = {each.name: each for each in channels_there(tx)}
        named = {*addresses, *(each for wanted in chosen.values() for each in wanted)}
        if named - known.keys():
            raise ChannelUnknown(zh="没有这种通知方式；请从列表中选择。")
        wishes = Wishes(
            addresses={name: _address(known[name], text) for name, text in addresses.items() if text.strip()},
            channels={event: tuple(wanted) for event, wanted in chosen.items()},
            pace=Pace(pace) if pace in set(Pace) else Pace.SOON,
            secret=_known(tx, actor).secret or secrets.token_urlsafe(24),
        )
        tx.notices.put_wishes(actor.account_id, wishes)
        tx.settings.put(WANTED, value=True)
    return wishes


def _known(tx: Tx, actor: Actor) -> Wishes:
    """Return what the actor wished before; nothing where it cannot be read, so that they can choose anew."""
    return tx.notices.wishes_of([actor.account_id]).get(actor.account_id) or Wishes()


def channels_there(tx: Tx) -> tuple[ChannelNote, ...]:
    """Return the channels of this installation: the built-in ones, and those that the runner found plugged in."""
    found = tx.settings.get(CHANNELS)
    plugged = [ChannelNote.model_validate(each) for each in found] if isinstance(found, list) else []
    return (*BUILT_IN, *plugged)


def _address(channel: ChannelNote, text: str) -> str:
    address = text.strip()
    good = len(address) <= LONGEST and address.isprintable() and " " not in address
    if channel.address == "email":
        good = good and MAIL.fullmatch(address) is not None
    elif channel.address == "url":
        parts = urlsplit(address)
        good = good and parts.scheme in ("https", "http") and bool(parts.hostname) and "@" not in parts.netloc
    elif channel.address == "phone":
        good = good and PHONE.fullmatch(address) is not None
    if not good:
        raise AddressRefused(
            f"The address for {channel.title_en} is not valid; correct it.",
            zh=f"“{channel.title}”的地址不对；请更正。",
            channel=channel.name,
        )
    return address
