"""hewei period: compute one legal period with its reasons, or a whole list of them."""

from __future__ import annotations

import json
import re
import sys
from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from workflows.cli.period_rows import ReadRow, Row, read_rows
from workflows.config import read_settings
from workflows.domain.law import Law
from workflows.domain.period import PeriodResult, parse_start
from workflows.errors import HeweiError, PeriodBatchRefused, UnknownPack
from workflows.resources import data
from workflows.usecases.load_law import load_law

PACK = re.compile(r"[a-z0-9][a-z0-9-]*")


def period(
    start: Annotated[
        str | None, typer.Option(help="起算事由发生的日期（或带时区的时刻）/ trigger day")
    ] = None,
    length: Annotated[int | None, typer.Option(help="期间长度 / length")] = None,
    unit: Annotated[str | None, typer.Option(help="单位 / unit: day|working-day|month|year|hour")] = None,
    rule: Annotated[str | None, typer.Option(help="法定期间编号，如 D20 / id of a legal period")] = None,
    pack: Annotated[str | None, typer.Option(help="地方或机构的规则包 / pack of a place")] = None,
    batch: Annotated[
        Path | None,
        typer.Option(help="JSON 列表、逐行 JSON 或 CSV 文件，- 为标准输入 / JSON list, JSON lines or CSV"),
    ] = None,
    *,
    explain: Annotated[bool, typer.Option("--explain", help="逐步说明 / show every step")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="输出 JSON / for programs")] = False,
) -> None:
    """计算期间届满日，说明理由；--batch 一次计算一个列表。 Compute when a legal period ends, and say why."""
    try:
        law = _law(pack)
        if batch is not None:
            raise typer.Exit(_print_batch(law, batch))
        row = {"start": start, "length": length, "unit": unit, "rule": rule}
        result = due(law, {key: value for key, value in row.items() if value is not None})
    except HeweiError as refused:
        _print_refusal(refused, as_json=as_json)
        raise typer.Exit(1) from refused
    if as_json:
        _write(_described(result))
    else:
        _print(result, explain=explain)


def due(law: Law, row: Row) -> PeriodResult:
    """Return the result for one *row* with ``start`` and ``length`` and ``unit``, or ``rule``.

    Raises:
        PeriodBatchRefused: a key is missing or of the wrong kind.
        HeweiError: the period cannot be computed; the class says why.
    """
    start, length, unit, rule = (row.get(key) for key in ("start", "length", "unit", "rule"))
    if not isinstance(start, str):
        raise _incomplete("start")
    if length is not None and (isinstance(length, bool) or not isinstance(length, int)):
        raise _incomplete("length")
    if rule:
        return law.held(law.due(str(rule), parse_start(start), length=length, unit=unit))
    if length is None or unit is None:
        raise _incomplete("length" if length is None else "unit")
    return law.held(law.after(parse_start(start), length, str(unit)))


def _incomplete(key: str) -> PeriodBatchRefused:
    return PeriodBatchRefused(
        f"The value of {key!r} is missing or wrong; give start, and length with unit, or rule.",
        zh=f"缺少 {key} 或者写法有误；请给出 start，以及 length 和 unit，或者 rule。",
        key=key,
    )


def _law(pack: str | None) -> Law:
    settings = read_settings()
    root = data("bpmn", settings.site)
    if pack is None:
        return load_law(root)
    folders = [shelf / pack for shelf in (settings.packs, root / "packs")] if PACK.fullmatch(pack) else []
    found = next((folder for folder in folders if folder.is_dir()), None)
    if found is None:
        raise UnknownPack(
            f"There is no pack {pack!r} under bpmn/packs or {settings.packs}; look at the names there.",
            zh=f"bpmn/packs 和 {settings.packs} 下都没有规则包 {pack!r}；请核对名称。",
            pack=pack,
        )
    return load_law(root, found if (found / "law").is_dir() else None)


def _print_batch(law: Law, file: Path) -> int:
    answers = [_answer(law, row) for row in read_rows(_content(file), str(file))]
    _write(answers)
    return 1 if any("error" in answer for answer in answers) else 0


def _content(file: Path) -> bytes:
    try:
        return sys.stdin.buffer.read() if str(file) == "-" else file.read_bytes()
    except OSError as broken:
        raise PeriodBatchRefused(
            f"{file} cannot be read: {broken}. Name a file that exists, or - for what is typed in.",
            zh=f"{file} 无法读取：{broken}。请指明存在的文件，或以 - 表示标准输入。",
            file=str(file),
        ) from broken


def _answer(law: Law, read: ReadRow) -> Row:
    """Return the row with ``end`` and what is doubtful about it, or with ``error`` where it is refused."""
    try:
        if read.refused is not None:
            raise read.refused
        result = due(law, read.row)
    except HeweiError as refused:
        return {
            **read.row,
            "end": None,
            "error": refused.code,
            "message": refused.message,
            "message_zh": refused.zh,
        }
    doubts = {"provisional": result.provisional, "outside_force": result.explanation.outside_force}
    return {**read.row, "end": _iso(result.end), **{name: True for name, so in doubts.items() if so}}


def _described(result: PeriodResult) -> Row:
    return {
        "end": _iso(result.end),
        "ends_at": result.ends_at.isoformat(),
        "provisional": result.provisional,
        "explanation": result.explanation.model_dump(mode="json"),
        "zh": result.explanation.sentences("zh"),
        "en": result.explanation.sentences("en"),
    }


def _iso(end: date) -> str:
    """Return a day as 2026-01-30, an instant as 2026-01-30T10:00+08:00 (with seconds where it has any)."""
    if not isinstance(end, datetime):
        return end.isoformat()
    return end.isoformat(timespec="seconds" if end.second else "minutes")


def _write(value: object) -> None:
    text = json.dumps(value, ensure_ascii=False, indent=1) + "\n"
    sys.stdout.write(
        text.encode("utf-8", "backslashreplace").decode()
    )  # half of a pair is written as an escape


def _print(result: PeriodResult, *, explain: bool) -> None:
    console = Console(highlight=False, soft_wrap=True)
    doubt = "（暂定 / provisional）" if result.provisional else ""
    if result.explanation.outside_force:
        doubt += "（起算日不在该规定的施行期间内 / the rule is not known to be in force then）"
    console.print(f"[bold]{_iso(result.end)}[/bold] {doubt}".rstrip())
    if explain:
        lines = zip(result.explanation.sentences("zh"), result.explanation.sentences("en"), strict=True)
        for number, (zh, en) in enumerate(lines, start=1):
            console.print(f"{number}. {zh}\n   {en}", markup=False)


def _print_refusal(refused: HeweiError, *, as_json: bool) -> None:
    if as_json:
        _write({"error": refused.code, "message": refused.message, "message_zh": refused.zh})
    else:
        Console(stderr=True, soft_wrap=True).print(f"{refused.zh}\n{refused.message}", markup=False)
