"""The window: one page takes a dispute in, with what was brought, and gives a receipt."""

from __future__ import annotations

import re
from typing import Any

import pytest

KEY = re.compile(r'name="key" value="([^"]+)"')
PHOTO = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00\xff\xd9"
GOOD_NUMBER = "11010519491231002X"


def filled(**changes: Any) -> dict[str, Any]:
    """A whole first page (示例)."""
    return {
        "_action": "submit",
        "org": "yunyang-qinglong",
        "procedure": "dispute",
        "intake.received_on": "2025-11-28",
        "intake.channel": "window",
        "intake.source": "application",
        "_row:parties": ["0", "1"],
        "parties.0.role": "applicant",
        "parties.0.kind": "person",
        "parties.0.name": "张禾(示例)",
        "parties.0.id_number": GOOD_NUMBER,
        "parties.0.phone": "13800007777",
        "parties.1.role": "respondent",
        "parties.1.kind": "person",
        "parties.1.name": "李苗(示例)",
        "claim.title": "张禾与李苗排水纠纷(示例)",
        "claim.type": "neighbour",
        "claim.summary": "屋檐水流入邻家院坝",
        "place.scope": "one_village",
        "place.severity": "ordinary",
        "intake.matter_class": "general",
        "intake.nature": "civil",
        "intake.has_definite_respondent": "true",
        "intake.has_claim": "true",
        "intake.materials_complete": "true",
        **changes,
    }


def take_in(clerk: Any, *, files: Any = None, **changes: Any) -> Any:
    """Fill the page and send it; return the answer."""
    page = clerk.get("/cases/new").text
    key = KEY.search(page)
    assert key is not None
    return clerk.post("/cases/new", filled(key=key.group(1), **changes), files=files or {"files": ("", b"")})


def test_one_page_takes_a_dispute_in(browser: Any, place: Any) -> None:
    """What the first form asks is answered on the one page; a receipt with number and next date follows."""
    clerk = browser(place.clerk)
    taken = take_in(
        clerk, files=[("files", ("收条.exe", PHOTO)), ("files", ("说明.txt", "说明(示例)".encode()))]
    )
    assert taken.status_code == 303, taken.text
    receipt = clerk.get(taken.headers["location"]).text
    for words in ("受理回执", "云综〔2025〕", "张禾(示例)", "收条.jpg", "说明.txt", "继续办理"):
        assert words in receipt
    assert re.search(
        r"<dt>电话</dt><dd>023-\d+（示例） <span class=\"soft\">云阳县社会矛盾调处中心</span>", receipt
    )
    case = taken.headers["location"].split("/")[2]
    page = clerk.get(f"/cases/{case}").text
    assert "屋檐水流入邻家院坝" in page
    assert "收到附件" in page


def test_birth_and_sex_come_from_the_number(browser: Any, place: Any, program: Any) -> None:
    """Without scripts the server fills in birth and sex from the identity number, and never over what was typed."""
    clerk = browser(place.clerk)
    shown = take_in(clerk, _action="refresh")
    assert 'value="1949-12-31"' in shown.text
    assert re.search(r'<option value="female" selected', shown.text)
    kept = take_in(clerk, _action="refresh", **{"parties.0.birth": "1950-01-01"})
    assert 'value="1950-01-01"' in kept.text


def test_a_mistyped_number_is_named(browser: Any, place: Any) -> None:
    """An identity number whose last sign does not fit is refused beside its field, and no case is opened."""
    clerk = browser(place.clerk)
    refused = take_in(clerk, **{"parties.0.id_number": "110105194912310021"})
    assert refused.status_code == 422
    assert "校验位不符" in refused.text
    assert "屋檐水流入邻家院坝" in refused.text


def test_similar_disputes_are_looked_for_again_when_the_form_comes_back(browser: Any, place: Any) -> None:
    """A refused form shows at once what may be the same dispute; an empty one waits until something is typed."""
    clerk = browser(place.clerk)
    at_once = 'hx-post="/cases/similar" hx-trigger="load, '
    assert at_once not in clerk.get("/cases/new").text
    assert at_once in take_in(clerk, **{"claim.summary": ""}).text


