"""The access matrix: asks every route, as every role, about cases near and far, and writes down what opened.

`python -m tests.data_tools.access` writes docs/access.md; a test compares it with what the program does now.
"""

from __future__ import annotations

import asyncio
import re
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
from fastapi.routing import APIRoute

from workflows.bootstrap import bootstrap
from workflows.config import Settings
from workflows.domain.actor import CONSOLE
from workflows.domain.case import Case
from workflows.domain.identity import Way
from workflows.domain.organisation import Account, Membership, Organisation
from workflows.domain.permission import MENDING, PARTY, PUBLIC, ROLES, Action
from workflows.domain.posts import ROLES as EVERY_ROLE
from workflows.store.memory.transaction import MemoryStore
from workflows.testing.fake_clock import FakeClock
from workflows.usecases.app import App
from workflows.usecases.load_pack import load_pack
from workflows.usecases.open_case import OpenCase, open_case
from workflows.usecases.sign_in import Caller, Ticket, open_login
from workflows.web.api.router import PARTS
from workflows.web.app import PAGES, create_app
from workflows.web.doors import PageDoor, ProgramDoor

PAGE = Path(__file__).resolve().parents[2] / "docs" / "access.md"
HOME, COURT, OTHER_COURT = "yunyang-qinglong", "yunyang-court", "yunyang-tribunal-3"
RELATIONS = ("own", "child", "parent", "sibling", "other")
LETTERS = dict(zip(RELATIONS, "ocpsx", strict=True))
UNKNOWN = "0" * 32
REFUSED = (403, 404)
UNSAFE = {"POST", "PUT", "PATCH", "DELETE"}
COURT_ROLES = frozenset({"court_clerk", "judge"})
READS: Mapping[str, frozenset[str]] = {
    **dict.fromkeys(("clerk", "mediator", "department", "court_clerk", "judge"), frozenset({"own"})),
    **dict.fromkeys(("chair", "supervisor", "coordinator"), frozenset({"own", "child"})),
}
"""Whose cases a role may come near at all, said once more and by hand."""
FIELDS = {
    "text": "记号", "title": "新案", "org": HOME, "reason": "contact", "party": "p", "note": "x", "to": "x",
    "choice": "x", "answers": "{}", "language": "zh", "current": "x", "new": "x", "again": "x", "notes": "x",
    "held_at": "2025-11-20T09:00", "status": "", "_action": "draft",
}  # fmt: skip
"""What a page's form may ask for; each route takes what it knows."""


@dataclass(frozen=True)
class Asked:
    """One question: a route, a role, and the case it was about ("" for routes that are about no case)."""

    method: str
    path: str
    action: Action
    role: str
    relation: str = ""


@dataclass
class Matrix:
    """What was answered, and what should not have been."""

    answers: dict[Asked, int] = field(default_factory=dict)
    leaks: list[str] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)


@dataclass
class World:
    """One machine in memory, a case in each place, and somebody signed in for every role."""

    app: App
    store: MemoryStore
    client: httpx.AsyncClient
    cases: Mapping[str, Case]
    court_cases: Mapping[str, Case]
    tickets: Mapping[str, Ticket]

    def near(self, role: str) -> Mapping[str, Case]:
        """Return the cases as they lie from the place where *role* works."""
        return self.court_cases if role in COURT_ROLES else self.cases


def build(home: Path) -> World:
    """Return the world of the matrix."""
    clock = FakeClock(datetime(2025, 11, 28, 1, 0, tzinfo=UTC))
    settings = Settings(home=home, database="memory:", sample=True)
    store = MemoryStore()
    app = bootstrap(settings, clock=clock, store=store)
    load_pack(app, "yunyang")
    with store.write() as tx:
        elsewhere = Organisation(
            id="elsewhere",
            pack="yunyang",
            kind="county_centre",
            tier="county",
            name="外县中心",
            path="elsewhere/",
        )
        tx.directory.put_organisations([elsewhere])
        child = tx.directory.organisations(parent_id=HOME)[0].id
    places = {
        "own": HOME,
        "child": child,
        "parent": "yunyang-county-centre",
        "sibling": "yunyang-shuangjiang",
        "other": "elsewhere",
    }
    cases = {relation: _case(app, relation, org) for relation, org in places.items()}
    cases["own"] = _waits_for_department(app, cases["own"])
    sent = {
        "own": _case(app, "sent", "yunyang-shuangjiang", {"confirmation.court_id": COURT}),
        "sibling": _case(app, "sent-elsewhere", "elsewhere", {"confirmation.court_id": OTHER_COURT}),
    }
    tickets = {role: _ticket(app, role) for role in EVERY_ROLE}
    transport = httpx.ASGITransport(app=create_app(app), raise_app_exceptions=False)
    client = httpx.AsyncClient(transport=transport, base_url="http://desk.test")
    return World(app, store, client, cases, {**cases, **sent}, tickets)


