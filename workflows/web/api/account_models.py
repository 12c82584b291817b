"""What the API sends and takes about accounts: one's own, and those that somebody looks after."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated

from pydantic import Field, StringConstraints

from workflows.domain.organisation import Account
from workflows.usecases.identity.accounts import AccountRow, OneTime
from workflows.usecases.identity.own_account import OwnAccount
from workflows.web.api.models import Id, In, Out, PostOut

Secret = Annotated[str, StringConstraints(max_length=256)]
Word = Annotated[str, StringConstraints(max_length=120)]


class PersonOut(Out):
    """An account by its id and names."""

    id: str
    login: str
    name: str
    name_en: str


class AccountOut(PersonOut):
    """One account, never with its password."""

    locale: str
    active: bool
    sample: bool
    has_code: bool
    linked: bool
    posts: list[PostOut]

    @classmethod
    def of(cls, account: Account, *, posts: list[PostOut], has_code: bool, linked: bool) -> AccountOut:
        """Return the account as it is sent."""
        return cls(
            id=account.id,
            login=account.login,
            name=account.name,
            name_en=account.name_en,
            locale=account.locale,
            active=account.active,
            sample=account.sample,
            has_code=has_code,
            linked=linked,
            posts=posts,
        )


class AccountLineOut(Out):
    """One account in a list, with its posts in words."""

    account: PersonOut
    active: bool
    has_code: bool
    linked: bool
    posts: list[PostNameOut]

    @classmethod
    def of(cls, row: AccountRow) -> AccountLineOut:
        """Return the line as it is sent."""
        return cls(
            account=PersonOut.model_validate(row.account),
            active=row.account.active,
            has_code=row.has_code,
            linked=row.linked,
            posts=[PostNameOut.model_validate(each) for each in row.posts],
        )


class PostNameOut(Out):
    """A post in words."""

    role: str
    org_name: str
    org_name_en: str


class AccountPageOut(Out):
    """One page of accounts; `more` says that another follows."""

    rows: list[AccountLineOut]
    page: int
    more: bool


class SearchAccountsIn(In):
    """Part of a name or login; sent in a body, so that names stand in no address and no log."""

    text: Word = ""
    page: int = Field(default=1, ge=1, le=10_000)


class NewAccountIn(In):
    """A new account; it has no post yet."""

    login: Word
    name: Word
    name_en: Word = ""
    locale: Word = "zh"


class OneTimeOut(Out):
    """An account with its one-time password, which is sent this once."""

    account: PersonOut
    password: str
    until: datetime | None

    @classmethod
    def of(cls, made: OneTime) -> OneTimeOut:
        """Return the password as it is sent."""
        account = PersonOut.model_validate(made.account)
        return cls(account=account, password=made.password, until=made.account.password_until)


class PostIn(In):
    """One role in one body."""

    org_id: Id
    role: Id


class SubjectIn(In):
    """How the identity provider names the person."""

    subject: Annotated[str, StringConstraints(max_length=255)]


class BodyOut(Out):
    """One body by its id, names and kind."""

    id: str
    name: str
    name_en: str
    kind: str
    tier: str


class PostChoiceOut(Out):
    """Which roles there are, and at which bodies the caller may give them."""

    roles: list[str]
    bodies: list[BodyOut]


class LoginOut(Out):
    """One open login; `handle` names it, `here` says that it is the one that asks."""

    handle: str
    opened_at: datetime
    seen_at: datetime
    way: str
    agent: str
    network: str
    here: bool


class OwnAccountOut(Out):
    """One's own account."""

    account: PersonOut
    locale: str
    posts: list[PostNameOut]
    logins: list[LoginOut]
    has_code: bool
    codes_left: int
    linked: bool

    @classmethod
    def of(cls, own: OwnAccount) -> OwnAccountOut:
        """Return the account as it is sent."""
        return cls(
            account=PersonOut.model_validate(own.account),
            locale=own.account.locale,
            posts=[PostNameOut.model_validate(each) for each in own.posts],
            logins=[
                LoginOut(
                    handle=each.handle,
                    opened_at=each.opened_at,
                    seen_at=each.seen_at,
                    way=each.way,
                    agent=each.agent,
                    network=each.network,
                    here=each.handle == own.here,
                )
                for each in own.logins
            ],
            has_code=own.has_code,
            codes_left=own.codes_left,
            linked=bool(own.identities),
        )


class LanguageIn(In):
    """`zh` or `en`."""

    locale: Annotated[str, StringConstraints(max_length=10)]


class PasswordIn(In):
    """The password in use, and the new one."""

    current: Secret
    new: Secret


class CurrentIn(In):
    """The password in use."""

    current: Secret


class CodeIn(In):
    """A one-time code of the app."""

    code: Annotated[str, StringConstraints(max_length=40)]


class LoginIn(In):
    """The handle of one of one's logins."""

    login: Id


class EnrolmentOut(Out):
    """What goes into an authenticator app: the secret, and the same as an address for a QR code."""

    secret: str
    address: str


class RecoveryCodesOut(Out):
    """The recovery codes, sent this once."""

    codes: list[str]


class AbsenceIn(In):
    """Who is away (left out: oneself), who stands in, and the first and the last day."""

    account: Annotated[str, StringConstraints(max_length=200)] = ""
    substitute: Id
    since: date
    until: date


class AbsenceOut(Out):
    """One absence; it ends after `until`, or when it was ended."""

    id: str
    account_id: str
    substitute_id: str
    since: date
    until: date
    ended_at: datetime | None


class AbsenceLineOut(Out):
    """One absence with the names of both."""

    absence: AbsenceOut
    name: str
    substitute: str
    now: bool
    over: bool


class AbsencePlanOut(Out):
    """The absences that the caller looks after, whose they can set, and who can stand in."""

    lines: list[AbsenceLineOut]
    people: list[PersonOut]
    substitutes: list[PersonOut]
    standing_in_for: list[str]


class ChannelOut(Out):
    """A channel, and what kind of address it wants."""

    name: str
    title: str
    title_en: str
    address: str


class EventOut(Out):
    """Something that one can be told of."""

    event: str
    zh: str
    en: str
    statutory: bool
    channels: list[str]


class NoticesOut(Out):
    """One's choices, and what there is to choose from; `secret` signs what goes to one's webhook ("" without one)."""

    addresses: dict[str, str]
    pace: str
    channels: list[ChannelOut]
    events: list[EventOut]
    secret: str
    quiet_from: str
    quiet_until: str


class NoticesIn(In):
    """Addresses by channel, channels by event, and the pace: soon, hourly or daily. What is left out is taken back."""

    addresses: dict[Word, Annotated[str, StringConstraints(max_length=500)]] = Field(max_length=50)
    chosen: dict[Word, Annotated[list[Word], Field(max_length=20)]] = Field(max_length=100)
    pace: Word
