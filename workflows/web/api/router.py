"""All of the API under /api, with the errors that every route may answer."""

from __future__ import annotations

from fastapi import FastAPI

from workflows.web.api import cases, identity, periods, procedures, reports, status, work
from workflows.web.api.ground import ERRORS

PARTS = (identity, work, cases, procedures, periods, status, reports)


def add_api(app: FastAPI) -> None:
    """Put the API under /api."""
    for part in PARTS:
        app.include_router(part.router, prefix="/api", responses=ERRORS)
