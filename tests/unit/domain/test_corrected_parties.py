"""Parties that a later form corrects stay who they are; who is new was never anybody else."""

from __future__ import annotations

from datetime import date

import pytest

from workflows.domain.case import CaseDocument
from workflows.domain.patch import patch
from workflows.errors import InvalidForm

LI = {
    "name": "李一（示例）",
    "phone": "10000000001",
    "id_number": "A1",
    "birth": date(1980, 1, 1),
    "email": "li@示例",
}
WANG = {"name": "王二（示例）", "phone": "10000000001"}
KNOWN = patch(CaseDocument(), {"parties": [{"role": "applicant", **LI}, {"role": "respondent", **WANG}]})


def corrected(*rows: dict[str, object]) -> list[tuple[str, str, date | None]]:
    """Return id, name and birthday of each party after a form wrote these *rows*."""
    after = patch(KNOWN, {"parties": list(rows)})
    return [(party.id, party.name, party.birth) for party in after.parties]


def test_a_misspelt_name_is_corrected_and_all_else_stays() -> None:
    """名字写错的，凭证件号认出是同一个人：编号、出生日期和表单没有列出的内容都还在。"""
    after = corrected({"name": "李壹（示例）", "id_number": "A1"}, {"name": "王二（示例）"})
    assert after == [("p1", "李壹（示例）", date(1980, 1, 1)), ("p2", "王二（示例）", None)]
    same_telephone = corrected({**WANG, "name": "李壹（示例）"}, {"name": "王二（示例）"})
    assert same_telephone[0] == ("p1", "李壹（示例）", date(1980, 1, 1))


def test_an_heir_is_somebody_new() -> None:
    """当事人死亡，由继承人参加：新的人用从未用过的编号，给死者的链接不会开给别人；同一电话的另一方也不会被认错。"""
    (heir, name, birth), other = corrected(
        {"name": "李小（示例）", "id_number": "A9"}, {"name": "王二（示例）"}
    )
    assert (heir in {"p1", "p2"}, name, birth) == (False, "李小（示例）", None)
    assert other == ("p2", "王二（示例）", None)
    assert corrected(WANG) == [("p2", "王二（示例）", None)]


def test_who_comes_after_somebody_left_has_a_number_of_their_own() -> None:
    """先删去一位、后来再添加一位，或者撤销后另加一位，编号都不重复：先前的链接不会开给后来的人。"""
    left = patch(KNOWN, {"parties": [{"id": "p1", **LI}]})
    zhao = {"name": "赵三（示例）"}
    came = [patch(left, {"parties": [{"id": "p1", **LI}, zhao]}).parties[1].id for _ in range(2)]
    assert len({"p1", "p2", *came}) == 4


def test_nobody_takes_the_number_of_somebody_else() -> None:
    """填来的编号不是现有当事人的，或者重复的，不算数。"""
    left = patch(KNOWN, {"parties": [{"id": "p1", **LI}]})
    rows = [{"id": "p1", **LI}, {"id": "p1", "name": "赵三（示例）"}, {"id": "p2", "name": "钱四（示例）"}]
    first, *others = (party.id for party in patch(left, {"parties": rows}).parties)
    assert first == "p1"
    assert {"p1", "p2"}.isdisjoint(others)


def test_what_the_form_empties_is_emptied() -> None:
    """表单里清空的清空，没有列出的不动。"""
    after = patch(KNOWN, {"parties": [{"name": "李一（示例）", "phone": ""}]}).parties[0]
    assert (after.phone, after.id_number, after.email) == ("", "A1", "li@示例")


def test_a_case_does_not_lose_all_its_parties() -> None:
    """登记过的当事人不能全部删去；还没有登记时可以空着。"""
    with pytest.raises(InvalidForm, match="at least one party"):
        patch(KNOWN, {"parties": []})
    assert patch(CaseDocument(), {"parties": []}).parties == ()
