"""What stands in each pack: bodies as the sources count them, a tree without loops, invented people only."""

from __future__ import annotations

import csv
import tomllib
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from workflows.testing.stage import stage
from workflows.usecases.load_pack import load_pack, organisations_of

PACKS = Path(__file__).resolve().parents[3] / "bpmn" / "packs"
PLACES = sorted(each.parent.name for each in PACKS.glob("*/pack.toml"))
HEADS = {
    "yunyang": {"village_station": 479, "township_centre": 42, "county_centre": 1, "enterprise_station": 112},
    "jincheng": {"township_centre": 84, "village_station": 2326, "mediation_group": 10475},
    "dongli": {"village_station": 71},
    "huludao": {"township_centre": 128, "village_station": 1066 + 219},
    "tiedong": {"department": 35},
    "panjin": {"township_centre": 46, "village_station": 478},
    "xingwang": {"village_station": 4, "department": 12},
}
"""The numbers of bodies that the sources give."""


def rows(pack: str, table: str) -> Sequence[dict[str, str]]:
    """Return the rows of one table of a pack."""
    with (PACKS / pack / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def words(pack: str) -> dict[str, Any]:
    """Return what pack.toml says."""
    return tomllib.loads((PACKS / pack / "pack.toml").read_text("utf-8"))


@pytest.mark.parametrize("pack", sorted(HEADS))
def test_bodies_are_as_many_as_the_source_counts(pack: str) -> None:
    """机构数目与来源一致:晋城 84、2326、10475,云阳 479、42、1、112,等等。"""
    counted = Counter(row["kind"] for row in rows(pack, "organisations"))
    assert {kind: counted[kind] for kind in HEADS[pack]} == HEADS[pack]


def test_jincheng_adds_up_to_the_stated_total() -> None:
    """晋城:84 + 2326 + 10475 = 12885,与来源的总数相符。"""
    network = words("jincheng")["network"]
    parts = [network[kind] for kind in ("township_centre", "village_station", "mediation_group")]
    assert sum(parts) == network["stated_organisations"]


def test_what_the_source_leaves_unnamed_stays_unnamed() -> None:
    """“六级六步”“3456”只有数目,名称留给地方。"""
    said = words("jincheng")
    assert (said["levels"], said["steps"], said["mode_3456"]) == (
        {"count": 6, "names": []},
        {"count": 6, "names": []},
        {"meaning": ""},
    )


@pytest.mark.parametrize("pack", PLACES)
def test_every_body_hangs_in_one_tree(pack: str) -> None:
    """每个机构的上级都在本包内,没有成环。"""
    bodies = [dict(row) for row in rows(pack, "organisations")]
    assert len(list(organisations_of(pack, bodies))) == len(bodies)


@pytest.mark.parametrize("pack", PLACES)
def test_people_are_invented_and_work_in_bodies_of_the_pack(pack: str) -> None:
    """人员都是示例,任职的机构都在本包内。"""
    bodies = {row["id"] for row in rows(pack, "organisations")}
    people = rows(pack, "people")
    posts = {post.split("@")[1] for row in people for post in row["roles"].split(";")}
    assert [row["name"] for row in people if row["sample"] != "true" or "示例" not in row["name"]] == []
    assert posts - bodies == set()


@pytest.mark.parametrize("pack", PLACES)
def test_every_place_has_a_scenario_of_its_own(pack: str) -> None:
    """每个地方都有自己的场景;云阳的场景在各程序旁边。"""
    own = list((PACKS / pack / "scenarios").glob("*.yaml"))
    assert own or pack == "yunyang"


@pytest.mark.slow
def test_all_places_live_side_by_side_in_one_installation() -> None:
    """八个地方可以装在同一套系统里:登录名不重复,机构编号不重复。"""
    with stage() as (app, _):
        loaded = {place: load_pack(app, place)["organisations"] for place in PLACES}
    assert loaded == {place: len(rows(place, "organisations")) for place in PLACES}
