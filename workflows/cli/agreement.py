"""`hewei agreement`: check a draft agreement before it is signed, from a text or a case document."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer
from pydantic import ValidationError
from rich.console import Console

from workflows.domain.agreement_check import AgreementFinding, check_agreement, ready_to_sign
from workflows.domain.case import CaseDocument
from workflows.errors import DraftUnreadable


def agreement(
    file: Annotated[
        Path, typer.Argument(help="协议文本 *.txt，或者案情 *.json（- 为标准输入） / text or case document")
    ],
    *,
    as_json: Annotated[bool, typer.Option("--json", help="输出 JSON / for programs")] = False,
) -> None:
    """签署前检查调解协议；有错误时返回 1。 Check a draft agreement before signing; exit 1 on errors."""
    document, text = read_draft(sys.stdin.read() if str(file) == "-" else _content(file))
    findings = check_agreement(document, text=text)
    if as_json:
        print(json.dumps([asdict(finding) for finding in findings], ensure_ascii=False, indent=1))
    else:
        _print(findings)
    if not ready_to_sign(findings):
        raise typer.Exit(1)


def read_draft(content: str) -> tuple[CaseDocument, str]:
    """Return the case document and the text of a draft.

    A JSON object is a case document (or `{"case": …, "text": …}`); anything else is the agreement's text.

    Raises:
        DraftUnreadable: it is JSON, but no case document.
    """
    if not content.lstrip().startswith("{"):
        return CaseDocument(), content
    try:
        whole = json.loads(content)
        fields = whole.get("case", {key: value for key, value in whole.items() if key != "text"})
        return CaseDocument.model_validate(fields), str(whole.get("text", ""))
    except (ValueError, ValidationError) as error:
        raise DraftUnreadable(
            f"This draft cannot be read: {error}", zh=f"无法读取这份协议草稿：{error}"
        ) from error


def _content(file: Path) -> str:
    try:
        return file.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise DraftUnreadable(f"{file} cannot be read: {error}", zh=f"无法读取 {file}：{error}") from error


def _print(findings: tuple[AgreementFinding, ...]) -> None:
    console = Console(highlight=False, soft_wrap=True)
    for finding in findings:
        console.print(f"[{finding.severity.value}] {finding.rule}  {finding.law}", markup=False, style="bold")
        console.print(f"  {finding.zh}{finding.remedy_zh}。", markup=False)
        console.print(f"  {finding.en} {finding.remedy_en}.", markup=False)
    if not findings:
        console.print("没有发现问题 / nothing was found")
