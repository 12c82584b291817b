"""Check a pack before it goes live: every finding of its words, bodies, people, law, letters and procedures."""

from __future__ import annotations

import csv
import io
import string
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from importlib.resources.abc import Traversable

from workflows.documents import LAYOUT, Templates
from workflows.domain.finding import Finding, Severity
from workflows.domain.pack_rows import Row, Wrong, wrong_bodies, wrong_mediators, wrong_people
from workflows.domain.permission import DESK_ROLES, ROLES
from workflows.errors import HeweiError
from workflows.resources import data
from workflows.usecases.app import App
from workflows.usecases.check_procedure import examine
from workflows.usecases.load_law import load_law

PATTERN = frozenset({"year", "seq", "short", "place"})


@dataclass(frozen=True)
class _Folder:
    """The folder of a pack and what it is called in findings."""

    app: App
    root: Traversable
    label: str

    def rows(self, table: str) -> list[Row]:
        """Return the rows of a table; a missing one has none."""
        file = self.root / f"{table}.csv"
        return list(csv.DictReader(io.StringIO(file.read_text("utf-8-sig")))) if file.is_file() else []

    def finding(self, name: str, wrong: Wrong) -> Finding:
        """Return the finding of one row."""
        return Finding(
            file=f"{self.label}/{name}",
            element="",
            line=wrong.line,
            rule=wrong.rule,
            severity=Severity.ERROR,
            message=f"{wrong.what}.",
            zh=f"{wrong.zh}。",
            remedy=wrong.remedy,
            remedy_zh=wrong.remedy_zh,
        )

    def refused(self, name: str, rule: str, fault: HeweiError) -> Finding:
        """Return the finding that a reader's refusal is."""
        row = str(fault.where.get("row") or "")
        return Finding(
            file=f"{self.label}/{name}",
            element=row,
            line=_line_of(self.root, name, row),
            rule=rule,
            severity=Severity.ERROR,
            message=fault.message,
            zh=fault.zh,
            remedy="Correct the row or file that is named.",
            remedy_zh="请改正所指的行或者文件。",
        )


def of_age(app: App) -> int:
    """Return from how many years on somebody may be a mediator (人民调解法 14), as bpmn/proposal.toml says."""
    return int(tomllib.loads((app.catalogue.root / "proposal.toml").read_text("utf-8"))["minimum_age"])


def check_pack(app: App, folder: Traversable, label: str = "", *, drawn: bool = True) -> list[Finding]:
    """Return what is wrong in the pack of *folder*; nothing of it is loaded.

    Args:
        app: the machine with the shelf that the pack lies over.
        folder: the pack's folder; its name is the pack's id.
        label: what the folder is called in findings; by default as on the shelf.
        drawn: also check its diagrams, tables and forms, which publishing checks anyway.
    """
    pack = _Folder(app, folder, label or f"bpmn/packs/{folder.name}")
    return [*_words(pack), *_rows(pack), *_law(pack), *_letters(pack), *(_procedures(pack) if drawn else ())]


