"""`hewei render --case --masked`: a paper of a true case, for somebody who has nothing to do with it."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from workflows.bootstrap import bootstrap
from workflows.cli.render import render
from workflows.config import read_settings
from workflows.documents import Mark, PaperContext
from workflows.domain.case import Agent, Case
from workflows.errors import RenderWishRefused
from workflows.usecases.app import App
from workflows.usecases.proof_paper import masked_proof, proof_paper

pytestmark = pytest.mark.slow

COMMAND = typer.Typer()
COMMAND.command()(render)
NUMBER = "示例2025-000001"
NOW = datetime(2025, 12, 1, 2, tzinfo=UTC)
PEOPLE = ("陈示例", "林样本", "陈样子")
NUMBERS = ("500235198001010010", "13800000001", "13800000003", "6200000000000000001", "示例村1组")


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> App:
    """A machine with one case whose agreement can be printed; one party is acted for."""
    monkeypatch.setenv("HEWEI_HOME", str(tmp_path / "home"))
    app = bootstrap(read_settings())
    app.store.prepare()
    document = app.shipped_templates().sample("agreement").case
    agent = Agent(name="陈样子", relation="成年子女", phone="13800000003", special_authority=True)
    acted_for = document.parties[0].model_copy(update={"agent": agent})
    document = document.model_copy(update={"parties": (acted_for, *document.parties[1:])})
    with app.store.write() as tx:
        tx.cases.add(
            Case(
                id="c1",
                number=NUMBER,
                pack="yunyang",
                procedure="dispute",
                version="v",
                org_id="o",
                document=document,
                opened_at=NOW,
                sample=True,
            )
        )
    return app


def test_a_masked_paper_names_nobody(machine: App, tmp_path: Path) -> None:
    """Names, numbers, addresses and accounts of the parties are masked everywhere; the words of the paper stay."""
    machine.store.close()
    file = tmp_path / "agreement.html"
    done = CliRunner().invoke(COMMAND, ["agreement", "--case", NUMBER, "--masked", "-o", str(file)])
    text = re.sub(r"<[^>]+>", "", file.read_text("utf-8"))
    assert done.exit_code == 0
    assert [each for each in (*PEOPLE, *NUMBERS) if each in text] == []
    assert ("申请人：陈**" in text, "人民币1,281,800.00元" in text) == (True, True)


def test_handwriting_and_the_way_to_the_true_paper_are_left_out(machine: App) -> None:
    """A signature shows who signed, and the check code finds the true paper: a masked proof has neither."""
    with machine.store.read() as tx:
        case = tx.cases.get("c1")
        assert case is not None
        order = proof_paper(machine, tx, case, "agreement", now=NOW)
    context = PaperContext(
        number="(2025)示例镇民调字第1号",
        content="陈示例于10时签署，证件500235198001010010",
        check="1234567890123456",
        link="https://hewei.example/check",
        signatures=(Mark(place="p1", name="陈示例", path="M 1 1"),),
    )
    masked = masked_proof(type(order)(**{**vars(order), "context": context})).context
    machine.store.close()
    assert masked == PaperContext(
        number="(2025)示例镇民调字第1号", content="陈**于10时签署，证件50**************10"
    )


@pytest.mark.parametrize(
    "wish", [["-o", "."], ["-o", "a.tif"], ["-o", "nowhere/a.pdf"], ["--case", "1", "--sample"]]
)
def test_a_wish_that_cannot_be_fulfilled_is_refused_first(
    wish: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A folder, an unknown form, a folder that is not there, two sources at once: said before anything is made."""
    monkeypatch.chdir(tmp_path)
    with pytest.raises(RenderWishRefused):
        CliRunner().invoke(COMMAND, ["agreement", *wish], catch_exceptions=False)
