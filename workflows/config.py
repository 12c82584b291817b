"""Settings: the only reader of the environment."""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

N = TypeVar("N", int, float)

STRONG_ROLES = "admin auditor security designer editor"
"""Whose accounts open everybody's rules: outside a demonstration they need a second factor."""

_CHECKOUT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, kw_only=True)
class NoticeSettings:
    """How notices leave this installation: by e-mail, by webhook, and by channels that plug in.

    `smtp_security` is `starttls`, `tls` or `none`; `smtp_ca` a file of roots trusted besides the system's. Webhooks
    go to private addresses only where `webhook_private` says so. `channels` names classes (`package.module:Class`)
    beside those that installed packages bring; `party_channels` says by which of them parties get one-time codes.
    """

    smtp_host: str = ""
    smtp_port: int = 587
    smtp_security: str = "starttls"
    smtp_user: str = ""
    smtp_password_file: Path | None = None
    smtp_from: str = ""
    smtp_ca: Path | None = None
    webhook_private: bool = False
    channels: tuple[str, ...] = ()
    party_channels: tuple[str, ...] = ()
    timeout: float = 10.0

    @property
    def smtp_password(self) -> str:
        """Return the password for the mail server, "" where none is needed.

        Raises:
            OSError: the file cannot be read.
        """
        return self.smtp_password_file.read_text("utf-8").strip() if self.smtp_password_file else ""


@dataclass(frozen=True, kw_only=True)
class Settings:
    """Everything that may differ between two installations; each value has a variable `HEWEI_<NAME>`.

    `home` holds the database, the papers, the secret and the keys (or `key_folder` holds these); `site` is a folder
    with the place's own `bpmn/` and `templates/` that go before the shipped ones. `prefect_api` names an existing
    Prefect server; without it one is started beside the web. `archive_ofd` adds an OFD copy to every paper. `clamav`
    is where clamd listens (`/run/clamav/clamd.ctl` or `host:3310`); without it attachments are not scanned. `sample`
    allows demo accounts and marks every page as sample data.

    `oidc_issuer` with `oidc_client_id` and `oidc_secret_file` lets people sign in at an identity provider; the claim
    `oidc_claim` of its token names the person, `oidc_name` stands on the button. Holders of `second_factor_roles` must
    have a second factor. Cookies are secure where `public_url` begins with https.
    """

    home: Path
    database: str
    key_folder: Path | None = None
    host: str = "127.0.0.1"
    port: int = 8000
    prefect_port: int = 4200
    prefect_api: str = ""
    site: Path | None = None
    fonts: Path | None = None
    sample: bool = False
    secure_cookies: bool = False
    public_url: str = ""
    archive_ofd: bool = False
    clamav: str = ""
    notices: NoticeSettings = NoticeSettings()
    oidc_issuer: str = ""
    oidc_client_id: str = ""
    oidc_secret_file: Path | None = None
    oidc_claim: str = "sub"
    oidc_name: str = ""
    second_factor_roles: tuple[str, ...] = ()

    @property
    def oidc_secret(self) -> str:
        """Return the client secret for the identity provider, "" for a public client.

        Raises:
            OSError: the file cannot be read.
        """
        return self.oidc_secret_file.read_text("utf-8").strip() if self.oidc_secret_file else ""

    @property
    def address(self) -> str:
        """Return the address under which others reach this installation; QR codes on papers lead there."""
        return self.public_url or f"http://{self.host}:{self.port}"

    @property
    def party_channels(self) -> tuple[str, ...]:
        """Return by which channels parties get one-time codes; none means that codes stand on letters only."""
        return self.notices.party_channels

    @property
    def packs(self) -> Path:
        """Return the folder of this installation's own packs, which go before the shipped ones."""
        return (self.site or self.home) / "packs"

    @property
    def files(self) -> Path:
        """Return the folder of papers and uploads, each under its sha256."""
        return self.home / "files"

    @property
    def keys(self) -> Path:
        """Return the folder of keys that seal what is personal; `HEWEI_KEYS` may name one on another disk."""
        return self.key_folder or self.home / "keys"

    @property
    def pki(self) -> Path:
        """Return the folder of this installation's test authority; its root is the anchor of what was signed here."""
        return self.home / "pki"

    @property
    def anchors(self) -> Path:
        """Return the folder of roots that this installation trusts besides its own (certificate files)."""
        return self.home / "anchors"

    def secret(self) -> bytes:
        """Return this installation's 32-byte key (made at first use, readable by the owner alone).

        Raises:
            OSError: the home folder cannot be written.
        """
        path = self.home / "secret.key"
        if not path.exists():
            self.home.mkdir(parents=True, exist_ok=True)
            fresh = path.with_suffix(f".{os.getpid()}")
            fresh.write_bytes(secrets.token_bytes(32))
            fresh.chmod(0o400)
            try:
                os.link(fresh, path)
            except FileExistsError:
                pass
            finally:
                fresh.unlink()
        return path.read_bytes()


