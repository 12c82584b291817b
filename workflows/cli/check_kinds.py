"""Check the files that are no drawings: scenarios, packs, periods, calendars, letters and the words of a procedure."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType

import yaml
from pydantic import ValidationError

from workflows.documents import DocumentInfo
from workflows.domain.calendar import parse_calendar
from workflows.domain.capacity import FILE as CAPACITY
from workflows.domain.capacity import parse_capacity
from workflows.domain.finding import Finding, Severity
from workflows.domain.interest import FILE as INTEREST
from workflows.domain.interest import parse_interest
from workflows.domain.period_file import PeriodFile, parse_periods
from workflows.errors import HeweiError
from workflows.testing.scenario import CHINESE, read_scenario

LAWS: Mapping[str, tuple[str, Callable[[bytes, str], object]]] = MappingProxyType(
    {INTEREST: ("law-interest", parse_interest), CAPACITY: ("law-capacity", parse_capacity)}
)
"""The files of dated law: the rule by which what is wrong in one is told, and who reads it."""
YEAR = re.compile(r"\d{4}(-local)?")
STEP = re.compile(r"step (\d+)")
PHASE_WORDS = frozenset({"id", "title", "title_en"})


def checker_of(file: Path) -> Callable[[Path], Iterator[Finding]] | None:
    """Return what checks *file*; None for a file of another kind."""
    if file.suffix in (".yaml", ".yml") and (file.parent.name == "scenarios" or _is_scenario(file)):
        return _scenario
    if file.name == "periods.toml":
        return _periods
    if file.name in LAWS:
        return _dated_law
    if file.suffix == ".toml" and (file.parent.name == "calendars" or YEAR.fullmatch(file.stem)):
        return _calendar
    return {"document.toml": _letter, "procedure.toml": _procedure}.get(file.name)


def _is_scenario(file: Path) -> bool:
    return any(word in file.read_text("utf-8", "replace") for word in ("\n步骤:", "\nsteps:"))


def _scenario(file: Path) -> Iterator[Finding]:
    try:
        read_scenario(file.read_bytes(), file.name)
    except HeweiError as fault:
        yield _finding(file, "scenario-readable", fault.message, fault.zh, _line_of_scenario(file, fault))
    except (ValueError, TypeError, AttributeError) as broken:
        yield _finding(file, "scenario-readable", f"It is no scenario: {broken}.", f"不是场景：{broken}。", 1)


def _line_of_scenario(file: Path, fault: HeweiError) -> int:
    if isinstance(fault.__cause__, yaml.MarkedYAMLError) and fault.__cause__.problem_mark is not None:
        return int(fault.__cause__.problem_mark.line) + 1
    step = STEP.search(fault.message)
    tree = yaml.compose(file.read_text("utf-8"))
    for key, value in tree.value if step and isinstance(tree, yaml.MappingNode) else ():
        if CHINESE.get(key.value, key.value) == "steps" and isinstance(value, yaml.SequenceNode):
            return int(value.value[int(step[1]) - 1].start_mark.line) + 1 if step else 1
    return 1


def _periods(file: Path) -> Iterator[Finding]:
    stock = file.parents[3] / "law" / "periods.toml" if "packs" in file.parts else file
    files = [
        PeriodFile(each.read_text("utf-8"), str(each))
        for each in dict.fromkeys((stock, file))
        if each.is_file()
    ]
    try:
        parse_periods(files)
    except HeweiError as fault:
        yield _finding(
            file, "law-periods", fault.message, fault.zh, _line(file, str(fault.where.get("row", "")))
        )


def _dated_law(file: Path) -> Iterator[Finding]:
    rule, parse = LAWS[file.name]
    try:
        parse(file.read_bytes(), str(file))
    except HeweiError as fault:
        yield _finding(file, rule, fault.message, fault.zh, 1)


def _calendar(file: Path) -> Iterator[Finding]:
    try:
        parse_calendar(file.read_text("utf-8"), str(file))
    except HeweiError as fault:
        day = str(fault.where.get("day", ""))
        yield _finding(file, "law-calendar", fault.message, fault.zh, _line(file, day))


def _letter(file: Path) -> Iterator[Finding]:
    try:
        DocumentInfo.model_validate(tomllib.loads(file.read_text("utf-8")))
    except tomllib.TOMLDecodeError as broken:
        yield _finding(file, "letter-words", f"It is no TOML: {broken}.", f"不是有效的 TOML：{broken}。", 1)
    except ValidationError as broken:
        for each in broken.errors():
            name = ".".join(map(str, each["loc"]))
            message = f"{name}: {each['msg']}."
            yield _finding(file, "letter-words", message, f"{name} 有误：{each['msg']}。", _line(file, name))


def _procedure(file: Path) -> Iterator[Finding]:
    try:
        words = tomllib.loads(file.read_text("utf-8"))
    except tomllib.TOMLDecodeError as broken:
        yield _finding(
            file, "procedure-words", f"It is no TOML: {broken}.", f"不是有效的 TOML：{broken}。", 1
        )
        return
    if not words.get("title"):
        yield _finding(file, "procedure-words", "The procedure has no title.", "程序没有名称（title）。", 1)
    if words.get("kind", "part") not in ("main", "part"):
        yield _finding(
            file,
            "procedure-words",
            "kind is neither main nor part.",
            "kind 只能是 main 或 part。",
            _line(file, "kind"),
        )
    for number, phase in enumerate(words.get("phases", ()), start=1):
        if not isinstance(phase, dict) or not {"id", "title"} <= set(phase) <= PHASE_WORDS:
            yield _finding(
                file,
                "procedure-words",
                f"Phase {number} needs id and title.",
                f"第 {number} 个阶段要有 id 和 title。",
                _line(file, "phases"),
            )


def _line(file: Path, text: str) -> int:
    """Return the last line that holds *text* (an id written twice is wrong where it stands again), else 1."""
    wanted = text.split(",", maxsplit=1)[0].strip()
    lines = file.read_text("utf-8").splitlines() if wanted else []
    return max((number for number, line in enumerate(lines, start=1) if wanted in line), default=1)


def _finding(file: Path, rule: str, message: str, zh: str, line: int) -> Finding:
    return Finding(
        file=str(file),
        element="",
        line=line,
        rule=rule,
        severity=Severity.ERROR,
        message=message,
        zh=zh,
        remedy="Correct the line that is named; docs/architecture.md says what may stand there.",
        remedy_zh="请改正所指的行；可以写什么，见 docs/architecture.md。",
    )
