"""E-mail: one message by SMTP under TLS or STARTTLS; certificates are checked, nothing goes in the clear."""

from __future__ import annotations

import smtplib
import ssl
from email.message import EmailMessage
from email.policy import SMTP

from workflows.config import NoticeSettings, Settings
from workflows.domain.notice_message import Message
from workflows.errors import ChannelRefused, ChannelUnavailable

KEY = "X-Hewei-Idempotency-Key"


class MailChannel:
    """Sends by the mail server of the settings."""

    name, title, title_en, address = "email", "电子邮件", "E-mail", "email"

    def __init__(self, settings: Settings) -> None:
        """Take the mail server and the sender from *settings*."""
        self._settings: NoticeSettings = settings.notices

    def send(self, message: Message) -> None:
        """Hand the message to the mail server.

        Raises:
            ChannelUnavailable: no server is named, it does not answer, is too slow, or says "later" (4xx).
            ChannelRefused: it says that it never takes this message or address (5xx).
        """
        set_up = self._settings
        if not set_up.smtp_host or not set_up.smtp_from:
            raise ChannelUnavailable(
                "No mail server is set; set HEWEI_SMTP_HOST and HEWEI_SMTP_FROM.",
                zh="没有设置邮件服务器；请设置 HEWEI_SMTP_HOST 和 HEWEI_SMTP_FROM。",
            )
        try:
            with self._server() as server:
                if set_up.smtp_security == "starttls":
                    server.starttls(context=self._trust())
                if set_up.smtp_user:
                    server.login(set_up.smtp_user, set_up.smtp_password)
                server.send_message(self._letter(message))
        except smtplib.SMTPRecipientsRefused as refused:
            code = max((answer[0] for answer in refused.recipients.values()), default=450)
            raise _meaning(code, "the address was refused", "收件地址被拒收") from refused
        except smtplib.SMTPResponseException as refused:
            raise _meaning(refused.smtp_code, "the server refused", "邮件服务器拒收") from refused
        except (smtplib.SMTPException, OSError) as fault:
            raise ChannelUnavailable(
                f"The mail server did not take the message ({type(fault).__name__}); it is tried again.",
                zh=f"邮件服务器没有接收（{type(fault).__name__}）；稍后自动重试。",
            ) from fault

    def _server(self) -> smtplib.SMTP:
        set_up = self._settings
        if set_up.smtp_security == "tls":
            return smtplib.SMTP_SSL(
                set_up.smtp_host, set_up.smtp_port, timeout=set_up.timeout, context=self._trust()
            )
        return smtplib.SMTP(set_up.smtp_host, set_up.smtp_port, timeout=set_up.timeout)

    def _trust(self) -> ssl.SSLContext:
        ca = self._settings.smtp_ca
        return ssl.create_default_context(cafile=str(ca) if ca else None)

    def _letter(self, message: Message) -> EmailMessage:
        sender = self._settings.smtp_from
        letter = EmailMessage(policy=SMTP)
        letter["From"] = sender
        letter["To"] = message.address
        letter["Subject"] = message.subject
        # The same message has the same id however often it is tried, so that mailboxes show it once.
        letter["Message-ID"] = f"<{message.id.replace(':', '.')}@{sender.rpartition('@')[2]}>"
        letter["Auto-Submitted"] = "auto-generated"
        letter[KEY] = message.id
        letter.set_content(message.text)
        return letter


def _meaning(code: int, why: str, why_zh: str) -> ChannelRefused | ChannelUnavailable:
    if code >= 500:
        return ChannelRefused(
            f"Mail: {why} ({code}); look at the address.", zh=f"{why_zh}（{code}）；请核对地址。"
        )
    return ChannelUnavailable(f"Mail: {why} for now ({code}).", zh=f"{why_zh}（{code}），稍后自动重试。")
