"""What a coded answer was called on its form."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from workflows.domain.case import CaseDocument
from workflows.domain.form import read_form
from workflows.usecases.answer_words import answer_words
from workflows.usecases.usual_answers import with_usual

PROCEDURES = Path(__file__).resolve().parents[3] / "bpmn/procedures"
FORMS = ("joint-handling/forms/conference.json", "mediation/forms/session.json")


def test_the_same_word_in_two_lists_means_what_each_form_says() -> None:
    """`again` after a sitting is another session, after a conference it is a new one convened."""
    files = {each: (PROCEDURES / each).read_bytes() for each in FORMS}
    steps = [{"form": "conference", "append": "conferences"}, {"form": "session", "append": "sessions"}, {}]
    words = answer_words(files, steps)
    assert words["sessions.outcome", "again"].label == "再次调解（先行调查核实）"
    assert words["conferences.outcome", "again"].label == "未形成决定，再次召集"


def test_the_other_body_of_a_joint_mediation_is_proposed_as_invited() -> None:
    """Who records a sitting finds the partner body beside those who were invited, and nothing where there is none."""
    form = read_form("session", (PROCEDURES / FORMS[1]).read_bytes())
    alone: dict[str, object] = {}
    joint = {
        "handling": {"invited_persons": "村主任"},
        "notices": [{"content": "告知"}, {"partner_org": "邻县调委会"}],
    }
    cases = (CaseDocument.model_validate(each) for each in (alone, joint))
    seen = [with_usual(form, {}, case, datetime(2026, 3, 2, tzinfo=UTC), {}) for case in cases]
    assert [each["invited"] for each in seen] == ["", "村主任、邻县调委会"]
