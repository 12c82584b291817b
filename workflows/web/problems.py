"""From an error to an answer: RFC 9457 for programs, a calm page for people; nothing inner is ever shown."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, Response

from workflows.domain.form_words import OTHERWISE, explain
from workflows.errors import (
    FieldProblem,
    HeweiError,
    InvalidForm,
    InvalidInput,
    MethodRefused,
    NotSignedIn,
    PageOutlived,
    PartyNotIn,
    PasswordOwed,
    SecondFactorOwed,
    UnknownPage,
)
from workflows.web.error_words import in_words, problem_of
from workflows.web.identity import language_of
from workflows.web.pages.page import go, show
from workflows.web.words import say

LOG = logging.getLogger("workflows.web")
MEDIA_TYPE = "application/problem+json"


def add_problems(app: FastAPI) -> None:
    """Teach *app* to answer every error in its own words."""
    app.add_exception_handler(HeweiError, problem_answer)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(Exception, _fault)


def _is_program(request: Request) -> bool:
    return request.url.path.startswith("/api/")


async def problem_answer(request: Request, error: Exception) -> Response:
    """Return what a request that failed with *error*, one of Hewei's own, is answered.

    Raises:
        TypeError: it is none of them.
    """
    if not isinstance(error, HeweiError):
        raise TypeError("Expected an error of Hewei's own tree.")
    language = language_of(request)
    number = getattr(request.state, "request_id", "")
    if error.status >= 500:
        LOG.error("fault %s in request %s", error.code, number, exc_info=error)
    headers = {"Retry-After": str(error.where["seconds"])} if error.status == 429 else {}
    if _is_program(request):
        if error.status == 401:
            headers["WWW-Authenticate"] = "Bearer"
        body = problem_of(error, language) | {"instance": f"urn:hewei:request:{number}"}
        return JSONResponse(body, status_code=error.status, media_type=MEDIA_TYPE, headers=headers)
    elsewhere = _elsewhere(request, error)
    if elsewhere:
        return go(elsewhere) if not request.headers.get("hx-request") else _onward(elsewhere)
    answer = show(
        request,
        "problem.html",
        status=error.status,
        error=error,
        detail=in_words(error, language),
        number=number,
    )
    answer.headers.update(headers)
    return answer


def _elsewhere(request: Request, error: HeweiError) -> str:
    """Return where somebody is led who must do something else first, "" for everybody else."""
    if isinstance(error, NotSignedIn):
        return _to_sign_in(request)
    if isinstance(error, PartyNotIn):
        return "/p/code"
    if isinstance(error, PageOutlived):
        return f"/typed/{error.where['word']}"
    if isinstance(error, PasswordOwed | SecondFactorOwed):
        return f"/account?owes={error.code}"
    return ""


def _to_sign_in(request: Request) -> str:
    word = getattr(request.state, "typed", "")
    if word:
        return f"/sign-in?next=/typed/{word}"
    here = request.url.path
    return "/sign-in" if request.method != "GET" or here == "/" else f"/sign-in?next={here}"


def _onward(address: str) -> Response:
    return Response(status_code=401, headers={"HX-Redirect": address})


async def _invalid(request: Request, error: Exception) -> Response:
    errors: Sequence[Mapping[str, Any]] = error.errors() if isinstance(error, RequestValidationError) else ()
    problems = [refused(one) for one in errors]
    return await problem_answer(request, InvalidForm(problems) if problems else InvalidInput())


def refused(one: Mapping[str, Any]) -> FieldProblem:
    """Return what pydantic found wrong with one part of a body, in both languages."""
    rule, about = str(one["type"]), one.get("ctx") or {}
    words = explain(rule, about)
    own = getattr(about.get("error"), "zh", "")
    zh = f"{own}。" if own else say("zh", "errors.field") if words == OTHERWISE else words[1]
    return FieldProblem(".".join(map(str, one["loc"])), rule, str(one["msg"]), zh)


async def _http(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 500
    refusals: dict[int, HeweiError] = {404: UnknownPage(), 405: MethodRefused()}
    refused = refusals.get(status) or InvalidInput()
    return await problem_answer(request, refused)


async def _fault(request: Request, error: Exception) -> Response:
    LOG.error("fault in request %s", getattr(request.state, "request_id", ""), exc_info=error)
    return await problem_answer(request, HeweiError())
