"""What a page does, a program can do too: each page's action has its counterpart in the API, or a stated reason."""

from __future__ import annotations

from collections.abc import Mapping

from fastapi.routing import APIRoute

from workflows.domain.permission import PUBLIC, Action
from workflows.web.doors import PageDoor, ProgramDoor

FORM = "An empty form; what it asks for is the body of the call that it leads to."
BROWSER = (
    "About one browser alone: a program keeps no cookie, and every answer of the API is in both languages."
)
PROVIDER = (
    "A way through the browser to the identity provider and back; the provider asks for the browser itself."
)

COUNTERPARTS: Mapping[str, tuple[str, ...]] = {
    "GET /audit": ("GET /audit",),
    "GET /audit/export": ("GET /audit/export",),
    "POST /sign-in": ("POST /sign-in",),
    "POST /sign-in/code": ("POST /sign-in",),
    "POST /sign-out": ("POST /sign-out",),
    "GET /cases/{case_id}/talks": ("GET /cases/{case_id}/talks",),
    "POST /cases/{case_id}/talks": ("POST /cases/{case_id}/talks",),
    "GET /account": ("GET /account", "GET /me"),
    "POST /account/language": ("PUT /account/language",),
    "POST /account/password": ("PUT /account/password",),
    "POST /account/code/begin": ("POST /account/second-factor",),
    "POST /account/code/confirm": ("POST /account/second-factor/confirm",),
    "POST /account/code/stop": ("POST /account/second-factor/stop",),
    "POST /account/logins/end": ("POST /account/logins/end",),
    "POST /account/logins/end-all": ("POST /account/logins/end-all",),
    "POST /account/unlink": ("POST /account/unlink",),
    "GET /accounts": ("POST /accounts/search",),
    "POST /accounts": ("POST /accounts/search",),
    "POST /accounts/new": ("POST /accounts",),
    "GET /accounts/{account_id}": ("GET /accounts/{account_id}", "GET /posts"),
    "POST /accounts/{account_id}/password": ("POST /accounts/{account_id}/password",),
    "POST /accounts/{account_id}/close": ("POST /accounts/{account_id}/close",),
    "POST /accounts/{account_id}/reopen": ("POST /accounts/{account_id}/reopen",),
    "POST /accounts/{account_id}/link": ("POST /accounts/{account_id}/link",),
    "POST /accounts/{account_id}/unlink": ("POST /accounts/{account_id}/unlink",),
    "POST /accounts/{account_id}/code": ("POST /accounts/{account_id}/second-factor/reset",),
    "POST /accounts/{account_id}/give": ("POST /accounts/{account_id}/posts",),
    "POST /accounts/{account_id}/take": ("POST /accounts/{account_id}/posts/take",),
    "GET /desk": ("GET /work/list", "GET /work"),
    "POST /desk/views": ("PUT /work/views/{name}", "DELETE /work/views/{name}"),
    "POST /desk/chosen": ("POST /work/chosen", "POST /work/seen", "GET /work/colleagues"),
    "GET /desk/copies": ("GET /work/copies",),
    "GET /desk/mentions": ("GET /work/mentions",),
    "GET /status": ("GET /status",),
    "GET /desk/absence": ("GET /absences",),
    "POST /desk/absence": ("POST /absences",),
    "POST /desk/absence/{absence_id}/end": ("POST /absences/{absence_id}/end",),
    "GET /board": ("GET /board",),
    "GET /board.csv": ("GET /board",),
    "GET /board/procedures/{procedure}": ("GET /board/procedures/{procedure}",),
    "GET /board/procedures/{procedure}/diagrams/{process}": (
        "GET /board/procedures/{procedure}/diagrams/{process}",
    ),
    "GET /court": ("GET /packages", "GET /packages/dealt-with"),
    "GET /cases/{case_id}/package": ("GET /cases/{case_id}/package",),
    "GET /cases/{case_id}/package/check": ("GET /cases/{case_id}/package/check",),
    "POST /court/answers": ("POST /court/answers",),
    "GET /tasks/{item_id}": ("GET /tasks/{item_id}", "POST /work/seen"),
    "POST /tasks/{item_id}": (
        "POST /tasks/{item_id}/submit",
        "PUT /tasks/{item_id}/draft",
        "POST /tasks/{item_id}/agreement-check",
        "POST /tasks/{item_id}/return",
        "POST /tasks/{item_id}/give-back",
    ),
    "POST /tasks/{item_id}/take": ("POST /tasks/{item_id}/take",),
    "GET /cases/{case_id}/verbs": ("GET /cases/{case_id}/verbs", "GET /tasks/{item_id}/earlier-steps"),
    "POST /cases/{case_id}/verbs/begin-step": ("POST /tasks/{item_id}/begin-step",),
    "POST /cases/{case_id}/verbs/send-back": ("POST /tasks/{item_id}/send-back",),
    "POST /cases/{case_id}/verbs/withdraw": ("POST /cases/{case_id}/withdraw",),
    "POST /cases/{case_id}/verbs/hand-over": ("POST /tasks/{item_id}/hand-over",),
    "POST /cases/{case_id}/verbs/delegate": ("POST /tasks/{item_id}/delegate",),
    "POST /cases/{case_id}/verbs/add-signer": ("POST /tasks/{item_id}/signers",),
    "POST /cases/{case_id}/verbs/leave-out": ("POST /tasks/{item_id}/leave-out",),
    "POST /cases/{case_id}/verbs/suspend": ("POST /cases/{case_id}/suspend",),
    "POST /cases/{case_id}/verbs/resume": ("POST /cases/{case_id}/resume",),
    "POST /cases/{case_id}/verbs/extend": ("POST /cases/{case_id}/extend",),
    "POST /cases/{case_id}/verbs/urge": ("POST /tasks/{item_id}/urge",),
    "POST /cases/{case_id}/verbs/copy": ("POST /cases/{case_id}/copy",),
    "POST /cases/{case_id}/unwatch": ("POST /cases/{case_id}/unwatch",),
    "POST /cases/{case_id}/papers": ("POST /cases/{case_id}/papers",),
    "POST /cases/{case_id}/verbs/later-suit": ("POST /cases/{case_id}/later-suit",),
    "POST /cases/{case_id}/verbs/reopen": ("POST /cases/{case_id}/reopen",),
    "GET /incidents": ("GET /incidents",),
    "POST /incidents": (
        "POST /incidents/retry",
        "POST /incidents/{incident_id}/skip",
        "POST /incidents/{incident_id}/move",
        "POST /incidents/{incident_id}/resolve",
    ),
    "GET /cases/{case_id}/mend": ("GET /cases/{case_id}/mending",),
    "POST /cases/{case_id}/verbs/move": ("POST /cases/{case_id}/move",),
    "POST /cases/{case_id}/verbs/undo": ("POST /cases/{case_id}/undo",),
    "POST /cases/{case_id}/verbs/unmigrate": ("POST /cases/{case_id}/unmigrate",),
    "GET /migrations": ("GET /migrations",),
    "POST /migrations": ("POST /migrations",),
    "GET /cases/new": ("GET /intake",),
    "POST /cases/new": (
        "POST /intake",
        "POST /cases",
        "PUT /intake/draft",
        "DELETE /intake/draft",
        "POST /cases/{case_id}/attachments",
    ),
    "POST /cases/similar": ("POST /intake/similar",),
    "GET /cases/{case_id}/receipt": ("GET /cases/{case_id}/receipt",),
    "POST /cases/{case_id}/attachments": ("POST /cases/{case_id}/attachments",),
    "POST /cases/{case_id}/attachments/{attachment_id}/kind": (
        "PUT /cases/{case_id}/attachments/{attachment_id}/kind",
    ),
    "GET /cases/{case_id}/attachments/{attachment_id}": (
        "GET /cases/{case_id}/attachments",
        "GET /cases/{case_id}/attachments/{attachment_id}",
    ),
    "GET /cases": ("POST /cases/find", "GET /cases/narrowing"),
    "POST /cases": ("POST /cases/find", "POST /cases/search"),
    "GET /imports": ("GET /imports",),
    "POST /imports": ("POST /imports",),
    "GET /imports/{import_id}": ("GET /imports/{import_id}",),
    "POST /imports/{import_id}/columns": ("PUT /imports/{import_id}/columns",),
    "POST /imports/{import_id}/run": ("POST /imports/{import_id}/run",),
    "POST /imports/{import_id}/undo": ("POST /imports/{import_id}/undo",),
    "GET /cases/{case_id}": (
        "GET /cases/{case_id}",
        "GET /cases/{case_id}/notes",
        "GET /cases/{case_id}/attachments",
        "GET /cases/{case_id}/dossier",
    ),
    "POST /cases/{case_id}/dossier": ("POST /cases/{case_id}/dossier",),
    "POST /cases/{case_id}/contact": ("POST /cases/{case_id}/contact",),
    "GET /cases/{case_id}/diagrams/{process}": ("GET /cases/{case_id}/diagrams/{process}",),
    "GET /cases/{case_id}/papers/{paper_id}.{kind}": ("GET /cases/{case_id}/papers/{paper_id}/{kind}",),
    "POST /cases/{case_id}/notes": ("POST /cases/{case_id}/notes",),
    "POST /cases/{case_id}/sittings": ("POST /cases/{case_id}/sittings",),
    "POST /cases/{case_id}/sittings/{number}/call-off": ("POST /cases/{case_id}/sittings/{number}/call-off",),
    "GET /cases/{case_id}/sittings/{number}.ics": ("GET /cases/{case_id}/sittings/{number}/calendar",),
    "GET /designer": ("GET /procedures",),
    "GET /designer/fields": ("GET /procedures/fields",),
    "POST /designer/new": ("POST /procedures",),
    "POST /designer/{procedure}/delete": ("DELETE /procedures/{procedure}",),
    "GET /designer/{procedure}": ("GET /procedures/{procedure}",),
    "GET /designer/{procedure}/changes": ("GET /procedures/{procedure}/changes",),
    "POST /designer/{procedure}/check": ("POST /procedures/{procedure}/check",),
    "POST /designer/{procedure}/rehearse": ("POST /procedures/{procedure}/rehearse",),
    "POST /designer/{procedure}/publish": ("POST /procedures/{procedure}/publish",),
    "POST /designer/{procedure}/propose": ("POST /procedures/{procedure}/propose",),
    "POST /designer/{procedure}/drop": ("DELETE /procedures/{procedure}/draft",),
    "POST /designer/{procedure}/bring-back": ("POST /procedures/{procedure}/versions/{digest}/draft",),
    "POST /designer/{procedure}/new-file": ("PUT /procedures/{procedure}/files/{name:path}",),
    "POST /designer/{procedure}/upload": ("PUT /procedures/{procedure}/files/{name:path}",),
    "GET /designer/{procedure}/files/{name:path}": ("GET /procedures/{procedure}/files/{name:path}",),
    "GET /designer/{procedure}/edit/{name:path}": ("GET /procedures/{procedure}/files/{name:path}",),
    "POST /designer/{procedure}/edit/{name:path}": ("PUT /procedures/{procedure}/files/{name:path}",),
    "GET /studio": ("GET /templates",),
    "GET /studio/fields": ("GET /templates/fields",),
    "GET /studio/{document}": ("GET /templates/{document}",),
    "POST /studio/{document}": ("PUT /templates/{document}/draft",),
    "POST /studio/{document}/preview": ("POST /templates/{document}/preview",),
    "GET /studio/{document}/preview": ("POST /templates/{document}/preview",),
    "GET /studio/{document}/samples": ("POST /templates/{document}/samples",),
    "GET /studio/{document}/compare": ("GET /templates/{document}/compare",),
    "GET /studio/{document}/compare/{side}": ("GET /templates/{document}/compare",),
    "POST /studio/{document}/propose": ("POST /templates/{document}/propose",),
    "POST /studio/{document}/return": ("POST /templates/{document}/return",),
    "POST /studio/{document}/publish": ("POST /templates/{document}/publish",),
    "POST /studio/{document}/drop": ("DELETE /templates/{document}/draft",),
    "POST /studio/{document}/revert": ("POST /templates/{document}/revert",),
    "GET /check/{number:path}/{code}": ("GET /check/{number:path}/{code}",),
    "GET /numbers": ("GET /numbers",),
    "GET /retention": ("GET /retention",),
    "GET /designer/{procedure}/package": ("GET /procedures/{procedure}/package",),
    "POST /designer/import": ("POST /procedures/import",),
    "POST /retention/erase": ("POST /retention/erase",),
    "GET /period": ("POST /periods", "GET /periods/rules"),
    "GET /reports": ("GET /reports", "GET /reports/{name}"),
    "GET /reports/{name}/cases": ("GET /reports/{name}/cases",),
    "GET /reports/{name}.{kind}": ("GET /reports/{name}/{kind}",),
    "POST /p/code": ("POST /party/visits",),
    "POST /p/code/send": ("POST /party/codes",),
    "POST /p/leave": ("POST /party/leave",),
    "GET /p": ("GET /party/case",),
    "GET /p/papers/{paper_id}.pdf": ("GET /party/papers/{paper_id}",),
    "POST /p/evidence": ("POST /party/evidence",),
    "POST /p/rate": ("POST /party/rating",),
    "POST /p/ask": ("POST /party/wishes",),
    "GET /p/sign": ("GET /party/case",),
    "POST /p/sign": ("POST /party/signature",),
    "GET /cases/{case_id}/party-links": ("GET /cases/{case_id}/party-links",),
    "POST /cases/{case_id}/party-links": ("POST /cases/{case_id}/party-links",),
    "POST /cases/{case_id}/party-links/letter": ("POST /cases/{case_id}/party-links/letter",),
    "POST /cases/{case_id}/party-links/{link_id}/revoke": (
        "POST /cases/{case_id}/party-links/{link_id}/revoke",
    ),
    "GET /cases/{case_id}/signing": ("GET /cases/{case_id}/signing",),
    "POST /cases/{case_id}/signing": ("POST /cases/{case_id}/signing",),
    "POST /cases/{case_id}/signing/{signing_id}/sign": ("POST /cases/{case_id}/signing/{signing_id}/sign",),
    "POST /cases/{case_id}/signing/{signing_id}/scan": ("POST /cases/{case_id}/signing/{signing_id}/scan",),
    "POST /cases/{case_id}/signing/{signing_id}/confirm": (
        "POST /cases/{case_id}/signing/{signing_id}/confirm",
    ),
    "POST /cases/{case_id}/signing/{signing_id}/end": ("POST /cases/{case_id}/signing/{signing_id}/end",),
    "GET /cases/{case_id}/signing/{signing_id}/{name}.{kind}": (
        "GET /cases/{case_id}/signing/{signing_id}/files/{name}",
    ),
    "GET /account/notices": ("GET /account/notices",),
    "POST /account/notices": ("PUT /account/notices",),
}
"""What a program calls to do what a page does; the first is the page's own action, others are part of the page."""

