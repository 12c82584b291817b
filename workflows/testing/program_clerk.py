"""A clerk's program: opens cases over the API and hands their forms in, on one connection that stays open (示例)."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from datetime import date
from http.client import HTTPConnection
from typing import Any, Self
from uuid import uuid4

import orjson

from workflows.domain.form import as_json
from workflows.testing.begun_case import CLERK, VILLAGE, steps

PATIENCE = 30.0


class ProgramClerk:
    """Talks to the API as the sample clerk; the standard library's client takes little of the time it measures."""

    def __init__(self, port: int, password: str) -> None:
        """Sign in at this machine's *port*."""
        self._line = HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
        self._headers = {"Content-Type": "application/json"}
        token = self.ask("POST", "/api/sign-in", {"login": CLERK, "password": password})["token"]
        self._headers["Authorization"] = f"Bearer {token}"

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._line.close()

    def ask(self, method: str, address: str, body: object = None) -> Any:
        """Return the answer of the API.

        Raises:
            AssertionError: it refused; what is measured is then not what was meant.
        """
        key = {"Idempotency-Key": uuid4().hex} if method == "POST" else {}
        content = orjson.dumps(body) if body is not None else None
        self._line.request(method, address, content, self._headers | key)
        answer = self._line.getresponse()
        told = answer.read()
        if answer.status >= 400:
            raise AssertionError(f"{method} {address}: {answer.status} {told[:200]!r}")
        return orjson.loads(told)

    def open_case(self) -> str:
        """Return the id of a new case."""
        return str(self.ask("POST", "/api/cases", {"org_id": VILLAGE, "answers": {}})["id"])

    def waiting(self, case_id: str, form: str) -> str:
        """Return the id of the open task of a case that asks *form*."""
        items = self.ask("GET", f"/api/cases/{case_id}")["items"]
        names = ((each["id"], each["element"], each["form"]) for each in items if each["status"] == "open")
        return next(str(ident) for ident, *named in names if form in named)

    def hand_in(self, task_id: str, given: Mapping[str, Any]) -> float:
        """Hand in a task and return how many milliseconds that took."""
        answers = as_json(dict(given))
        began = time.perf_counter()
        self.ask("POST", f"/api/tasks/{task_id}/submit", {"answers": answers})
        return (time.perf_counter() - began) * 1e3

    def whole_cases(self, cases: int, today: date) -> Iterator[float]:
        """Open *cases* cases, hand in all their forms, and yield how many milliseconds each form took."""
        for _ in range(cases):
            case_id = self.open_case()
            for form, given in steps(today):
                yield self.hand_in(self.waiting(case_id, form), given)
