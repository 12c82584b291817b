"""The studio, the check page, the numbers and the dossier as browsers and programs meet them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.integration.web.conftest import Browser, Place, Program

BODY = "<h1>试写</h1>\n<p>{{ case.claim.title | blank }}</p>"


def test_the_preview_frame_runs_and_loads_nothing(browser: Callable[[str], Browser]) -> None:
    """The paper stands in a frame of no origin; the page may show frames of this site and no others."""
    editor = browser("editor")
    page = editor.get("/studio/agreement")
    assert page.headers["content-security-policy"].endswith("frame-src 'self'")
    assert "script-src 'self'" in page.headers["content-security-policy"]
    assert 'sandbox=""' in page.text
    frame = editor.post("/studio/agreement/preview", {"body": BODY})
    assert frame.status_code == 200
    assert "试写" in frame.text
    policy = frame.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'")
    assert "sandbox" in policy
    assert "script-src" not in policy
    assert frame.headers["x-frame-options"] == "SAMEORIGIN"
    assert editor.get("/studio").headers["x-frame-options"] == "DENY"


def test_a_fault_is_shown_at_its_line_and_field(browser: Callable[[str], Browser]) -> None:
    """The frame names file, line and field and shows the line among its neighbours; nothing typed becomes markup."""
    editor = browser("editor")
    editor.get("/studio/agreement")
    frame = editor.post(
        "/studio/agreement/preview", {"body": "<h1>甲</h1>\n<script>x</script>{{ case.claim.titel }}"}
    )
    assert "case.claim.titel" in frame.text
    assert '<span class="here"><i>2</i>&lt;script&gt;' in frame.text
    assert "<script>" not in frame.text


def test_the_studio_works_from_draft_to_publication_without_scripts(
    browser: Callable[[str], Browser],
) -> None:
    """An editor saves and proposes, the coordinator compares and publishes; the editor alone cannot."""
    editor, coordinator = browser("editor"), browser("county-coord")
    editor.get("/studio/evidence-list")
    assert "修改稿已保存" in editor.post("/studio/evidence-list", {"body": BODY}).text
    assert "待审核" in editor.post("/studio/evidence-list/propose", {"note": "试"}).text
    refused = editor.post("/studio/evidence-list/publish")
    assert (refused.status_code, "另一位同事" in refused.text) == (403, True)
    compared = coordinator.get("/studio/evidence-list/compare")
    assert "<ins>" in compared.text
    assert (
        'class="changed"'
        in coordinator.get("/studio/evidence-list/compare/right?left=shipped&right=draft").text
    )
    assert coordinator.get("/studio/evidence-list/samples").status_code == 200
    coordinator.get("/studio/evidence-list")
    assert "已发布" in coordinator.post("/studio/evidence-list/publish").text
    assert "第 1 版" in editor.get("/studio").text
    assert "case.claim.title" in editor.get("/studio/fields").text


def test_a_mediator_has_no_studio(browser: Callable[[str], Browser], place: Place) -> None:
    """Whoever does not edit letters is told so."""
    assert browser(place.mediator).get("/studio").status_code == 403
    assert browser(place.mediator).get("/numbers").status_code == 403


def test_programs_edit_templates_by_the_same_verbs(program: Callable[[str], Program]) -> None:
    """Read, draft, preview, try, propose, publish and go back; every fault has its place."""
    editor, coordinator = program("editor"), program("county-coord")
    assert {each["id"] for each in editor.get("/templates").json()} >= {"agreement", "refusal"}
    assert editor.get("/templates/refusal").json()["files"]["body.html.j2"]
    assert any(each["example"] for each in editor.get("/templates/fields").json())
    wrong = editor.post(
        "/templates/refusal/preview", {"files": {"body.html.j2": "<p>{{ case.x }}</p>"}}
    ).json()
    assert (wrong["problem"]["line"], wrong["problem"]["field"]) == (1, "case.x")
    files = {"files": {"body.html.j2": BODY}}
    saved = editor.client.put("/api/templates/refusal/draft", json=files, headers=editor.headers())
    assert saved.json()["status"] == "draft"
    tried = editor.post("/templates/refusal/samples").json()
    assert all(each["problem"] is None for each in tried)
    assert editor.post("/templates/refusal/propose", {"note": "试"}).json()["status"] == "proposed"
    assert coordinator.post("/templates/refusal/return", {"note": "改"}).json()["status"] == "draft"
    editor.post("/templates/refusal/propose")
    assert editor.post("/templates/refusal/publish").status_code == 403
    assert coordinator.post("/templates/refusal/publish").json()["number"] == 1
    assert editor.post("/templates/refusal/revert", {}).json()["status"] == "draft"
    dropped = editor.client.delete("/api/templates/refusal/draft", headers=editor.headers())
    assert dropped.status_code == 204


def test_the_check_page_is_open_and_tells_nothing_of_what_is_not_there(anyone: Browser) -> None:
    """Nobody has to sign in; a wrong number and a wrong code are answered alike, markup is never run."""
    for number in ("%EF%BC%882026%EF%BC%89%E7%AC%AC1%E5%8F%B7", "a/b", "<script>alert(1)</script>"):
        page = anyone.get(f"/check/{number}/0123456789abcdef")
        assert page.status_code == 404
        assert "没有查到" in page.text
        assert "<script>alert" not in page.text
    told = anyone.client.get("/api/check/x/0123456789abcdef")
    assert (told.status_code, told.json()["code"]) == (404, "unknown-paper-check")


def test_the_dossier_is_shown_with_what_is_missing_and_can_be_bound(
    browser: Callable[[str], Browser],
    program: Callable[[str], Program],
    place: Place,
    new_case: Callable[..., dict[str, Any]],
) -> None:
    """The case's page lists what closing it still needs; the body that has the case may have it bound."""
    case = new_case()
    clerk = browser(place.clerk)
    page = clerk.get(f"/cases/{case['id']}")
    assert "归档前还缺必须材料" in page.text
    assert "当事人身份证明" in page.text
    assert clerk.post(f"/cases/{case['id']}/dossier").headers["location"] == f"/cases/{case['id']}?done=bound"
    rows = program(place.clerk).get(f"/cases/{case['id']}/dossier").json()
    assert [row["order"] for row in rows] == list(range(1, 14))
    assert {row["order"] for row in rows if row["missing"]} == {1, 2, 3, 7}
    assert program(place.clerk).post(f"/cases/{case['id']}/dossier").status_code == 204
    assert program(place.foreign_mediator).get(f"/cases/{case['id']}/dossier").status_code == 404
    assert program(place.chair).get("/numbers").status_code == 200
    assert browser(place.chair).get("/numbers?year=").status_code == 200
