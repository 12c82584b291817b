"""Signing in at the identity provider of this installation, and linking one's own account to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from workflows.domain.permission import Action
from workflows.errors import (
    HeweiError,
    IdentityNotLinked,
    ProviderMissing,
    ProviderRefused,
    ProviderUnreachable,
)
from workflows.later import Later
from workflows.usecases.app import App
from workflows.usecases.sign_in_by_provider import (
    Flight,
    begin_flight,
    end_flight,
    link_own_identity,
    sign_in_by_provider,
)
from workflows.web.doors import PageDoor
from workflows.web.error_words import in_words
from workflows.web.identity import Machine, Me, caller_of, language_of, ticket_of, visit_of
from workflows.web.lanes import Aside
from workflows.web.pages.page import go, know_again, local_address
from workflows.web.pages.sign_in import entered, sign_in_page

if TYPE_CHECKING:
    from workflows.web import provider as foreign
else:
    foreign = Later("workflows.web.provider")

router = APIRouter(include_in_schema=False, route_class=Aside)
KNOCK = [Depends(PageDoor(Action.KNOCK))]
TROUBLE = (ProviderMissing, ProviderRefused, ProviderUnreachable, IdentityNotLinked)


@router.get("/sign-in/provider", dependencies=KNOCK)
def depart(request: Request, machine: Machine, next: str = "/") -> Response:  # noqa: A002 - the name in the address
    """Lead the browser to the provider."""
    try:
        return _away(request, machine, onward=local_address(next, "/"))
    except TROUBLE as trouble:
        return _back(request, trouble)


@router.get("/account/link", dependencies=[Depends(PageDoor(Action.USE_ACCOUNT))])
def link(request: Request, machine: Machine, me: Me) -> Response:
    """Lead somebody who is signed in to the provider, to link the two."""
    return _away(request, machine, onward="/account?done=linked", account_id=me.account_id)


@router.get("/sign-in/provider/answer", dependencies=KNOCK)
def arrive(request: Request, machine: Machine, state: str = "", code: str = "", error: str = "") -> Response:
    """Take what the provider says of the person, and open their login here."""
    try:
        flight = end_flight(machine, state[:200], visit_of(request))
        if error or not code:
            raise ProviderRefused(
                "The identity provider did not let you in; begin again from the sign-in page.",
                zh="身份提供方没有同意登录；请从登录页重新开始。",
            )
        subject = _provider(request, machine).subject(
            code=code[:4000], nonce=flight.nonce, verifier=flight.verifier, now=machine.clock.now()
        )
        return _land(request, machine, flight, subject)
    except TROUBLE as trouble:
        return _back(request, trouble)


def _land(request: Request, machine: App, flight: Flight, subject: str) -> Response:
    issuer = machine.settings.oidc_issuer
    if not flight.account_id:
        ticket = sign_in_by_provider(machine, issuer, subject, caller_of(request))
        return entered(request, machine, ticket, flight.onward)
    here = ticket_of(request)
    if here is None or here.actor.account_id != flight.account_id:
        raise ProviderRefused(
            "You are not signed in here as the one who wanted to link the account; begin again.",
            zh="当前登录的账号与发起关联的账号不同；请重新开始。",
        )
    link_own_identity(machine, here.actor, issuer, subject)
    return go(flight.onward)


def _away(request: Request, machine: App, *, onward: str, account_id: str = "") -> Response:
    provider = _provider(request, machine)
    flight = Flight(
        visit=visit_of(request),
        nonce=foreign.fresh_word(),
        verifier=foreign.fresh_word(),
        onward=onward,
        account_id=account_id,
    )
    state = begin_flight(machine, flight)
    answer = go(
        provider.address(state=state, nonce=flight.nonce, verifier=flight.verifier, now=machine.clock.now())
    )
    know_again(request, answer)
    return answer


def _provider(request: Request, machine: App) -> foreign.Provider:
    known = getattr(request.app.state, "provider", None)
    if not isinstance(known, foreign.Provider):
        known = request.app.state.provider = foreign.provider_of(machine.settings)
    return known


def _back(request: Request, trouble: HeweiError) -> Response:
    words = in_words(trouble, language_of(request))
    return sign_in_page(request, "/", problem=words, status=trouble.status)
