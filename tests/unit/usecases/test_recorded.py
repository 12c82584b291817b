"""What was written down at the steps of a case, on its page."""

from __future__ import annotations

from dataclasses import replace

from tests.unit.usecases.agreed_case import MEDIATOR, PHONE, agreed_case
from workflows.domain.case import CaseDocument
from workflows.domain.journal import Fact
from workflows.domain.patch import patch
from workflows.usecases.desk.recorded import recorded
from workflows.usecases.engine_at import engine_of
from workflows.usecases.find_version import find_version
from workflows.usecases.show_case import show_case


def test_answers_are_read_again_in_the_words_of_their_forms() -> None:
    """Each step that was done tells what its form asked and was told, once; no particulars of persons, no talks."""
    with agreed_case() as at:
        seen = show_case(at.app, at.person(MEDIATOR), at.case_id).recorded
        told = {(step.step, each.title): each.value for step in seen for each in step.answers}
        assert told["登记纠纷", "受理渠道"] == "窗口来访"
        assert told["告知权利义务、征询回避", "已逐项告知权利义务"] == "是"
        assert len({title for _, title in told}) == len(told)
        assert not any(PHONE in value or "同意三月底前归还" in value for value in told.values())
        english = {each.title_en: each.value_en for step in seen for each in step.answers}
        assert english["Rights and duties were told"] == "Yes"


def test_rows_that_a_step_adds_are_told_one_by_one() -> None:
    """An expert's opinion and the days left out stand under the step that took them down."""
    with agreed_case() as at, at.app.store.read() as tx:
        case = at.case
        version = find_version(at.app, tx, case.version)
        assert version is not None
        elements = engine_of(at.app, tx, case).elements(case.version)
        entry = next(each for each in at.facts if each.fact.kind == "FormSubmitted")
        rows = [{"stopped_on": "2026-01-17", "resumed_on": "2026-01-20", "reason": "appraisal"}]
        document = patch(CaseDocument(), {"pauses": rows, "medical.appraisal_opinion": "轻微责任。"})
        done = replace(entry, fact=Fact(kind="FormSubmitted", element="appraisal_result"))
        (step,) = recorded(document, [done], elements, version.bundle.files)
        assert [(each.title, each.value) for each in step.answers] == [
            ("委托日", "2026-01-17"),
            ("收到意见日", "2026-01-20"),
            ("不计入的原因", "鉴定"),
            ("鉴定意见", "轻微责任。"),
        ]
