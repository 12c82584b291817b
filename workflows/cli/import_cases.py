"""`hewei import`: take over former cases from a table, as the page does."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from workflows.bootstrap import bootstrap
from workflows.cli.case import Login, actor_named
from workflows.config import read_settings
from workflows.domain.actor import Actor
from workflows.domain.case_import import CaseImport, ImportStatus
from workflows.errors import UnreadableTable
from workflows.usecases.app import App
from workflows.usecases.intake.accept_file import Upload
from workflows.usecases.intake.import_cases import Tried, begin_import, run_import, try_import, undo_import

STEP = 1_000
SHOWN = 40


def import_cases(
    file: Annotated[
        Path, typer.Argument(help="CSV 或 XLSX；撤销时为导入编号 / the table, or an import's id to undo")
    ],
    login: Login,
    org: Annotated[str, typer.Option(help="导入到哪个机构 / id of the body")] = "",
    mapping: Annotated[
        list[str] | None, typer.Option(help="栏目=列名，可多次 / field=heading, as often as needed")
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="只核对，不导入 / look only")] = False,
    undo: Annotated[bool, typer.Option("--undo", help="整批撤销 / undo a whole import")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="输出 JSON / print JSON")] = False,
) -> None:
    """导入历史案件；不能导入的行逐一指明，并返回 1。 Take over former cases; exit 1 names refused lines."""
    app = bootstrap(read_settings())
    app.store.prepare()
    me = actor_named(app, login)
    if undo:
        gone = undo_import(app, me, str(file))
        print(f"{gone.name}: {gone.status.value}")
        return
    if not file.is_file():
        raise UnreadableTable(f"There is no file {file}.", zh=f"没有文件 {file}。")
    entry = begin_import(app, me, org, Upload(name=file.name, content=file.read_bytes()))
    chosen = {**entry.mapping, **_pairs(mapping or ())} if mapping else None
    tried = try_import(app, me, entry.id, chosen)
    if not as_json:
        _tell(tried)
    done = None if dry_run or (tried.lacking and not as_json) else _run(app, me, tried)
    if as_json:
        print(json.dumps(_plain(tried, done), ensure_ascii=False))
    elif done is not None:
        print(f"{done.id} {done.name}: {done.taken}")
    if tried.errors or tried.lacking:
        raise typer.Exit(1)


def _pairs(words: list[str] | tuple[str, ...]) -> dict[str, str]:
    return {field.strip(): heading.strip() for field, _, heading in (word.partition("=") for word in words)}


def _run(app: App, me: Actor, tried: Tried) -> CaseImport:
    entry = tried.entry
    with Progress(console=Console(stderr=True)) as bar:
        task = bar.add_task("导入 / taking over", total=entry.lines)
        while entry.status is not ImportStatus.DONE:
            entry = run_import(app, me, entry.id, most=STEP)
            bar.update(task, completed=min(entry.done, entry.lines))
    return entry


def _plain(tried: Tried, done: CaseImport | None) -> dict[str, object]:
    """Return what was found, and what was taken unless it was only tried."""
    found = [
        {"line": f.line, "column": f.column, "severity": f.severity, "zh": f.zh, "en": f.en}
        for f in tried.findings
    ]
    counts = {"ready": tried.ready, "errors": tried.errors, "known": tried.known}
    taken = {"import": done.id, "taken": done.taken} if done else {}
    read = {"sheet": tried.sheet, "others": list(tried.others), "head": tried.head}
    lacking = [field.name for field in tried.lacking]
    return {
        **counts,
        **read,
        "lacking": lacking,
        "mapping": dict(tried.entry.mapping),
        "findings": found,
        **taken,
    }


def _tell_lacking(console: Console, tried: Tried) -> None:
    console.print(f"表中的列 / columns: {'、'.join(each for each in tried.headings if each)}", markup=False)
    for field in tried.lacking:
        console.print(
            f"{field.zh} / {field.en}：没有对应的列，请加 / no column, add --mapping {field.name}=列名",
            markup=False,
        )


def _tell(tried: Tried) -> None:
    console = Console(stderr=True)
    console.print(
        f"可导入 / ready: {tried.ready}  错误 / errors: {tried.errors}  已导入 / known: {tried.known}"
    )
    if tried.sheet or tried.head > 1:
        console.print(f"工作表 / sheet: {tried.sheet or '-'}  列名行 / headings in line: {tried.head}")
    if tried.others:
        console.print(f"未读取的工作表 / sheets not read: {'、'.join(tried.others)}")
    if tried.lacking:
        _tell_lacking(console, tried)
        return
    table = Table("行 / line", "列 / column", "", "问题 / finding")
    for each in tried.findings[:SHOWN]:
        table.add_row(str(each.line), each.column, each.severity, f"{each.zh} / {each.en}")
    if tried.findings:
        console.print(table)
