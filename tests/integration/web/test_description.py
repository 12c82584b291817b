"""The API is what its description says: whatever fits the description gets an answer that the description knows."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from tests.integration.web.test_every_route import API_ROUTES, door_of, login_for
from workflows.usecases.app import App
from workflows.web.app import create_app

CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
LEFT_OUT = {
    "/api/sign-in", "/api/sign-out", "/api/account/password", "/api/account/logins/end-all", "/api/party/visits",
}  # fmt: skip
"""Made-up names, passwords and codes slow this address down, and signing out ends the logins that ask."""


@pytest.mark.slow
def test_every_answer_is_documented(machine: App, program: Callable[[str], Any], place: Any) -> None:
    """Requests made up from the description: no fault, no status, type or shape of an answer that it does not name."""
    routes = {(m, r.path.replace(":path", "")): r for r in API_ROUTES for m in r.methods}
    description = schemathesis.openapi.from_asgi("/api/openapi.json", create_app(machine))
    asked = 0
    for found in description.get_all_operations():
        operation = found.ok()
        if operation.path in LEFT_OUT:
            continue
        door = door_of(routes[operation.method.upper(), operation.path])
        assert door is not None
        token = program(login_for(door, place)).token

        @settings(
            max_examples=7,
            database=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @given(case=operation.as_strategy(), bearer=st.just(token))
        def ask(case: Any, bearer: str) -> None:
            nonlocal asked
            asked += 1
            answer = case.call(headers={"Authorization": f"Bearer {bearer}"})
            case.validate_response(answer, checks=CHECKS)

        ask()
    assert asked > 500
