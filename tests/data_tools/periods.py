"""Where each statutory period lives: on a step, as a timer, told, or as the answer of a table; and who plays it."""

from __future__ import annotations

import csv
import re
import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from workflows.testing.scenario import read_scenario

ROOT = Path(__file__).resolve().parents[2]
BPMN = ROOT / "bpmn"
REMARKS = Path(__file__).with_name("periods.csv")
ID = re.compile(r"\bD\d\d[a-d]?\b")
NODE = re.compile(
    r'<bpmn:(userTask|boundaryEvent|intermediateCatchEvent) id="([^"]+)".*?</bpmn:\1>', re.DOTALL
)
ANY = re.compile(r'<spiffworkflow:property name="tell" value=(?:"([^"]*)"|\'([^\']*)\')')
PERIOD = re.compile(r'<spiffworkflow:property name="period" value=(?:"([^"]*)"|\'([^\']*)\')')
TIME = re.compile(r"<bpmn:timeDate[^>]*>(.*?)</bpmn:timeDate>", re.DOTALL)
OUTPUT = re.compile(r'<outputEntry id="[^"]+"><text>&?"?([^<]*)</text>')


@dataclass
class Place:
    """How and where one period lives, and the scenarios that expect its last day."""

    ways: set[str] = field(default_factory=set)
    files: set[str] = field(default_factory=set)
    scenarios: set[str] = field(default_factory=set)


def rules() -> Sequence[Mapping[str, object]]:
    """Return the periods of the law file in their order."""
    read = tomllib.loads((BPMN / "law" / "periods.toml").read_text("utf-8"))
    return list(read["period"])


def remarks() -> Mapping[str, str]:
    """Return why a period stands in no diagram, or is expected in no scenario, by its id."""
    with REMARKS.open(encoding="utf-8", newline="") as file:
        return {row["id"]: row["remark"] for row in csv.DictReader(file)}


@cache
def places() -> Mapping[str, Place]:
    """Return for each period where it lives."""
    found: defaultdict[str, Place] = defaultdict(Place)
    for file in (*sorted(BPMN.rglob("*.bpmn")), *sorted(BPMN.rglob("*.dmn"))):
        where = str(file.parent.relative_to(ROOT))
        for way, text in _said(file):
            for each in ID.findall(text):
                found[each].ways.add(way)
                found[each].files.add(where)
    for file in sorted(BPMN.rglob("scenarios/*.yaml")):
        for each in _expected(file):
            found[each].scenarios.add(file.stem)
    return found


def _expected(file: Path) -> Iterator[str]:
    """Yield the periods whose last day the scenario expects."""
    for step in read_scenario(file.read_bytes(), file.name).steps:
        for what in ("deadlines", "told"):
            wanted = step.expect.get(what, {})
            yield from (name for name, day in wanted.items() if ID.fullmatch(name) and day is not False)


def _said(file: Path) -> Iterator[tuple[str, str]]:
    text = file.read_text("utf-8")
    if file.suffix == ".dmn":
        yield from (("决策表", each) for each in OUTPUT.findall(text))
        return
    yield from (("告知", "".join(each)) for each in ANY.findall(text))
    yield from (("计时", each) for each in TIME.findall(text))
    for node in NODE.finditer(text):
        way = "期限" if node[1] == "userTask" else "计时"
        yield from ((way, "".join(each)) for each in PERIOD.findall(node[0]))


def lines() -> Iterator[str]:
    """Yield the section of the page."""
    yield "\n## 期间 · Periods\n"
    yield "期限:待办的最后一日;计时:到时图自己走下一步;告知:提醒当事人或者别的机关的期间;决策表:由表选定。\n"
    yield "| 编号 | 期间 | 怎样 | 在哪里 | 场景 | 说明 |\n|---|---|---|---|---|---|"
    where, why = places(), remarks()
    for rule in rules():
        place = where.get(str(rule["id"]), Place())
        files = "、".join(f"`{each}`" for each in sorted(place.files))
        played = "、".join(sorted(place.scenarios)[:3])
        yield (
            f"| {rule['id']} | {rule['title']} | {'、'.join(sorted(place.ways))} | {files} | {played} "
            f"| {why.get(str(rule['id']), '')} |"
        )