REASONS: Mapping[str, str] = {
    "GET /": BROWSER,
    "GET /sign-in": FORM,
    "POST /language": BROWSER,
    "GET /sign-in/provider": PROVIDER,
    "GET /sign-in/provider/answer": PROVIDER,
    "GET /account/link": PROVIDER,
    "GET /typed/{word}": "What a browser's page held when its login ended; a program still has what it sent.",
    "GET /designer/new": FORM,
    "GET /cases/{case_id}/sittings/{number}/summons": "A sheet to print; its words stand in the case and its sitting.",
    "GET /p/go/{token}": "Turns an address into a cookie; a program sends the token itself.",
    "GET /p/code": FORM,
}
"""Why a page has no counterpart: each such page belongs to the browser, none does something that a program cannot."""

BEYOND_THE_PAGES = ["DELETE /procedures/{procedure}/files/{name:path}", "GET /health", "GET /schemas/{name}"]

ELSEWHERE = {
    "POST /court/answers": Action.DO_TASK,
    "POST /designer/{procedure}/check": Action.READ_PROCEDURES,
    "GET /p/sign": Action.PARTY_READ,
}
"""Counterparts whose door names another action: a wider one, after which the use case asks its own question."""


def routes_of(modules: tuple[object, ...]) -> dict[str, PageDoor | ProgramDoor]:
    """Return each route of *modules* ("GET /cases") with its door."""
    found = {}
    for module in modules:
        for route in getattr(module, "router").routes:  # noqa: B009 - modules have no common type
            if isinstance(route, APIRoute):
                doors = [each.dependency for each in route.dependencies]
                door = next(each for each in doors if isinstance(each, PageDoor | ProgramDoor))
                found[f"{min(route.methods)} {route.path.removeprefix('/api')}"] = door
    return found


