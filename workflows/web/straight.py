"""The straight way of a plain route: doors, path, one body in JSON and one answer in JSON, known when it is made.

FastAPI finds out with each request anew what its route asks for, which takes it longer than all that is then asked.
What is let in, refused and told is the same on both ways; a route that asks for more takes FastAPI's.
"""

from __future__ import annotations

from collections.abc import Mapping
from inspect import iscoroutinefunction
from typing import Any

import orjson
from fastapi.datastructures import DefaultPlaceholder
from fastapi.dependencies.models import Dependant
from fastapi.exceptions import RequestValidationError, ResponseValidationError
from fastapi.routing import APIRoute
from pydantic import BaseModel
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from workflows.web.doors import ProgramDoor

Problems = list[dict[str, Any]]
MISSING: Mapping[str, Any] = {"type": "missing", "loc": ("body",), "msg": "Field required", "input": None}


def straight(route: APIRoute) -> ASGIApp | None:
    """Return what answers the requests of *route*; None where FastAPI looks after it.

    Nothing is left open when the endpoint has answered, so what FastAPI closes after an answer is not asked for.
    """
    asked, endpoint = route.dependant, route.dependant.call
    if endpoint is None or not (_asks_plainly(asked) and _takes_plainly(route) and _tells_plainly(route)):
        return None
    looks = [(each.name, each.call) for each in asked.dependencies if each.call is not None]

    async def answer(scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive, send)
        values: dict[str, Any] = {}
        for name, look in looks:
            found = await look(request)
            if name is not None:
                values[name] = found
        problems = _read_path(asked, request, values)
        problems += await _read_body(asked, request, values)
        if problems:
            raise RequestValidationError(problems)
        if asked.request_param_name:
            values[asked.request_param_name] = request
        made = await endpoint(**values)
        response = made if isinstance(made, Response) else _told(route, made)
        await response(scope, receive, send)

    return answer


def _asks_plainly(asked: Dependant) -> bool:
    """Whether a program's door, which checks the body, stands first, and all else is read from path and body."""
    elsewhere = asked.query_params or asked.header_params or asked.cookie_params
    first = asked.dependencies[0].call if asked.dependencies else None
    return (
        not elsewhere
        and isinstance(first, ProgramDoor)
        and iscoroutinefunction(asked.call)
        and all(map(_looks_at_request, asked.dependencies))
    )


def _looks_at_request(given: Dependant) -> bool:
    """Whether a dependency is a coroutine that asks for the request and nothing else."""
    call = given.call
    waits = iscoroutinefunction(call) or iscoroutinefunction(getattr(call, "__call__", None))  # noqa: B004
    asks = given.path_params or given.query_params or given.header_params or given.cookie_params
    return waits and not (asks or given.body_params or given.dependencies) and bool(given.request_param_name)


def _takes_plainly(route: APIRoute) -> bool:
    """Whether the body is nothing, or one model in JSON that must be there."""
    body = route.body_field
    if body is None:
        return True
    kind = body.field_info.annotation
    return (
        body in route.dependant.body_params
        and body.field_info.is_required()
        and getattr(body.field_info, "media_type", "") == "application/json"
        and isinstance(kind, type)
        and issubclass(kind, BaseModel)
    )


def _tells_plainly(route: APIRoute) -> bool:
    """Whether the answer is one model in JSON, all of it."""
    narrowed = (
        route.response_model_include,
        route.response_model_exclude,
        route.response_model_exclude_unset,
        route.response_model_exclude_defaults,
        route.response_model_exclude_none,
    )
    usual = isinstance(route.response_class, DefaultPlaceholder) and route.response_model_by_alias
    return route.response_field is not None and usual and not any(narrowed)


def _read_path(asked: Dependant, request: Request, values: dict[str, Any]) -> Problems:
    problems: Problems = []
    for field in asked.path_params:
        given = request.path_params[field.alias]
        values[field.name], refused = field.validate(given, loc=("path", field.alias))
        problems += refused
    return problems


async def _read_body(asked: Dependant, request: Request, values: dict[str, Any]) -> Problems:
    for field in asked.body_params:
        sent = await request.body()
        if not sent:
            return [dict(MISSING)]
        given = orjson.loads(sent) if _is_json(request.headers.get("content-type", "")) else sent
        values[field.name], refused = field.validate(given, loc=("body",))
        return refused
    return []


def _is_json(content_type: str) -> bool:
    kind, _, form = content_type.partition(";")[0].strip().lower().partition("/")
    return kind == "application" and (form == "json" or form.endswith("+json"))


def _told(route: APIRoute, made: object) -> Response:
    field = route.response_field
    if field is None:
        raise TypeError(f"Expected the model that {route.path} answers with; _tells_plainly looks for it.")
    value, wrong = field.validate(made, loc=("response",))
    if wrong:
        raise ResponseValidationError(wrong, body=made)
    return Response(
        field.serialize_json(value), status_code=route.status_code or 200, media_type="application/json"
    )
