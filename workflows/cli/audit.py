"""`hewei audit`: verify the chains, sign their heads, show who did or read what."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import timedelta
from typing import Annotated, NoReturn

import typer
from rich.console import Console
from rich.table import Table

from workflows.bootstrap import bootstrap
from workflows.clock import CHINA
from workflows.config import read_settings
from workflows.domain.actor import CONSOLE
from workflows.usecases.audit.list_audit import Asked, AuditPage, as_csv, list_audit, rows_of
from workflows.usecases.audit.sign_heads import sign_heads
from workflows.usecases.audit.verify_audit import verify_audit

WORDS = {
    "changed": "内容被改动 / changed",
    "missing": "缺少记录 / missing",
    "cut": "尾部被截断 / cut off after the last signed head",
    "rewritten": "整段被重写 / rewritten",
    "forged": "签名不符 / not signed by this key",
}

audit = typer.Typer(no_args_is_help=True, help="审计 / the audit")


@audit.command("verify")
def verify(
    public: Annotated[str, typer.Option(help="另行记下的公钥 / the public key, as noted elsewhere")] = "",
    *,
    as_json: Annotated[bool, typer.Option("--json", help="输出 JSON / print JSON")] = False,
) -> None:
    """逐行核验审计并与签名比对；不符返回 1 并指明。 Read every row against the signed heads; exit 1 on a break."""
    app = bootstrap(read_settings())
    app.store.prepare()
    report = verify_audit(app, public=public)
    if as_json:
        print(json.dumps({**asdict(report), "holds": report.holds, "public": app.signer.public()}, indent=2))
    else:
        print(f"{report.rows} rows  {report.signatures} signed heads  {app.signer.public()}")
        for each in report.breaks:
            place = f"heads.jsonl:{each.seq}" if each.lane < 0 else f"lane {each.lane} row {each.seq}"
            print(f"✗ {place}: {WORDS[each.rule]}")
    if not report.holds:
        raise typer.Exit(1)


@audit.command("sign")
def sign() -> None:
    """立即签名，不等间隔。 Sign what stands now, without waiting for the interval."""
    app = bootstrap(read_settings())
    app.store.prepare()
    print("signed" if sign_heads(app, every=timedelta()) else "nothing new")


@audit.command("show")
def show(
    case: Annotated[str, typer.Option("--case", help="案号 / case number")] = "",
    who: Annotated[str, typer.Option("--who", help="登录名 / login")] = "",
    action: Annotated[str, typer.Option("--action", help="操作 / action")] = "",
    page: Annotated[int, typer.Option(min=1, help="第几页 / page")] = 1,
    *,
    csv: Annotated[bool, typer.Option("--csv", help="全部，输出 CSV / all of it as CSV")] = False,
) -> None:
    """查看审计记录，新的在前。 Show rows, newest first."""
    app = bootstrap(read_settings())
    app.store.prepare()
    asked = Asked(who=who, case=case, action=action)
    if csv:
        print(as_csv(rows_of(app, CONSOLE, asked)), end="")
        return
    found = list_audit(app, CONSOLE, asked, page=page)
    if not found.lines:
        _tell_nothing(found)
    table = Table("at", "who", "action", "case", "thing", "reason", "result")
    for line in found.lines:
        entry = line.entry
        at = entry.at.astimezone(CHINA).isoformat(sep=" ", timespec="seconds")
        table.add_row(
            at, line.who, entry.action, line.number or entry.case_id, entry.thing, entry.reason, entry.result
        )
    Console().print(table)


def _tell_nothing(found: AuditPage) -> NoReturn:
    """Say that no row answers, and what was asked for that stands nowhere; exit 1."""
    print("没有符合条件的审计记录。\nNo row of the audit answers.")
    for each in found.unknown:
        print(
            f"也没有叫“{each}”的案号或者登录名；请核对。\nThere is no case or login {each!r} either; check it."
        )
    raise typer.Exit(1)
