"""Carry a procedure to another place: out as one package with everything that it calls, in as drafts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from workflows.domain.actor import Actor
from workflows.domain.finding import Finding, Severity
from workflows.domain.permission import Action
from workflows.domain.procedure_package import opened, packed
from workflows.engine.calls import papers
from workflows.errors import ProcedurePackageRefused
from workflows.usecases.access import demand
from workflows.usecases.app import App
from workflows.usecases.called_procedures import calls_of
from workflows.usecases.catalogue import Shelved
from workflows.usecases.check_procedure import examine
from workflows.usecases.draw_procedure import must_be_file
from workflows.usecases.known_procedures import known_procedure, known_procedures
from workflows.usecases.new_procedure import must_be_id
from workflows.usecases.show_procedure import pack_of, scenario_files
from workflows.usecases.working_files import Files, working_files

REFUSED_BY = frozenset({"xml-readable", "known-form", "known-decision", "known-procedure"})
"""The rules that keep a package out: a file is hostile or broken, or a part lacks that it must bring along."""


@dataclass(frozen=True, kw_only=True)
class Carried:
    """What came in: the procedure, what became drafts, parts that stay as they are here, papers that are not here."""

    procedure: str
    drafts: tuple[str, ...]
    kept: tuple[str, ...]
    papers: tuple[str, ...]


def export_procedure(app: App, actor: Actor, procedure: str) -> bytes:
    """Return a procedure as designers have it now, with every part that it calls, as one package.

    Raises:
        NotAllowed: the actor's posts have nothing to do with procedures.
        UnknownProcedure: there is no such procedure.
        ProcedurePackageRefused: it calls a procedure that does not exist; that one is named.
        RefusedXml: one of its diagrams cannot be read.
    """
    demand(actor, Action.READ_PROCEDURES)
    with app.store.read() as tx:
        pack = pack_of(tx, actor)
        title = known_procedure(app, tx, procedure, pack).title
        known, working = known_procedures(app, tx, pack), working_files(app, tx, pack)
    files: dict[str, bytes] = {}
    for each in _reached(procedure, working):
        files |= {**_beside(known[each]), **working[each]}
    return packed(procedure, title, tuple(sorted(_papers(files))), files)


def import_procedure(app: App, actor: Actor, content: bytes) -> Carried:
    """Return what became of a package: what is new here, and the procedure itself, become drafts to look at.

    A part that stands here in other words stays as it is, and is named.

    Raises:
        NotAllowed: the actor is no designer.
        ProcedurePackageRefused: it is no package, it is hostile, it lacks a part (named), or a draft is in its way.
        ProcedureFileRefused: it holds a file that no procedure holds.
        RefusedXml: a diagram or table is hostile.
    """
    demand(actor, Action.DRAW_PROCEDURES)
    package = opened(content)
    brought = _by_procedure(package.files)
    main = package.contents.procedure
    with app.store.read() as tx:
        pack = pack_of(tx, actor)
        working = working_files(app, tx, pack)
    fresh = {each for each in brought if each not in working}
    other = {each for each in brought.keys() - fresh if _differs(brought[each], working[each])}
    drafts = fresh | (other & {main})
    _must_be_whole(app, {**working, **{each: brought[each] for each in drafts}}, main, drafts, pack)
    with app.store.write() as tx:
        for each in sorted(drafts):
            if tx.procedures.draft(each):
                raise _refused(
                    f"There is a draft of {each} here already; publish or drop it first",
                    f"这里已有程序 {each} 的草稿，请先发布或者放弃草稿",
                )
            tx.procedures.put_draft(each, brought[each], by=actor.account_id, at=app.clock.now())
    lacking = set(package.contents.papers) - set(app.shipped_templates(pack).ids())
    return Carried(
        procedure=main,
        drafts=tuple(sorted(drafts)),
        kept=tuple(sorted(other - {main})),
        papers=tuple(sorted(lacking)),
    )


def _reached(procedure: str, working: Mapping[str, Files]) -> Iterator[str]:
    """Yield *procedure* and every one that it calls, at any depth."""
    waiting, seen = [procedure], {procedure}
    while waiting:
        each = waiting.pop()
        if each not in working:
            raise _refused(f"The called procedure {each} does not exist", f"调用的程序 {each} 不存在")
        yield each
        called = calls_of(working[each]) - seen
        seen |= called
        waiting += sorted(called)


def _beside(shelved: Shelved) -> Files:
    readme = {f"{shelved.id}/README.md": shelved.readme.encode()} if shelved.readme else {}
    return {**scenario_files(shelved), **readme}


def _papers(files: Files) -> set[str]:
    return {name for path, content in files.items() if path.endswith(".bpmn") for name in papers(content)}


def _by_procedure(files: Files) -> Mapping[str, Files]:
    """Return the files by procedure; each must be one that a procedure may hold."""
    found: dict[str, dict[str, bytes]] = {}
    for path, content in files.items():
        owner, _, name = path.partition("/")
        must_be_id(owner)
        found.setdefault(owner, {})[path] = must_be_file(name, content)
    return found


def _differs(brought: Files, here: Files) -> bool:
    """Tell whether what is run differs; scenarios and the page for readers do not count."""
    run = {path for path in {*brought, *here} if not path.endswith((".yaml", ".md"))}
    return any(brought.get(path) != here.get(path) for path in run)


def _must_be_whole(app: App, files: Mapping[str, Files], main: str, drafts: set[str], pack: str) -> None:
    if main not in files:
        raise _refused(f"The procedure {main[:60]!r} itself is not in it", f"里面没有程序 {main[:60]!r} 本身")
    for each in sorted(drafts):
        for name in ("procedure.toml", f"{each}.bpmn"):
            if f"{each}/{name}" not in files[each]:
                raise _refused(f"{each}/{name} is missing", f"缺少文件 {each}/{name}")
    for each in _reached(main, files):
        lacking = _lacking(examine(app, files, each, pack)) if each in drafts else []
        if lacking:
            first = lacking[0]
            raise _refused(f"{first.file}: {first.message}", f"{first.file}：{first.zh}")


def _lacking(found: Sequence[Finding]) -> list[Finding]:
    return [each for each in found if each.severity is Severity.ERROR and each.rule in REFUSED_BY]


def _refused(message: str, zh: str) -> ProcedurePackageRefused:
    return ProcedurePackageRefused(
        f"{message.rstrip('.')}. Nothing was kept.", zh=f"{zh.rstrip('。')}。没有导入。"
    )
