"""A paper of an office bears the office's own name and number, not those of the body that handles the case."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from workflows.testing.player import play
from workflows.testing.scenario import read_scenario
from workflows.testing.stage import stage
from workflows.usecases.load_pack import load_pack

SCENARIO = Path(__file__).resolve().parents[3] / "bpmn/procedures/dispute/scenarios/time-up-extended.yaml"


def test_an_order_of_the_centre_is_numbered_by_the_centre() -> None:
    """县中心发出的督办通知书用县中心的字号；乡镇自己的编号不因此跳号。"""
    whole = read_scenario(SCENARIO.read_text("utf-8"), SCENARIO.name)
    until = next(each.number for each in whole.steps if "supervision-order" in each.expect.get("papers", ()))
    with stage() as (app, clock):
        load_pack(app, whole.pack)
        played = play(app, clock, replace(whole, steps=whole.steps[:until]))
        assert played.case is not None, played.failed
        with app.store.read() as tx:
            (order,) = (p for p in tx.papers.of_case(played.case.id) if p.template == "supervision-order")
            centre = tx.directory.organisation("yunyang-county-centre")
        assert centre is not None
        assert order.number == f"{centre.short}督〔2026〕1号"
