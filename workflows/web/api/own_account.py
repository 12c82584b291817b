"""One's own account: language, password, second factor, open logins, what one is told."""

from __future__ import annotations

from fastapi import Depends, Request, Response

from workflows.domain.permission import Action
from workflows.usecases.identity import own_account, second_factor
from workflows.usecases.notices.choose_notices import NoticesView, choose_notices, show_notices
from workflows.usecases.sign_in import IDLE
from workflows.usecases.sign_in_by_provider import unlink_own_identities
from workflows.web.api.account_models import (
    ChannelOut,
    CodeIn,
    CurrentIn,
    EnrolmentOut,
    EventOut,
    LanguageIn,
    LoginIn,
    NoticesIn,
    NoticesOut,
    OwnAccountOut,
    PasswordIn,
    RecoveryCodesOut,
)
from workflows.web.api.ground import TOO_MANY, under_api
from workflows.web.doors import ProgramDoor
from workflows.web.idempotency import Key
from workflows.web.identity import Machine, Me, caller_of, ticket_of

router = under_api("account", "/account")
OWN = [Depends(ProgramDoor(Action.USE_ACCOUNT))]
CHOOSE = [Depends(ProgramDoor(Action.CHOOSE_NOTICES))]


@router.get("", dependencies=OWN)
def account(request: Request, machine: Machine, me: Me) -> OwnAccountOut:
    """Return the account of the caller with the logins that are open."""
    return OwnAccountOut.of(own_account.show_own_account(machine, me, token=_token(request), idle=IDLE))


@router.put("/language", status_code=204, dependencies=OWN)
def language(machine: Machine, me: Me, body: LanguageIn, _: Key) -> Response:
    """Keep the language in which the account is spoken to."""
    own_account.choose_language(machine, me, body.locale)
    return Response(status_code=204)


@router.put("/password", status_code=204, dependencies=OWN, responses=TOO_MANY)
def password(request: Request, machine: Machine, me: Me, body: PasswordIn, _: Key) -> Response:
    """Set a new password; all other logins of the account end."""
    network = caller_of(request).network
    own_account.change_password(machine, me, body.current, body.new, token=_token(request), network=network)
    return Response(status_code=204)


@router.post("/second-factor", dependencies=OWN)
def begin_code(machine: Machine, me: Me, _: Key) -> EnrolmentOut:
    """Return the secret for an authenticator app; it counts once its first code is confirmed."""
    return EnrolmentOut.model_validate(second_factor.begin_second_factor(machine, me))


@router.post("/second-factor/confirm", dependencies=OWN)
def confirm_code(machine: Machine, me: Me, body: CodeIn, _: Key) -> RecoveryCodesOut:
    """Take the first code and return the recovery codes; from now on a code is asked at sign-in."""
    return RecoveryCodesOut(codes=list(second_factor.confirm_second_factor(machine, me, body.code)))


@router.post("/second-factor/stop", status_code=204, dependencies=OWN)
def stop_code(machine: Machine, me: Me, body: CurrentIn, _: Key) -> Response:
    """Stop asking for a code."""
    second_factor.stop_second_factor(machine, me, body.current)
    return Response(status_code=204)


@router.post("/logins/end", status_code=204, dependencies=OWN)
def end_one(machine: Machine, me: Me, body: LoginIn, _: Key) -> Response:
    """End one of the caller's open logins; one that is over stays so."""
    own_account.end_login(machine, me, body.login)
    return Response(status_code=204)


@router.post("/logins/end-all", status_code=204, dependencies=OWN)
def end_all(request: Request, machine: Machine, me: Me, _: Key) -> Response:
    """End all of the caller's open logins but this one."""
    own_account.sign_out_everywhere(machine, me, but=_token(request))
    return Response(status_code=204)


@router.post("/unlink", status_code=204, dependencies=OWN)
def unlink(machine: Machine, me: Me, _: Key) -> Response:
    """Forget the link to the identity provider."""
    unlink_own_identities(machine, me)
    return Response(status_code=204)


@router.get("/notices", dependencies=CHOOSE)
def notices(machine: Machine, me: Me) -> NoticesOut:
    """Return what the caller is told, by which channel and how often."""
    return _choices(show_notices(machine, me))


@router.put("/notices", dependencies=CHOOSE)
def choose(machine: Machine, me: Me, body: NoticesIn, _: Key) -> NoticesOut:
    """Keep the caller's choices in place of those before."""
    choose_notices(machine, me, body.addresses, body.chosen, body.pace)
    return notices(machine, me)


def _choices(view: NoticesView) -> NoticesOut:
    channels = [ChannelOut.model_validate(each) for each in view.channels]
    return NoticesOut(
        addresses=dict(view.wishes.addresses),
        pace=view.wishes.pace.value,
        channels=channels,
        events=[
            EventOut(
                event=each.event,
                zh=each.zh,
                en=each.en,
                statutory=each.statutory,
                channels=[channel.name for channel in channels if view.told_by(each, channel.name)],
            )
            for each in view.events
        ],
        secret=view.wishes.secret if view.wishes.addresses.get("webhook") else "",
        quiet_from=view.quiet_from,
        quiet_until=view.quiet_until,
    )


def _token(request: Request) -> str:
    ticket = ticket_of(request)
    return ticket.token if ticket else ""
