"""The template studio: drafts change nothing, two people publish, new papers follow and old ones stay as they were."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from tests.unit.engine.drawn import end, flow, start
from tests.unit.usecases.counter import ORG, PACK, Counter, counter, person, step
from workflows.domain.actor import Actor
from workflows.domain.organisation import Membership
from workflows.domain.paper import Paper, PaperStatus
from workflows.domain.template_version import TemplateStatus
from workflows.errors import (
    FourEyesNeeded,
    InvalidInput,
    NotAllowed,
    RefusedTemplate,
    TemplateNotDrafted,
    UnknownCase,
    UnknownTemplate,
    UnknownTemplateVersion,
)
from workflows.usecases.check_paper import check_paper
from workflows.usecases.compose_paper import compose_paper
from workflows.usecases.list_numbers import list_numbers
from workflows.usecases.record_document import Made, record_document
from workflows.usecases.studio.edit_document import (
    drop_template,
    propose_template,
    publish_template,
    return_template,
    revert_template,
    save_template,
)
from workflows.usecases.studio.preview_document import (
    compare_document,
    list_fields,
    preview_document,
    prove_document,
    recent_cases,
)
from workflows.usecases.studio.show_document import list_documents, show_document

pytestmark = pytest.mark.slow

STEPS = (start(), step("settle", document="agreement"), step("again", document="agreement"), end())
BODY = "<h1>本地协议书</h1>\n<p>{{ paper.number | blank }}</p>\n<p>{{ case.parties | names | blank }}</p>\n"
KNOWN = {
    "parties": [
        {
            "id": "p1",
            "role": "applicant",
            "name": "陈示例",
            "id_number": "500235198001010010",
            "phone": "13800000001",
        }
    ]
}


def editor(name: str = "editor-1") -> Actor:
    """Return somebody who edits letters in the town."""
    post = Membership(account_id=name, org_id=ORG, role="editor")
    return Actor(account_id=name, name=f"{name}(示例)", posts=(post,), org_paths={ORG: "county/town/"})


@pytest.fixture
def at() -> Iterator[Counter]:
    """A counter with a case that calls for the agreement twice."""
    with counter(*STEPS, flow("start", "settle", "again", "end"), **KNOWN) as made:
        yield made


def publish(at: Counter, body: str = BODY) -> None:
    """Put *body* in force for the agreement."""
    save_template(at.app, editor(), "agreement", {"body.html.j2": body})
    propose_template(at.app, editor(), "agreement", note="改题目")
    publish_template(at.app, editor("editor-2"), "agreement")


def papers(at: Counter) -> list[Paper]:
    """Return the papers of the case."""
    with at.app.store.read() as tx:
        return list(tx.papers.of_case(at.case_id))


def text(at: Counter, paper: Paper) -> str:
    """Return what the paper says if it is made now."""
    with at.app.store.read() as tx:
        return compose_paper(at.app, tx, paper).text


def made(at: Counter, paper: Paper) -> Paper:
    """Make the paper as the press does, files left out."""
    with at.app.store.read() as tx:
        rendered = compose_paper(at.app, tx, paper)
        bundle = at.app.files.put(at.app.shelves[PACK][1].bundle(paper.template).content)
    assert bundle == rendered.template_version
    done = Made(
        pdf_sha256="0" * 64,
        docx_sha256="",
        template_version=rendered.template_version,
        data_digest=rendered.data_digest,
        pages=1,
        check_code=rendered.check_code,
    )
    return record_document(at.app, paper.id, done)


def test_a_draft_changes_no_paper(at: Counter) -> None:
    """While a draft is written, papers go on as before."""
    save_template(at.app, editor(), "agreement", {"body.html.j2": BODY})
    at.do("settle")
    assert "人民调解协议书" in text(at, papers(at)[0])


def test_a_published_version_speaks_from_then_on_and_old_papers_stay(at: Counter) -> None:
    """New papers use the published words; one made before is made again with the words it was made from."""
    at.do("settle")
    old = made(at, papers(at)[0])
    before = text(at, old)
    publish(at)
    at.do("again")
    new = papers(at)[1]
    assert "\n本地协议书\n" in text(at, new)
    assert text(at, old) == before
    assert made(at, new).template_version != old.template_version


def test_who_proposes_cannot_publish(at: Counter) -> None:
    """Two people are needed; the second may be the coordinator."""
    save_template(at.app, editor(), "agreement", {"body.html.j2": BODY})
    propose_template(at.app, editor(), "agreement")
    with pytest.raises(FourEyesNeeded):
        publish_template(at.app, editor(), "agreement")
    with pytest.raises(NotAllowed):
        publish_template(at.app, person("med"), "agreement")
    version = publish_template(at.app, person("coordinator"), "agreement")
    assert (version.status, version.number, version.by, version.approved_by) == (
        TemplateStatus.PUBLISHED,
        1,
        "editor-1",
        "coordinator",
    )


def test_a_draft_that_cannot_be_made_is_not_proposed(at: Counter) -> None:
    """The file, the line and the field are named, and the draft stays a draft."""
    save_template(
        at.app, editor(), "agreement", {"body.html.j2": "<h1>甲</h1>\n<p>{{ case.claim.titel }}</p>"}
    )
    with pytest.raises(RefusedTemplate) as refused:
        propose_template(at.app, editor(), "agreement")
    assert (refused.value.where["line"], refused.value.where["field"]) == (2, "case.claim.titel")
    draft = show_document(at.app, editor(), "agreement").draft
    assert draft is not None
    assert draft.status is TemplateStatus.DRAFT


def test_saving_what_stands_already_makes_no_draft(at: Counter) -> None:
    """A browser's line ends are no change."""
    body = show_document(at.app, editor(), "agreement").files["body.html.j2"]
    assert save_template(at.app, editor(), "agreement", {"body.html.j2": body.replace("\n", "\r\n")}) is None
    assert show_document(at.app, editor(), "agreement").draft is None


