"""`hewei process migrate` and `replay`: running cases to a newer version, and every revision read again."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.progress import track
from rich.table import Table

from workflows.bootstrap import bootstrap
from workflows.clock import CHINA
from workflows.config import read_settings
from workflows.domain.actor import CONSOLE
from workflows.errors import UnknownProcedure
from workflows.store import Tx
from workflows.usecases.app import App
from workflows.usecases.migrate_cases import (
    MOVES,
    Migration,
    find_case,
    migrate_cases,
    report_migration,
    unmigrate_case,
)
from workflows.usecases.replay_case import Replayed, replay_case

Json = Annotated[bool, typer.Option("--json", help="输出 JSON / print JSON")]


def migrate(
    procedure: Annotated[str, typer.Argument(help="程序编号 / id of the procedure")],
    pack: Annotated[str, typer.Option(help="辖区包 / pack")] = "",
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="只报告，不改动 / report, change nothing")
    ] = False,
    undo: Annotated[str, typer.Option(help="撤销这个案号的迁移 / undo it for this case number")] = "",
    batch: Annotated[int, typer.Option(min=1, help="每批几件 / cases in a batch")] = 100,
    as_json: Json = False,
) -> None:
    """把在办案件迁到最新版；有须人工处理的返回 1。 Take running cases to the newest version."""
    app = bootstrap(read_settings())
    if undo:
        with app.store.read() as tx:
            found = find_case(tx, undo)
        after = unmigrate_case(app, CONSOLE, found.id)
        print(f"{after.number} {after.version[:12]} rev {after.rev}")
        return
    with app.store.read() as tx:
        pack = published_in(tx, procedure, pack)
    told = report_migration(app, CONSOLE, procedure, pack=pack)
    if not dry_run:
        told = [*(each for each in told if each.fate != MOVES), *_bulk(app, procedure, pack, batch, told)]
    _show(told, as_json=as_json)
    if any(each.fate == "needs-a-person" for each in told):
        raise typer.Exit(1)


def replay(number: Annotated[str, typer.Argument(help="案号 / case number")], as_json: Json = False) -> None:
    """重读案件的每个修订；缺少或者读不出的返回 1。 Read every revision of a case again; exit 1 if one is missing."""
    app = bootstrap(read_settings())
    with app.store.read() as tx:
        case = find_case(tx, number)
    told = replay_case(app, case.id)
    rows = [_row(each) for each in told]
    if as_json:
        print(json.dumps(rows, ensure_ascii=False, indent=2))
    else:
        _table(rows)
    if any(each.fault for each in told):
        raise typer.Exit(1)


def published_in(tx: Tx, procedure: str, pack: str) -> str:
    """Return *pack*, or where none is named the only one that *procedure* was published for.

    Raises:
        UnknownProcedure: it was published for several packs, or for none.
    """
    packs = sorted({each.pack for each in tx.procedures.versions(procedure)})
    if pack in packs:
        return pack
    if not packs:
        raise UnknownProcedure(
            f"No procedure {procedure!r} is published; `hewei process list` shows what is.",
            zh=f"没有已发布的程序 {procedure!r}；用 hewei process list 查看。",
            procedure=procedure,
        )
    if pack or len(packs) != 1:
        known = ", ".join(packs) or "—"
        raise UnknownProcedure(
            f"{procedure!r} is not published for the pack {pack!r}; it is for: {known}. Name one with --pack.",
            zh=f"程序 {procedure!r} 没有为辖区包 {pack!r} 发布；已为这些辖区包发布：{known}。请用 --pack 指明。",
            procedure=procedure,
        )
    return packs[0]


def _bulk(app: App, procedure: str, pack: str, batch: int, told: Sequence[Migration]) -> list[Migration]:
    count = sum(each.fate == MOVES for each in told)
    went: list[Migration] = []
    for _ in track(range(-(-count // batch)), description=procedure, disable=count <= batch):
        went += migrate_cases(app, CONSOLE, procedure, pack=pack, batch=batch)
    return went


def _show(told: Sequence[Migration], *, as_json: bool) -> None:
    if as_json:
        print(json.dumps([_plain(each) for each in told], ensure_ascii=False, indent=2))
        return
    rows = [
        {
            "number": each.number,
            "fate": each.fate,
            "steps": ", ".join(each.steps),
            "dates": "; ".join(f"{date.element} {date.rule} {date.fate}".strip() for date in each.dates),
            "why": each.why_zh or each.why,
        }
        for each in told
    ]
    _table(rows)
    print(" ".join(f"{fate}: {sum(each.fate == fate for each in told)}" for fate in _FATES))


_FATES = ("moves", "waits", "needs-a-person")


def _plain(each: Migration) -> dict[str, Any]:
    dates = [
        {
            "element": date.element,
            "rule": date.rule,
            "fate": date.fate,
            "before": date.before.isoformat() if date.before else None,
            "after": date.after.isoformat() if date.after else None,
        }
        for date in each.dates
    ]
    return {**asdict(each), "dates": dates}


def _row(each: Replayed) -> dict[str, str]:
    return {
        "rev": str(each.revision.rev),
        "at": each.revision.at.astimezone(CHINA).isoformat(timespec="minutes"),
        "by": each.revision.actor,
        "command": each.revision.command,
        "status": each.status,
        "open": ", ".join(each.open),
        "fault": each.fault,
    }


def _table(rows: Sequence[dict[str, str]]) -> None:
    table = Table(*(rows[0] if rows else ("-",)))
    for row in rows:
        table.add_row(*row.values())
    Console().print(table)
