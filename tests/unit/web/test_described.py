"""The description of the API: every route may answer with the same problem, which is described once."""

from __future__ import annotations

from workflows.web.api.ground import ERRORS, SCHEMAS, Described, under_api


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
