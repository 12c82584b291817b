"""All of the API under /api, with the errors that every route may answer."""

from __future__ import annotations

from fastapi import FastAPI

from workflows.web.api import (
    accounts,
    audit,
    case_parts,
    cases,
    court,
    desk,
    identity,
    intake,
    mending,
    own_account,
    papers,
    party,
    periods,
    procedures,
    reports,
    signing,
    status,
    templates,
    verbs,
    work,
)

PARTS = (
    identity,
    own_account,
    accounts,
    work,
    desk,
    intake,
    case_parts,
    cases,
    signing,
    party,
    court,
    procedures,
    periods,
    status,
    verbs,
    mending,
    reports,
    papers,
    templates,
    audit,
)


def add_api(app: FastAPI) -> None:
    """Put the API's routes among those of *app*."""
    for part in PARTS:
        app.router.routes.extend(part.router.routes)
