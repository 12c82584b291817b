"""Write docs/coverage.md: where each mechanism of the sources lives, from the ids in the files themselves.

Run `python -m tests.data_tools.coverage` after changing a `covers` line; a test compares.
"""

from __future__ import annotations

import csv
import re
import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from tests.data_tools.periods import lines

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "coverage.md"
ROWS = Path(__file__).with_name("mechanisms.csv")
TABLE = re.compile(r'<decision id="([^"]+)" name="[^"]*(DM-\d\d)[^"]*"')
TABLES = tuple(f"DM-{number:02d}" for number in range(1, 17))
OUTSIDE = "不在范围内"


def mechanisms() -> Sequence[Mapping[str, str]]:
    """Return every mechanism: id, place, words, and where it lives when not in a procedure or pack."""
    with ROWS.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def covered() -> Mapping[str, list[str]]:
    """Return for each id the folders whose toml claims it."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for file in _claims():
        for each in tomllib.loads(file.read_text("utf-8")).get("covers", ()):
            found[each].append(str(file.parent.relative_to(ROOT)))
    return found


def tables() -> Mapping[str, list[str]]:
    """Return for each DM number the decision tables that carry it in their name."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for file in sorted((ROOT / "bpmn").rglob("*.dmn")):
        for _, number in TABLE.findall(file.read_text("utf-8")):
            found[number].append(str(file.relative_to(ROOT)))
    return found


def page() -> str:
    """Return the page as it should be."""
    return "\n".join([*_head(), *_mechanisms(), *_tables(), *lines(), ""])


def _claims() -> Iterator[Path]:
    bpmn = ROOT / "bpmn"
    yield from sorted(bpmn.glob("procedures/*/procedure.toml"))
    yield from sorted(bpmn.glob("packs/*/pack.toml"))
    yield from sorted(bpmn.glob("packs/*/procedures/*/procedure.toml"))


def _head() -> Iterator[str]:
    yield "# 机制在哪里 · Where each mechanism lives\n"
    yield "本页由 `python -m tests.data_tools.coverage` 根据各文件的 `covers` 生成,并由测试核对,不要手改。"
    yield "Generated from the `covers` lines of the files and compared by a test; do not edit by hand.\n"


def _mechanisms() -> Iterator[str]:
    yield "| 编号 | 地方 | 机制 | 在哪里 | 说明 |\n|---|---|---|---|---|"
    where = covered()
    for row in mechanisms():
        places = [*where.get(row["id"], ()), *([row["elsewhere"]] if row["elsewhere"] else [])]
        shown = "、".join(f"`{place}`" for place in places) or (
            "-" if OUTSIDE in row["remark"] else "**没有**"
        )
        yield f"| {row['id']} | {row['place']} | {row['mechanism']} | {shown} | {row['remark']} |"


def _tables() -> Iterator[str]:
    yield "\n## 决策表 · Decision tables\n\n| 编号 | 表 |\n|---|---|"
    where = tables()
    for number in TABLES:
        yield f"| {number} | {'、'.join(f'`{file}`' for file in where.get(number, ())) or '**没有**'} |"


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
