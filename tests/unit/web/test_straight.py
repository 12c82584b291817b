"""The straight way: a plain route of the API answers exactly as it would on the framework's own way."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import Any

import httpx
import pytest
from fastapi import APIRouter, Depends, FastAPI, Request
from fastapi.routing import APIRoute
from pydantic import BaseModel, ConfigDict

from workflows.domain.permission import Action
from workflows.errors import NotSignedIn
from workflows.web.doors import ProgramDoor, can_be_kept
from workflows.web.idempotency import Key
from workflows.web.lanes import Aside
from workflows.web.problems import add_problems
from workflows.web.straight import straight

TOKEN = {"Authorization": "Bearer any", "Idempotency-Key": "k1"}
JSON = {"Content-Type": "application/json"}


class TokenDoor(ProgramDoor):
    """Lets everybody in who brings a token, whosever it is."""

    async def __call__(self, request: Request) -> None:
        """Pass, or refuse."""
        if await self.bearer(request) is None:
            raise NotSignedIn(zh="您还没有登录。")
        await can_be_kept(request)


class Claim(BaseModel):
    """What is sent."""

    model_config = ConfigDict(extra="forbid")
    title: str
    amount: int = 0


class Kept(BaseModel):
    """What is answered."""

    number: int
    title: str
    amount: int
    key: str


async def keep(number: int, body: Claim, key: Key) -> Kept:
    """Answer with what came in."""
    return Kept(number=number, title=body.title, amount=body.amount, key=key)


async def count(number: int) -> int:
    """Answer with the number in the path."""
    return number


async def some(limit: int = 5) -> int:
    """Answer with what was asked behind the path."""
    return limit


def app_on(way: type[APIRoute]) -> FastAPI:
    """Return an application whose three routes go that *way*."""
    app, router, door = FastAPI(), APIRouter(route_class=way), [Depends(TokenDoor(Action.DO_TASK))]
    router.add_api_route("/api/claims/{number}", keep, methods=["POST"], status_code=201, dependencies=door)
    router.add_api_route("/api/claims/{number}", count, dependencies=door)
    router.add_api_route("/api/claims", some, dependencies=door)
    app.router.routes.extend(router.routes)
    add_problems(app)
    return app


OURS, USUAL = app_on(Aside), app_on(APIRoute)


def answer_of(
    app: FastAPI, method: str, path: str, headers: Mapping[str, str], content: bytes
) -> tuple[int, Any, list[tuple[str, str]]]:
    """Return status, content and headers of an answer."""

    async def ask() -> httpx.Response:
        line = httpx.ASGITransport(app)
        async with httpx.AsyncClient(transport=line, base_url="http://desk.test") as client:
            return await client.request(method, path, headers=headers, content=content)

    answer = asyncio.run(ask())
    return answer.status_code, answer.json(), sorted(answer.headers.items())


@pytest.mark.parametrize(
    ("status", "headers", "content"),
    [
        (201, TOKEN | JSON, b'{"title": "boundary", "amount": "12"}'),
        (201, TOKEN | {"Content-Type": "Application/Vnd.claim+JSON; charset=utf-8"}, b'{"title": "x"}'),
        (401, JSON, b'{"title": "x"}'),
        (422, TOKEN | JSON, b'{"title": 1, "sum": 2, "amount": "many"}'),
        (422, TOKEN | JSON, b"null"),
        (422, TOKEN | JSON, b""),
        (422, TOKEN, b'{"title": "x"}'),
        (422, TOKEN | {"Content-Type": "text/plain"}, b'{"title": "x"}'),
        (422, TOKEN | JSON | {"Idempotency-Key": ""}, b'{"title": 1}'),
    ],
    ids=["kept", "named", "stranger", "wrong", "null", "nothing", "untold", "text", "keyless"],
)
def test_a_write_is_answered_as_ever(status: int, headers: dict[str, str], content: bytes) -> None:
    """What a program sends is let in, refused and answered on the straight way word for word as on the usual one."""
    ours, usual = (answer_of(app, "POST", "/api/claims/7", headers, content) for app in (OURS, USUAL))
    assert ours == usual
    assert ours[0] == status


@pytest.mark.parametrize("path", ["/api/claims/7", "/api/claims/seven", "/api/claims?limit=x", "/api/claims"])
def test_a_question_is_answered_as_ever(path: str) -> None:
    """A number in the path or behind it is read, or refused, in the same words on both ways."""
    ours, usual = (answer_of(app, "GET", path, TOKEN, b"") for app in (OURS, USUAL))
    assert ours == usual


def test_a_body_that_is_no_json_is_refused_behind_the_door() -> None:
    """Whoever has no token learns that first; with one, what is wrong with the body has its own name."""
    stranger = answer_of(OURS, "POST", "/api/claims/7", JSON, b"{")
    program = answer_of(OURS, "POST", "/api/claims/7", TOKEN | {"Content-Type": "application/JSON"}, b"{")
    assert [stranger[0], program[1]["code"]] == [401, "unreadable-body"]


def test_only_plain_routes_go_straight() -> None:
    """A route that reads what stands behind the path is left to the framework."""
    routes = [route for route in OURS.router.routes if isinstance(route, Aside)]
    assert [straight(route) is not None for route in routes] == [True, True, False]
