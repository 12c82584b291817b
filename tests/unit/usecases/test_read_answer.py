"""The court's answer comes back as a file and fills the court's own forms in the same case."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from tasks.delivery import deliver
from tasks.signing import LocalSeal, TestAuthority
from tests.unit.proof.workshop import blank_pdf
from workflows.domain.actor import Actor
from workflows.domain.case import Case
from workflows.domain.court_answer import CourtAnswer
from workflows.domain.package import TEMPLATES, Role
from workflows.domain.paper import PaperStatus
from workflows.errors import AnswerRefused, BrokenPackage, InvalidForm, NotAllowed, UnknownCase
from workflows.proof import read_anchor, verify_package
from workflows.store.memory.transaction import MemoryStore
from workflows.testing.cast import actor_for
from workflows.testing.player import play
from workflows.testing.scenario import read_scenario
from workflows.testing.stage import going_on, stage
from workflows.usecases.app import App
from workflows.usecases.hand_in import hand_in
from workflows.usecases.load_pack import load_pack
from workflows.usecases.read_answer import read_answer
from workflows.usecases.read_package import read_package
from workflows.usecases.record_document import Made, record_document
from workflows.usecases.show_case import show_case

pytestmark = pytest.mark.slow

SCENARIO = (
    Path(__file__).resolve().parents[3]
    / "bpmn"
    / "procedures"
    / "dispute"
    / "scenarios"
    / "c01-work-death.yaml"
)


@dataclass(frozen=True)
class Filed:
    """A case whose package lies at the court's desk."""

    app: App
    case: Case
    clerk: Actor
    mediator: Actor
    manifest: str
    content: bytes

    def answer(self, **more: object) -> bytes:
        """Return an answer file to this package."""
        words: dict[str, object] = {
            "case": self.case.number,
            "manifest": self.manifest,
            "court": "云阳县人民法院",
            "received_on": "2025-12-01",
            **more,
        }
        return json.dumps({"answer": words}).encode()


def at_desk(app: App, login: str, org_id: str) -> Actor:
    """Return somebody as signed in: with the tree paths of their posts."""
    actor = actor_for(app, "yunyang", login, org_id)
    with app.store.read() as tx:
        bodies = [tx.directory.organisation(post.org_id) for post in actor.posts]
    return replace(actor, org_paths={body.id: body.path for body in bodies if body is not None})


@pytest.fixture
def filed(filed_once: Filed) -> Filed:
    """The case as it was filed, in a machine in which nothing else has happened since."""
    store = filed_once.app.store
    assert isinstance(store, MemoryStore)
    app, _ = going_on(filed_once.app, store.shelves(), filed_once.app.clock.now())
    return replace(filed_once, app=app)


@pytest.fixture(scope="module")
def filed_once() -> Iterator[Filed]:
    """Play a case to its application for confirmation, print its papers and run the errand."""
    whole = read_scenario(SCENARIO.read_text("utf-8"), SCENARIO.name)
    until = next(n for n, step in enumerate(whole.steps) if step.what == "receive_package")
    with stage() as (app, clock):
        load_pack(app, whole.pack)
        played = play(app, clock, replace(whole, steps=whole.steps[:until]))
        assert played.case is not None, played.failed
        with app.store.read() as tx:
            wanted = [
                paper for paper in tx.papers.of_case(played.case.id) if paper.status is PaperStatus.WANTED
            ]
        for paper in wanted:
            made = Made(
                pdf_sha256=app.files.put(blank_pdf()),
                docx_sha256="",
                template_version="",
                data_digest="",
                pages=1,
            )
            record_document(app, paper.id, made)
        assert deliver(app, "test").failed == []
        clerk = at_desk(app, "court-desk", "yunyang-court")
        mediator = at_desk(app, "qinglong-med-1", "yunyang-qinglong")
        package, content, _ = read_package(app, clerk, played.case.id)
        yield Filed(app, played.case, clerk, mediator, package.manifest, content)


