"""Whatever is typed, pasted or forged: a named answer, nothing broken, and never somebody else's script in a page."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from html import unescape
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.integration.web.test_every_route import API_ROUTES, PAGE_ROUTES, UNSAFE, door_of, filled, login_for
from workflows.usecases.app import App
from workflows.web.app import create_app

HOSTILE = json.loads((Path(__file__).parent / "hostile.json").read_text("utf-8"))
TEXTS: list[str] = HOSTILE["texts"]
"""Sixty texts that have broken programs somewhere."""

SCRIPTS: list[str] = HOSTILE["scripts"]
"""A hundred ways to bring a script into a page."""

SLOWED_DOWN = ("/sign-in", "/account/password", "/party/visits", "/logins/end-all")
"""Where wrong passwords and codes slow the whole address down, as they should."""

RAW = [
    b'"\\ud800"', b'"\\u0000"', b"1e400", b"-1e400", b"NaN", b"Infinity", str(10**40).encode(), b"-9223372036854775809",
    b"1.7976931348623157e308", b"null", b"true", b"[]", b"{}", b"[[[[[]]]]]", b"[" * 3_000 + b"]" * 3_000,
    b'{"a": 1, "a": 2}', b'{"__proto__": {"x": 1}}', b'"\xff"', b'["x", {"y": [null]}]',
]  # fmt: skip
"""Values as bytes, many of which only look like JSON."""


@pytest.fixture(scope="session")
def description(machine: App) -> dict[str, Any]:
    """The API's own description."""
    return create_app(machine).openapi()


def bodies(description: dict[str, Any]) -> Iterator[tuple[str, str, list[str]]]:
    """Yield method, path and the entries of the body of each operation of the API that takes JSON."""
    for path, operations in description["paths"].items():
        for method, operation in operations.items():
            schema = (
                operation.get("requestBody", {})
                .get("content", {})
                .get("application/json", {})
                .get("schema", {})
            )
            name = schema.get("$ref", "").rpartition("/")[2]
            entries = description["components"]["schemas"].get(name, {}).get("properties", {})
            if entries and not path.endswith(SLOWED_DOWN):
                yield method.upper(), path, list(entries)


def caller_of(program: Callable[[str], Any], place: Any) -> Callable[[str, str], Any]:
    """Return a finder of a program whose person may do what an operation is for."""
    routes = {(method, route.path): route for route in API_ROUTES for method in route.methods}
    signed_in: dict[str, Any] = {}

    def find(method: str, path: str) -> Any:
        route = routes.get((method, path.replace("{name}", "{name:path}"))) or routes.get((method, path))
        door = door_of(route) if route else None
        login = login_for(door, place) if door else place.clerk
        return (
            signed_in.setdefault(login, None) or signed_in.update({login: program(login)}) or signed_in[login]
        )

    return find


def test_no_value_breaks_the_api(
    description: dict[str, Any], program: Callable[[str], Any], place: Any
) -> None:
    """Sixty nasty texts and twenty forged values in every entry of every write: a named answer, never a fault."""
    find, faults, calls = caller_of(program, place), [], 0
    values = [json.dumps(text).encode() for text in TEXTS] + RAW
    for method, path, entries in bodies(description):
        caller = find(method, path)
        address = filled(path)
        for value in values:
            body = b"{" + b",".join(json.dumps(entry).encode() + b":" + value for entry in entries) + b"}"
            headers = caller.headers() | {"Content-Type": "application/json"}
            answer = caller.client.request(method, address, content=body, headers=headers)
            calls += 1
            if answer.status_code >= 500 or (answer.status_code >= 400 and not answer.json().get("code")):
                faults.append((method, path, value[:40], answer.status_code))
    assert faults == []
    assert calls > 1_000


def test_a_thousand_odd_addresses_are_answered(program: Callable[[str], Any], place: Any) -> None:
    """Nasty texts in every place of every address: found, or a named refusal."""
    find, faults = caller_of(program, place), []
    for route in [each for each in API_ROUTES if "{" in each.path and "GET" in each.methods]:
        caller = find("GET", route.path)
        for text in TEXTS[:-1]:
            quoted = httpx.QueryParams({"x": text}).__str__()[2:] or "%20"
            answer = caller.get(
                re.sub(r"\{[^}]*\}", quoted.replace("+", "%20")[:900], route.path.removeprefix("/api"))
            )
            if answer.status_code >= 500:
                faults.append((route.path, text[:40], answer.status_code))
    assert faults == []


