"""`hewei decide`: evaluate one decision table."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table

from workflows.bootstrap import bootstrap
from workflows.config import read_settings
from workflows.domain.step import Decision
from workflows.engine import Engine
from workflows.errors import UnknownTable, UnreadableInput
from workflows.usecases.app import App


def decide(
    table: Annotated[str, typer.Argument(help="*.dmn 文件，或程序图中决策表的编号 / file, or id of a table")],
    given: Annotated[
        str, typer.Option("--input", help="输入：JSON 文本、JSON 文件或 - / JSON text, a file, or -")
    ] = "{}",
    decision: Annotated[str, typer.Option(help="文件中的哪一个决策 / which decision of the file")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="输出 JSON / print JSON")] = False,
) -> None:
    """Print the outputs of a decision table, and the rows that answered."""
    app = bootstrap(read_settings())
    engine = Engine(app.law(""), secret=app.settings.secret())
    answer = engine.decide(_table(app, table), _inputs(given), decision=decision, now=app.clock.now())
    if as_json:
        row = {"table": answer.table, "rows": list(answer.rows), "outputs": answer.outputs}
        print(json.dumps(row, ensure_ascii=False, indent=1))
    else:
        _print(answer)


def _table(app: App, name: str) -> bytes:
    """Return the file called *name*, or the table of that id on the shelf."""
    if (path := Path(name)).is_file():
        return path.read_bytes()
    for procedure in app.catalogue.procedures.values():
        for file, content in procedure.files.items():
            if file.endswith(f"/{name}.dmn"):
                return content
    raise UnknownTable(
        f"There is no file and no decision table {name!r}; look under bpmn/procedures.",
        zh=f"没有名为 {name!r} 的文件或决策表；请在 bpmn/procedures 下查看。",
        table=name,
    )


def _inputs(given: str) -> Mapping[str, Any]:
    text = sys.stdin.read() if given == "-" else given
    try:
        if not text.lstrip().startswith("{"):
            text = Path(text).read_text("utf-8")
        inputs = json.loads(text)
    except (OSError, ValueError) as broken:
        raise UnreadableInput(zh=f"输入无法读取：{broken}", given=given) from broken
    if not isinstance(inputs, dict):
        raise UnreadableInput(zh='输入应当是 JSON 对象，例如 {"tier": "village"}。', given=given)
    return inputs


def _print(answer: Decision) -> None:
    console = Console(highlight=False)
    outputs = answer.outputs if isinstance(answer.outputs, list) else [answer.outputs]
    for each in outputs:
        shown = Table(show_header=False)
        for name, value in each.items() if isinstance(each, dict) else (("", each),):
            shown.add_row(str(name), json.dumps(value, ensure_ascii=False))
        console.print(shown)
    console.print(f"{answer.table}: {', '.join(answer.rows) or '—'}")
