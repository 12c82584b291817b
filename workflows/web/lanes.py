"""The lanes: a request finds its route in one look at method and path, not by trying one route after the other."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import wraps
from inspect import Parameter, iscoroutinefunction, signature
from typing import Any, get_args

from fastapi import params
from fastapi.routing import APIRoute
from starlette.requests import Request
from starlette.routing import BaseRoute, Match, Route
from starlette.types import ASGIApp, Receive, Scope, Send

from workflows.web.idempotency import HEADER, idempotency_key
from workflows.web.identity import AT_HAND
from workflows.web.straight import straight
from workflows.web.threads import in_thread

Lane = tuple[int, str, str]
ANY = "*"
"""Stands for a part of a path that differs from request to request."""


class Aside(APIRoute):
    """A route whose endpoint works in a thread, so that the loop goes on meanwhile; a plain one goes straight."""

    def __init__(self, path: str, endpoint: Callable[..., Any], **rest: Any) -> None:
        """Take what any route takes; a write that has a key says so in the document of the API."""
        if idempotency_key in map(_given_by, signature(endpoint, eval_str=True).parameters.values()):
            rest["openapi_extra"] = {"parameters": [HEADER]}
        super().__init__(path, aside(endpoint), **rest)
        self.app = straight(self) or self.app


def aside(endpoint: Callable[..., Any]) -> Callable[..., Any]:
    """Return *endpoint* as a coroutine that works in a thread.

    FastAPI would change threads once more to look at what a plain function returned, which takes longer than looking;
    and what the request has at hand it would ask for as for something that must first be found.
    """
    if iscoroutinefunction(endpoint):
        return endpoint
    shape = signature(endpoint, eval_str=True)
    named = shape.parameters
    at_hand = {name: AT_HAND[given] for name in named if (given := _given_by(named[name])) in AT_HAND}
    own = next((name for name in named if named[name].annotation is Request), "")
    asked = own or "request"

    @wraps(endpoint)
    async def working(**values: Any) -> Any:
        request = values[asked] if own else values.pop(asked)
        for name, look in at_hand.items():
            values[name] = look(request)
        return await in_thread(endpoint, **values)

    others = [named[name] for name in named if name not in at_hand and name != own]
    first = Parameter(asked, Parameter.POSITIONAL_OR_KEYWORD, annotation=Request)
    vars(working)["__signature__"] = shape.replace(parameters=[first, *others])
    return working


def _given_by(parameter: Parameter) -> object:
    """Return the dependency that gives a parameter its value; None where there is none."""
    marks = get_args(parameter.annotation)[1:]
    return next((mark.dependency for mark in marks if isinstance(mark, params.Depends)), None)


class Lanes:
    """Hands a request to the first route that matches it among those of its lane; all others to *otherwise*."""

    def __init__(self, routes: Iterable[BaseRoute], otherwise: ASGIApp) -> None:
        """Sort *routes* into lanes; those whose length is not fixed stay with *otherwise*."""
        self._otherwise = otherwise
        self._lanes: dict[Lane, list[tuple[str, Route]]] = {}
        """The routes of each lane in order, each with the last word of its path."""
        fixed = [route for route in routes if isinstance(route, Route) and ":path}" not in route.path]
        for route in fixed:
            self._lanes.setdefault(_lane_of_route(route), [])
        for route in fixed:
            for lane, members in self._lanes.items():
                if _could_match(_lane_of_route(route), lane):
                    members.append((_last_of(route), route))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] == "http":
            for route in self._near(scope["path"]):
                match, found = route.matches(scope)
                if match is Match.FULL:
                    scope.update(found)
                    await route.handle(scope, receive, send)
                    return
        await self._otherwise(scope, receive, send)

    def _near(self, path: str) -> Sequence[Route]:
        lane = count, first, _ = _lane_of(path)
        last = path.rpartition("/")[2]
        for known in (lane, (count, first, ANY), (count, ANY, ANY)):
            if known in self._lanes:
                return [route for own, route in self._lanes[known] if own in (ANY, last)]
        return ()


def _lane_of(path: str) -> Lane:
    parts = path.split("/")
    return len(parts), *_first_two(parts)


def _first_two(parts: Sequence[str]) -> tuple[str, str]:
    return (parts[1] if len(parts) > 1 else ""), (parts[2] if len(parts) > 2 else "")


def _lane_of_route(route: Route) -> Lane:
    parts = [ANY if "{" in part else part for part in route.path.split("/")]
    return len(parts), *_first_two(parts)


def _last_of(route: Route) -> str:
    last = route.path.rpartition("/")[2]
    return ANY if "{" in last else last


def _could_match(route: Lane, lane: Lane) -> bool:
    return route[0] == lane[0] and all(
        own in (ANY, there) for own, there in zip(route[1:], lane[1:], strict=True)
    )
