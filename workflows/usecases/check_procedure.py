"""Check a procedure as its designer has it: every finding of diagrams and forms, and whether it can be run."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from workflows.domain.actor import Actor
from workflows.domain.finding import Finding, Known, Profile, Severity
from workflows.domain.operation import OPERATIONS
from workflows.domain.permission import DESK_ROLES, Action
from workflows.domain.procedure import Bundle
from workflows.engine.calls import processes
from workflows.engine.checks import check_files
from workflows.errors import HeweiError, Refused, RefusedDiagram, RefusedXml
from workflows.usecases.access import demand
from workflows.usecases.app import App
from workflows.usecases.known_procedures import known_procedure
from workflows.usecases.show_procedure import pack_of
from workflows.usecases.working_files import working_files

Files = Mapping[str, Mapping[str, bytes]]
_SOUND: set[tuple[str, str]] = set()
"""The bundles, each for its place, in which this process found no error."""


def check_procedure(app: App, actor: Actor, procedure: str) -> Sequence[Finding]:
    """Return what is wrong or worth a look, errors first.

    Raises:
        NotAllowed: the actor's posts have nothing to do with procedures.
        UnknownProcedure: there is no such procedure.
    """
    demand(actor, Action.READ_PROCEDURES)
    with app.store.read() as tx:
        pack = pack_of(tx, actor)
        known_procedure(app, tx, procedure, pack)
        working = working_files(app, tx, pack)
    return examine(app, working, procedure, pack)


def examine(app: App, working: Files, procedure: str, pack: str = "") -> Sequence[Finding]:
    """Return what is wrong or worth a look in *procedure* among the *working* files of all, errors first."""
    found = [*_files(app, working, procedure, pack), *_misnamed(working[procedure], procedure)]
    if not any(each.severity is Severity.ERROR for each in found):
        found += _run(app, working, procedure, pack)
    order = list(Severity)
    return sorted(found, key=lambda each: (order.index(each.severity), each.file, each.line))


def must_be_sound(app: App, bundle: Bundle, digest: str, pack: str = "") -> None:
    """Refuse a *bundle* in which the checks find an error; the same bundle is looked at once in a process.

    Raises:
        RefusedDiagram: there are errors; the first is named with its file, line and remedy.
    """
    key = (digest, pack)
    if key in _SOUND:
        return
    shown = {path: content for path, content in bundle.files.items() if _is_checked(path)}
    around = _known(app, shown, {path.partition("/")[0] for path in shown}, pack)
    found = check_files(shown, around, profile=Profile.HOUSE)
    wrong = [each for each in found if each.severity is Severity.ERROR]
    if wrong:
        first = wrong[0]
        raise RefusedDiagram(
            f"{first.file} line {first.line}: {first.message} {first.remedy} "
            f"({len(wrong)} in all; nothing was published.)",
            zh=f"{first.file} 第 {first.line} 行：{first.zh}{first.remedy_zh}（共 {len(wrong)} 处错误，没有发布。）",
            file=first.file,
            line=first.line,
            element=first.element,
        )
    _SOUND.add(key)


def _is_checked(path: str) -> bool:
    return path.endswith((".bpmn", ".dmn")) or (path.endswith(".json") and "/forms/" in path)


def _files(app: App, working: Files, procedure: str, pack: str) -> Sequence[Finding]:
    shown = {
        path: content for files in working.values() for path, content in files.items() if _is_checked(path)
    }
    own = {path: content for path, content in shown.items() if path.startswith(f"{procedure}/")}
    others = {path: content for path, content in shown.items() if path not in own}
    return check_files(own, _known(app, own, working, pack), profile=Profile.HOUSE, context=others)


def _known(app: App, own: Iterable[str], procedures: Iterable[str], pack: str) -> Known:
    return Known(
        forms=frozenset(path.rsplit("/", 1)[1].removesuffix(".json") for path in own if "/forms/" in path),
        documents=frozenset(app.shipped_templates(pack).ids()),
        periods=frozenset(rule.id for rule in app.law(pack).rules),
        roles=DESK_ROLES,
        operations=frozenset(each.id for each in OPERATIONS),
        procedures=frozenset(procedures),
    )


def _misnamed(files: Mapping[str, bytes], procedure: str) -> Sequence[Finding]:
    """Tell at once that no process bears the procedure's id, as in what another tool drew."""
    path = f"{procedure}/{procedure}.bpmn"
    try:
        found = processes(files[path]) if path in files else []
    except RefusedXml:
        return ()  # what is no diagram is told of by the rules
    if procedure in found or not found:
        return ()
    return (
        Finding(
            file=path,
            element=found[0],
            line=0,
            rule="process-id",
            severity=Severity.ERROR,
            message=f"no process has the id {procedure} (there are: {', '.join(found)}).",
            zh=f"图中没有编号为 {procedure} 的流程（现有：{'、'.join(found)}）。",
            remedy=f"Click the pool or the empty canvas and set the process id under “General” to {procedure}.",
            remedy_zh=f"请点泳池或者图上的空白处，在“一般”中把流程的编号改为 {procedure}。",
        ),
    )


def _run(app: App, working: Files, procedure: str, pack: str) -> Sequence[Finding]:
    try:
        app.engine(pack).load(app.catalogue.bundle(procedure, pack, working))
    except Refused as refused:
        return (_finding(f"{procedure}/{procedure}.bpmn", refused),)
    return ()


def _finding(path: str, refused: HeweiError) -> Finding:
    line, element = refused.where.get("line"), refused.where.get("element")
    return Finding(
        file=path,
        element=element if isinstance(element, str) else "",
        line=line if isinstance(line, int) else 0,
        rule=refused.code,
        severity=Severity.ERROR,
        message=refused.message,
        zh=refused.zh,
    )
