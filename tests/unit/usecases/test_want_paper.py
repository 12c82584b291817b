"""Papers that no step of the diagram calls for are made when a person asks for them."""

from __future__ import annotations

import pytest

from tests.unit.usecases.counter import counter, line, person
from workflows.domain.paper import PaperStatus
from workflows.errors import NotAllowed, PaperNotByHand, UnknownCase, UnknownTemplate
from workflows.usecases.show_case import show_case
from workflows.usecases.want_paper import want_paper


def test_a_receipt_is_ordered_and_the_case_stays_where_it_is() -> None:
    """收条：随时可以制作，案件停在原处，记入经过。"""
    with counter(*line("a", "b")) as at:
        before = at.case
        paper = want_paper(at.app, person("med"), at.case_id, "receipt")
        assert (paper.title, paper.status, paper.element) == ("收条", PaperStatus.WANTED, "")
        assert (at.case, at.open) == (before, ["a"])
        assert at.facts("PaperWanted") == [("PaperWanted", "med", {"paper": paper.id, "template": "receipt"})]


def test_each_asking_makes_one_more_and_the_same_key_none() -> None:
    """再要一份就再做一份；同一个键重复提交，只做一份。"""
    with counter(*line("a")) as at:
        first, second = (want_paper(at.app, person("med"), at.case_id, "receipt") for _ in range(2))
        keyed = want_paper(at.app, person("med"), at.case_id, "receipt", key="k")
        later = want_paper(at.app, person("med"), at.case_id, "receipt")
        assert len({first.id, second.id, keyed.id, later.id}) == 4
        assert want_paper(at.app, person("med"), at.case_id, "receipt", key="k") == keyed


def test_what_the_procedure_orders_is_not_made_by_hand() -> None:
    """协议书由流程制作；法院的文书只由法院制作；没有的文书按名拒绝。"""
    with counter(*line("a")) as at:
        for template in ("agreement", "service-return"):
            with pytest.raises(PaperNotByHand):
                want_paper(at.app, person("med"), at.case_id, template)
        with pytest.raises(UnknownTemplate):
            want_paper(at.app, person("med"), at.case_id, "nothing")
        with at.app.store.read() as tx:
            assert tx.papers.of_case(at.case_id) == []


def test_only_who_works_on_the_case_asks() -> None:
    """外单位的人、没有这类岗位的人都不能制作。"""
    with counter(*line("a")) as at:
        with pytest.raises(UnknownCase):
            want_paper(at.app, person("stranger"), at.case_id, "receipt")
        with pytest.raises(NotAllowed):
            want_paper(at.app, person("admin"), at.case_id, "receipt")


def test_the_case_offers_what_can_be_made() -> None:
    """案件页列出可以另行制作的文书，没有流程自己制作的那些。"""
    with counter(*line("a")) as at:
        offered = {each.template for each in show_case(at.app, person("med"), at.case_id).further_papers}
        assert {"receipt", "power-of-attorney", "service-address"} <= offered
        assert not offered & {"agreement", "service-return", "rights-notice"}
