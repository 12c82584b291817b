"""The description of the API: every route may answer with the same problem, which is described once."""

from __future__ import annotations

import asyncio

import pytest
from starlette.requests import Request

from workflows.errors import IdempotencyKeyMissing, InvalidForm
from workflows.web.api.ground import ERRORS, SCHEMAS, Described, under_api
from workflows.web.idempotency import LONGEST, Key, idempotency_key


def test_every_error_is_the_one_problem() -> None:
    """A route under /api documents every common error as problem details, whose shape the document holds."""
    app, router = Described(), under_api("cases", "/cases")
    router.add_api_route("/{case_id}", lambda case_id: case_id, response_model=None)
    app.router.routes.extend(router.routes)
    document = app.openapi()
    answers = document["paths"]["/api/cases/{case_id}"]["get"]["responses"]
    shape = {"application/problem+json": {"schema": {"$ref": f"{SCHEMAS}Problem"}}}
    assert [answers[str(code)]["content"] for code in ERRORS] == [shape] * len(ERRORS)
    described = document["components"]["schemas"]["Problem"]["properties"]
    assert {"type", "title", "status", "code"} <= described.keys()


def test_the_key_of_a_write_is_described() -> None:
    """A write says in the document of the API which header brings its key, beside what stands in its path."""
    app, router = Described(), under_api("cases", "/cases")

    def close(case_id: str, key: Key) -> str:
        return case_id + key

    router.add_api_route("/{case_id}", close, methods=["POST"], response_model=None)
    app.router.routes.extend(router.routes)
    told = app.openapi()["paths"]["/api/cases/{case_id}"]["post"]["parameters"]
    assert [(each["in"], each["name"]) for each in told] == [
        ("path", "case_id"),
        ("header", "Idempotency-Key"),
    ]


def key_of(header: str) -> str:
    """Return the key of a write that brings this header."""
    write = Request({"type": "http", "headers": [(b"idempotency-key", header.encode())]})
    return asyncio.run(idempotency_key(write))


def test_a_key_is_taken_without_its_blanks() -> None:
    """The key of a write is what stands in its header, without blanks around it."""
    assert key_of("  3f2a ") == "3f2a"


def test_a_write_without_a_key_is_refused() -> None:
    """A write over the API that names no key is refused by that name."""
    with pytest.raises(IdempotencyKeyMissing):
        key_of(" ")


def test_a_key_without_measure_is_refused() -> None:
    """A key longer than 200 characters is refused as a field that is wrong."""
    with pytest.raises(InvalidForm) as refused:
        key_of("k" * (LONGEST + 1))
    assert [each.path for each in refused.value.problems] == ["header.Idempotency-Key"]
