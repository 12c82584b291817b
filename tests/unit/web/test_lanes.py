"""Lanes: every request reaches the route that trying them one after the other would have reached."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import httpx
import pytest
from fastapi import APIRouter, FastAPI

from workflows.web.lanes import Lanes

Ask = Callable[..., httpx.Response]


@pytest.fixture
def ask() -> Ask:
    """Return what asks an application whose routes resemble one another."""
    app = FastAPI()
    for prefix in ("/api", ""):
        router = APIRouter(prefix=prefix)
        for path in ("/cases/new", "/cases/{case_id}", "/{anything}/new", "/files/{name:path}", "/cases"):
            router.add_api_route(path, lambda path=path: path, response_model=None)
        app.router.routes.extend(router.routes)
    app.router.middleware_stack = Lanes(app.router.routes, app.router.middleware_stack)

    async def answer(method: str, path: str) -> httpx.Response:
        async with httpx.AsyncClient(
            transport=httpx.ASGITransport(app), base_url="http://desk.test"
        ) as client:
            return await client.request(method, path)

    return lambda path, method="GET": asyncio.run(answer(method, path))


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("/cases", "/cases"),
        ("/cases/new", "/cases/new"),
        ("/cases/17", "/cases/{case_id}"),
        ("/desks/new", "/{anything}/new"),
        ("/files/a/b/c.bpmn", "/files/{name:path}"),
        ("/files/new", "/{anything}/new"),
        ("/api/cases/new", "/cases/new"),
        ("/api/cases/17", "/cases/{case_id}"),
    ],
)
def test_the_route_declared_first_answers(ask: Ask, asked: str, found: str) -> None:
    """Of two routes that fit a request the one that was declared first answers."""
    assert ask(asked).json() == found


def test_the_wrong_method_is_refused(ask: Ask) -> None:
    """A page that can only be read says so when something is sent to it."""
    assert ask("/cases/new", "POST").status_code == 405


def test_an_unknown_address_is_unknown(ask: Ask) -> None:
    """An address that no route fits is not found."""
    assert ask("/nowhere/at/all").status_code == 404
