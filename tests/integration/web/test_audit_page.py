"""Each reading is written down before it is shown, and the auditor, who reads no case, sees it."""

from __future__ import annotations

import csv
import io
from datetime import UTC, date, datetime
from typing import Any

from workflows.domain.audit import AuditQuery
from workflows.domain.case import Case, CaseDocument, CaseStatus, Closing
from workflows.usecases.app import App
from workflows.usecases.audit.verify_audit import verify_audit


def rows_of(machine: App, case_id: str) -> list[tuple[str, str, str]]:
    """Return (actor, action, result) of the rows of a case, oldest first."""
    with machine.store.read() as tx:
        rows = tx.audit.rows(AuditQuery(case_id=case_id))
    return [(row.actor, row.action, row.result) for row in sorted(rows, key=lambda row: row.seq)]


def test_opening_a_case_page_leaves_one_row(browser: Any, machine: App, new_case: Any, place: Any) -> None:
    """Who looks at a case is written down once a page, with a digest of the address and never the address."""
    case = new_case()["id"]
    before = len(rows_of(machine, case))
    assert browser(place.clerk).get(f"/cases/{case}").status_code == 200
    (row,) = rows_of(machine, case)[before:]
    assert row[1:] == ("read-case", "read")
    with machine.store.read() as tx:
        newest = tx.audit.rows(AuditQuery(case_id=case, limit=1))[0]
    assert newest.thing == "/cases/{case_id}"
    assert (len(newest.place), "192.0.2.7" in newest.place) == (32, False)


def test_what_was_refused_was_not_read(browser: Any, machine: App, new_case: Any) -> None:
    """Somebody to whom the case does not belong is told that there is none, and no reading is counted."""
    case = new_case()["id"]
    before = rows_of(machine, case)
    assert browser("auditor").get(f"/cases/{case}").status_code in (403, 404)
    assert rows_of(machine, case) == before


def test_the_auditor_narrows_the_rows_and_takes_them_along(
    browser: Any, machine: App, new_case: Any, place: Any
) -> None:
    """By login, case number, action and day; the file has one line a row, and taking it is a row itself."""
    made = new_case()
    browser(place.clerk).get(f"/cases/{made['id']}")
    auditor = browser("auditor")
    page = auditor.get("/audit", params={"case": made["number"], "who": place.clerk, "action": "read-case"})
    assert page.status_code == 200
    assert made["number"] in page.text
    assert "read-case" in page.text
    assert "没有符合条件的记录" in auditor.get("/audit", params={"until": "2001-01-01"}).text
    assert auditor.get("/audit", params={"since": "gestern"}).status_code == 422
    assert auditor.get("/audit", params={"since": "0001-01-01", "until": "9999-12-31"}).status_code == 200
    answer = auditor.get("/audit/export", params={"case": made["number"]})
    lines = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert {line["case_id"] for line in lines} == {made["id"]}
    assert "export-audit" in auditor.get("/audit", params={"who": "auditor"}).text
    assert verify_audit(machine).holds


def test_nobody_but_the_auditor_sees_the_audit(browser: Any, place: Any) -> None:
    """Neither clerks nor the administrator nor the security officer may look."""
    for login in (place.clerk, place.admin, "security"):
        assert browser(login).get("/audit").status_code == 403


def test_the_security_officer_erases_a_file_by_its_number_and_the_decision(
    browser: Any, machine: App, place: Any
) -> None:
    """期满案卷：安全管理员再写一遍案号并写明文号才能销毁，记入审计；窗口只看本单位的，没有销毁按钮。"""
    then, number = datetime(2011, 3, 5, tzinfo=UTC), "云综〔2011〕000009号"
    closing = Closing(closed_on=date(2011, 5, 5), retention="short")
    with machine.store.write() as tx:
        tx.cases.add(
            Case(
                id="ended", number=number, pack="yunyang", procedure="dispute", version="v", org_id=place.org,
                status=CaseStatus.CLOSED, document=CaseDocument(closing=closing), opened_at=then, closed_at=then,
            )
        )  # fmt: skip
    seen = browser(place.clerk).get("/retention").text
    assert (number in seen, "/retention/erase" in seen) == (True, False)
    officer = browser("security")
    assert f'value="{number}"' in officer.get("/retention").text
    wish = {"number": number, "paper": "销毁〔2025〕1"}
    assert "请再写一遍案号" in officer.post("/retention/erase", {**wish, "again": "000009"}).text
    assert officer.post("/retention/erase", {**wish, "again": number}).status_code == 303
    assert number not in officer.get("/retention").text
    assert ("security", "erase-case") in {
        (who.split(":")[-1], what) for who, what, _ in rows_of(machine, "ended")
    }
