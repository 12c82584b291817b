"""Drafts in a process of their own: whatever an editor types ends in time, with the place and the field named."""

from __future__ import annotations

from pathlib import Path

import pytest

from workflows.documents import Sample, Templates
from workflows.documents.bounded import Proof, render_bounded
from workflows.documents.child import SECONDS
from workflows.domain.case import CaseDocument

pytestmark = pytest.mark.slow

STOCK = Templates(Path(__file__).resolve().parents[3] / "templates")
MANY = "{% for a in [1,2,3,4,5,6,7,8,9] %}"


def proof(body: str, case: CaseDocument | None = None, *, seconds: int = SECONDS) -> Proof:
    """Return what the agreement with this *body* says."""
    templates = STOCK.with_files("agreement", {"body.html.j2": body})
    sample = Sample(case=case or CaseDocument())
    return render_bounded(templates.bundle("agreement"), "agreement", [sample], seconds=seconds)[0]


def test_a_good_draft_says_what_it_says_in_process() -> None:
    """The bounded process gives the same words, style and version as rendering here."""
    sample = STOCK.sample("agreement")
    here = STOCK.render("agreement", sample.case, sample.paper)
    there = render_bounded(STOCK.bundle("agreement"), "agreement", [sample])[0]
    assert (there.html, there.text, there.css, there.version) == (
        here.html,
        here.text,
        here.css,
        here.template_version,
    )
    assert there.problem is None


def test_a_template_that_loops_for_ever_is_stopped_by_name() -> None:
    """Loops inside loops that print nothing are stopped after some seconds of the processor."""
    told = proof(MANY * 15 + "{% endfor %}" * 15, seconds=2).problem
    assert told is not None
    assert told.code == "template-took-too-long"
    assert "循环" in told.zh


def test_a_template_that_grows_without_end_is_stopped_by_name() -> None:
    """A page of millions of characters is refused before it is made."""
    told = proof(MANY * 8 + "<p>甲</p>" + "{% endfor %}" * 8).problem
    assert told is not None
    assert told.code == "paper-too-long"


def test_ten_megabytes_in_one_field_are_refused_with_the_field() -> None:
    """The field that holds far too much is named."""
    case = CaseDocument(extra={"statement": "长" * 10_000_000})
    told = proof("<p>{{ case.extra.statement }}</p>", case).problem
    assert told is not None
    assert (told.code, told.field) == ("field-too-long", "case.extra.statement")


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("{% raw %}<p>x</p>", "template-syntax-fault"),
        ("{# never closed", "template-syntax-fault"),
        ("<p>{{ case.claim.titel }}</p>", "unknown-field"),
        ("<p>{{ ''.__class__ }}</p>", "forbidden-in-template"),
        ("(" * 5000, "unprintable-element"),
        ("{{ " + "(" * 5000 + "1" + ")" * 5000 + " }}", "template-syntax-fault"),
        ("{% for a in case.parties %}" * 30 + "{% endfor %}" * 30, "template-syntax-fault"),
    ],
)
def test_what_cannot_be_used_is_named_with_its_line(body: str, code: str) -> None:
    """Every fault has a name; where it is in a line of the draft, the line is given."""
    told = proof(f"<h1>甲</h1>\n{body}").problem
    if code == "unprintable-element":
        assert told is None  # brackets are words like any others
        return
    assert told is not None
    assert told.code == code
    if code in ("unknown-field", "forbidden-in-template"):
        assert (told.line, told.template) == (2, "agreement/body.html.j2")


def test_one_bad_sample_leaves_the_others_alone() -> None:
    """Each sample gets its own answer, in order."""
    templates = STOCK.with_files("agreement", {"body.html.j2": "<p>{{ case.claim.title }}</p>"})
    samples = [
        Sample(case=CaseDocument.model_validate({"claim": {"title": each}})) for each in ("甲", "", "乙")
    ]
    found = render_bounded(templates.bundle("agreement"), "agreement", samples)
    assert [each.text for each in found] == ["甲\n", "", "乙\n"]
    assert found[1].problem is not None
    assert found[1].problem.field == "case.claim.title"
