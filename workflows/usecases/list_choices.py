"""List what a designer may choose from in the editor: forms, roles, periods, papers, operations, tables, phases."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from html import unescape

from workflows.domain.actor import Actor
from workflows.domain.case import CaseDocument
from workflows.domain.form import Choice
from workflows.domain.law import Law
from workflows.domain.operation import OPERATIONS
from workflows.domain.permission import CASE_ROLES, Action
from workflows.usecases.access import demand
from workflows.usecases.app import App
from workflows.usecases.known_procedures import known_procedures
from workflows.usecases.show_procedure import pack_of
from workflows.usecases.templates_in_force import templates_in_force
from workflows.usecases.working_files import Files, working_files

_DECISION_NAME = re.compile(r'<(?:\w+:)?decision\b[^>]*?\bname="([^"]*)"')


def list_choices(app: App, actor: Actor, procedure: str) -> Mapping[str, Sequence[Choice]]:
    """Return by kind what exists here and may be named in the diagram of *procedure*; no label where its name says all.

    Raises:
        NotAllowed: the actor's posts have nothing to do with procedures.
        UnknownProcedure: there is no such procedure.
    """
    demand(actor, Action.READ_PROCEDURES)
    with app.store.read() as tx:
        pack = pack_of(tx, actor)
        known = known_procedures(app, tx, pack)
        working = working_files(app, tx, pack)
        papers = templates_in_force(app, tx, pack)
        infos = [(each, papers.info(each)) for each in papers.ids()]
    own = working[procedure]
    lists = (name for name, each in CaseDocument.model_fields.items() if each.default == ())
    parts = [each for each in known.values() if each.id != procedure]
    return {
        "forms": [Choice(value=each, label="") for each in _names(own, "/forms/", ".json")],
        "tables": _tables(own),
        "phases": [
            Choice(value=each["id"], label=each["title"], label_en=each.get("title_en", ""))
            for each in known[procedure].phases
        ],
        "roles": [Choice(value=each, label="") for each in sorted(CASE_ROLES)],
        "lists": [Choice(value=each, label="") for each in lists],
        "periods": _periods(app.law(pack)),
        "papers": [Choice(value=each, label=info.listed, label_en=info.title_en) for each, info in infos],
        "operations": [
            Choice(value=each.id, label=each.title, label_en=each.title_en) for each in OPERATIONS
        ],
        "parameters": [
            Choice(value=f"{each.id}/{told.id}", label=told.title, label_en=told.title_en)
            for each in OPERATIONS
            for told in each.parameters
        ],
        "waits": [Choice(value="false", label="马上往下走，不等结果", label_en="goes on at once")],
        "procedures": [
            Choice(value=each.id, label=each.title, label_en=each.title_en)
            for each in sorted(parts, key=lambda each: (each.kind != "part", each.id))
        ],
    }


def _names(files: Iterable[str], place: str, ending: str) -> Sequence[str]:
    found = (path for path in files if place in path and path.endswith(ending))
    return sorted(path.rpartition("/")[2].removesuffix(ending) for path in found)


def _tables(files: Files) -> Sequence[Choice]:
    titles = {
        path.rpartition("/")[2].removesuffix(".dmn"): _DECISION_NAME.search(
            content.decode("utf-8", "replace")
        )
        for path, content in sorted(files.items())
        if path.endswith(".dmn")
    }
    return [
        Choice(value=name, label=unescape(found.group(1)) if found else "") for name, found in titles.items()
    ]


def _periods(law: Law) -> Sequence[Choice]:
    titles = {rule.id: (rule.title, rule.title_en) for rule in law.rules}
    return [Choice(value=each, label=zh, label_en=en) for each, (zh, en) in sorted(titles.items())]
