"""What was typed into a page whose login had ended: kept on the way in, put back into the page afterwards."""

from __future__ import annotations

from collections.abc import Mapping

import lxml.html
from fastapi import Request
from starlette.datastructures import FormData
from starlette.routing import Match, Route

from workflows.domain.actor import Actor
from workflows.usecases.identity.typed import Typed, keep_outlived, keep_typed
from workflows.web.identity import app_of, cookie_name
from workflows.web.threads import in_thread

NEVER = frozenset({"csrf_token", "key", "password", "current", "new", "again", "code", "voucher"})
"""Fields that are not put back: what belongs to one login or one sending, and secrets."""
ENTERED = (
    "text",
    "search",
    "date",
    "number",
    "tel",
    "email",
    "datetime-local",
    "month",
    "time",
    "url",
    "hidden",
)


def typed_in(request: Request, sent: FormData) -> Typed:
    """Return what a form brought, without what may not be kept."""
    fields = [
        (name, text) for name, text in sent.multi_items() if isinstance(text, str) and name not in NEVER
    ]
    return Typed(address=request.url.path, fields=fields)


async def keep_for_later(request: Request, sent: FormData) -> str:
    """Return the word for what an expired login's page sent; "" where it is not known whose it was."""
    machine = app_of(request)
    token = request.cookies.get(cookie_name(machine), "")
    csrf = request.headers.get("x-csrf-token") or str(sent.get("csrf_token") or "")
    return await in_thread(keep_typed, machine, token, csrf, typed_in(request, sent))


async def keep_for_now(request: Request, actor: Actor, sent: FormData) -> str:
    """Return the word for what a page of an earlier login of *actor* sent; "" where it was not theirs."""
    csrf = request.headers.get("x-csrf-token") or str(sent.get("csrf_token") or "")
    return await in_thread(keep_outlived, app_of(request), actor, csrf, typed_in(request, sent))


def page_of(request: Request, address: str) -> str:
    """Return the page on which the form for *address* stands: the nearest address above it that can be looked at."""
    parts = address.rstrip("/").split("/")
    for length in range(len(parts), 1, -1):
        candidate = "/".join(parts[:length])
        asked = {"type": "http", "method": "GET", "path": candidate, "headers": []}
        for route in request.app.router.routes:
            if isinstance(route, Route) and route.matches(asked)[0] is Match.FULL:
                return candidate
    return "/"


def put_back(html: str, typed: Typed, words: str) -> str:
    """Return a page with the fields of *typed* in the form that goes to its address, and a note above them."""
    page = lxml.html.document_fromstring(html)
    values: dict[str, list[str]] = {}
    for name, text in typed.fields:
        values.setdefault(name, []).append(text)
    for form in page.iter("form"):
        if form.get("action") == typed.address:
            _fill(form, values)
            note = lxml.html.fragment_fromstring('<div class="note note-good" role="status"><p></p></div>')
            note[0].text = words
            form.insert(0, note)
            for ancestor in form.iterancestors("details"):
                ancestor.set("open", "open")
            break
    filled: str = lxml.html.tostring(page, encoding="unicode", doctype="<!doctype html>")
    return filled


def _fill(form: lxml.html.HtmlElement, values: Mapping[str, list[str]]) -> None:
    for field in form.iter("input", "textarea", "select"):
        name = field.get("name", "")
        if name in NEVER or not name:
            continue
        said = values.get(name, [])
        kind = field.get("type", "text").lower()
        if field.tag == "select":
            _choose(field, said)
        elif field.tag == "textarea" and said:
            field.text = said[0]
        elif field.tag == "input" and kind in ("checkbox", "radio"):
            _tick(field, said)
        elif field.tag == "input" and kind in ENTERED and said:
            field.set("value", said[0])


def _choose(field: lxml.html.HtmlElement, said: list[str]) -> None:
    if not said:
        return
    for option in field.iter("option"):
        option.attrib.pop("selected", None)
        if option.get("value", option.text or "") in said:
            option.set("selected", "selected")


def _tick(field: lxml.html.HtmlElement, said: list[str]) -> None:
    field.attrib.pop("checked", None)
    if field.get("value", "on") in said:
        field.set("checked", "checked")


def answers_of(typed: Typed) -> FormData:
    """Return the fields as a form sends them."""
    return FormData(list(typed.fields))


def task_of(typed: Typed) -> str:
    """Return the id of the task whose form it was, "" for any other form."""
    parts = typed.address.strip("/").split("/")
    return parts[1] if len(parts) == 2 and parts[0] == "tasks" else ""
