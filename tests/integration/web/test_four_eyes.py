"""Procedures with four eyes over pages and API: proposed by one designer, published by another, as it was proposed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from tests.integration.web.conftest import PASSWORD
from tests.quick_hash import quick_hash
from workflows.domain.identity import Account
from workflows.domain.organisation import Membership
from workflows.usecases.app import App

PROCEDURE = "/procedures/mediator-registry"
PAGE = "/designer/mediator-registry"
FILE = f"{PROCEDURE}/files/mediator-registry.bpmn"


@pytest.fixture
def colleague(machine: App, monkeypatch: pytest.MonkeyPatch, program: Any, place: Any) -> Iterator[str]:
    """Return the login of a second designer at a place that wants four eyes; the draft is gone afterwards."""
    pack = machine.catalogue.pack("yunyang")
    strict = replace(pack, data={**pack.data, "designing": {"four_eyes": True}})
    monkeypatch.setitem(machine.catalogue.packs, "yunyang", strict)
    second = Account(
        id="designer-2",
        login="designer-2",
        name="宋复核（示例）",
        pack="yunyang",
        password=quick_hash(PASSWORD),
    )
    post = Membership(account_id=second.id, org_id="yunyang-county-centre", role="designer")
    with machine.store.write() as tx:
        tx.directory.put_account(second, [post])
    yield second.login
    caller = program(place.designer)
    caller.client.delete(f"/api{PROCEDURE}/draft", headers=caller.headers())


def drawn(caller: Any, words: str) -> None:
    """Let a designer change a word of the diagram."""
    content = caller.get(FILE).content + f"<!-- {words} -->".encode()
    assert caller.put(FILE, content).json() == {"changed": True}


def test_a_program_proposes_and_another_designer_publishes(program: Any, place: Any, colleague: str) -> None:
    """没提交的、自己提交的、提交后又改过的，接口都拒绝并说明；同一个键只提交一次；另一人发布后提案了结。"""
    first, second = program(place.designer), program(colleague)
    drawn(first, "甲")
    assert second.post(f"{PROCEDURE}/publish").json()["code"] == "procedure-not-proposed"
    proposals = [
        first.post(f"{PROCEDURE}/propose", {"note": "改一字"}, key="k-propose").json() for _ in range(2)
    ]
    assert proposals[0] == proposals[1]
    assert proposals[0]["note"] == "改一字"
    assert first.post(f"{PROCEDURE}/publish").json()["code"] == "four-eyes-needed"
    shown = second.get(PROCEDURE).json()
    assert (shown["four_eyes"], shown["proposal"], shown["outdated"]) == (True, proposals[0], False)
    assert [row["id"] for row in second.get("/procedures").json() if row["proposed"]] == ["mediator-registry"]
    drawn(first, "乙")
    assert second.get(PROCEDURE).json()["outdated"]
    assert second.post(f"{PROCEDURE}/publish").status_code == 409
    first.post(f"{PROCEDURE}/propose")
    assert second.post(f"{PROCEDURE}/publish").json()["fresh"]
    assert second.get(PROCEDURE).json()["proposal"] is None


def test_a_mediator_proposes_nothing(program: Any, place: Any) -> None:
    """Only who draws procedures proposes one."""
    assert program(place.mediator).post(f"{PROCEDURE}/propose").status_code == 403


def test_the_pages_say_who_proposed_and_what_is_still_to_do(
    browser: Any, program: Any, place: Any, colleague: str
) -> None:
    """页面：提交后两人都看到谁提交、为什么；自己发布被拒；又改过的要重新提交；画坏的草稿也打得开；发布后提示消失。"""
    drawing = program(place.designer)
    drawn(drawing, "丙")
    first, second = browser(place.designer), browser(colleague)
    assert "本地规定" in first.get(PAGE).text
    assert "已提交审核" in first.post(f"{PAGE}/propose", {"note": "改了标题"}).text
    refused = first.post(f"{PAGE}/publish")
    assert (refused.status_code, "须由另一位同事" in refused.text) == (403, True)
    assert "待审核发布" in second.get("/designer").text
    assert "改了标题" in second.get(PAGE).text
    sound = drawing.get(FILE).content
    drawing.put(FILE, b"<oops")
    assert "后来又有修改" in second.get(PAGE).text
    assert second.post(f"{PAGE}/propose").status_code == 422
    drawing.put(FILE, sound)
    assert "后来又有修改" not in second.get(PAGE).text
    assert "已发布" in second.post(f"{PAGE}/publish").text
    assert "待审核发布" not in second.get("/designer").text
