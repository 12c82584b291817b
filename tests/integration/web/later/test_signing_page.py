"""The page on which an agreement is signed: the telephone goes round, and the step knows when all have signed."""

from __future__ import annotations

import json
import re
from typing import Any

from lxml import html

from tests.integration.web.later.test_agreement_review import until, waiting
from workflows.testing.fake_clock import FakeClock
from workflows.usecases.app import App
from workflows.usecases.record_document import Made, record_document, record_failed_document

NAME = json.dumps([[{"x": n * 9, "y": 100 + n % 7, "t": n * 16, "p": 400} for n in range(40)]])
MEDIATOR = "qinglong-med-1"


def printed(machine: App, case_id: str) -> None:
    """Let the press bring the agreement back."""
    content = {"pdf_sha256": machine.files.put(b"%PDF-sample"), "docx_sha256": machine.files.put(b"docx")}
    made = Made(template_version="t" * 64, data_digest="d" * 64, pages=2, **content)
    with machine.store.read() as tx:
        wanted = tx.signings.of_case(case_id)[-1].paper_id
    record_document(machine, wanted, made)


def test_the_telephone_goes_round_until_all_have_signed(
    machine: App, clock: FakeClock, program: Any, browser: Any
) -> None:
    """文书做好前页面自己再看几次，越来越慢，之后由人来看；一人签完，下一人的签名框随即打开；都签完，这一步说明已签、不再提示去签和签前检查。"""
    case, _ = until(machine, clock, "sign")
    desk, page = browser(MEDIATOR), f"/cases/{case.id}/signing"
    task = f"/tasks/{waiting(program(MEDIATOR), case)}"
    assert "去签署" in desk.get(task).text
    desk.get(page)
    desk.post(page, {"kind": "tablet"})
    looked = [desk.get(f"{page}?look={look}").text for look in range(6)]
    assert [f'hx-trigger="load delay:{2 ** (look + 1)}s"' in looked[look] for look in range(6)] == [
        True
    ] * 5 + [False]
    assert all("再看一次" in each for each in looked)
    printed(machine, case.id)
    signed = []
    while 'id="pad"' in (shown := desk.get(page).text):
        assert 'hx-trigger="load delay' not in shown
        form = html.fromstring(shown).get_element_by_id("pad")
        values = dict(form.form_values())
        signed.append(values["signer"])
        given = {**values, "strokes": NAME, "identity": "card", "agreed": "yes"}
        answer = desk.post(str(form.get("action")), given)
        assert (answer.status_code, answer.headers["location"]) == (303, f"{page}#pad")
    assert len(signed) == len(set(signed)) > 2
    assert "各方都已签署" in shown
    step = desk.get(task).text
    assert "各方都已在设备上签署" in step
    assert "去签署" not in step
    assert "签署前检查" not in step
    assert re.search(r'name="agreement.signed_by_all"[^>]*checked', step)


def test_a_paper_that_could_not_be_made_is_told_and_not_waited_for(
    machine: App, clock: FakeClock, program: Any, browser: Any
) -> None:
    """文书没有做成的，签署页面说明原因和怎么办，不再说“正在制作”，也不自己再看。"""
    case, _ = until(machine, clock, "sign")
    desk, page = browser(MEDIATOR), f"/cases/{case.id}/signing"
    desk.get(page)
    desk.post(page, {"kind": "tablet"})
    with machine.store.read() as tx:
        wanted = tx.signings.of_case(case.id)[-1].paper_id
    record_failed_document(machine, wanted, "没有字体可以打印\nno font can print it")
    shown = desk.get(page).text
    assert "没有字体可以打印" in shown
    assert "文书正在制作" not in shown
    assert "hx-trigger" not in html.tostring(html.fromstring(shown).find(".//main"), encoding="unicode")
