"""`hewei decide`: evaluate one decision table."""

from __future__ import annotations

import json
import math
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table

from workflows.bootstrap import bootstrap
from workflows.cli.check import TABLES
from workflows.config import read_settings
from workflows.domain.step import Decision, NullNote
from workflows.engine import Engine
from workflows.errors import UnknownTable, UnreadableInput
from workflows.usecases.app import App

SHOWN = 120
"""So much of an input that cannot be read is given back, so that it can be found."""


def decide(
    table: Annotated[str, typer.Argument(help="*.dmn 文件，或程序图中决策表的编号 / file, or id of a table")],
    given: Annotated[
        str, typer.Option("--input", help="输入：JSON 文本、JSON 文件或 - / JSON text, a file, or -")
    ] = "{}",
    decision: Annotated[
        str, typer.Option(help="文件中的哪一个决策：编号或名称 / which decision of the file: id or name")
    ] = "",
    as_json: Annotated[bool, typer.Option("--json", help="输出 JSON / print JSON")] = False,
) -> None:
    """计算决策表：结果、应答的行，为空的说明原因。 Print a table's outputs, the rows, and why one is null."""
    app = bootstrap(read_settings())
    engine = Engine(app.law(""), secret=app.settings.secret())
    content, beside = _table(app, table)
    notes: list[NullNote] = []
    answer = engine.decide(
        content, _inputs(given), decision=decision, now=app.clock.now(), beside=beside, notes=notes
    )
    if as_json:
        row = {"table": answer.table, "rows": list(answer.rows), "outputs": answer.outputs}
        print(json.dumps({**row, "notes": [asdict(note) for note in notes]}, ensure_ascii=False, indent=1))
    else:
        _print(answer)
        _print_notes(notes)


def _table(app: App, name: str) -> tuple[bytes, Mapping[str, bytes]]:
    """Return the file called *name*, or the table of that id on the shelf, and the tables beside it by name."""
    if (path := Path(name)).is_file():
        beside = sorted(each for each in path.parent.glob(TABLES) if not each.samefile(path))
        return path.read_bytes(), {each.name: each.read_bytes() for each in beside}
    for procedure in app.catalogue.procedures.values():
        tables = {file: content for file, content in procedure.files.items() if file.endswith(".dmn")}
        for file, content in tables.items():
            if file.endswith(f"/{name}.dmn"):
                return content, {other: each for other, each in tables.items() if other != file}
    raise UnknownTable(
        f"There is no file and no decision table {name!r}; look under bpmn/procedures.",
        zh=f"没有名为 {name!r} 的文件或决策表；请在 bpmn/procedures 下查看。",
        table=name,
    )


def _inputs(given: str) -> Mapping[str, Any]:
    try:
        inputs = _strict(_text(given))
    except (ValueError, RecursionError) as broken:
        raise UnreadableInput(
            f'{given[:SHOWN]} is not one JSON object such as {{"tier": "village"}}: {broken}. Correct it.',
            zh=f'{given[:SHOWN]} 不是 {{"tier": "village"}} 这样的一个 JSON 对象（{broken}）；请更正。',
            given=given,
        ) from broken
    return inputs


def _text(given: str) -> str | bytes:
    """Return the JSON that *given* is, or that lies in the file it names; `-` reads what is typed in."""
    if given == "-":
        return sys.stdin.buffer.read()
    if given.lstrip().startswith(("{", "[")):
        return given
    try:
        return Path(given).read_bytes()
    except OSError as fault:
        raise UnreadableInput(
            f"{given[:SHOWN]} is neither a JSON object nor a file that can be read ({fault.strerror}).",
            zh=f"{given[:SHOWN]} 既不是 JSON 对象，也不是可以读取的文件（{fault.strerror}）。",
            given=given,
        ) from fault


def _strict(text: str | bytes) -> Mapping[str, Any]:
    """Return the one object that *text* is.

    Raises:
        ValueError: it is none, names something twice, or holds what is no number.
    """
    inputs = json.loads(text, object_pairs_hook=_once, parse_constant=_number, parse_float=_number)
    if not isinstance(inputs, dict):
        raise ValueError(f"{type(inputs).__name__}")  # noqa: TRY004 - as for everything else that is no object
    return inputs


def _once(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    twice = [name for name, times in Counter(name for name, _ in pairs).items() if times > 1]
    if twice:
        raise ValueError(f"{twice[0]!r} × 2")
    return dict(pairs)


def _number(written: str) -> float:
    number = float(written)
    if not math.isfinite(number):
        raise ValueError(f"{written} ∉ ℝ")
    return number


def _print(answer: Decision) -> None:
    console = Console(highlight=False)
    outputs = answer.outputs if isinstance(answer.outputs, list) else [answer.outputs]
    for each in outputs:
        shown = Table(show_header=False)
        for name, value in each.items() if isinstance(each, dict) else (("", each),):
            shown.add_row(str(name), json.dumps(value, ensure_ascii=False))
        console.print(shown)
    console.print(f"{answer.table}: {', '.join(answer.rows) or '—'}")


def _print_notes(notes: Sequence[NullNote]) -> None:
    console = Console(highlight=False, markup=False)
    for note in notes:
        line = f"（第 {note.line} 行）" if note.line else ""  # input data have none
        console.print(
            f"! {note.decision}{line} {note.text[:SHOWN]}：{note.zh} / {note.message}", soft_wrap=True
        )
