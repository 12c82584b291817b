"""`hewei case`: open, show, list and export cases from the command line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table

from workflows.bootstrap import bootstrap
from workflows.clock import CHINA
from workflows.config import read_settings
from workflows.domain.actor import CONSOLE, Actor
from workflows.domain.case import Case, CaseStatus
from workflows.domain.permission import Action
from workflows.errors import UnknownCase, UnknownLogin, UnreadableInput
from workflows.store import Tx
from workflows.usecases.app import App
from workflows.usecases.begin_case import begin_case
from workflows.usecases.erase_case import erase_case
from workflows.usecases.hand_in import hand_in
from workflows.usecases.note_reading import note_reading
from workflows.usecases.sign_in import actor_of
from workflows.whole_file import write_whole

case = typer.Typer(no_args_is_help=True, help="案件 / cases")
MOST = 100_000
Json = Annotated[bool, typer.Option("--json", help="输出 JSON / print JSON")]
Login = Annotated[str, typer.Option("--as", help="以谁的名义（登录名）/ on whose behalf (login)")]


@case.command("open")
def open_one(
    org: Annotated[str, typer.Option(help="受理机构编号 / id of the body that takes it in")],
    login: Login,
    answers: Annotated[
        Path | None, typer.Option("--with", help="已知内容的 JSON 文件 / JSON file of what is known")
    ] = None,
    key: Annotated[str, typer.Option(help="幂等键 / idempotency key")] = "",
) -> None:
    """立案，打印案号。 Open a case and print its number."""
    app = bootstrap(read_settings())
    app.store.prepare()
    print(begin_case(app, actor_named(app, login), org, _given(answers), key=key).number)


@case.command("submit")
def submit(
    number: Annotated[str, typer.Argument(help="案号 / case number")],
    step: Annotated[str, typer.Argument(help="待办的编号或表单 / element or form of the open step")],
    login: Login,
    answers: Annotated[
        Path | None, typer.Option("--with", help="填写内容的 JSON 文件 / JSON file of the answers")
    ] = None,
    key: Annotated[str, typer.Option(help="幂等键 / idempotency key")] = "",
) -> None:
    """办理案件的一项待办。 Do an open step of a case."""
    app = bootstrap(read_settings())
    with app.store.read() as tx:
        found = case_numbered(tx, number)
        item = next((i for i in tx.work.of_case(found.id) if step in (i.element, i.form)), None)
    if item is None:
        raise UnknownCase(
            f"The case {number} has no open step {step!r}.",
            zh=f"案件 {number} 没有待办 {step!r}。",
            case=number,
        )
    after = hand_in(app, actor_named(app, login), item.id, _given(answers), key=key)
    print(f"{after.number} {after.status} rev {after.rev}")


@case.command("show")
def show(number: Annotated[str, typer.Argument(help="案号 / case number")], as_json: Json = False) -> None:
    """查看案件：环节、待办、期限、文书。 Show one case: phase, open steps, dates, papers."""
    app = bootstrap(read_settings())
    with app.store.read() as tx:
        row = described(tx, case_numbered(tx, number))
    if as_json:
        print(json.dumps(row, ensure_ascii=False, indent=2))
        return
    console = Console()
    console.print(f"[bold]{row['number']}[/bold] {row['title']}  {row['status']} / {row['phase']}")
    for heading in ("open", "dates", "papers"):
        table = Table(title=heading, title_justify="left")
        rows = row[heading]
        for column in rows[0] if rows else ():
            table.add_column(column)
        for each in rows:
            table.add_row(*(str(value) for value in each.values()))
        if rows:
            console.print(table)


@case.command("list")
def list_all(
    status: Annotated[CaseStatus | None, typer.Option(help="状态 / status")] = None,
    text: Annotated[str, typer.Option(help="案号、标题或当事人 / number, title or party")] = "",
    limit: Annotated[int, typer.Option(min=1, max=MOST, help="最多几件 / at most")] = 50,
    as_json: Json = False,
) -> None:
    """列出案件，新的在前。 List cases, newest first."""
    app = bootstrap(read_settings())
    with app.store.read() as tx:
        cases = tx.cases.search(status=status or "", text=text, limit=limit)
    rows = [
        {
            "number": each.number,
            "title": each.title,
            "status": each.status.value,
            "phase": each.phase,
            "damaged": each.damaged,
        }
        for each in cases
    ]
    if as_json:
        print(json.dumps(rows, ensure_ascii=False, indent=2))
        return
    table = Table("number", "title", "status", "phase")
    for each in cases:
        title = "记录损坏 / record damaged" if each.damaged else each.title
        table.add_row(each.number, title, each.status.value, each.phase)
    Console().print(table)


@case.command("export")
def export(
    number: Annotated[str, typer.Argument(help="案号 / case number")],
    output: Annotated[Path, typer.Option("-o", "--output", help="文件 / file")],
) -> None:
    """把案件连同经过导出为 JSON，读取记入审计。 Write a case and its journal to a JSON file; the audit tells of it."""
    app = bootstrap(read_settings())
    with app.store.read() as tx:
        found = case_numbered(tx, number)
        whole = {
            **described(tx, found),
            "document": found.document.model_dump(mode="json"),
            "journal": [
                {
                    "seq": e.seq,
                    "rev": e.rev,
                    "at": e.at.isoformat(),
                    "actor": e.actor,
                    "fact": e.fact.kind,
                    "element": e.fact.element,
                    "data": dict(e.fact.data),
                }
                for e in tx.journal.of_case(found.id)
            ],
        }
    note_reading(app, CONSOLE, Action.READ_CASE.value, found.id, "hewei case export")
    write_whole(output, json.dumps(whole, ensure_ascii=False, indent=2).encode(), private=True)
    print(output)


@case.command("erase")
def erase(
    number: Annotated[str, typer.Argument(help="案号 / case number")],
    login: Login,
    paper: Annotated[str, typer.Option(help="销毁决定的文号 / number of the decision")],
) -> None:
    """销毁保管期满的案件：密钥销毁，文件删除，不能恢复。 Erase a case whose retention has ended, for good."""
    app = bootstrap(read_settings())
    app.store.prepare()
    left = erase_case(app, actor_named(app, login), number, paper=paper)
    print(f"{left.number} erased {_day(left.erased_at)}")


def described(tx: Tx, found: Case) -> dict[str, Any]:
    """Return a case as plain rows: what is open, which dates stand, which papers there are."""
    return {
        "number": found.number,
        "title": found.title,
        "status": found.status.value,
        "phase": found.phase,
        "rev": found.rev,
        "open": [
            {"element": i.element, "name": i.name, "role": i.role, "org": i.org_id, "due": _day(i.due_at)}
            for i in tx.work.of_case(found.id)
        ],
        "dates": [
            {
                "element": t.element,
                "rule": t.rule,
                "due": _day(t.due_at),
                "status": t.status.value,
                "why": t.explanation,
            }
            for t in tx.timers.of_case(found.id)
            if t.kind != "warning"
        ],
        "papers": [
            {
                "id": p.id,
                "template": p.template,
                "number": p.number,
                "status": p.status.value,
                "pdf": p.pdf_sha256[:12],
            }
            for p in tx.papers.of_case(found.id)
        ],
    }


def case_numbered(tx: Tx, number: str) -> Case:
    """Return the case with this number.

    Raises:
        UnknownCase: there is none.
    """
    found = tx.cases.by_number(number)
    if found is None:
        raise UnknownCase(f"There is no case {number!r}.", zh=f"没有案号为 {number!r} 的案件。", case=number)
    return found


def actor_named(app: App, login: str) -> Actor:
    """Return the account with this login as the one who acts.

    Raises:
        UnknownLogin: there is none.
    """
    with app.store.read() as tx:
        account = tx.directory.account_by_login(login)
        if account is None:
            raise UnknownLogin(f"There is no account {login!r}.", zh=f"没有登录名 {login!r}。", login=login)
        return actor_of(tx, account)


def _given(file: Path | None) -> dict[str, Any]:
    """Return the answers in *file*, none without one.

    Raises:
        UnreadableInput: it holds no JSON object.
    """
    if file is None:
        return {}
    try:
        answers = json.loads(file.read_bytes())
    except (OSError, ValueError, RecursionError) as broken:
        raise _unreadable(file, str(broken)) from broken
    if not isinstance(answers, dict):
        raise _unreadable(file, type(answers).__name__)
    return answers


def _unreadable(file: Path, why: str) -> UnreadableInput:
    return UnreadableInput(
        f"{file} does not hold one JSON object of answers ({why}); correct it.",
        zh=f"{file} 不是一个由填写内容组成的 JSON 对象（{why}）；请更正。",
        file=str(file),
    )


def _day(at: Any) -> str:
    return at.astimezone(CHINA).isoformat(timespec="minutes") if at else ""
