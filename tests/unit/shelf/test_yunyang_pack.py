"""What stands in the Yunyang pack: the network as the source counts it, and nobody real in it."""

from __future__ import annotations

import csv
import re
import tomllib
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest

PACK = Path(__file__).resolve().parents[3] / "bpmn" / "packs" / "yunyang"
KEBAB = re.compile(r"^[a-z0-9]+(-[a-z0-9]+)*$")


def rows(table: str) -> list[dict[str, str]]:
    """Return the rows of one table of the pack."""
    with (PACK / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def words() -> dict[str, Any]:
    """Return what pack.toml says."""
    return tomllib.loads((PACK / "pack.toml").read_text("utf-8"))


def test_the_network_has_as_many_bodies_as_the_source_says(words: dict[str, Any]) -> None:
    """479 village stations, 42 township centres, 1 county centre, 112 enterprise stations, 11 industry centres."""
    counted = Counter(row["kind"] for row in rows("organisations"))
    stated = {kind: number for kind, number in words["network"].items() if not kind.startswith("stated")}
    assert stated == {kind: counted[kind] for kind in stated}


def test_every_body_has_a_plain_id_and_a_known_parent() -> None:
    """A body is named by lower-case words with hyphens, once, and hangs under a body that exists."""
    bodies = rows("organisations")
    ids = [row["id"] for row in bodies]
    assert [each for each in ids if not KEBAB.match(each)] == []
    assert len(set(ids)) == len(ids)
    assert {row["parent_id"] for row in bodies} - {""} <= set(ids)


def test_every_village_and_enterprise_station_lies_in_a_township() -> None:
    """No station hangs anywhere but under one of the 42 centres."""
    bodies = {row["id"]: row for row in rows("organisations")}
    stations = [row for row in bodies.values() if row["kind"] in {"village_station", "enterprise_station"}]
    assert {bodies[row["parent_id"]]["kind"] for row in stations} == {"township_centre"}


def test_all_persons_are_marked_as_sample() -> None:
    """Every account and mediator is invented and says so in its name."""
    named = [*rows("people"), *rows("mediators")]
    assert [row["name"] for row in named if row["sample"] != "true" or "示例" not in row["name"]] == []


def test_posts_lie_in_known_bodies_and_every_station_has_its_people() -> None:
    """Each post names a body of the pack; each village station has someone for window, committee and mediation."""
    ids = {row["id"]: row["kind"] for row in rows("organisations")}
    posts = {tuple(post.split("@")) for row in rows("people") for post in row["roles"].split(";")}
    assert {org for _, org in posts} <= set(ids)
    villages = [org for org, kind in ids.items() if kind == "village_station"]
    wanted = {(role, org) for org in villages for role in ("clerk", "chair", "mediator")}
    assert wanted - posts == set()


def test_mediators_were_adults_when_appointed() -> None:
    """A mediator has turned eighteen on the day of appointment (云阳:年满十八周岁)."""
    young = [
        row["id"]
        for row in rows("mediators")
        if date.fromisoformat(row["appointed_on"]).year - date.fromisoformat(row["born_on"]).year < 18
    ]
    assert young == []


def test_each_industry_centre_of_the_table_exists(words: dict[str, Any]) -> None:
    """Every centre that DM-04 can name is a body of the pack with a host department."""
    ids = {row["id"] for row in rows("organisations")}
    assert {each for centre in words["centres"].values() for each in centre.values()} <= ids


def test_demo_accounts_can_sign_in(words: dict[str, Any]) -> None:
    """Every account offered on the sign-in page exists."""
    assert {demo["login"] for demo in words["demo"]} <= {row["login"] for row in rows("people")}
