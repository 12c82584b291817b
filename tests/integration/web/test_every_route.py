"""What holds for every route, page or API."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import httpx
import pytest
from fastapi.routing import APIRoute
from starlette.routing import Mount

from workflows.domain.permission import ROLES, Action
from workflows.usecases.app import App
from workflows.web.api.router import PARTS
from workflows.web.app import PAGES, create_app
from workflows.web.doors import PageDoor, ProgramDoor
from workflows.web.headers import POLICY
from workflows.web.party_door import PartyDoor, PartyProgramDoor

PARTY_DOORS = (PartyDoor, PartyProgramDoor)
UNSAFE = {"POST", "PUT", "PATCH", "DELETE"}
PAGE_ROUTES = [route for module in PAGES for route in module.router.routes if isinstance(route, APIRoute)]
API_ROUTES = [route for module in PARTS for route in module.router.routes if isinstance(route, APIRoute)]
WITHOUT_KEY = {
    "/templates/{document}/preview",
    "/templates/{document}/samples",
    "/tasks/{item_id}/agreement-check",
    "/sign-in",
    "/sign-out",
    "/cases/search",
    "/periods",
    "/procedures/{procedure}/check",
    "/procedures/{procedure}/rehearse",
    "/accounts/search",
    "/cases/find",
    "/intake/similar",
    "/cases/{case_id}/party-links/letter",
    "/party/codes",
    "/party/visits",
}


def filled(path: str) -> str:
    """Return a path with something in each of its places."""
    return (
        path.replace("{item_id}", "0:0")
        .replace("{case_id}", "0")
        .replace("{account_id}", "0")
        .replace("{word}", "0")
        .replace("{process}", "dispute")
        .replace("{number}", "0")
        .replace("{paper_id}.{kind}", "0.pdf")
        .replace("{paper_id}/{kind}", "0/pdf")
        .replace("{procedure}", "dispute")
        .replace("{name}.{kind}", "overview.csv")
        .replace("{name}", "overview")
        .replace("{name:path}", "dispute.bpmn")
    )


def door_of(route: APIRoute) -> PageDoor | ProgramDoor | None:
    """Return the door of a route."""
    doors = [each.dependency for each in route.dependencies]
    found = [door for door in doors if isinstance(door, PageDoor | ProgramDoor)]
    return found[0] if found else None


def login_for(door: PageDoor | ProgramDoor, place: Any) -> str:
    """Return somebody whose post is for the action of a door."""
    people = {
        "clerk": place.clerk,
        "designer": place.designer,
        "chair": place.chair,
        "mediator": place.mediator,
        "admin": place.admin,
        "editor": "editor",
        "security": "security",
        "auditor": "auditor",
        "court_clerk": "court-desk",
    }
    roles = ROLES.get(door.action, frozenset(people))
    return next((login for role, login in people.items() if role in roles), place.clerk)


def guarded(routes: list[APIRoute]) -> list[APIRoute]:
    """Return the routes that are not open to everybody; those of parties have a door and tests of their own."""
    doors = [(route, door_of(route)) for route in routes]
    return [
        route
        for route, door in doors
        if not isinstance(door, PARTY_DOORS) and (door is None or door.action is not Action.KNOCK)
    ]


@pytest.mark.parametrize(
    "route", [*PAGE_ROUTES, *API_ROUTES], ids=lambda route: f"{min(route.methods)} {route.path}"
)
def test_declares_its_action(route: APIRoute) -> None:
    """Every route says which action it is for; one without would be open to everybody."""
    door = door_of(route)
    assert door is not None
    assert door.action in Action
    assert isinstance(door, ProgramDoor) == (route in API_ROUTES)


def test_nothing_is_served_beside_the_routes(machine: App) -> None:
    """There is no way in that has no door: beside the routers only the API's description and static files."""
    others = [route for route in create_app(machine).routes if not isinstance(route, APIRoute)]
    assert [getattr(route, "path", "") for route in others] == ["/api/openapi.json", "/static"]
    assert isinstance(others[1], Mount)


@pytest.mark.parametrize(
    "route", guarded(PAGE_ROUTES), ids=lambda route: f"{min(route.methods)} {route.path}"
)
def test_nobody_enters_without_signing_in(route: APIRoute, new_client: Callable[[], httpx.Client]) -> None:
    """Without a login every page but the sign-in page leads there, and shows nothing."""
    answer = new_client().request(min(route.methods), filled(route.path))
    assert answer.status_code == 303
    assert answer.headers["location"].startswith("/sign-in")


