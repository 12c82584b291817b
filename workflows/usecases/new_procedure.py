"""Make a new procedure at the designer's desk: blank, or a copy of another one; a draft until it is published."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from workflows.domain.actor import Actor
from workflows.domain.permission import Action
from workflows.errors import ProcedureNotMade
from workflows.usecases.access import demand
from workflows.usecases.app import App
from workflows.usecases.blank_procedure import blank_files, can_be_written
from workflows.usecases.known_procedures import known_procedure, known_procedures
from workflows.usecases.show_procedure import pack_of
from workflows.usecases.working_files import Files, working_files

ID = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
TAKEN = frozenset({"fields", "import", "new"})
LONGEST = 60
PHASE = "phase-"
FIRST_PHASE = f"{PHASE}1"


@dataclass(frozen=True, kw_only=True)
class NewProcedure:
    """What a designer says of it: id, names, whether cases open with it, law, phases, and what it is copied from."""

    id: str
    title: str
    title_en: str = ""
    kind: str = "main"
    law: tuple[str, ...] = ()
    phases: tuple[str, ...] = ()
    template: str = ""


def new_procedure(app: App, actor: Actor, wanted: NewProcedure) -> str:
    """Return the id of the new procedure, kept as a draft.

    Raises:
        NotAllowed: the actor is no designer.
        ProcedureNotMade: the id is none or taken, or there is no name; the problem is named.
        UnknownProcedure: there is no such template.
    """
    demand(actor, Action.DRAW_PROCEDURES)
    with app.store.write() as tx:
        pack = pack_of(tx, actor)
        _must_be_possible(wanted, known_procedures(app, tx, pack))
        if wanted.template:
            shelved = known_procedure(app, tx, wanted.template, pack)
            own = working_files(app, tx, pack)[wanted.template]
            scenarios = {
                f"{wanted.template}/scenarios/{name}": text for name, text in shelved.scenarios.items()
            }
            readme = {f"{wanted.template}/README.md": shelved.readme.encode()} if shelved.readme else {}
            files = copied(wanted, {**scenarios, **readme, **own})
        else:
            first = FIRST_PHASE if wanted.phases else ""
            files = blank_files(wanted.id, wanted.title, wanted.title_en or wanted.title, first)
        files = {**files, f"{wanted.id}/procedure.toml": words_of(wanted, files).encode()}
        tx.procedures.put_draft(wanted.id, files, by=actor.account_id, at=app.clock.now())
    return wanted.id


def delete_procedure(app: App, actor: Actor, procedure: str) -> None:
    """Forget a procedure that was drawn here and never published.

    Raises:
        NotAllowed: the actor is no designer.
        UnknownProcedure: there is none with this id.
        ProcedureNotMade: it was published, or comes with Hewei; cases may run on it.
    """
    demand(actor, Action.DRAW_PROCEDURES)
    with app.store.write() as tx:
        known_procedure(app, tx, procedure, pack_of(tx, actor))
        if procedure in app.catalogue.procedures or tx.procedures.versions(procedure):
            raise _refused(
                f"The procedure {procedure} is published or came with Hewei, so it stays.",
                f"程序 {procedure} 已经发布或者是随附的，不能删除。",
            )
        tx.procedures.drop_draft(procedure)


def copied(wanted: NewProcedure, files: Files) -> dict[str, bytes]:
    """Return the files of the template under the new id: paths, process ids and the scenarios' procedure follow."""
    old, new = wanted.template, wanted.id
    found: dict[str, bytes] = {}
    for path, content in files.items():
        name = path.partition("/")[2]
        name = f"{new}{name.removeprefix(old)}" if name == f"{old}.bpmn" else name
        found[f"{new}/{name}"] = _renamed(name, content, old, new)
    return found


def _renamed(name: str, content: bytes, old: str, new: str) -> bytes:
    text = content.decode("utf-8")
    if name.endswith(".bpmn"):
        text = re.sub(rf'(?<=")(?:{re.escape(old)})(?=["_])', new, text)
    elif name.endswith(".yaml"):
        text = re.sub(rf"(?m)^((?:程序|procedure):\s*){re.escape(old)}\s*$", rf"\g<1>{new}", text)
    else:
        return content
    return text.encode()


def words_of(wanted: NewProcedure, files: Files) -> str:
    """Return the text of procedure.toml: what was said, and the phases of the template where none were said."""
    before = tomllib.loads(files.get(f"{wanted.id}/procedure.toml", b"").decode())
    phases = [{"id": f"{PHASE}{n}", "title": each} for n, each in enumerate(wanted.phases, start=1)]
    lines = [
        f"title = {_quoted(wanted.title)}",
        f"title_en = {_quoted(wanted.title_en or wanted.title)}",
        f"kind = {_quoted(wanted.kind)}",
        f"law = [{', '.join(map(_quoted, wanted.law or before.get('law', ())))}]",
        *_phases(phases or before.get("phases", ())),
    ]
    return "\n".join(lines) + "\n"


def _phases(phases: Sequence[Mapping[str, str]]) -> Sequence[str]:
    return [
        f"[[phases]]\nid = {_quoted(each['id'])}\ntitle = {_quoted(each['title'])}\n"
        f"title_en = {_quoted(each.get('title_en', each['title']))}"
        for each in phases
    ]


def _quoted(text: str) -> str:
    """Return *text* as a TOML string; JSON writes it in the same way."""
    return json.dumps(text, ensure_ascii=False)


def must_be_id(ident: str) -> None:
    """Refuse what cannot be the id of a procedure.

    Raises:
        ProcedureNotMade: it is none.
    """
    if not ID.fullmatch(ident) or len(ident) > LONGEST or ident in TAKEN:
        raise _refused(
            f"{ident!r} is no id: use up to {LONGEST} small letters, digits and hyphens, such as river-quarrel.",
            f"“{ident}”不能作编号：请用不超过 {LONGEST} 个小写字母、数字和连字符，如 river-quarrel。",
        )


def _must_be_possible(wanted: NewProcedure, known: Mapping[str, object]) -> None:
    must_be_id(wanted.id)
    if wanted.id in known:
        raise _refused(
            f"There is a procedure {wanted.id!r} already; choose another id.",
            f"编号“{wanted.id}”已有程序使用，请换一个。",
        )
    if not wanted.title.strip() or wanted.kind not in ("main", "part"):
        raise _refused(
            "A procedure has a name, and is a main one or a part.", "请填写名称，并选择主程序或分程序。"
        )
    if not all(map(can_be_written, (wanted.title, wanted.title_en, *wanted.law, *wanted.phases))):
        raise _refused(
            "A name holds a character that no file can hold (a control character); type it again.",
            "名称中有文件无法保存的控制字符；请重新输入。",
        )


def _refused(message: str, zh: str) -> ProcedureNotMade:
    return ProcedureNotMade(message, zh=zh)
