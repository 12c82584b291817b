"""Two channels that send nothing: they write messages into a folder, for trials and as models for plug-ins (示例)."""

from __future__ import annotations

import hashlib
from pathlib import Path

import orjson

from workflows.config import Settings
from workflows.domain.notice_message import Message


class FolderChannel:
    """Writes each message once into `<home>/sent/<name>/`, under the digest of its id."""

    name, title, title_en, address = "folder", "文件夹（试用）", "Folder (for trials)", "text"

    def __init__(self, settings: Settings) -> None:
        """Take the home folder from *settings*."""
        self._folder: Path = settings.home / "sent" / self.name

    def send(self, message: Message) -> None:
        """Write the message; the same one again changes nothing."""
        self._folder.mkdir(parents=True, exist_ok=True)
        name = hashlib.sha256(message.id.encode()).hexdigest()[:32]
        content = {
            **message.as_json(),
            "address": message.address,
            "subject": message.subject,
            "text": message.text,
        }
        (self._folder / f"{name}.json").write_bytes(orjson.dumps(content, option=orjson.OPT_INDENT_2))


class FolderSms(FolderChannel):
    """Stands in for a gateway of text messages."""

    name, title, title_en, address = "sms", "短信（试用）", "Text message (for trials)", "phone"


class FolderChat(FolderChannel):
    """Stands in for a chat tool's robot."""

    name, title, title_en, address = "im", "即时消息（试用）", "Chat (for trials)", "text"
