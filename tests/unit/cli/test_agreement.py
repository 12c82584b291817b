"""`hewei agreement` checks a draft from a text or from a case document."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from workflows.cli.agreement import agreement
from workflows.errors import DraftUnreadable

COMMAND = typer.Typer()
COMMAND.command()(agreement)


def run(content: str, tmp_path: Path, *words: str) -> tuple[int, str]:
    """Return exit code and output for a draft."""
    file = tmp_path / "draft"
    file.write_text(content, "utf-8")
    result = CliRunner().invoke(COMMAND, [str(file), *words], catch_exceptions=False)
    return result.exit_code, result.output


def test_a_text_with_faults_is_refused(tmp_path: Path) -> None:
    """A text with an open date is refused, with the article and the remedy."""
    code, words = run("1.乙方尽快支付甲方赔偿款5000元(伍仟元整)。", tmp_path)
    assert (code, "vague-time" in words, "人民调解法第二十九条" in words) == (1, True, True)


def test_a_case_document_is_read_with_its_text(tmp_path: Path) -> None:
    """Fields and text may come together as JSON, and the findings go out as JSON."""
    draft = {
        "case": {"agreement": {"amount": 6000}},
        "text": "1.乙方2025年12月31日前转账支付甲方5000元(伍仟元整)。",
    }
    code, words = run(json.dumps(draft), tmp_path, "--json")
    assert code == 1
    assert "amount-text-differs" in {finding["rule"] for finding in json.loads(words)}


def test_a_sound_draft_passes(tmp_path: Path) -> None:
    """Nothing is found in a sound text."""
    text = "1.乙方2025年12月31日前转账支付甲方5000元(伍仟元整)。2.逾期支付违约金。3.双方再无其他争议。"
    assert run(text, tmp_path) == (0, "没有发现问题 / nothing was found\n")


def test_json_that_is_no_case_is_named(tmp_path: Path) -> None:
    """A JSON object with unknown sections is refused by name."""
    with pytest.raises(DraftUnreadable, match="nonsense"):
        run('{"nonsense": 1}', tmp_path)
