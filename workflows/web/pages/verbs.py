"""What can be done to a case beside handing in its forms: each with its consequences before it is confirmed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from fastapi import APIRouter, Depends, Request, params
from starlette.datastructures import FormData
from starlette.responses import Response

from workflows.domain.actor import Actor
from workflows.domain.case import CaseStatus
from workflows.domain.permission import Action
from workflows.errors import InvalidInput, Refused
from workflows.usecases.add_signer import add_signer
from workflows.usecases.app import App
from workflows.usecases.begin_step import begin_step
from workflows.usecases.copy_case import copy_case
from workflows.usecases.delegate_item import delegate_item
from workflows.usecases.extend_deadline import Extension, extend_deadline
from workflows.usecases.foresee import Consequences, foresee
from workflows.usecases.hand_over_item import hand_over_item
from workflows.usecases.next_item import next_item
from workflows.usecases.note_later_suit import note_later_suit
from workflows.usecases.offer_verbs import ACTIONS, offer_verbs
from workflows.usecases.remove_signer import remove_signer
from workflows.usecases.reopen_case import reopen_case
from workflows.usecases.resume_case import resume_case
from workflows.usecases.send_back import send_back
from workflows.usecases.suspend_case import suspend_case
from workflows.usecases.urge_item import urge_item
from workflows.usecases.withdraw_step import withdraw_step
from workflows.web.doors import PageDoor, Sent
from workflows.web.error_words import in_words
from workflows.web.identity import Machine, Me, language_of
from workflows.web.lanes import Aside
from workflows.web.pages.page import go, show
from workflows.web.whole_number import whole_number

router = APIRouter(include_in_schema=False, route_class=Aside)


@dataclass(frozen=True)
class Wish:
    """What a form of the page asks for."""

    me: Actor
    case_id: str
    fields: Mapping[str, str]
    key: str

    def said(self, name: str) -> str:
        """Return what was typed into a field."""
        return self.fields.get(name, "")

    @property
    def pair(self) -> tuple[str, str]:
        """The two halves of what was chosen: a task, and where or to whom it goes."""
        first, _, second = self.said("choice").partition("|")
        return first, second


FIELDS: Mapping[str, tuple[str, ...]] = {
    "begin-step": (),
    "suspend": ("ground", "reason", "paper"),
    "resume": (),
    "copy": (),
    "add-signer": ("who", "reason"),
    "later-suit": ("on", "result"),
}
"""What each verb asks beside the choice; the others ask for a reason, and extending has forms of its own."""

GROUNDS = ("appraisal", "hearing", "other")
UNITS = ("day", "working-day", "month")


@router.get("/cases/{case_id}/verbs", dependencies=[Depends(PageDoor(Action.READ_CASE))])
def offered(request: Request, machine: Machine, me: Me, case_id: str, done: str = "") -> Response:
    """Show what can be done."""
    return _page(request, machine, me, case_id, done=done if done in ACTIONS else "")


def _answer(verb: str) -> Callable[..., Response]:
    def answer(request: Request, machine: Machine, me: Me, case_id: str, sent: Sent) -> Response:
        """Tell the consequences, or do it."""
        return _use(request, machine, me, case_id, verb, sent)

    answer.__name__ = f"use_{verb.replace('-', '_')}"
    return answer


for _verb, _action in ACTIONS.items():
    router.add_api_route(
        f"/cases/{{case_id}}/verbs/{_verb}",
        _answer(_verb),
        methods=["POST"],
        dependencies=[params.Depends(PageDoor(_action))],
    )


def _use(request: Request, machine: App, me: Actor, case_id: str, verb: str, sent: FormData) -> Response:
    fields = {name: str(value) for name, value in sent.items() if name not in ("csrf_token", "_action")}
    confirmed = sent.get("_action") == "confirm"
    wish = Wish(me, case_id, fields, fields.get("key", "") if confirmed else "")
    try:
        if confirmed:
            _RUNS[verb](machine, wish)
            return go(f"/cases/{case_id}/verbs?done={verb}")
        seen = foresee(machine, case_id, lambda app: _RUNS[verb](app, wish))
    except Refused as refused:
        words = in_words(refused, language_of(request))
        return _page(
            request, machine, me, case_id, verb=verb, fields=fields, problem=words, status=refused.status
        )
    return _page(request, machine, me, case_id, verb=verb, fields=fields, seen=seen)


def _page(
    request: Request,
    machine: App,
    me: Actor,
    case_id: str,
    *,
    verb: str = "",
    fields: Mapping[str, str] | None = None,
    seen: Consequences | None = None,
    problem: str = "",
    done: str = "",
    status: int = 200,
) -> Response:
    offers = offer_verbs(machine, me, case_id)
    goes_on = done and offers.case.status is CaseStatus.OPEN
    return show(
        request,
        "verbs.html",
        status=status,
        case=offers.case,
        offers=offers.offers,
        asks=FIELDS,
        grounds=GROUNDS,
        units=UNITS,
        verb=verb,
        given=dict(fields or {}),
        seen=seen,
        problem=problem,
        done=done,
        following=next_item(machine, me, case_id) if goes_on else None,
    )


def _begin_step(app: App, wish: Wish) -> object:
    return begin_step(app, wish.me, *wish.pair, key=wish.key)


def _send_back(app: App, wish: Wish) -> object:
    return send_back(app, wish.me, *wish.pair, reason=wish.said("reason"), key=wish.key)


def _hand_over(app: App, wish: Wish) -> object:
    return hand_over_item(app, wish.me, *wish.pair, reason=wish.said("reason"), key=wish.key)


def _delegate(app: App, wish: Wish) -> object:
    return delegate_item(app, wish.me, *wish.pair, reason=wish.said("reason"), key=wish.key)


def _add_signer(app: App, wish: Wish) -> object:
    return add_signer(
        app, wish.me, wish.said("choice"), wish.said("who"), reason=wish.said("reason"), key=wish.key
    )


def _leave_out(app: App, wish: Wish) -> object:
    return remove_signer(app, wish.me, wish.said("choice"), reason=wish.said("reason"), key=wish.key)


def _withdraw(app: App, wish: Wish) -> object:
    return withdraw_step(app, wish.me, wish.case_id, reason=wish.said("reason"), key=wish.key)


def _suspend(app: App, wish: Wish) -> object:
    return suspend_case(
        app,
        wish.me,
        wish.case_id,
        wish.said("ground"),
        note=wish.said("reason"),
        paper=wish.said("paper"),
        key=wish.key,
    )


def _resume(app: App, wish: Wish) -> object:
    return resume_case(app, wish.me, wish.case_id, key=wish.key)


def _extend(app: App, wish: Wish) -> object:
    names = wish.said("consents").replace("、", "\n").replace(",", "\n").replace(",", "\n").split("\n")
    length = wish.said("length").strip()
    number = whole_number(length)
    if length and not (number and number <= 1000):
        raise InvalidInput(
            "The length of an extension is a whole number from 1 to 1000; correct it.",
            zh="延长的长度是 1 到 1000 的整数；请更正。",
        )
    if not wish.said("unit"):
        raise InvalidInput("Choose the unit of the extension, too.", zh="请一并选择延长的单位。")
    extension = Extension(
        length=number,
        unit=wish.said("unit"),
        consents=tuple(name.strip() for name in names if name.strip()),
        approval=wish.said("approval").strip(),
        paper=wish.said("paper").strip(),
    )
    return extend_deadline(app, wish.me, wish.case_id, wish.said("choice"), extension, key=wish.key)


def _urge(app: App, wish: Wish) -> object:
    return urge_item(app, wish.me, wish.said("choice"), reason=wish.said("reason"), key=wish.key)


def _copy(app: App, wish: Wish) -> object:
    return copy_case(app, wish.me, wish.case_id, [wish.said("choice")], key=wish.key)


def _later_suit(app: App, wish: Wish) -> object:
    try:
        on = date.fromisoformat(wish.said("on"))
    except ValueError as broken:
        raise InvalidInput(
            "Give the day as 2026-01-30; correct it.", zh="日期请写成 2026-01-30 的样子。"
        ) from broken
    return note_later_suit(app, wish.me, wish.case_id, on=on, result=wish.said("result"), key=wish.key)


def _reopen(app: App, wish: Wish) -> object:
    return reopen_case(app, wish.me, wish.case_id, reason=wish.said("reason"), key=wish.key)


_RUNS: Mapping[str, Callable[[App, Wish], object]] = {
    "begin-step": _begin_step,
    "send-back": _send_back,
    "withdraw": _withdraw,
    "hand-over": _hand_over,
    "delegate": _delegate,
    "add-signer": _add_signer,
    "leave-out": _leave_out,
    "suspend": _suspend,
    "resume": _resume,
    "extend": _extend,
    "urge": _urge,
    "copy": _copy,
    "later-suit": _later_suit,
    "reopen": _reopen,
}