def _folder(name: str) -> Path | None:
    value = _read(name)
    return Path(value) if value else None


def _read(name: str, default: str = "") -> str:
    return os.environ.get(f"HEWEI_{name}", default)  # noqa: TID251 - the one door to the environment


def _number(name: str, default: str, kind: Callable[[str], N]) -> N:
    written = _read(name) or default
    try:
        return kind(written)
    except ValueError as wrong:
        raise ValueError(
            f"HEWEI_{name} 应为数字，现为 {written!r}；请更正。\n"
            f"HEWEI_{name} is a number, but it says {written!r}; correct it."
        ) from wrong


def _notices() -> NoticeSettings:
    return NoticeSettings(
        smtp_host=_read("SMTP_HOST"),
        smtp_port=_number("SMTP_PORT", "587", int),
        smtp_security=_read("SMTP_SECURITY", "starttls"),
        smtp_user=_read("SMTP_USER"),
        smtp_password_file=_folder("SMTP_PASSWORD_FILE"),
        smtp_from=_read("SMTP_FROM"),
        smtp_ca=_folder("SMTP_CA"),
        webhook_private=_read("WEBHOOK_PRIVATE") == "1",
        channels=tuple(_read("CHANNELS").replace(",", " ").split()),
        party_channels=tuple(_read("PARTY_CHANNELS").replace(",", " ").split()),
        timeout=_number("NOTICE_TIMEOUT", "10", float),
    )


def read_settings(*, sample: bool = False) -> Settings:
    """Return the settings of this process, from `HEWEI_*` variables over the defaults; *sample* for a demonstration.

    Raises:
        ValueError: a number is none; the variable is named.
    """
    sample = sample or _read("SAMPLE") == "1"
    home = Path(
        _read("HOME")
        or (_CHECKOUT / "var" if (_CHECKOUT / "pyproject.toml").exists() else Path.cwd() / "hewei-var")
    )
    return Settings(
        home=home,
        database=_read("DATABASE") or f"sqlite:///{home / 'hewei.db'}",
        key_folder=_folder("KEYS"),
        host=_read("HOST", "127.0.0.1"),
        port=_number("PORT", "8000", int),
        prefect_port=_number("PREFECT_PORT", "4200", int),
        prefect_api=_read("PREFECT_API"),
        site=_folder("SITE"),
        fonts=_folder("FONTS"),
        sample=sample,
        secure_cookies=_read("SECURE_COOKIES", "1" if _read("PUBLIC_URL").startswith("https://") else "0")
        == "1",
        public_url=_read("PUBLIC_URL"),
        archive_ofd=_read("ARCHIVE_OFD") == "1",
        notices=_notices(),
        oidc_issuer=_read("OIDC_ISSUER"),
        oidc_client_id=_read("OIDC_CLIENT_ID"),
        oidc_secret_file=_folder("OIDC_SECRET_FILE"),
        oidc_claim=_read("OIDC_CLAIM") or "sub",
        oidc_name=_read("OIDC_NAME"),
        second_factor_roles=tuple(_read("SECOND_FACTOR_ROLES", "" if sample else STRONG_ROLES).split()),
        clamav=_read("CLAMAV"),
    )


def child_environment(settings: Settings, **more: str) -> dict[str, str]:
    """Return the environment for a process that Hewei starts: this one's, these settings, and *more*."""
    env = dict(os.environ)  # noqa: TID251 - handed on to our own children
    env.update(
        HEWEI_HOME=str(settings.home),
        HEWEI_DATABASE=settings.database,
        HEWEI_KEYS=str(settings.key_folder or ""),
        HEWEI_HOST=settings.host,
        HEWEI_PORT=str(settings.port),
        HEWEI_PREFECT_PORT=str(settings.prefect_port),
        HEWEI_PREFECT_API=settings.prefect_api,
        HEWEI_SITE=str(settings.site or ""),
        HEWEI_FONTS=str(settings.fonts or ""),
        HEWEI_SAMPLE="1" if settings.sample else "0",
        HEWEI_SECURE_COOKIES="1" if settings.secure_cookies else "0",
        HEWEI_PUBLIC_URL=settings.public_url,
        HEWEI_ARCHIVE_OFD="1" if settings.archive_ofd else "0",
        HEWEI_OIDC_ISSUER=settings.oidc_issuer,
        HEWEI_OIDC_CLIENT_ID=settings.oidc_client_id,
        HEWEI_OIDC_SECRET_FILE=str(settings.oidc_secret_file or ""),
        HEWEI_OIDC_CLAIM=settings.oidc_claim,
        HEWEI_OIDC_NAME=settings.oidc_name,
        HEWEI_SECOND_FACTOR_ROLES=" ".join(settings.second_factor_roles),
        HEWEI_CLAMAV=settings.clamav,
    )
    env.update(more)
    return env