def pages_and_api() -> tuple[dict[str, PageDoor | ProgramDoor], dict[str, PageDoor | ProgramDoor]]:
    """Return the routes of the pages and those of the API; only the worker that asks builds them all."""
    from workflows.web.api.router import PARTS
    from workflows.web.app import PAGES

    return routes_of(PAGES), routes_of(PARTS)


def test_every_page_has_its_counterpart_or_a_reason() -> None:
    """A page whose action no program can do would make the API a second-class door; it is refused here by name."""
    pages, _ = pages_and_api()
    assert sorted(pages) == sorted({**COUNTERPARTS, **REASONS})
    assert COUNTERPARTS.keys() & REASONS.keys() == set()


def test_every_counterpart_is_there() -> None:
    """What the table names is a route of the API; what the API has beyond the pages is named here."""
    _, api = pages_and_api()
    named = {each for several in COUNTERPARTS.values() for each in several}
    assert named - api.keys() == set()
    assert sorted(api.keys() - named) == BEYOND_THE_PAGES


def test_page_and_counterpart_are_for_the_same_people() -> None:
    """The first counterpart of a page asks for the same action, so that no door opens what the other keeps shut."""
    pages, api = pages_and_api()
    differing = [
        page
        for page, (first, *_) in COUNTERPARTS.items()
        if api[first].action is not ELSEWHERE.get(page, pages[page].action)
        and pages[page].action not in PUBLIC
    ]
    assert differing == []


def test_reasons_are_sentences() -> None:
    """Whoever reads the table understands why a page has no counterpart."""
    assert [page for page, reason in REASONS.items() if len(reason) < 20 or not reason.endswith(".")] == []