def test_a_proposal_can_be_given_back_and_dropped(at: Counter) -> None:
    """The colleague's note goes with it; a dropped draft leaves what is in force."""
    save_template(at.app, editor(), "agreement", {"body.html.j2": BODY})
    propose_template(at.app, editor(), "agreement")
    assert return_template(at.app, editor("editor-2"), "agreement", note="请补落款").note == "请补落款"
    with pytest.raises(TemplateNotDrafted):
        publish_template(at.app, editor("editor-2"), "agreement")
    drop_template(at.app, editor(), "agreement")
    with pytest.raises(TemplateNotDrafted):
        drop_template(at.app, editor(), "agreement")


def test_an_earlier_version_and_the_shipped_one_come_back_as_drafts(at: Counter) -> None:
    """Going back is a change like any other: drafted, proposed, published by a second person."""
    publish(at)
    publish(at, BODY.replace("本地", "第二"))
    first = show_document(at.app, editor(), "agreement").published[-1]
    revert_template(at.app, editor(), "agreement", first.id)
    assert "本地协议书" in show_document(at.app, editor(), "agreement").files["body.html.j2"]
    revert_template(at.app, editor(), "agreement")
    propose_template(at.app, editor(), "agreement")
    publish_template(at.app, editor("editor-2"), "agreement")
    at.do("settle")
    assert "人民调解协议书" in text(at, papers(at)[0])
    with pytest.raises(UnknownTemplateVersion):
        revert_template(at.app, editor(), "agreement", "nothing")


@pytest.mark.parametrize(
    "files", [{"body.html.j2": " "}, {"other.txt": "x"}, {"body.html.j2": "x" * 400_000}]
)
def test_what_is_no_file_of_a_document_is_refused(at: Counter, files: dict[str, str]) -> None:
    """Only the document's own files, not empty and not endless."""
    with pytest.raises(InvalidInput):
        save_template(at.app, editor(), "agreement", files)
    with pytest.raises(UnknownTemplate):
        save_template(at.app, editor(), "../secret", {"body.html.j2": "x"})