@pytest.mark.parametrize("route", guarded(API_ROUTES), ids=lambda route: f"{min(route.methods)} {route.path}")
def test_no_program_enters_without_a_token(route: APIRoute, new_client: Callable[[], httpx.Client]) -> None:
    """Without a token the API answers 401 in problem details, whatever else is sent."""
    answer = new_client().request(min(route.methods), filled(route.path))
    assert answer.status_code == 401
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["code"] == "not-signed-in"


@pytest.mark.parametrize(
    "route",
    [r for r in PAGE_ROUTES if r.methods & UNSAFE and not isinstance(door_of(r), PARTY_DOORS)],
    ids=lambda route: f"{min(route.methods)} {route.path}",
)
def test_a_form_without_its_token_is_refused(route: APIRoute, browser: Any, place: Any) -> None:
    """A form that does not bring the token of this login changes nothing."""
    door = door_of(route)
    assert door is not None
    answer = browser(login_for(door, place)).client.post(filled(route.path), data={"csrf_token": "guessed"})
    assert answer.status_code == 403
    assert "foreign-request" in answer.text


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "http://elsewhere.test"},
        {"Origin": "http://desk.test.elsewhere.test"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
    ids=str,
)
def test_a_form_from_elsewhere_is_refused(headers: dict[str, str], browser: Any, place: Any) -> None:
    """Even with the right token a form that another site sends is refused."""
    answer = browser(place.clerk).post("/language", {"language": "en", "next": "/desk"}, headers=headers)
    assert answer.status_code == 403


def test_a_form_from_our_own_page_passes(browser: Any, place: Any) -> None:
    """With no-referrer a browser names our own form's origin as null; the token decides."""
    answer = browser(place.clerk).post(
        "/language", {"language": "en", "next": "/desk"}, headers={"Origin": "null"}
    )
    assert answer.status_code == 303


@pytest.mark.parametrize(
    "route",
    [
        r
        for r in API_ROUTES
        if r.methods & UNSAFE
        and r.path.removeprefix("/api") not in WITHOUT_KEY
        and not isinstance(door_of(r), PARTY_DOORS)
    ],
    ids=lambda route: f"{min(route.methods)} {route.path}",
)
def test_a_write_names_its_key(route: APIRoute, program: Any, place: Any) -> None:
    """A write over the API without an idempotency key is refused by name before anything is looked at."""
    door = door_of(route)
    assert door is not None
    caller = program(login_for(door, place))
    answer = caller.client.request(
        min(route.methods),
        filled(route.path),
        headers={"Authorization": f"Bearer {caller.token}"},
        json={"answers": {}, "org_id": "x", "party": "x", "reason": "x", "note": ""},
    )
    assert answer.status_code == 422
    assert "idempotency" in answer.text.lower()


def test_a_cookie_opens_nothing_in_the_api(browser: Any, place: Any) -> None:
    """A browser's login is no token: a page elsewhere cannot use the API with it."""
    assert browser(place.clerk).get("/api/work").status_code == 401


@pytest.mark.parametrize(
    "address",
    [
        "/sign-in",
        "/desk",
        "/cases",
        "/cases/new",
        "/period",
        "/nowhere",
        "/static/page.css",
        "/api/health",
        "/api/openapi.json",
        "/api/work",
        "/designer",
    ],
)
def test_headers_on_every_answer(address: str, browser: Any, place: Any) -> None:
    """Every answer, good or bad, says what the browser may load and that nobody may frame or guess it."""
    headers = browser(place.clerk).get(address).headers
    assert headers["content-security-policy"] == POLICY
    assert "unsafe-inline'; img" in POLICY
    assert "script-src 'self';" in POLICY
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["x-request-id"]
    expected = "immutable" if address.startswith("/static/") else "no-store"
    assert expected in headers["cache-control"]


@pytest.mark.parametrize("address", ["/sign-in", "/desk", "/cases", "/cases/new", "/period"])
def test_no_script_stands_in_a_page(address: str, browser: Any, place: Any) -> None:
    """Pages load one script from this site and hold none themselves."""
    page = browser(place.clerk).get(address).text
    assert "<script>" not in page
    assert " onclick=" not in page
    assert "javascript:" not in page


def test_a_body_too_large_is_refused_by_name(browser: Any, place: Any) -> None:
    """Nine megabytes are refused with 413 and a sentence, in pages and in the API."""
    answer = browser(place.clerk).post("/cases", {"text": "x" * 9_000_000})
    assert answer.status_code == 413
    assert "request-too-large" in answer.text
