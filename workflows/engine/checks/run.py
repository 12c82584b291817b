"""Check files: read each, ask every rule, and tell what was found in the order of the files and lines."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from itertools import islice
from posixpath import dirname, join, normpath

from workflows.domain.finding import Finding, Known, Profile, Severity, refuses
from workflows.engine.checks.diagram import Diagram, carries_ours, is_bpmn
from workflows.engine.checks.element import BPMN, Element, read_element
from workflows.engine.checks.form_file import read_form_file
from workflows.engine.checks.registry import DIAGRAMS, GATE
from workflows.engine.checks.rule import Rule, S
from workflows.engine.checks.rules_of_forms import FORMS
from workflows.engine.checks.rules_of_tables import TABLE_GATE, TABLES
from workflows.engine.checks.schema import validate
from workflows.engine.checks.table_file import TableFile
from workflows.engine.dmn.parts import local as local_name
from workflows.engine.xml import read_xml
from workflows.errors import RefusedXml

LOG = logging.getLogger("workflows.check")
_ASKED = frozenset({"decision", "decisionService"})
MOST_OF_ONE_RULE = 50
"""After so many findings of one rule in one file the rest is left out: the first ones show what to mend."""


def check_files(
    files: Mapping[str, bytes],
    known: Known | None = None,
    *,
    profile: Profile | None = None,
    context: Mapping[str, bytes] | None = None,
) -> list[Finding]:
    """Return everything found in *files* (path to content), ordered by file, line and rule.

    Args:
        files: decision tables (.dmn), forms (.json) and diagrams (everything else).
        known: what exists around them; what is None is not asked about.
        profile: how strict; by default HOUSE for files with Hewei's extensions, else SPEC.
        context: further files that may be referred to, but are not checked themselves.
    """
    everything = {**(context or {}), **files}
    known = _with_tables(known or Known(), everything)
    found: list[Finding] = []
    diagrams: list[Diagram] = []
    for path, data in everything.items():
        if path.lower().endswith((".json", ".form")):
            found += _form(path, data, profile) if path in files else ()
            continue
        if _is_table(path):
            found += _table(path, data, profile, everything) if path in files else ()
            continue
        read = _read(path, data, known, profile)
        if isinstance(read, Diagram):
            diagrams.append(read)
        elif path in files:
            found.append(read)
    for diagram in diagrams:
        if diagram.file in files:
            diagram.beside = tuple(other for other in diagrams if other is not diagram)
            diagram.others = _imported(diagram)
            found.extend(_diagram(diagram))
    return sorted(found, key=lambda each: (each.file, each.line, each.rule, each.element))


def _is_table(path: str) -> bool:
    return path.lower().endswith(".dmn")


def imported_by(data: bytes) -> tuple[str, ...]:
    """Return the locations that a diagram imports, as written in it; nothing where it cannot be read."""
    try:
        root = read_xml(data, "")
    except RefusedXml:
        return ()
    found = [element.get("location", "") for element in root if local_name(element) == "import"]
    return tuple(each for each in found if each and "://" not in each and not each.startswith("/"))


def _with_tables(known: Known, files: Mapping[str, bytes]) -> Known:
    """Return *known* with what the tables among *files* call theirs, and their decisions for a whole procedure."""
    tables = {path: data for path, data in files.items() if _is_table(path)}
    ids: set[str] = set()
    names: set[str] = set()
    for path, data in tables.items():
        try:
            elements = list(read_xml(data, path).iter("*"))
        except RefusedXml:
            return known  # the table itself is told to be unreadable
        ids |= {element.get("id", "") for element in elements if local_name(element) in _ASKED}
        names |= {element.get("name", "") for element in elements}
    whole = tables and known.decisions is None and known.procedures is not None
    return replace(
        known,
        decisions=frozenset(ids) if whole else known.decisions,
        answers=frozenset(ids | names) if tables else known.answers,
    )


def _diagram(diagram: Diagram) -> list[Finding]:
    gate = list(_ask(GATE, diagram))
    return gate if refuses(gate) else [*gate, *_ask(DIAGRAMS, diagram)]


def _form(path: str, data: bytes, profile: Profile | None) -> Iterator[Finding]:
    return _ask(FORMS, read_form_file(path, data, profile or Profile.HOUSE))


def _table(
    path: str, data: bytes, profile: Profile | None, everything: Mapping[str, bytes]
) -> Iterator[Finding]:
    try:
        root = read_element(read_xml(data, path))
    except RefusedXml as refused:
        return iter((_unreadable(path, refused),))
    beside = {other: each for other, each in everything.items() if _is_table(other) and other != path}
    subject = TableFile(file=path, root=root, data=data, profile=profile or Profile.HOUSE, beside=beside)
    gate = list(_ask(TABLE_GATE, subject))
    return iter(gate) if refuses(gate) else _ask(TABLES, subject)


def _read(path: str, data: bytes, known: Known, profile: Profile | None) -> Diagram | Finding:
    try:
        tree = read_xml(data, path)
    except RefusedXml as refused:
        return _unreadable(path, refused)
    root = read_element(tree)
    if not is_bpmn(root):
        return _broken(
            path,
            1,
            "xml-bpmn",
            f"The file is no BPMN 2.0 diagram: it does not begin with <definitions> of {BPMN}.",
            f"文件不是 BPMN 2.0 图：它不以 {BPMN} 的 <definitions> 开头。",
        )
    return Diagram(
        file=path,
        root=root,
        known=known,
        profile=profile or _profile(root),
        validated=partial(validate, data, tree),
    )


def _unreadable(path: str, refused: RefusedXml) -> Finding:
    line = refused.where.get("line")
    return _broken(path, line if isinstance(line, int) else 0, "xml-readable", refused.message, refused.zh)


def _imported(diagram: Diagram) -> tuple[Diagram, ...]:
    folder = dirname(diagram.file)
    wanted = {normpath(join(folder, each.get("location"))) for each in diagram.of("import")}
    return tuple(other for other in diagram.beside if normpath(other.file) in wanted)


def _profile(root: Element) -> Profile:
    return Profile.HOUSE if carries_ours(root) else Profile.SPEC


def _broken(path: str, line: int, rule: str, message: str, zh: str) -> Finding:
    return Finding(
        file=path,
        element="",
        line=line,
        rule=rule,
        severity=Severity.ERROR,
        message=message,
        zh=zh,
        remedy="Save the diagram again with a BPMN 2.0 editor, as plain UTF-8 XML.",
        remedy_zh="请用 BPMN 2.0 编辑器重新保存为普通的 UTF-8 XML。",
    )


def _unjudged(path: str, rule: str, fault: Exception) -> Finding:
    return replace(
        _broken(
            path,
            0,
            "check-failed",
            f"The rule {rule} could not judge this file ({type(fault).__name__}); the fault is Hewei's.",
            f"规则 {rule} 无法检查这个文件（{type(fault).__name__}）；这是和为系统自身的错误。",
        ),
        remedy="Tell whoever looks after Hewei, with the file; the log says where it happened.",
        remedy_zh="请连同文件告知系统管理员；日志记有出错的位置。",
    )


def _ask(rules: Iterable[Rule[S]], subject: S) -> Iterator[Finding]:
    for rule in rules:
        try:
            findings = list(islice(rule.findings(subject), MOST_OF_ONE_RULE + 1))
        except Exception as fault:
            # A fault of ours ends one rule, not the check; what no rule has judged is not published either.
            LOG.exception("rule %s failed on %s", rule.id, subject.file)
            findings = [_unjudged(subject.file, rule.id, fault)]
        if len(findings) > MOST_OF_ONE_RULE:
            findings[-1] = replace(
                findings[-1],
                message=f"There is more of the same: only the first {MOST_OF_ONE_RULE} are listed.",
                zh=f"同类问题还有更多，此处只列出前 {MOST_OF_ONE_RULE} 个。",
            )
        yield from findings