def test_a_preview_on_a_case_shows_nobody(at: Counter) -> None:
    """Names, numbers and telephones of a real case are masked in the editor's preview."""
    body = (
        "<p>{{ case.parties | names }}</p><p>{{ case.parties[0].id_number }} {{ case.parties[0].phone }}</p>"
    )
    proof = preview_document(
        at.app, editor(), "agreement", {"body.html.j2": body}, case_number=at.case.number
    )
    assert "陈**" in proof.text
    assert "陈示例" not in proof.html
    assert "500235198001010010" not in proof.html
    assert "13800000001" not in proof.html
    assert at.case.number in recent_cases(at.app, editor())
    with pytest.raises(UnknownCase):
        preview_document(at.app, editor(), "agreement", {}, case_number="no such number")


def test_a_preview_names_what_is_wrong_with_the_properties(at: Counter) -> None:
    """A broken document.toml or sample.yaml is said, not thrown."""
    for name in ("document.toml", "sample.yaml"):
        proof = preview_document(at.app, editor(), "agreement", {name: "x: [", "body.html.j2": "<p>x</p>"})
        assert proof.problem is not None
        assert name in proof.problem.message


def test_a_draft_is_tried_on_every_sample(at: Counter) -> None:
    """Each sample and an empty case are answered: fine, changed, or why not."""
    save_template(at.app, editor(), "agreement", {"body.html.j2": "<p>{{ case.agreement.facts }}</p>"})
    proofs = {each.document: each for each in prove_document(at.app, editor(), "agreement")}
    assert proofs[""].problem is not None
    assert proofs["agreement"].problem is None
    assert proofs["agreement"].changed
    assert set(proofs) == {"", *(each.id for each in list_documents(at.app, editor()))}


def test_two_versions_stand_side_by_side(at: Counter) -> None:
    """What differs is marked; the shipped version compared with itself differs nowhere."""
    save_template(at.app, editor(), "agreement", {"body.html.j2": BODY})
    found = compare_document(at.app, editor(), "agreement", "shipped", "draft")
    assert not found.same
    assert 'class="changed"' in found.right.html
    assert found.changes
    assert compare_document(at.app, editor(), "agreement", "shipped", "shipped").same


def test_a_list_of_documents_says_what_is_in_force(at: Counter) -> None:
    """The list shows drafts and own versions; those outside the editors' posts see nothing."""
    publish(at)
    save_template(at.app, editor(), "refusal", {"body.html.j2": "<p>x</p>"})
    listed = {each.id: each for each in list_documents(at.app, editor())}
    assert listed["agreement"].number == 1
    assert listed["refusal"].draft is not None
    assert listed["application"].draft is None
    assert any(each.path == "case.claim.title" for each in list_fields(at.app, editor()))
    with pytest.raises(NotAllowed):
        list_documents(at.app, person("med"))


def test_the_check_page_knows_number_and_code_together_only(at: Counter) -> None:
    """Both must fit; a void paper is named void; nothing of the people is told."""
    at.do("settle")
    paper = made(at, papers(at)[0])
    found = check_paper(at.app, paper.number, paper.check_code)
    assert (found.title, found.number, found.made_by, found.void, found.sample) == (
        "人民调解协议书",
        paper.number,
        "镇中心",
        False,
        True,
    )
    assert "陈示例" not in str(found)
    for number, code in ((paper.number, "0" * 16), ("x", paper.check_code), (paper.number, "")):
        with pytest.raises(Exception, match="No paper with this number"):
            check_paper(at.app, number, code)
    with at.app.store.write() as tx:
        tx.papers.put(replace(paper, status=PaperStatus.VOID))
    assert check_paper(at.app, paper.number, paper.check_code).void


def test_numbers_are_listed_with_the_void_ones_and_their_reasons(at: Counter) -> None:
    """A chair sees each series of the own body: whole, and which numbers are void for what reason."""
    at.do("settle")
    paper = papers(at)[0]
    with at.app.store.write() as tx:
        tx.papers.put(replace(paper, status=PaperStatus.VOID, void_reason="撤回重做"))
    (series,) = list_numbers(at.app, person("chair"))
    assert (series.kind, series.year, series.last, series.gaps, series.twice) == (
        "agreement",
        2026,
        1,
        (),
        (),
    )
    assert [(row.given.number, row.void_reason) for row in series.void] == [(paper.number, "撤回重做")]
    assert list_numbers(at.app, person("chair"), year=2025) == []
    with pytest.raises(NotAllowed):
        list_numbers(at.app, person("med"))
