"""Two places in one installation: each has its own numbers, bodies, people, law and procedures."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from workflows.errors import UnknownCase
from workflows.testing.cast import actor_for
from workflows.testing.stage import stage
from workflows.usecases.app import App
from workflows.usecases.begin_case import intake_procedures
from workflows.usecases.load_pack import load_pack
from workflows.usecases.open_case import OpenCase, open_case
from workflows.usecases.show_case import show_case

pytestmark = pytest.mark.slow

DESKS = (("yunyang", "county-desk", "yunyang-county-centre"), ("taicang", "taicang-desk", "taicang-centre"))


@pytest.fixture(scope="module")
def app() -> Iterator[App]:
    """One machine with Yunyang and Taicang."""
    with stage() as (machine, clock):
        clock.move_to(clock.now().replace(year=2026, month=3))
        load_pack(machine, "yunyang")
        load_pack(machine, "taicang")
        yield machine


def test_each_place_numbers_its_own_cases(app: App) -> None:
    """两个辖区各编各的号。"""
    numbers = {}
    for pack, login, org in DESKS:
        case = open_case(app, actor_for(app, pack, login, org), OpenCase(pack=pack, org_id=org))
        numbers[pack] = case.number
    assert numbers == {"yunyang": "云综〔2026〕000001号", "taicang": "太综〔2026〕000001号"}


def test_nobody_sees_the_cases_of_the_other_place(app: App) -> None:
    """一个辖区的人看不到另一个辖区的案件。"""
    there = actor_for(app, "yunyang", "county-desk", "yunyang-county-centre")
    case = open_case(app, there, OpenCase(pack="yunyang", org_id="yunyang-county-centre"))
    here = actor_for(app, "taicang", "taicang-desk", "taicang-centre")
    with pytest.raises(UnknownCase):
        show_case(app, here, case.id)
    assert show_case(app, there, case.id).case.number == case.number


def test_each_place_opens_its_own_procedures(app: App) -> None:
    """太仓可以办社区议事,云阳没有这个程序。"""
    offered = {
        pack: {each.procedure for each in intake_procedures(app, actor_for(app, pack, login, org))}
        for pack, login, org in DESKS
    }
    assert ("council" in offered["taicang"], "council" in offered["yunyang"]) == (True, False)


def test_the_law_of_one_place_is_not_that_of_another(app: App) -> None:
    """深圳三十日,云阳一个月。"""
    days = {pack: app.law(pack).due("D01", date(2026, 1, 31)).end for pack in ("yunyang", "shenzhen")}
    assert days == {"yunyang": date(2026, 2, 28), "shenzhen": date(2026, 3, 2)}
