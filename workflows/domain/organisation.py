"""The bodies of a place and the people who work in them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime


@dataclass(frozen=True, kw_only=True)
class Organisation:
    """One body: station, centre, court, police office or department.

    `path` is the chain of ids from the root, each followed by a slash.
    """

    id: str
    pack: str
    kind: str
    tier: str
    name: str
    name_en: str = ""
    parent_id: str = ""
    path: str = ""
    short: str = ""
    sample: bool = False
    data: dict[str, str] = field(default_factory=dict)

    @property
    def english(self) -> str:
        """The name for English readers; the Chinese one where there is no other."""
        return self.name_en or self.name


@dataclass(frozen=True, kw_only=True)
class Membership:
    """A post: one account's role in one organisation."""

    account_id: str
    org_id: str
    role: str


@dataclass(frozen=True, kw_only=True)
class Account:
    """One person who can sign in; `password` is an argon2id hash and empty for accounts of an identity provider.

    `password_until` is set for a one-time password: until then it opens the page on which it is changed, no other.
    """

    id: str
    login: str
    name: str
    name_en: str = ""
    password: str = ""
    locale: str = "zh"
    active: bool = True
    sample: bool = False
    pack: str = ""
    password_until: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Mediator:
    """One entry of the mediator registry (调解员名册): specialities, rank, certificate.

    `relatives` are identity numbers of close relatives, `interests` ids or names of bodies and persons in which the
    mediator has declared an interest; both bar from cases (DM-11).
    """

    account_id: str
    org_id: str
    specialities: tuple[str, ...] = ()
    rank: str = ""
    grade: int | None = None
    certificate: str = ""
    appointed_on: date | None = None
    born_on: date | None = None
    full_time: bool = False
    sample: bool = False
    languages: tuple[str, ...] = ()
    id_number: str = ""
    relatives: tuple[str, ...] = ()
    interests: tuple[str, ...] = ()