RULING: dict[str, object] = {
    "outcome": "confirmed",
    "accepted_on": "2025-12-01",
    "interviewed_on": "2025-12-01",
    "ruling": {"number": "(2025)渝示例民特1号", "ruled_on": "2025-12-01"},
}


def test_the_whole_way_to_the_court_and_back(filed: Filed) -> None:
    """A package leaves, holds under the fingerprint, and a ruling comes back into the same case in one file."""
    anchor = read_anchor(str(filed.app.settings.pki / "ca.pem"))
    manifest = verify_package(filed.content, anchors=frozenset({anchor})).manifest
    assert (manifest.case, manifest.lacking) == (filed.case.number, (Role.IDENTITY,))
    taken = read_answer(filed.app, filed.clerk, filed.answer(**RULING))
    known = taken.case.document.confirmation
    assert taken.forms == ("court-receive", "court-acceptance", "court-interview", "court-ruling")
    assert (known.acceptance, known.ruling, known.ruling_number) == (
        "accepted",
        "confirmed",
        "(2025)渝示例民特1号",
    )


def test_the_same_file_twice_does_nothing_more(filed: Filed) -> None:
    """A file that comes again changes nothing and is not refused."""
    first = read_answer(filed.app, filed.clerk, filed.answer(**RULING))
    assert read_answer(filed.app, filed.clerk, filed.answer(**RULING)) == replace(first, forms=())


@pytest.mark.parametrize(
    ("slip", "said"),
    [
        ({"received_on": "2025-11-30"}, "收到日期已登记 2025-12-01，答复为 2025-11-30"),
        ({"accepted_on": "2025-11-30"}, "受理日期已登记 2025-12-01，答复为 2025-11-30"),
        (
            {"ruling": {"number": "(2025)渝示例民特1号", "ruled_on": "2025-12-02"}},
            "裁定日期已登记 2025-12-01",
        ),
        (
            {"ruling": {"number": "(2025)渝示例民特2号", "ruled_on": "2025-12-01"}},
            "案号已登记 (2025)渝示例民特1号",
        ),
    ],
)
def test_another_day_or_number_is_no_repetition(filed: Filed, slip: dict[str, object], said: str) -> None:
    """A file that says otherwise than what the court entered is refused with both, and changes nothing."""
    before = read_answer(filed.app, filed.clerk, filed.answer(**RULING)).case
    with pytest.raises(AnswerRefused, match="entered otherwise") as refused:
        read_answer(filed.app, filed.clerk, filed.answer(**{**RULING, **slip}))
    assert said in refused.value.zh
    assert show_case(filed.app, filed.clerk, before.id).case.rev == before.rev


def test_a_file_against_what_the_desk_entered_fills_nothing(filed: Filed) -> None:
    """What the court's desk has entered is not passed over: the file is refused before its ruling is written."""
    read_answer(filed.app, filed.clerk, filed.answer(outcome="received"))
    with pytest.raises(AnswerRefused, match="received_on is 2025-12-01"):
        read_answer(filed.app, filed.clerk, filed.answer(**{**RULING, "received_on": "2025-11-30"}))
    assert show_case(filed.app, filed.clerk, filed.case.id).case.document.confirmation.acceptance == ""


def test_acceptance_first_and_the_ruling_later(filed: Filed) -> None:
    """An answer fills what it speaks of and leaves the rest open."""
    accepted = filed.answer(outcome="accepted", accepted_on="2025-12-01")
    assert read_answer(filed.app, filed.clerk, accepted).forms == ("court-receive", "court-acceptance")
    assert read_answer(filed.app, filed.clerk, filed.answer(**RULING)).forms == (
        "court-interview",
        "court-ruling",
    )


