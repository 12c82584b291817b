"""What every store answers about the open work items of many cases: lists, counts by light, boards."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from tests.contract.samples import DAY, MINUTE, NOW, a_case, an_item
from workflows.domain.case import CaseDocument, Claim
from workflows.domain.organisation import Organisation
from workflows.domain.work_query import Bounds, StepRecord, Tally, WorkQuery
from workflows.store import Store, Tx

BOUNDS = Bounds(now=NOW, today=NOW + timedelta(hours=6), soon=NOW + 3 * DAY)
HOURS = timedelta(hours=1)


def body(ident: str, name: str) -> Organisation:
    """Return a body of the tree."""
    return Organisation(
        id=ident, pack="yunyang", kind="village_station", tier="village", name=name, path=f"{ident}/"
    )


def some_work(tx: Tx) -> None:
    """Put seven open items, one of each light at least, and two that are not open, into three cases."""
    tx.directory.put_organisations([body("village-1", "乙村"), body("village-2", "甲村")])
    for case_id, kind in (("c1", "boundary"), ("c2", "debt"), ("c3", "boundary")):
        claim = Claim(title="示例", type=kind)
        tx.cases.add(a_case(case_id, number=f"示例〔2026〕{case_id}", document=CaseDocument(claim=claim)))
    of_c1 = [
        an_item("w1", due_at=NOW - HOURS, created_at=NOW),
        an_item("w2", due_at=NOW + HOURS, name="调解", element="mediate", created_at=NOW + MINUTE),
        an_item("w3", name="归档", created_at=NOW + 2 * MINUTE, role="clerk"),
    ]
    of_c2 = [
        an_item("w4", "c2", due_at=NOW + DAY, org_id="village-2", created_at=NOW + 3 * MINUTE),
        an_item("w5", "c2", due_at=NOW + 9 * DAY, created_at=NOW + 4 * MINUTE),
        an_item("w6", "c2", due_at=NOW, created_at=NOW + 5 * MINUTE),
    ]
    of_c3 = [
        an_item("w7", "c3", due_at=NOW + 10 * DAY, org_id="village-2"),
        an_item("w8", "c3"),
        an_item("w9", "c3"),
    ]
    of_c2 = [replace(item, type="debt") for item in of_c2]
    of_c1, of_c3 = ([replace(item, type="boundary") for item in items] for items in (of_c1, of_c3))
    for case_id, items in (("c1", of_c1), ("c2", of_c2), ("c3", of_c3)):
        tx.work.replace_open(case_id, items, at=NOW)
    tx.work.claim_done("w8", by="med-1", at=NOW)
    tx.work.replace_open("c3", [of_c3[0]], at=NOW)
    for item_id, who in (("w1", "med-1"), ("w4", "med-1"), ("w5", "med-2")):
        tx.work.assign(item_id, who)


def found(store: Store, **asked: Any) -> list[str]:
    """Return the ids that a query finds."""
    with store.read() as tx:
        return [item.id for item in tx.work_lists.page(WorkQuery(**asked))]


@pytest.fixture
def full(store: Store) -> Store:
    """A store with some work in it."""
    with store.write() as tx:
        some_work(tx)
    return store


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({"assignees": frozenset({"med-1"})}, ["w1", "w4"]),
        ({"assignees": frozenset({"med-1", "med-2"})}, ["w1", "w4", "w5"]),
        ({"assignees": frozenset({""})}, []),
        ({"groups": frozenset({("village-1", "mediator")})}, ["w6", "w2"]),
        ({"groups": frozenset({("village-1", "clerk"), ("village-2", "mediator")})}, ["w7", "w3"]),
        (
            {"assignees": frozenset({"med-2"}), "groups": frozenset({("village-2", "mediator")})},
            ["w5", "w7"],
        ),
        ({"orgs": frozenset({"village-2"})}, ["w4", "w7"]),
        ({"orgs": frozenset()}, []),
        ({"orgs": frozenset({"village-1"}), "roles": frozenset({"clerk"})}, ["w3"]),
    ],
)
def test_whose_work_it_is(full: Store, asked: dict[str, Any], expected: list[str]) -> None:
    """Own work, the queues of posts, and all work of bodies; what is done is nobody's."""
    assert found(full, **asked) == expected


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({"place": "village-2"}, ["w4", "w7"]),
        ({"type": "debt"}, ["w6", "w4", "w5"]),
        ({"type": "boundary", "place": "village-1"}, ["w1", "w2", "w3"]),
        ({"role": "clerk"}, ["w3"]),
        ({"element": "mediate"}, ["w2"]),
        ({"elements": frozenset({"mediate", "none"})}, ["w2"]),
        ({"elements": frozenset()}, []),
        ({"holder": "med-2"}, ["w5"]),
        ({"undated": True}, ["w3"]),
        ({"due_until": NOW}, ["w1", "w6"]),
        ({"due_after": NOW, "due_until": NOW + DAY}, ["w2", "w4"]),
        ({"due_after": NOW + 9 * DAY}, ["w7"]),
    ],
)
def test_a_filter_narrows(full: Store, asked: dict[str, Any], expected: list[str]) -> None:
    """Place, type of dispute, post, step, holder and light narrow the list; the end of a span belongs to it."""
    assert found(full, **asked) == expected