def test_a_file_that_cannot_be_kept_opens_no_case(browser: Any, place: Any, machine: Any) -> None:
    """A program dressed as a photo is refused before anything is opened, and one is told to choose files again."""
    clerk = browser(place.clerk)
    with machine.store.read() as tx:
        before = tx.cases.count()
    refused = take_in(clerk, files={"files": ("照片.jpg", b"MZ\x90\0")})
    assert refused.status_code == 422
    assert "不接受文件" in refused.text
    assert "请重新选择附件" in refused.text
    with machine.store.read() as tx:
        assert tx.cases.count() == before


def test_whoever_only_takes_a_number_brings_files_too(browser: Any, place: Any) -> None:
    """Where there is no time for the whole form, the matter and what was brought are kept, and the first task waits."""
    clerk = browser(place.clerk)
    taken = take_in(clerk, _action="open", files={"files": ("说明.txt", b"brought")})
    assert taken.headers["location"].startswith("/tasks/")
    assert "说明.txt" in clerk.get(taken.headers["location"]).text
    refused = take_in(clerk, _action="open", files={"files": ("x.jpg", b"MZ\x90\0")})
    assert (refused.status_code, "不接受文件" in refused.text) == (422, True)


def test_a_double_click_takes_in_once(browser: Any, place: Any) -> None:
    """The same page sent twice gives the same receipt."""
    clerk = browser(place.clerk)
    form = filled(key="double-click-on-the-window")
    clerk.get("/cases/new")
    first = clerk.post("/cases/new", form, files={"files": ("a.txt", b"once")})
    clerk.get("/cases/new")
    second = clerk.post("/cases/new", form, files={"files": ("a.txt", b"once")})
    assert first.headers["location"] == second.headers["location"]


def test_what_was_typed_waits(browser: Any, place: Any) -> None:
    """A draft of the window is there again after signing in anew, for its writer alone, until it is sent or dropped."""
    clerk = browser(place.clerk)
    kept = take_in(clerk, _action="draft", **{"claim.summary": "写到一半的窗口"})
    assert "草稿已于" in kept.text
    assert "写到一半的窗口" in browser(place.clerk).get("/cases/new").text
    assert "写到一半的窗口" not in browser(place.chair).get("/cases/new").text
    clerk.get("/cases/new")
    assert clerk.post("/cases/new", filled(_action="drop")).status_code == 303
    assert "写到一半的窗口" not in clerk.get("/cases/new").text


def test_the_same_dispute_is_shown_while_typing(browser: Any, place: Any) -> None:
    """Name, number and telephone of a party lead to their cases at the same body, with the reason."""
    clerk = browser(place.clerk)
    title = "重复纠纷(示例)"
    take_in(
        clerk, **{"claim.title": title, "parties.0.name": "赵重复(示例)", "parties.0.phone": "13911112222"}
    )
    clerk.get("/period")
    for field, value, why in (
        ("name", "赵重复(示例)", "姓名相同"),
        ("phone", "139 1111 2222", "电话相同"),
        ("id_number", GOOD_NUMBER.lower(), "证件号相同"),
    ):
        sent = {"org": place.org, "procedure": "dispute", "_row:parties": "0", f"parties.0.{field}": value}
        found = clerk.post("/cases/similar", sent).text
        assert why in found, (field, found)
        clerk.get("/period")


def test_of_a_case_elsewhere_only_the_body_is_named(browser: Any, place: Any) -> None:
    """At another body one learns that the same person's case lies there: no number, no matter, no name."""
    number = "440524188001010014"
    clerk = browser(place.clerk)
    changes = {
        "parties.0.id_number": number,
        "parties.0.name": "钱他处(示例)",
        "claim.title": "他处纠纷(示例)",
    }
    assert take_in(clerk, **changes).status_code == 303
    stranger = browser("village-med")
    sent = {"procedure": "dispute", "_row:parties": "0", "parties.0.name": "钱他处(示例)"}
    assert "他处" not in stranger.post("/cases/similar", sent).text
    stranger.get("/period")
    found = stranger.post("/cases/similar", {**sent, "parties.0.id_number": number}).text
    assert "同一证件号" in found
    for secret in ("他处纠纷", "钱他处", "云综"):
        assert secret not in found


