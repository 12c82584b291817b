"""Former cases: uploaded, paired with fields, tried, taken over once, found, and undone as a whole."""

from __future__ import annotations

import re
from typing import Any

import pytest

HEAD = "案号,申请人,被申请人,纠纷类型,受理日期,结案日期,调解结果,涉及金额,联系电话\n"
LINES = [
    '旧〔2019〕1号,冯旧案(示例),陈旧案(示例),邻里,2019-03-04,2019/3/20,达成口头协议,"1,200元",13712341234',
    "旧〔2019〕2号,褚旧案(示例),卫旧案(示例),说不清的纠纷,2019年4月5日,,调解不成,,",
    "旧〔2019〕3号,蒋旧案(示例),,债务,2019-13-40,,,,",
    "旧〔2019〕1号,沈旧案(示例),,债务,2019-05-06,,,,",
    ",韩旧案(示例),,债务,2019-05-06,,,,",
]


def table(*lines: str, mark: str = "") -> bytes:
    """An old list (示例); *mark* makes its numbers those of one test."""
    return (
        (HEAD + "\n".join(lines or LINES))
        .replace("旧〔", f"旧{mark}〔")
        .replace("旧案", f"旧{mark}案")
        .encode("gb18030")
    )


def upload(chair: Any, place: Any, content: bytes, name: str = "台账.csv") -> Any:
    """Upload a table and return the answer."""
    chair.get("/imports")
    return chair.post("/imports", {"org": place.org}, files={"files": (name, content)})


def finished(chair: Any, address: str) -> str:
    """Take everything over and return the page."""
    chair.get(address)
    for _ in range(20):
        assert chair.post(f"{address}/run").status_code == 303
        page: str = chair.get(address).text
        if "导入完成" in page:
            return page
    raise AssertionError(page)


def test_a_dry_run_names_every_line(browser: Any, place: Any, machine: Any) -> None:
    """Columns are paired by their headings, and each line that cannot be taken is named with column and reason."""
    chair = browser(place.chair)
    with machine.store.read() as tx:
        before = tx.cases.count()
    address = upload(chair, place, table(mark="甲")).headers["location"]
    page = chair.get(address).text
    for words in (
        "可以导入 2 行",
        "有错误 3 行",
        "没有这一天",
        "与第 2 行重复",
        "不能为空",
        "没有对应的纠纷类型",
    ):
        assert words in page, words
    assert '<option value="联系电话" selected>' in page
    assert "不导入的列" not in page
    assert f'value="{place.org}" selected' in chair.get("/imports").text
    with machine.store.read() as tx:
        assert tx.cases.count() == before


def test_good_lines_become_closed_records_once(browser: Any, place: Any, machine: Any) -> None:
    """A case taken over is closed, found by its telephone and marked with its source; no file takes it twice."""
    chair = browser(place.chair)
    address = upload(chair, place, table(mark="乙")).headers["location"]
    assert "共 2 件" in finished(chair, address)
    with machine.store.read() as tx:
        case = tx.cases.by_number("旧乙〔2019〕1号")
        facts = [entry.fact.kind for entry in tx.journal.of_case(case.id)]
        assert tx.imports.source(case.id).line == 2
    assert (case.status.value, case.document.claim.type, str(case.document.claim.amount)) == (
        "closed",
        "neighbour",
        "1200.00",
    )
    assert case.document.extra["import"]["line"] == 2
    assert facts == ["CaseImported"]
    page = chair.get(f"/cases/{case.id}").text
    assert "由历史台账导入" in page
    assert "达成口头协议" in page
    chair.get("/cases")
    assert "旧乙〔2019〕1号" in chair.post("/cases", {"text": "13712341234"}).text
    again = upload(chair, place, table(mark="乙")).headers["location"]
    page = chair.get(again).text
    assert "以前已导入 2 行" in page
    assert "可以导入 0 行" in page


def test_an_import_is_undone_while_nothing_happened(browser: Any, place: Any, machine: Any) -> None:
    """All cases of an import go again, unless something has happened to one since, which is then named."""
    chair = browser(place.chair)
    address = upload(chair, place, table(mark="丙")).headers["location"]
    finished(chair, address)
    with machine.store.read() as tx:
        case = tx.cases.by_number("旧丙〔2019〕2号")
    chair.get(f"/cases/{case.id}")
    chair.post(f"/cases/{case.id}/attachments", {}, files={"files": ("补.txt", b"more")})
    chair.get(address)
    refused = chair.post(f"{address}/undo")
    assert refused.status_code == 409
    assert "旧丙〔2019〕2号" in refused.text
    other = upload(chair, place, table(mark="丁")).headers["location"]
    finished(chair, other)
    undone = chair.post(f"{other}/undo")
    assert "已撤销" in undone.text
    with machine.store.read() as tx:
        assert tx.cases.by_number("旧丁〔2019〕1号") is None
    third = upload(chair, place, table(mark="丁")).headers["location"]
    assert "可以导入 2 行" in chair.get(third).text


def test_columns_are_chosen_again(browser: Any, place: Any) -> None:
    """A table with headings of its own is paired by hand; what is needed and missing is named."""
    chair = browser(place.chair)
    content = "甲列,乙列,丙列\n戊-1,朱自选(示例),2018-01-02".encode()
    address = upload(chair, place, content).headers["location"]
    assert "可以导入 0 行" in chair.get(address).text
    refused = chair.post(f"{address}/columns", {"column.number": "甲列"})
    assert refused.status_code == 422
    assert "受理日期" in refused.text
    chosen = {"column.number": "甲列", "column.applicant": "乙列", "column.received_on": "丙列"}
    assert chair.post(f"{address}/columns", chosen).status_code == 303
    assert "可以导入 1 行" in chair.get(address).text


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 broken", b"\x00\x01\x02"])
def test_hostile_files_get_a_sentence(browser: Any, place: Any, content: bytes) -> None:
    """What is no table is refused on the same page, and nothing is kept."""
    refused = upload(browser(place.chair), place, content)
    assert refused.status_code == 422
    assert re.search(r'class="note note-bad"', refused.text)


def test_imports_of_others_do_not_exist(browser: Any, place: Any) -> None:
    """Whoever has nothing to do with a body finds none of its imports; a clerk may not import."""
    address = upload(browser(place.chair), place, table(mark="己")).headers["location"]
    assert browser(place.clerk).get("/imports").status_code == 403
    stranger = browser("county-coord")
    assert stranger.get(address).status_code == 200
    assert stranger.get("/imports/" + "0" * 32).status_code == 404