@pytest.mark.parametrize(
    ("column", "expected"),
    [
        ("due", ["w1", "w6", "w2", "w4", "w5", "w7", "w3"]),
        ("since", ["w1", "w7", "w2", "w3", "w4", "w5", "w6"]),
        ("number", ["w1", "w2", "w3", "w6", "w4", "w5", "w7"]),
        ("step", ["w3", "w1", "w6", "w4", "w5", "w7", "w2"]),
        ("place", ["w1", "w6", "w2", "w5", "w3", "w4", "w7"]),
        ("type", ["w1", "w2", "w7", "w3", "w6", "w4", "w5"]),
    ],
)
def test_the_list_is_in_order_of_any_column(full: Store, column: str, expected: list[str]) -> None:
    """Within equal values the earliest due date goes first; what has no date comes last."""
    assert found(full, column=column) == expected


def test_the_other_way_round(full: Store) -> None:
    """By due date the other way round, what has no date goes first."""
    assert found(full, descending=True) == ["w3", "w7", "w5", "w4", "w2", "w6", "w1"]


def test_pages_follow_one_another(full: Store) -> None:
    """Pages neither repeat nor leave out an item."""
    pages = [found(full, limit=3, offset=start) for start in (0, 3, 6)]
    assert pages == [["w1", "w6", "w2"], ["w4", "w5", "w7"], ["w3"]]


@pytest.mark.parametrize("descending", [False, True])
def test_a_list_of_many_bodies_is_that_of_their_own(full: Store, descending: bool) -> None:
    """Whether few bodies are asked for or a whole county, the same items come in the same order."""
    county = frozenset({"village-1", "village-2", "town", *(f"empty-{number}" for number in range(140))})
    few = found(full, orgs=frozenset({"village-1", "village-2"}), descending=descending)
    assert found(full, orgs=county, descending=descending) == few
    assert [found(full, orgs=county, limit=2, offset=start, descending=descending) for start in (0, 2)] == [
        few[:2],
        few[2:4],
    ]


def test_lights_are_counted_whatever_the_page(full: Store) -> None:
    """Counts are of all that the filter finds, by light, and heed neither the page nor the light that is shown."""
    with full.read() as tx:
        everything = tx.work_lists.count(
            WorkQuery(limit=1, due_until=NOW, undated=True, column="number"), BOUNDS
        )
        own = tx.work_lists.count(WorkQuery(assignees=frozenset({"med-1"}), type="debt"), BOUNDS)
    assert dict(everything) == {"overdue": 2, "red": 1, "yellow": 1, "green": 2, "none": 1}
    assert dict(own) == {"yellow": 1}