def _case(app: App, name: str, org: str, more: Mapping[str, Any] | None = None) -> Case:
    party = {"id": "p", "role": "applicant", "name": f"记号{name}人", "phone": "13800005678"}
    known = {
        "claim.title": f"记号{name}案",
        "claim.summary": f"记号{name}事",
        "parties": [party],
        **(more or {}),
    }
    return open_case(app, CONSOLE, OpenCase(pack="yunyang", org_id=org, answers=known))


def _waits_for_department(app: App, case: Case) -> Case:
    with app.store.write() as tx:
        items = list(tx.work.of_case(case.id))
        waits = replace(items[0], id=f"{case.id}:waits", role="department", org_id=HOME)
        tx.work.replace_open(case.id, [*items, waits], at=app.clock.now())
    return case


def _ticket(app: App, role: str) -> Ticket:
    org = COURT if role in COURT_ROLES else HOME
    account = Account(id=f"matrix-{role}", login=f"matrix-{role}", name=role, pack="yunyang")
    with app.store.write() as tx:
        tx.directory.put_account(account, [Membership(account_id=account.id, org_id=org, role=role)])
        return open_login(app, tx, account, Way.PASSWORD, Caller())


def routes() -> Iterator[tuple[str, APIRoute, PageDoor | ProgramDoor]]:
    """Yield the address and door of every route that staff can ask for."""
    for module in (*PAGES, *PARTS):
        for route in module.router.routes:
            if isinstance(route, APIRoute):
                doors = [each.dependency for each in route.dependencies]
                door = next((each for each in doors if isinstance(each, PageDoor | ProgramDoor)), None)
                if door is not None and door.action not in PUBLIC | PARTY:
                    yield route.path, route, door


async def ask_all(world: World) -> Matrix:
    """Return what every route answers."""
    matrix = Matrix()
    before = world.store.shelves()
    for path, route, door in routes():
        method = min(route.methods)
        bound = "{case_id}" in path or "{item_id}" in path
        for role in EVERY_ROLE:
            allowed = (
                door.action not in ROLES or role in ROLES[door.action] or door.action is Action.USE_ACCOUNT
            )
            relations = RELATIONS if bound and allowed else ("own",) if bound else ("",)
            for relation in relations:
                asked = Asked(method, path, door.action, role, relation)
                await _ask(world, matrix, asked, route, door)
                if method in UNSAFE:
                    world.store._now = before
    return matrix


async def _ask(
    world: World, matrix: Matrix, asked: Asked, route: APIRoute, door: PageDoor | ProgramDoor
) -> None:
    case = world.near(asked.role).get(asked.relation)
    answer = await _send(world, asked, route, door, case)
    matrix.answers[asked] = answer.status_code
    where = f"{asked.method} {asked.path} as {asked.role} of {asked.relation or 'none'}: {answer.status_code}"
    if answer.status_code >= 500:
        matrix.broken.append(where)
    reads = READS.get(asked.role, frozenset[str]())
    mends = asked.action in MENDING and asked.role == "admin"
    if asked.relation and asked.relation not in reads and answer.status_code not in REFUSED and not mends:
        unknown = await _send(world, asked, route, door, None)
        if unknown.status_code != answer.status_code or unknown.status_code < 400:
            matrix.leaks.append(where)
    mine = {world.near(asked.role)[relation].id for relation in reads}
    for each in {case.id: case for case in (*world.cases.values(), *world.court_cases.values())}.values():
        if each.id not in mine and each.title in answer.text:
            matrix.leaks.append(f"{where} shows {each.title}")