@pytest.mark.parametrize("wish", ["add:parties", "remove:parties:1"])
def test_rows_are_added_and_taken_away_without_scripts(browser: Any, place: Any, wish: str) -> None:
    """Repeated parties need neither mouse nor script, and nothing typed is lost."""
    shown = take_in(browser(place.clerk), _action=wish).text
    assert ('name="parties.2.name"' in shown) == wish.startswith("add")
    assert ("李苗(示例)" in shown) == wish.startswith("add")
    assert "屋檐水流入邻家院坝" in shown


def test_files_are_brought_to_a_case_and_opened_safely(browser: Any, place: Any, new_case: Any) -> None:
    """A file brought later is kept, comes back as a download that may do nothing, and strangers find none."""
    case = new_case("补交材料(示例)")
    clerk = browser(place.clerk)
    clerk.get(f"/cases/{case['id']}")
    page = b"<html><script>alert(1)</script>"
    sent = clerk.post(f"/cases/{case['id']}/attachments", {}, files={"files": ("页面.html", page)})
    assert sent.status_code == 303
    link = re.search(rf"/cases/{case['id']}/attachments/[0-9a-f]+", clerk.get(f"/cases/{case['id']}").text)
    assert link is not None
    answer = clerk.get(link.group())
    assert answer.content == page
    assert answer.headers["content-type"].startswith("text/plain")
    assert answer.headers["content-disposition"].startswith("attachment;")
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["content-security-policy"].startswith("sandbox")
    assert browser("labour-med-1").get(link.group()).status_code == 404
    clerk.get(f"/cases/{case['id']}")
    assert clerk.post(f"/cases/{case['id']}/attachments", {}).status_code == 422


def test_a_photo_is_said_to_be_an_identity_card(browser: Any, place: Any, new_case: Any) -> None:
    """Whoever brings a file says what it is, sees it beside the file, and can say otherwise; nonsense is refused."""
    clerk = browser(place.clerk)
    page = f"/cases/{new_case('身份证明(示例)')['id']}"
    clerk.get(page)
    clerk.post(f"{page}/attachments", {"kind": "identity"}, files={"files": ("证件.jpg", PHOTO)})
    shown = clerk.get(page).text
    assert '<span class="tag">当事人身份证明</span>' in shown
    (one,) = re.findall(rf'action="({page}/attachments/[0-9a-f]+/kind)"', shown)
    clerk.post(one, {"kind": "property"})
    assert '<span class="tag">财产权利证明</span>' in clerk.get(page).text
    assert clerk.post(one, {"kind": "nonsense"}).status_code == 422


@pytest.mark.parametrize(("wish", "status"), [("attach", 303), ("submit", 422)])
def test_a_photo_at_a_step_loses_nothing(
    browser: Any, place: Any, new_case: Any, wish: str, status: int
) -> None:
    """Bringing a photo to a step, or handing in with one chosen, keeps the photo and what was typed."""
    case, clerk = new_case("照片与文字(示例)"), browser(place.clerk)
    found = re.search(r'href="(/tasks/[^"]+)"', clerk.get(f"/cases/{case['id']}").text)
    assert found is not None
    task = found.group(1)
    clerk.get(task)
    typed = {"claim.summary": "雨水流到了下家院子里", "_action": wish}
    sent = clerk.post(task, typed, files={"_files": ("院墙.jpg", PHOTO)})
    assert sent.status_code == status
    shown = sent.text if wish == "submit" else clerk.get(task).text
    assert "雨水流到了下家院子里" in shown
    assert "院墙.jpg" in clerk.get(task).text
