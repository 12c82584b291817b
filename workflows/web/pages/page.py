"""A page: a template, the words of its language and what every page shows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from functools import partial
from typing import Any
from uuid import uuid4

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from workflows.clock import CHINA
from workflows.domain.actor import Actor
from workflows.domain.permission import Action, may
from workflows.domain.work_light import last_day
from workflows.usecases.identity.typed import show_typed
from workflows.web.assets import app_script, styles
from workflows.web.device import device
from workflows.web.identity import (
    app_of,
    form_token,
    language_of,
    set_cookie,
    ticket_of,
    visit_name,
)
from workflows.web.markdown import to_html
from workflows.web.typed import put_back
from workflows.web.words import knows, say

_TEMPLATES = Environment(
    loader=PackageLoader("workflows.web", "html"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    auto_reload=False,
)


def day(value: date | datetime | None) -> str:
    """Return the calendar day in China, "" for none."""
    if isinstance(value, datetime):
        value = value.astimezone(CHINA)
    return f"{value:%Y-%m-%d}" if value else ""


def moment(value: datetime | None) -> str:
    """Return day and time in China, "" for none."""
    return f"{value.astimezone(CHINA):%Y-%m-%d %H:%M}" if value else ""


def until(value: datetime | None) -> str:
    """Return the last day of what ends at midnight, as people say it, else day and time; "" for none."""
    if value is None or value.astimezone(CHINA).time() != time():
        return moment(value)
    return day(last_day(value))


def size(value: int) -> str:
    """Return a number of bytes as people say it."""
    return f"{value / 1_000_000:.1f} MB" if value >= 1_000_000 else f"{max(value // 1000, 1)} KB"


def money(value: Decimal | None) -> str:
    """Return an amount with thousands apart, "" for none."""
    return f"{value:,.2f}" if value is not None else ""


_TEMPLATES.filters.update(
    day=day, moment=moment, until=until, money=money, size=size, markdown=to_html, device=device
)


@dataclass(frozen=True)
class Place:
    """One entry of the main navigation."""

    address: str
    word: str
    action: Action


PLACES = (
    Place("/desk", "nav.desk", Action.SEARCH_CASES),
    Place("/court", "nav.court", Action.RECEIVE_PACKAGES),
    Place("/board", "nav.board", Action.SUPERVISE),
    Place("/cases", "nav.cases", Action.SEARCH_CASES),
    Place("/studio", "nav.studio", Action.READ_TEMPLATES),
    Place("/designer", "nav.designer", Action.READ_PROCEDURES),
    Place("/numbers", "nav.numbers", Action.READ_NUMBERS),
    Place("/period", "nav.period", Action.COMPUTE_PERIOD),
    Place("/reports", "nav.reports", Action.READ_REPORTS),
    Place("/status", "nav.status", Action.READ_STATUS),
    Place("/accounts", "nav.accounts", Action.READ_ACCOUNTS),
    Place("/audit", "audit.title", Action.READ_AUDIT),
)


def show(request: Request, template: str, *, status: int = 200, **values: Any) -> Response:
    """Return the page made of *template*, in the language of the reader."""
    html = render(request, template, **values)
    if status == 200 and "typed" in request.query_params:
        html = _with_typed(request, html)
    answer = HTMLResponse(html, status_code=status)
    know_again(request, answer)
    return answer


def know_again(request: Request, answer: Response) -> None:
    """Give the browser the name of its visit, if it has none yet."""
    name = visit_name(app_of(request))
    visit = getattr(request.state, "visit", "")
    if visit and request.cookies.get(name) != visit:
        set_cookie(answer, app_of(request), name, visit)


def _with_typed(request: Request, html: str) -> str:
    ticket = ticket_of(request)
    if ticket is None:
        return html
    typed = show_typed(app_of(request), ticket.actor, request.query_params["typed"])
    return put_back(html, typed, say(language_of(request), "typed.back"))


def render(request: Request, template: str, **values: Any) -> str:
    """Return the HTML of *template*, in the language of the reader."""
    language = language_of(request)
    ticket = ticket_of(request)
    actor = ticket.actor if ticket else None
    words = {
        "language": language,
        "t": partial(_words, language),
        "either": partial(_either, language),
        "knows": knows,
        "me": actor,
        "places": [place for place in PLACES if actor is not None and may(actor, place.action)],
        "may": partial(_may, actor),
        "path": request.url.path,
        "csrf": form_token(request),
        "key": uuid4().hex,
        "sample": app_of(request).settings.sample,
        "script": app_script(),
        "styles": styles(),
    }
    return _TEMPLATES.get_template(template).render(words | values)


def go(address: str) -> Response:
    """Return the answer that sends the browser on after a change, so that reloading repeats nothing."""
    return RedirectResponse(address, status_code=303)


def local_address(wanted: object, otherwise: str) -> str:
    """Return *wanted* if it is an address on this site, else *otherwise*; a login never leads to a foreign site."""
    if isinstance(wanted, str) and wanted.startswith("/") and not wanted.startswith(("//", "/\\")):
        return wanted.replace("\r", "").replace("\n", "")
    return otherwise


def _words(language: str, key: str, **values: object) -> str:
    return say(language, key, **values)


def _either(language: str, zh: str, en: str) -> str:
    return (en or zh) if language == "en" else zh


def _may(actor: Actor | None, action: str) -> bool:
    return may(actor, Action(action))
