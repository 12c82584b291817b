"""The web application: every route, its headers and its errors, around one machine."""

from __future__ import annotations

from fastapi import FastAPI
from fastapi.telemetry import TelemetryConfig
from starlette.staticfiles import StaticFiles

from workflows.usecases.app import App
from workflows.web.access_log import AccessLog
from workflows.web.api.ground import Described
from workflows.web.api.router import add_api
from workflows.web.asked_by import AskedBy
from workflows.web.assets import STATIC
from workflows.web.headers import Guarded
from workflows.web.lanes import Lanes
from workflows.web.packing import Packed
from workflows.web.pages import (
    absence,
    account,
    accounts,
    attachments,
    audit,
    board,
    case,
    case_page,
    court,
    designer,
    desk,
    imports,
    intake,
    mend_case,
    mending,
    notices,
    paper_check,
    party,
    party_links,
    period,
    provider,
    report,
    retention,
    search,
    sign_in,
    signing,
    studio,
    talks,
    task,
    verbs,
)
from workflows.web.problems import add_problems

PAGES = (
    audit,
    sign_in,
    provider,
    talks,
    account,
    accounts,
    desk,
    absence,
    board,
    court,
    task,
    verbs,
    mending,
    mend_case,
    intake,
    attachments,
    search,
    imports,
    case,
    case_page,
    designer,
    studio,
    paper_check,
    retention,
    period,
    report,
    party,
    party_links,
    signing,
    notices,
)

SILENT: TelemetryConfig = {"tracing": False, "metrics": False, "logs": False, "auto_configure": False}
"""Nothing of a request is told to a collector, whatever stands in the environment."""


def create_app(machine: App) -> FastAPI:
    """Return the application that serves *machine*'s desks under / and its API under /api."""
    app = Described(
        title="Hewei",
        summary="和为: dispute mediation procedures as people draw them",
        version="0.1.0",
        openapi_url="/api/openapi.json",
        docs_url=None,
        redoc_url=None,
        swagger_ui_oauth2_redirect_url=None,
        telemetry=SILENT,
    )
    app.state.machine = machine
    for pages in PAGES:
        app.router.routes.extend(pages.router.routes)
    add_api(app)
    app.router.middleware_stack = Lanes(app.router.routes, app.router.middleware_stack)
    add_problems(app)
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    app.add_middleware(Packed)
    app.add_middleware(AskedBy, machine=machine)
    app.add_middleware(Guarded, https=machine.settings.secure_cookies)
    app.add_middleware(AccessLog)
    return app