@pytest.mark.parametrize("beside", [0, 140])
def test_a_board_adds_up_by_place_holder_type_and_light(full: Store, beside: int) -> None:
    """Each corner of the board has its numbers by light, for few bodies and for a county, and no other's."""
    here = ["village-1", "village-2", *(f"empty-{number}" for number in range(beside))]
    with full.read() as tx:
        assert tx.work_lists.tallies([], BOUNDS) == []
        plain = tx.work_lists.tallies(here, BOUNDS)
        typed = tx.work_lists.tallies(here, BOUNDS, typed=True)
        steps = tx.work_lists.steps(here, BOUNDS)
    assert plain == [
        Tally(org_id="village-1", lights={"overdue": 1, "red": 1, "none": 1}),
        Tally(org_id="village-1", holder="med-1", lights={"overdue": 1}),
        Tally(org_id="village-1", holder="med-2", lights={"green": 1}),
        Tally(org_id="village-2", lights={"green": 1}),
        Tally(org_id="village-2", holder="med-1", lights={"yellow": 1}),
    ]
    assert typed == [
        Tally(org_id="village-1", type="boundary", lights={"red": 1, "none": 1}),
        Tally(org_id="village-1", type="debt", lights={"overdue": 1}),
        Tally(org_id="village-1", holder="med-1", type="boundary", lights={"overdue": 1}),
        Tally(org_id="village-1", holder="med-2", type="debt", lights={"green": 1}),
        Tally(org_id="village-2", type="boundary", lights={"green": 1}),
        Tally(org_id="village-2", holder="med-1", type="debt", lights={"yellow": 1}),
    ]
    assert [each.total for each in plain] == [3, 1, 1, 1, 1]
    assert steps["mediate"] == {"red": 1}
    assert sum(sum(lights.values()) for lights in steps.values()) == 7


@pytest.mark.parametrize(
    ("offset", "light"),
    [(None, "none"), (0, "overdue"), (1, "red"), (6, "red"), (7, "yellow"), (72, "yellow"), (73, "green")],
)
def test_a_light_and_its_span_agree(full: Store, offset: int | None, light: str) -> None:
    """The light of an instant and the span that a filter by this light asks for are the same thing."""
    due = None if offset is None else NOW + offset * HOURS
    assert BOUNDS.light(due) == light
    if due is not None:
        after, until = BOUNDS.span(light)
        assert after is None or due > after
        assert until is None or due <= until


def test_what_a_body_dealt_with_is_found_again(store: Store) -> None:
    """Cases in which a court did a step, the last one first, open and closed apart; where it has a step open, not."""
    with store.write() as tx:
        for number, status in (("c1", "open"), ("c2", "closed"), ("c3", "open"), ("c4", "open")):
            tx.cases.add(a_case(number, status=status))
            tx.work.replace_open(
                number,
                [
                    an_item(f"{number}:1", number, org_id="court", role="judge"),
                    an_item(f"{number}:2", number),
                ],
                at=NOW,
            )
            tx.work.claim_done(f"{number}:1", by="j", at=NOW + int(number[1]) * MINUTE)
            tx.work.claim_done(f"{number}:2", by="m", at=NOW)
        tx.work.replace_open("c4", [an_item("c4:3", "c4", org_id="court", role="judge")], at=NOW)
    with store.read() as tx:
        assert tx.work_lists.handled(["court"], ["judge"], closed=False) == ["c3", "c1"]
        assert tx.work_lists.handled(["court"], ["judge"], closed=True) == ["c2"]
        assert tx.work_lists.handled(["court"], ["judge"], closed=False, limit=1, offset=1) == ["c1"]
        assert tx.work_lists.handled(["court"], ["clerk"], closed=False) == []


def test_how_steps_were_done_is_added_up(store: Store) -> None:
    """Done steps count by step and period: how many, how many had a date and kept it, and their time together."""
    with store.write() as tx:
        tx.cases.add(a_case())
        items = [
            an_item("a", due_at=NOW + HOURS, rule="D01"),
            an_item("b", due_at=NOW + HOURS, rule="D01"),
            an_item("c"),
            an_item("d", org_id="village-2"),
        ]
        tx.work.replace_open("c1", items, at=NOW)
        for item_id, minutes in (("a", 30), ("b", 60), ("c", 10), ("d", 1)):
            tx.work.claim_done(item_id, by="m", at=NOW + minutes * MINUTE)
    with store.read() as tx:
        assert tx.work_lists.records(["village-1"], NOW) == [
            StepRecord(element="register", rule="", done=1, dated=0, in_time=0, micros=10 * 60_000_000),
            StepRecord(element="register", rule="D01", done=2, dated=2, in_time=1, micros=90 * 60_000_000),
        ]
        assert tx.work_lists.records(["village-1"], NOW + DAY) == []