def test_a_demand_for_correction_reaches_the_mediator(filed: Filed) -> None:
    """Items to correct and their date come into the case, and the mediator's step opens."""
    demand = filed.answer(outcome="correction", correction={"items": "补交身份证明", "due_on": "2025-12-08"})
    taken = read_answer(filed.app, filed.clerk, demand)
    known = taken.case.document.confirmation
    with filed.app.store.read() as tx:
        waiting = [item.element for item in tx.work.of_case(taken.case.id)]
    assert (known.correction_items, str(known.correction_due_on), waiting) == (
        "补交身份证明",
        "2025-12-08",
        ["correct"],
    )


def test_what_was_supplied_goes_to_the_court_in_a_new_package(filed: Filed) -> None:
    """The mediator supplies what is missing; a second package leaves, and the court reads what was supplied."""
    demand = filed.answer(outcome="correction", correction={"items": "补交身份证明", "due_on": "2025-12-08"})
    read_answer(filed.app, filed.clerk, demand)
    with filed.app.store.read() as tx:
        (correct,) = tx.work.of_case(filed.case.id)
    supplied = {"confirmation.corrected_on": "2025-12-01", "confirmation.correction_note": "补交复印件"}
    hand_in(filed.app, filed.mediator, correct.id, supplied)
    assert deliver(filed.app, "test").failed == []
    package, _, _ = read_package(filed.app, filed.clerk, filed.case.id)
    assert package.manifest != filed.manifest
    with filed.app.store.read() as tx:
        assert [item.element for item in tx.work.of_case(filed.case.id)] == ["decide_acceptance"]


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"outcome": "confirmed"}, "ruling"),
        ({"outcome": "correction"}, "correction"),
        ({**RULING, "outcome": "refused"}, "ruling.reason"),
        ({"outcome": "perhaps"}, "outcome"),
        ({"outcome": "accepted", "accepted_on": "2025-13-01"}, "accepted_on"),
        ({"outcome": "received", "more": 1}, "more"),
    ],
)
def test_an_incomplete_answer_is_refused_with_its_place(
    filed: Filed, change: dict[str, object], place: str
) -> None:
    """What the answer lacks or has too much is named, and nothing is changed."""
    with pytest.raises(AnswerRefused, match=place):
        read_answer(filed.app, filed.clerk, filed.answer(**change))
    with filed.app.store.read() as tx:
        now = tx.cases.get(filed.case.id)
    assert now is not None
    assert now.document.confirmation.received_on is None


def test_a_ruling_of_tomorrow_is_refused_before_anything_is_written(filed: Filed) -> None:
    """The limits of the court's own forms hold for its file, too, and the file is taken whole or not at all."""
    tomorrow = {"number": "(2025)渝示例民特1号", "ruled_on": "2025-12-02"}
    with pytest.raises(InvalidForm, match="not later than today"):
        read_answer(filed.app, filed.clerk, filed.answer(**{**RULING, "ruling": tomorrow}))
    with filed.app.store.read() as tx:
        assert tx.cases.get(filed.case.id) == filed.case


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"received_on": "2025-11-30"}, "收到日期：不能早于申请日期（2025-12-01）"),
        ({"accepted_on": "2025-11-30"}, "受理日期：不能早于收到申请材料、补正材料的日期（2025-12-01）"),
        (
            {"ruling": {"number": "1", "ruled_on": "2025-11-28"}},
            "裁定日期：不能早于受理、询问日期（2025-12-01）",
        ),
    ],
)
def test_days_in_the_wrong_order_are_refused_before_anything_is_written(
    filed: Filed, change: dict[str, object], said: str
) -> None:
    """Nothing comes before the application, nor a ruling before the acceptance that the same file tells of."""
    with pytest.raises(InvalidForm) as refused:
        read_answer(filed.app, filed.clerk, filed.answer(**{**RULING, **change}))
    assert said in refused.value.zh
    with filed.app.store.read() as tx:
        assert tx.cases.get(filed.case.id) == filed.case


