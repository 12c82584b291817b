"""What the store keeps for papers: check codes, numbers given, templates written here; on every store."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from tests.contract.samples import DAY, MINUTE, NOW, Mishap, a_case, a_paper, fail_after
from workflows.domain.numbering import GivenNumber, gaps
from workflows.domain.template_version import TemplateStatus, TemplateVersion
from workflows.errors import AlreadyThere
from workflows.store import Store, Tx

SERIES = "yunyang/village-1/agreement/2026"


def a_version(version_id: str = "v1", **changes: object) -> TemplateVersion:
    """Return a draft of the agreement."""
    draft = TemplateVersion(
        id=version_id,
        document="agreement",
        pack="yunyang",
        by="editor",
        at=NOW,
        files={"body.html.j2": "<p>甲</p>"},
    )
    return replace(draft, **changes)  # type: ignore[arg-type]


def give(tx: Tx, paper: str) -> GivenNumber:
    """Take the next number for *paper* and note it."""
    seq = tx.numbers.next(SERIES)
    given = GivenNumber(series=SERIES, seq=seq, number=f"{seq}号", case_id="c1", paper_id=paper, at=NOW)
    tx.numbers.note(given)
    return given


def test_a_paper_is_found_by_the_code_in_its_qr_code(store: Store) -> None:
    """The code leads to its papers, oldest first; papers without a code are never found by none."""
    with store.write() as tx:
        tx.cases.add(a_case())
        later = a_paper("p2", check_code="0a", wanted_at=NOW + MINUTE, item=3)
        for paper in (later, a_paper("p1", check_code="0a"), a_paper("p3")):
            tx.papers.put(paper)
    with store.read() as tx:
        assert [paper.id for paper in tx.papers.by_check("0a")] == ["p1", "p2"]
        assert tx.papers.by_check("0a")[1] == later
        assert list(tx.papers.by_check("")) == []


def test_given_numbers_are_read_back_by_the_beginning_of_their_series(store: Store) -> None:
    """A report asks for a place, a body or a year, and gets exactly that."""
    with store.write() as tx:
        first = give(tx, "p1")
        other = GivenNumber(
            series="yunyang2/x/agreement/2026", seq=1, number="乙1", case_id="c9", paper_id="p9", at=NOW
        )
        tx.numbers.note(other)
        assert tx.numbers.next(other.series) == 1
    with store.read() as tx:
        assert list(tx.numbers.given("yunyang/")) == [first]
        assert list(tx.numbers.given("yunyang")) == [first, other]
        assert dict(tx.numbers.last("yunyang/")) == {SERIES: 1}


def test_a_number_is_given_once(store: Store) -> None:
    """The same place in a series cannot be noted for a second paper."""
    with store.write() as tx:
        given = give(tx, "p1")
    with pytest.raises(AlreadyThere), store.write() as tx:
        tx.numbers.note(replace(given, paper_id="p2"))


def test_numbers_have_no_gap_though_many_take_them_and_some_fail(store: Store) -> None:
    """Twelve clerks take numbers at once, every third step fails: the numbers are 1 to n, each given once."""
    gate = threading.Barrier(12)

    def clerk(place: int) -> None:
        gate.wait()
        for turn in range(9):
            if turn % 3 == 2:
                with pytest.raises(Mishap):
                    fail_after(store, lambda tx: give(tx, "lost"))
            else:
                with store.write() as tx:
                    give(tx, f"{place}-{turn}")

    with ThreadPoolExecutor(12) as pool:
        list(pool.map(clerk, range(12)))
    with store.read() as tx:
        given, last = tx.numbers.given(SERIES), tx.numbers.last(SERIES)[SERIES]
    assert ([each.seq for each in given], last) == (list(range(1, 73)), 72)
    assert gaps(last, given) == ()
    assert "lost" not in {each.paper_id for each in given}


def test_a_template_is_drafted_published_and_followed(store: Store) -> None:
    """The newest published version of a place is in force; drafts and other places change nothing."""
    first = a_version(
        "v1", status=TemplateStatus.PUBLISHED, number=1, approved_by="chair", approved_at=NOW + DAY
    )
    second = replace(first, id="v2", number=2, files={})
    draft = a_version("v3", status=TemplateStatus.PROPOSED)
    elsewhere = replace(first, id="v4", pack="", number=7)
    with store.write() as tx:
        for version in (first, second, draft, elsewhere):
            tx.template_versions.put(version)
    with store.write() as tx:
        shelf = tx.template_versions
        assert dict(shelf.in_force(pack="yunyang")) == {"agreement": "v2"}
        assert [each.id for each in shelf.of_document("agreement", pack="yunyang")] == ["v3", "v2", "v1"]
        assert list(shelf.open_ones(pack="yunyang")) == [draft]
        assert shelf.get("v1") == first
        shelf.drop("v3")
        assert shelf.get("v3") is None
        assert dict(shelf.in_force(pack="")) == {"agreement": "v4"}


def test_a_document_has_one_open_draft_and_each_number_once(store: Store) -> None:
    """Two editors cannot both have a draft of one document, and no number is published twice."""
    published = a_version("v1", status=TemplateStatus.PUBLISHED, number=1)
    with store.write() as tx:
        tx.template_versions.put(published)
        tx.template_versions.put(a_version("v2"))
    for refused in (a_version("v3"), replace(published, id="v4")):
        with pytest.raises(AlreadyThere), store.write() as tx:
            tx.template_versions.put(refused)
