"""The channels of this installation: e-mail, webhook, and those that installed packages or the settings bring."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from importlib.metadata import entry_points

from pydantic import JsonValue

from tasks.channels.mail import MailChannel
from tasks.channels.notice_channel import NoticeChannel
from tasks.channels.webhook import WebhookChannel
from workflows.config import Settings
from workflows.errors import ChannelUnknown
from workflows.usecases.app import App
from workflows.usecases.notices.choose_notices import BUILT_IN, CHANNELS, ChannelNote

GROUP = "hewei.channels"


def plugged(settings: Settings) -> Mapping[str, NoticeChannel]:
    """Return every channel by its name.

    Raises:
        ChannelUnknown: a class that the settings name is not there, or is no channel.
    """
    made: list[NoticeChannel] = [MailChannel(settings), WebhookChannel(settings)]
    made += [_made(found.load(), found.value, settings) for found in entry_points(group=GROUP)]
    made += [_made(_class(named), named, settings) for named in settings.notices.channels]
    return {each.name: each for each in made}


def announce(app: App, channels: Mapping[str, NoticeChannel]) -> None:
    """Tell the account page which channels are plugged in beside the built-in ones."""
    own = {each.name for each in BUILT_IN}
    notes = [
        ChannelNote(name=each.name, title=each.title, title_en=each.title_en, address=each.address)
        for each in channels.values()
        if each.name not in own
    ]
    found: list[JsonValue] = [note.model_dump(mode="json") for note in notes]
    with app.store.write() as tx:
        if (tx.settings.get(CHANNELS) or []) != found:
            tx.settings.put(CHANNELS, found)


def _class(named: str) -> object:
    module, _, name = named.partition(":")
    try:
        return getattr(import_module(module), name)
    except (ImportError, AttributeError, ValueError) as missing:
        raise ChannelUnknown(
            f"HEWEI_CHANNELS names {named}, which is not there; correct it.",
            zh=f"HEWEI_CHANNELS 里的 {named} 不存在；请更正。",
        ) from missing


def _made(kind: object, named: str, settings: Settings) -> NoticeChannel:
    made = kind(settings) if isinstance(kind, type) and hasattr(kind, "send") else None
    wanted = ("name", "title", "title_en", "address")
    if made is None or not all(isinstance(getattr(made, word, None), str) for word in wanted):
        raise ChannelUnknown(
            f"{named} is no channel: it lacks one of {', '.join(wanted)}; see docs/channels.md.",
            zh=f"{named} 不是通知方式：缺少 {'、'.join(wanted)} 之一；见 docs/channels.md。",
        )
    channel: NoticeChannel = made
    return channel