def test_an_application_withdrawn_before_the_questioning_needs_no_day_of_it(filed: Filed) -> None:
    """Nobody was questioned: no day is made up, no record is printed, and the ruling on the withdrawal is kept."""
    ruling = {"number": "(2025)渝示例民特2号", "ruled_on": "2025-12-01", "reason": "双方申请撤回。"}
    words = {**RULING, "outcome": "withdrawn", "withdrawn_on": "2025-12-01", "ruling": ruling}
    taken = read_answer(filed.app, filed.clerk, filed.answer(**{**words, "interviewed_on": None}))
    known = taken.case.document.confirmation
    assert (known.interviewed_on, known.ruling, str(known.withdrawn_on)) == (None, "withdrawn", "2025-12-01")
    made = {paper.template for paper in show_case(filed.app, filed.clerk, filed.case.id).papers}
    assert ("interview-record" in made, "ruling-withdrawn" in made) == (False, True)


def test_an_answer_that_nothing_waits_for_is_refused_in_words(filed: Filed) -> None:
    """After the ruling the court cannot ask for papers any more; the refusal says which answer it was."""
    read_answer(filed.app, filed.clerk, filed.answer(**RULING))
    demand = filed.answer(outcome="correction", correction={"items": "身份证明", "due_on": "2025-12-08"})
    with pytest.raises(AnswerRefused) as refused:
        read_answer(filed.app, filed.clerk, demand)
    assert "不等待这一答复（限期补正）" in refused.value.zh


def test_the_court_reads_the_papers_that_it_issued(filed: Filed) -> None:
    """The court sees what came in the package and its own notice and ruling, and nothing of the mediation's talks."""
    read_answer(filed.app, filed.clerk, filed.answer(**RULING))
    issued = {"acceptance-notice", "interview-record", "ruling-confirmed"}
    seen = {paper.template for paper in show_case(filed.app, filed.clerk, filed.case.id).papers}
    all_of_it = {paper.template for paper in show_case(filed.app, filed.mediator, filed.case.id).papers}
    assert (issued <= seen, all_of_it - seen >= {"mediation-record"}) == (True, True)
    assert seen - issued <= set(TEMPLATES)


def test_an_answer_to_another_package_is_refused(filed: Filed) -> None:
    """An answer names the package by its digest; another one is not taken."""
    with pytest.raises(AnswerRefused, match="another package"):
        read_answer(filed.app, filed.clerk, filed.answer(**RULING, manifest="0" * 64))
    with pytest.raises(UnknownCase):
        read_answer(filed.app, filed.clerk, filed.answer(**RULING, case="no-such-case"))


def test_only_the_court_answers_unless_it_has_signed(filed: Filed, tmp_path: Path) -> None:
    """A mediator may hand in a signed answer, and is refused with an unsigned one or a changed one."""
    with pytest.raises(NotAllowed):
        read_answer(filed.app, filed.mediator, filed.answer(**RULING))
    authority = TestAuthority(tmp_path / "court", filed.app.clock.now())
    court = LocalSeal(authority, "云阳县人民法院", now=filed.app.clock.now())
    words = json.loads(filed.answer(**RULING))
    answer = CourtAnswer.model_validate(words["answer"])
    words["signature"] = base64.b64encode(court.seal_bytes(answer.encoded())).decode()
    anchors = frozenset({authority.root_fingerprint})
    changed = json.loads(json.dumps(words))
    changed["answer"]["ruling"]["number"] = "(2025)另一号"
    with pytest.raises(BrokenPackage):
        read_answer(filed.app, filed.mediator, json.dumps(changed).encode(), anchors=anchors)
    taken = read_answer(
        filed.app, filed.mediator, json.dumps(words).encode(), anchors=anchors, signed_only=True
    )
    assert taken.case.document.confirmation.ruling == "confirmed"
    assert taken.seal is not None


def test_an_unsigned_answer_is_refused_where_signatures_are_demanded(filed: Filed) -> None:
    """An installation that takes signed answers only refuses others."""
    with pytest.raises(AnswerRefused, match="no signature"):
        read_answer(filed.app, filed.clerk, filed.answer(**RULING), signed_only=True)
