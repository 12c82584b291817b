"""All of the API under /api, with the errors that every route may answer."""

from __future__ import annotations

from fastapi import FastAPI

from workflows.web.api import (
    cases,
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

PARTS = (identity, work, cases, procedures, periods, status, verbs, mending, reports, papers, templates)


def add_api(app: FastAPI) -> None:
    """Put the API under /api."""
    for part in PARTS:
        app.include_router(part.router, prefix="/api", responses=ERRORS)
