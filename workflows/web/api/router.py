"""All of the API under /api, with the errors that every route may answer."""

from __future__ import annotations

from fastapi import FastAPI

from workflows.web.api import (
    cases,
    court,
    identity,
    mending,
    papers,
    periods,
    procedures,
    reports,
    status,
    templates,
    verbs,
    work,
)
from workflows.web.api.ground import ERRORS
from workflows.web.lanes import under

PARTS = (
    identity,
    work,
    cases,
    court,
    procedures,
    periods,
    status,
    verbs,
    mending,
    reports,
    papers,
    templates,
)


def add_api(app: FastAPI) -> None:
    """Put the API under /api."""
    for part in PARTS:
        app.router.routes.extend(under("/api", part.router.routes, ERRORS))
