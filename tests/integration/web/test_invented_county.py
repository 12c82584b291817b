"""A county official makes a pack of data alone, beside Yunyang: own rest day, period, letter, tiers and numbers."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.integration.web.conftest import PASSWORD, Browser, Direct
from tests.integration.web.later.test_one_real_dispute import handed_in
from tests.quick_hash import quick_hash
from workflows.bootstrap import bootstrap
from workflows.config import Settings
from workflows.domain.work_light import last_day
from workflows.store.opening import open_store
from workflows.testing.fake_clock import FakeClock
from workflows.usecases.app import App
from workflows.usecases.check_pack import check_pack
from workflows.usecases.compose_paper import compose_paper
from workflows.usecases.load_pack import load_pack
from workflows.usecases.new_pack import new_pack
from workflows.usecases.take_letter import take_letter
from workflows.web.app import create_app

MONDAY = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
REST_DAY = """year = 2026
adds = true

[[notices]]
id = "minghe-2026"
title = "明和县人民政府关于放假的通知（示例）"

[[rest]]
date = 2026-03-04
weekday = "Wed"
zh = "明和节（示例）"
en = "Minghe festival (sample)"
notice = "minghe-2026"
"""
PERIOD = (
    '[[period]]\nid = "D01"\nlength = 20\nunit = "day"\narticle = "明和县调解办法（示例）"\nverified = true\n'
)
GROUP = "minghe-group,mediation_group,group,minghe-village,示例村民小组调解小组,Sample group,组,true\n"
OWN_WORDS = "<p>明和县调解热线（示例）：00000。</p>\n"


def lay_out(app: App) -> Path:
    """Do what the official does: make the pack, then write a rest day, a period, a tier, numbers and a letter."""
    folder = new_pack(app.settings.packs, "minghe", "明和县")
    (folder / "law" / "calendars").mkdir()
    (folder / "law" / "calendars" / "2026-local.toml").write_text(REST_DAY, "utf-8")
    (folder / "law" / "periods.toml").write_text(PERIOD, "utf-8")
    with (folder / "organisations.csv").open("a", encoding="utf-8") as bodies:
        bodies.write(GROUP)
    words = (folder / "pack.toml").read_text("utf-8")
    (folder / "pack.toml").write_text(words.replace("{short}民调字第", "{short}和解字第"), "utf-8")
    letter = take_letter(app, "minghe", "rights-notice") / "body.html.j2"
    letter.write_text(letter.read_text("utf-8") + OWN_WORDS, "utf-8")
    return folder


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    """One installation with Yunyang and the county of the official."""
    settings = Settings(home=tmp_path_factory.mktemp("home"), database="memory:", sample=True)
    app = bootstrap(settings, clock=FakeClock(MONDAY), store=open_store("memory:"))
    app.store.prepare()
    folder = lay_out(app)
    assert check_pack(app, folder) == []
    for pack in ("yunyang", "minghe"):
        load_pack(app, pack, password=quick_hash(PASSWORD))
    yield app
    app.store.close()


@pytest.fixture(scope="module")
def desk(county: App) -> Iterator[Callable[[str], Browser]]:
    """A maker of browsers in which somebody of either place is signed in."""
    with asyncio.Runner() as runner:
        transport = Direct(runner, create_app(county))

        def make(login: str) -> Browser:
            made = Browser(httpx.Client(transport=transport, base_url="http://desk.test"))
            assert made.sign_in(login).status_code == 303
            return made

        yield make


@dataclass(frozen=True)
class Village:
    """The village in which a case is told, and who works there."""

    org: str
    clerk: str
    chair: str
    mediator: str
    account: str


VILLAGES = {
    "yunyang": Village(
        "yunyang-fengming-v02", "village-med", "village-med", "village-med", "yunyang:village-med"
    ),
    "minghe": Village("minghe-village", "minghe-desk", "minghe-chair", "minghe-med", "minghe:minghe-med"),
}
INTAKE = {
    "intake.received_on": "2026-03-02", "intake.channel": "window", "intake.source": "application",
    "parties": [
        {"role": "applicant", "kind": "person", "name": "甲当事人（示例）", "address": "示例村", "consents": True},
        {"role": "respondent", "kind": "person", "name": "乙当事人（示例）", "address": "示例村", "consents": True},
    ],
    "claim.title": "屋檐滴水（示例）", "claim.type": "neighbour", "claim.summary": "示例。",
    "place.scope": "one_village", "place.severity": "ordinary", "intake.matter_class": "general",
    "intake.nature": "civil", "intake.has_definite_respondent": True, "intake.has_claim": True,
    "intake.materials_complete": True,
}  # fmt: skip


def life(village: Village) -> Iterator[tuple[str, str, Mapping[str, Any]]]:
    """Yield the steps of one case: form, who fills it in, and with what."""
    day = "2026-03-02"
    yield "register", village.clerk, {**INTAKE, "place.org_id": village.org}
    accepted = {"intake.decision": "accept", "intake.decided_on": day, "handling.accepted_on": day}
    yield "accept", village.clerk, accepted
    person = {"handling.mediator_id": village.account, "handling.mediator_name": "调解员（示例）"}
    yield "appoint", village.chair, person
    told = {"handling.notified_on": day, "handling.rights_notified": True, "handling.recusal_asked": False}
    yield "notify", village.mediator, told
    held = {"held_on": day, "place": "村委会", "mode": "together", "mediators": "调解员（示例）"}
    yield "session", village.mediator, {**held, "minutes": "同意改檐。", "outcome": "agreed"}
    agreed = {
        "agreement.agreed_on": day,
        "agreement.facts": "属实。",
        "agreement.terms": "乙改檐，付甲三百元。",
    }
    paid = {"agreement.amount": 300, "agreement.performance": "三十日内。", "agreement.wants_written": True}
    yield "terms", village.mediator, {**agreed, **paid, "agreement.instalments": [
        {"payer": "乙当事人（示例）", "payee": "甲当事人（示例）", "amount": 300, "due_on": "2026-03-31"}
    ]}  # fmt: skip
    signed = {
        "agreement.signed_by_all": True,
        "agreement.effective_on": day,
        "agreement.signature_kind": "wet",
    }
    yield (
        "sign",
        village.mediator,
        {**signed, "agreement.copies": 3, "agreement.confirmation_refusal": "不需要。"},
    )


@dataclass(frozen=True)
class Told:
    """What became of the case in one place: its id, its numbers, its days, and the letter about rights."""

    case: str
    number: str
    agreement: str
    due: Mapping[str, str]
    letter: str


@pytest.fixture(scope="module")
def told(county: App, desk: Callable[[str], Browser]) -> Mapping[str, Told]:
    """The same case, told once in each place through the pages."""
    return {pack: tell(county, desk, village) for pack, village in VILLAGES.items()}


def tell(app: App, desk: Callable[[str], Browser], village: Village) -> Told:
    """Fill in every form of the case on its page."""
    clerk = desk(village.clerk)
    clerk.get("/cases/new")
    opened = clerk.post("/cases/new", {"title": INTAKE["claim.title"], "org": village.org})
    case = opened.headers["location"].removeprefix("/tasks/").partition(":")[0]
    due: dict[str, str] = {}
    for form, who, answers in life(village):
        with app.store.read() as tx:
            items = tx.work.of_case(case)
            timers = [each for each in tx.timers.of_case(case) if each.rule and each.kind != "warning"]
            due |= {each.rule: str(last_day(each.due_at)) for each in timers}
        item = next(each for each in items if each.element == form)
        browser = desk(who)
        answer = handed_in(browser, f"/tasks/{item.id}", dict(answers))
        assert answer.status_code == 303, (form, answer.text)
    with app.store.read() as tx:
        found = tx.cases.get(case)
        assert found is not None
        paper = next(each for each in tx.papers.of_case(case) if each.template == "rights-notice")
        return Told(
            case, found.number, found.document.agreement.number, due, compose_paper(app, tx, paper).text
        )


def test_each_place_has_its_own_days(told: Mapping[str, Told]) -> None:
    """明和县 3 月 4 日放假，受理审查多一日；调解期限二十日。云阳照全国的规定。"""
    assert {pack: (each.due["D03"], each.due["D01"]) for pack, each in told.items()} == {
        "yunyang": ("2026-03-05", "2026-04-02"),
        "minghe": ("2026-03-06", "2026-03-23"),
    }


def test_each_place_says_it_in_its_own_letter(told: Mapping[str, Told]) -> None:
    """明和县的告知书写有本地热线，云阳的没有。"""
    assert {pack: "明和县调解热线" in each.letter for pack, each in told.items()} == {
        "yunyang": False,
        "minghe": True,
    }


@pytest.mark.parametrize(("here", "there"), [("yunyang", "minghe"), ("minghe", "yunyang")])
def test_neither_sees_the_other(
    desk: Callable[[str], Browser], told: Mapping[str, Told], here: str, there: str
) -> None:
    """一地的人看不到另一地的案件，搜索也找不到。"""
    browser = desk(VILLAGES[here].clerk)
    seen = [browser.get(f"/cases/{told[pack].case}").status_code for pack in (here, there)]
    found = browser.get(f"/cases?q={told[there].number}").text
    assert (seen, told[there].number in browser.get("/cases").text) == ([200, 404], False)
    assert f"/cases/{told[there].case}" not in found


def test_each_place_writes_its_own_numbers(told: Mapping[str, Told]) -> None:
    """同一件事在两地各编各的案号和协议号。"""
    assert {pack: (each.number, each.agreement) for pack, each in told.items()} == {
        "yunyang": ("云综〔2026〕000001号", "（2026）渝云凤鸣02民调字第1号"),
        "minghe": ("明综〔2026〕000001号", "（2026）明村和解字第1号"),
    }
