"""What all routes of the API share: how they stand under /api, and the errors they document."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Body, FastAPI, Query

from workflows.web.api.models import Problem
from workflows.web.lanes import Aside

SCHEMAS = "#/components/schemas/"
PROBLEM: dict[str, Any] = {
    "content": {"application/problem+json": {"schema": {"$ref": f"{SCHEMAS}{Problem.__name__}"}}}
}

ERRORS: dict[int | str, dict[str, Any]] = {
    400: PROBLEM | {"description": "Refused; nothing was changed."},
    401: PROBLEM | {"description": "No valid token."},
    403: PROBLEM | {"description": "The caller's posts do not allow it."},
    404: PROBLEM | {"description": "No such thing, or not the caller's to see."},
    409: PROBLEM | {"description": "Somebody else was first, or the key was used for another command."},
    413: PROBLEM | {"description": "The body is too large."},
    422: PROBLEM | {"description": "What was sent cannot be accepted; each field says why."},
    500: PROBLEM | {"description": "Something inside broke; the case is unchanged."},
}


BYTES: dict[int | str, dict[str, Any]] = {
    200: {"description": "The file, byte for byte.", "content": {"application/octet-stream": {}}}
}
TOO_MANY: dict[int | str, dict[str, Any]] = {
    429: PROBLEM | {"description": "Too many failed attempts; Retry-After says how long to wait."}
}
Content = Annotated[bytes, Body(media_type="application/octet-stream")]
FileName = Annotated[
    str, Query(alias="name", min_length=1, max_length=200, description="What the file is called.")
]


def under_api(tag: str, prefix: str = "") -> APIRouter:
    """Return a router for routes under /api, all of which may answer with the errors of the API."""
    return APIRouter(prefix="/api" + prefix, tags=[tag], responses=ERRORS, route_class=Aside)


class Described(FastAPI):
    """An application whose document also describes the problem that every route may answer with."""

    def openapi(self) -> dict[str, Any]:
        """Return the OpenAPI document.

        The schema is put in by hand: named as a model it would be built once for each error of each route.
        """
        known = self.openapi_schema is not None
        document = super().openapi()
        if not known:
            problem = Problem.model_json_schema(ref_template=SCHEMAS + "{model}", mode="serialization")
            parts = problem.pop("$defs", {})
            document.setdefault("components", {}).setdefault("schemas", {}).update(
                {Problem.__name__: problem, **parts}
            )
        return document