def _words(pack: _Folder) -> Iterator[Finding]:
    try:
        words = tomllib.loads((pack.root / "pack.toml").read_text("utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as broken:
        yield pack.finding(
            "pack.toml", _wrong(1, "pack-toml", f"it cannot be read: {broken}", f"无法读取：{broken}")
        )
        return
    if not words.get("title"):
        yield pack.finding("pack.toml", _wrong(1, "pack-title", "it has no title", "没有 title"))
    own = {each.name for each in _folders(pack.root / "procedures")}
    for name in (words.get("procedure", "dispute"), *words.get("procedures", ())):
        if name not in pack.app.catalogue.procedures and name not in own:
            line = _line_of(pack.root, "pack.toml", str(name))
            yield pack.finding(
                "pack.toml",
                _wrong(line, "pack-procedure", f"there is no procedure {name!r}", f"没有名为“{name}”的程序"),
            )
    for series, pattern in words.get("numbering", {}).items():
        if not _is_pattern(str(pattern)):
            line = _line_of(pack.root, "pack.toml", str(pattern))
            yield pack.finding(
                "pack.toml",
                _wrong(
                    line,
                    "pack-numbering",
                    f"the number of {series} cannot be written as {pattern!r}",
                    f"{series} 的编号格式“{pattern}”不能用",
                ),
            )


def _is_pattern(pattern: str) -> bool:
    try:
        asked = {name for _, name, _, _ in string.Formatter().parse(pattern) if name is not None}
        pattern.format(year=2026, seq=1, short="", place="")
    except (ValueError, KeyError, IndexError):
        return False
    return asked <= PATTERN and "seq" in asked


def _rows(pack: _Folder) -> Iterator[Finding]:
    bodies, people = pack.rows("organisations"), pack.rows("people")
    ids = frozenset(row.get("id", "") for row in bodies)
    accounts = frozenset(f"{pack.root.name}:{row.get('login', '')}" for row in people)
    roles = frozenset(map(str, ROLES)) | DESK_ROLES
    checks: Mapping[str, Callable[[], Iterator[Wrong]]] = {
        "organisations.csv": lambda: wrong_bodies(bodies),
        "people.csv": lambda: wrong_people(people, ids, roles),
        "mediators.csv": lambda: wrong_mediators(pack.rows("mediators"), ids, accounts, of_age(pack.app)),
    }
    for name, check in checks.items():
        yield from (pack.finding(name, each) for each in check())
    if not bodies:
        yield pack.finding("organisations.csv", _wrong(1, "pack-bodies", "there is no body", "没有任何机构"))


def _law(pack: _Folder) -> Iterator[Finding]:
    if not (pack.root / "law").is_dir():
        return
    try:
        load_law(pack.app.catalogue.root, pack.root)
    except HeweiError as fault:
        place = str(fault.where.get("place") or fault.where.get("file") or "law/periods.toml")
        yield pack.refused(f"law/{place.rpartition('/law/')[2] or 'periods.toml'}", "pack-law", fault)


def _letters(pack: _Folder) -> Iterator[Finding]:
    own, stock = pack.root / "templates", data("templates", pack.app.settings.site)
    templates = Templates(own, stock)
    for folder in _folders(own):
        missing = [
            name
            for name in ("document.toml", "body.html.j2")
            if not (folder / name).is_file() and not (stock / folder.name / name).is_file()
        ]
        for name in missing:
            wrong = _wrong(1, "pack-letter", "it is missing", "缺少这个文件")
            yield pack.finding(f"templates/{folder.name}/{name}", wrong)
        if not missing and folder.name != LAYOUT:
            yield from _readable(pack, templates, folder.name)


def _readable(pack: _Folder, templates: Templates, letter: str) -> Iterator[Finding]:
    """Yield why a letter of the pack cannot be printed: it cannot be read, or names a field that does not exist."""
    try:
        templates.info(letter)
        templates.check(letter)
    except HeweiError as fault:
        line = str(fault.where.get("line") or 1)
        name = str(fault.where.get("template") or f"{letter}/document.toml").removeprefix(f"{letter}/")
        wrong = _wrong(
            int(line) if line.isdecimal() else 1,
            "pack-letter",
            fault.message.rstrip("."),
            fault.zh.rstrip("。"),
        )
        yield pack.finding(f"templates/{letter}/{name}", wrong)


def _procedures(pack: _Folder) -> Iterator[Finding]:
    stock = {name: each.files for name, each in pack.app.catalogue.procedures.items()}
    own = {each.name: dict(_files(each, each.name)) for each in _folders(pack.root / "procedures")}
    working = {**stock, **{name: {**stock.get(name, {}), **files} for name, files in own.items()}}
    on_shelf = pack.root.name if pack.root.name in pack.app.catalogue.packs else ""
    for name in own:
        for each in examine(pack.app, working, name, on_shelf):
            yield Finding(**{**each.__dict__, "file": f"{pack.label}/procedures/{each.file}"})


def _wrong(line: int, rule: str, what: str, zh: str) -> Wrong:
    return Wrong(line, rule, what, zh, "Correct the file.", "请改正该文件。")


def _folders(folder: Traversable) -> list[Traversable]:
    return (
        sorted((each for each in folder.iterdir() if each.is_dir()), key=lambda e: e.name)
        if folder.is_dir()
        else []
    )


def _files(folder: Traversable, prefix: str) -> Iterator[tuple[str, bytes]]:
    for each in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if each.is_dir() and each.name != "scenarios":
            yield from _files(each, f"{prefix}/{each.name}")
        elif each.is_file() and each.name.endswith((".bpmn", ".dmn", ".json", ".toml")):
            yield f"{prefix}/{each.name}", each.read_bytes()


def _line_of(root: Traversable, name: str, text: str) -> int:
    """Return the last line of a file that holds *text*, 1 where there is none."""
    file = root / name
    lines = file.read_text("utf-8").splitlines() if text and file.is_file() else []
    return max((number for number, line in enumerate(lines, start=1) if text in line), default=1)