async def _send(
    world: World, asked: Asked, route: APIRoute, door: PageDoor | ProgramDoor, case: Case | None
) -> httpx.Response:
    path = _filled(world, asked.path, case)
    ticket = world.tickets[asked.role]
    if isinstance(door, PageDoor):
        world.client.cookies.set("hewei-login", ticket.token)
        form = {**FIELDS, "csrf_token": ticket.csrf} if asked.method in UNSAFE else None
        return await world.client.request(asked.method, path, data=form)
    headers = {"Authorization": f"Bearer {ticket.token}", "Idempotency-Key": "matrix"}
    body = _body(route) if asked.method in UNSAFE else None
    return await world.client.request(asked.method, path, headers=headers, json=body)


def _filled(world: World, path: str, case: Case | None) -> str:
    item = f"{UNKNOWN}:0"
    if case is not None:
        with world.store.read() as tx:
            item = next(each.id for each in tx.work.of_case(case.id) if not each.id.endswith(":waits"))
    path = path.replace("{case_id}", case.id if case else UNKNOWN).replace("{item_id}", item)
    return re.sub(r"\{[^}]+\}", "0", path)


def _body(route: APIRoute) -> Any:
    """Return the smallest body that the route's model takes."""
    if route.body_field is None:
        return {}
    schema = route.body_field.field_info.annotation
    if not hasattr(schema, "model_json_schema"):
        return {}
    whole = schema.model_json_schema()
    return _least(whole, whole.get("$defs", {}))


def _least(schema: Mapping[str, Any], known: Mapping[str, Any]) -> Any:
    if "$ref" in schema:
        return _least(known[schema["$ref"].rpartition("/")[2]], known)
    if "enum" in schema:
        return schema["enum"][0]
    for several in ("anyOf", "allOf"):
        if several in schema:
            return _least(schema[several][0], known)
    kind = schema.get("type")
    if kind == "object":
        wanted = schema.get("properties", {})
        return {name: _named(name, wanted[name], known) for name in schema.get("required", ())}
    if kind == "array":
        return [_least(schema["items"], known)] * schema.get("minItems", 0)
    plain: Mapping[Any, Any] = {"integer": 1, "number": 1, "boolean": True}
    if kind == "string" and schema.get("format") in ("date", "date-time"):
        return "2025-11-20" if schema["format"] == "date" else "2025-11-20T09:00:00Z"
    return plain.get(kind, "x" * max(1, schema.get("minLength", 1)))


def _named(name: str, schema: Mapping[str, Any], known: Mapping[str, Any]) -> Any:
    said = {"reason": "contact", "party": "p", "org_id": HOME, "text": "记号"}
    return said[name] if name in said and schema.get("type") == "string" else _least(schema, known)


def written(matrix: Matrix) -> str:
    """Return the matrix as a page."""
    rows: dict[tuple[str, str, Action], dict[str, str]] = {}
    for asked, status in matrix.answers.items():
        cell = rows.setdefault((asked.path, asked.method, asked.action), {})
        if status not in REFUSED:
            cell[asked.role] = cell.get(asked.role, "") + LETTERS.get(asked.relation, "•")
    lines = [
        "# Who reaches what",
        "",
        "Made by `python -m tests.data_tools.access` from the program's own table of routes, and compared with it",
        "by a test: every route was asked as every role, about a case of the role's own body (o), of a body below (c),",
        "of the one above (p), of one beside it (s) and of another place (x). A letter says that the case was found,",
        "• that the route is about no case and answered; nothing says that it was refused (403, or 404 like an unknown",
        "number). A court's own case is one that was sent to it, a department's one that waits for it. Party links",
        "have doors of their own.",
        "",
        "| Route | Action | " + " | ".join(EVERY_ROLE) + " |",
        "|---|---|" + "---|" * len(EVERY_ROLE),
    ]
    for (path, method, action), cells in sorted(rows.items()):
        marks = " | ".join(cells.get(role, "") for role in EVERY_ROLE)
        lines.append(f"| `{method} {path}` | {action.value} | {marks} |")
    return "\n".join(lines) + "\n"


def measure() -> Matrix:
    """Return the matrix of the program as it is."""
    with tempfile.TemporaryDirectory() as home, asyncio.Runner() as runner:
        return runner.run(ask_all(build(Path(home))))


def main() -> None:
    """Write docs/access.md."""
    matrix = measure()
    for line in (*matrix.leaks, *matrix.broken):
        print(line)  # noqa: T201 - a tool prints
    PAGE.write_text(written(matrix), "utf-8")


if __name__ == "__main__":
    main()
