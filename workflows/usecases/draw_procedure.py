"""Draw a procedure: save, add, remove files of a draft, or drop the draft; what is published does not change."""

from __future__ import annotations

import re
from collections.abc import Mapping

from workflows.domain.actor import Actor
from workflows.domain.permission import Action
from workflows.engine.xml import as_utf8
from workflows.errors import ProcedureFileRefused, RequestTooLarge, UnknownProcedureFile
from workflows.usecases.access import demand
from workflows.usecases.app import App
from workflows.usecases.known_procedures import known_procedure
from workflows.usecases.procedure_words import must_say_what_it_is
from workflows.usecases.show_procedure import pack_of, scenario_files
from workflows.usecases.working_files import working_files

NAME = re.compile(
    r"^(?:[a-z0-9][a-z0-9-]*\.(?:bpmn|dmn)|forms/[a-z0-9][a-z0-9-]*\.json|scenarios/[^/\\.][^/\\]{0,100}\.yaml"
    r"|procedure\.toml|README\.md)$"
)
LARGEST = 5_000_000


def save_file(app: App, actor: Actor, procedure: str, name: str, content: bytes) -> bool:
    """Keep *content* as the file *name* of the draft; return whether that changed anything.

    It is kept byte for byte, but for a diagram or table in another encoding than UTF-8, which becomes UTF-8.

    Raises:
        NotAllowed: the actor is no designer.
        UnknownProcedure: there is no such procedure.
        ProcedureFileRefused: a procedure holds no files of such a name, or its procedure.toml cannot be read.
        RequestTooLarge: the file is larger than LARGEST.
        RefusedXml: a diagram or table is in an encoding that nobody saves diagrams in.
    """
    demand(actor, Action.DRAW_PROCEDURES)
    content = must_be_file(name, content)
    path = f"{procedure}/{name}"
    files = _files(app, actor, procedure)
    if files.get(path, _scenario(app, actor, procedure, path)) == content:
        return False
    _keep(app, actor, procedure, {**files, path: content})
    return True


def must_be_file(name: str, content: bytes) -> bytes:
    """Return *content* as a procedure keeps it under *name*: a diagram or table in UTF-8, all else byte for byte.

    Raises:
        ProcedureFileRefused: a procedure holds no files of such a name, or its procedure.toml cannot be read.
        RequestTooLarge: the file is larger than LARGEST.
        RefusedXml: a diagram or table is in an encoding that nobody saves diagrams in.
    """
    if not NAME.match(name):
        raise ProcedureFileRefused(
            f"{name!r} is no name for a file of a procedure; use name.bpmn, name.dmn, forms/name.json, "
            "scenarios/name.yaml, procedure.toml or README.md.",
            zh=f"{name!r} 不能作为程序文件的名称；可用 名称.bpmn、名称.dmn、forms/名称.json、scenarios/名称.yaml、"
            "procedure.toml 或 README.md。",
            file=name,
        )
    if len(content) > LARGEST:
        raise RequestTooLarge(zh="文件过大；一个程序文件不超过 5 MB。", limit=LARGEST)
    if name.endswith((".bpmn", ".dmn")):
        content = as_utf8(content, name)
    if name == "procedure.toml":
        must_say_what_it_is(content)
    return content


def remove_file(app: App, actor: Actor, procedure: str, name: str) -> None:
    """Take the file *name* out of the draft.

    Raises:
        NotAllowed: the actor is no designer.
        UnknownProcedure: there is no such procedure.
        UnknownProcedureFile: it has no such file.
        ProcedureFileRefused: without this file it is no procedure.
    """
    demand(actor, Action.DRAW_PROCEDURES)
    path = f"{procedure}/{name}"
    files = _files(app, actor, procedure)
    if path not in files:
        raise UnknownProcedureFile(zh=f"程序 {procedure} 没有文件 {name!r}。", file=name)
    if name in (f"{procedure}.bpmn", "procedure.toml"):
        raise ProcedureFileRefused(
            f"A procedure cannot be without {name}; replace it instead.",
            zh=f"程序不能没有 {name}；可以替换，不能删除。",
            file=name,
        )
    _keep(app, actor, procedure, {each: content for each, content in files.items() if each != path})


def drop_draft(app: App, actor: Actor, procedure: str) -> None:
    """Forget the draft; what was published last stands again.

    Raises:
        NotAllowed: the actor is no designer.
        UnknownProcedure: there is no such procedure.
    """
    demand(actor, Action.DRAW_PROCEDURES)
    with app.store.write() as tx:
        known_procedure(app, tx, procedure, pack_of(tx, actor))
        tx.procedures.drop_draft(procedure)


def _files(app: App, actor: Actor, procedure: str) -> Mapping[str, bytes]:
    with app.store.read() as tx:
        known_procedure(app, tx, procedure, pack_of(tx, actor))
        return working_files(app, tx, pack_of(tx, actor))[procedure]


def _scenario(app: App, actor: Actor, procedure: str, path: str) -> bytes | None:
    """Return the scenario at *path* that lies on the shelf beside the procedure, if there is one."""
    with app.store.read() as tx:
        return scenario_files(known_procedure(app, tx, procedure, pack_of(tx, actor))).get(path)


def _keep(app: App, actor: Actor, procedure: str, files: Mapping[str, bytes]) -> None:
    with app.store.write() as tx:
        tx.procedures.put_draft(procedure, files, by=actor.account_id, at=app.clock.now())