def test_no_value_breaks_a_page(browser: Callable[[str], Any], place: Any) -> None:
    """Nasty texts, ten a page in turn, under every name that forms know: a page that says what is wrong."""
    names = [
        "text",
        "reason",
        "to",
        "who",
        "element",
        "note",
        "date",
        "length",
        "unit",
        "next",
        "language",
        "rev",
        "party",
        "number",
        "q",
    ]
    faults, browsers = [], {}
    routes = [each for each in PAGE_ROUTES if each.methods & UNSAFE and "sign" not in each.path]
    for place_in_turn, route in enumerate(routes):
        door = door_of(route)
        assert door is not None
        login = login_for(door, place)
        if login not in browsers:
            browsers[login] = browser(login)
        token = {"csrf_token": csrf(browsers[login])}
        for text in TEXTS[place_in_turn % 6 :: 6]:
            answer = browsers[login].client.post(filled(route.path), data=token | dict.fromkeys(names, text))
            if answer.status_code >= 500:
                faults.append((route.path, text[:40], answer.status_code))
    assert faults == []


def test_no_question_breaks_a_page(browser: Callable[[str], Any], place: Any) -> None:
    """Nasty texts as questions of the pages that take some: an answer."""
    faults = []
    asking = browser(place.chair)
    for address, names in {
        "/period": ("rule", "start", "place"), "/reports": ("pack", "year", "place"), "/cases": ("text", "page"),
        "/desk": ("view", "sort", "page"), "/sign-in": ("next",), "/incidents": ("page",),
    }.items():  # fmt: skip
        for text in TEXTS:
            answer = asking.client.get(address, params=dict.fromkeys(names, text[:900]))
            if answer.status_code >= 500:
                faults.append((address, text[:40], answer.status_code))
    assert faults == []


def test_scripts_stay_words(
    program: Callable[[str], Any],
    browser: Callable[[str], Any],
    new_case: Callable[..., dict[str, Any]],
    place: Any,
) -> None:
    """A hundred scripts as titles and names: every page shows them as words, as they were typed."""
    assert len(SCRIPTS) >= 100
    looking = browser(place.clerk)
    for start in range(0, len(SCRIPTS), 10):
        some = SCRIPTS[start : start + 10]
        parties = [
            {"role": "applicant" if n % 2 else "respondent", "name": text} for n, text in enumerate(some)
        ]
        made = new_case(some[0] + "（示例）", parties=parties)
        for address in (f"/cases/{made['id']}", "/desk", f"/cases/{made['id']}/verbs"):
            assert broken_out(looking.get(address).text, some) == []


def test_scripts_in_questions_stay_words(browser: Callable[[str], Any], place: Any) -> None:
    """A script in an address or a search comes back as words, if at all."""
    looking = browser(place.clerk)
    for text in SCRIPTS:
        for address, name in (("/cases", "text"), ("/period", "rule"), ("/sign-in", "next")):
            assert broken_out(looking.get(address, params={name: text}).text, [text]) == []


def csrf(made: Any) -> str:
    """Return the form token of a browser's login."""
    found = re.search(r'name="csrf_token" value="([^"]+)"', made.get("/period").text)
    assert found is not None
    return found.group(1)


def broken_out(page: str, texts: list[str]) -> list[str]:
    """Return what of *texts* stands in *page* as markup: a tag or an attribute that came with it."""
    found = [
        tag
        for tag in re.findall(r"<[a-zA-Z!?/][^>]*>", page)
        if "alert(1)" in unescape(tag) and "elsewhere" not in tag
    ]
    outside = re.sub(r'="[^"]*"', "", " ".join(found))
    return [text for text in texts if "<" in text and text in page] + re.findall(
        r"alert\(1\)|onerror|onload", outside
    )
