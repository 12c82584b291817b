"""The verbs over pages and API: offered to whom they belong, their consequences shown, then done."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest

from workflows.clock import legal_day
from workflows.domain.outbox import Incident
from workflows.testing import begun_case
from workflows.testing.fake_clock import FakeClock
from workflows.usecases.app import App

REGISTER = {
    "intake.received_on": "2025-11-28", "intake.channel": "window", "intake.source": "application",
    "claim.title": "田界(示例)", "claim.type": "adjacency", "claim.summary": "田界不清。",
    "place.org_id": "yunyang-qinglong", "place.scope": "one_township", "place.severity": "ordinary",
    "intake.matter_class": "general", "intake.nature": "civil", "intake.has_definite_respondent": True,
    "intake.has_claim": True, "intake.materials_complete": True,
}  # fmt: skip


@pytest.fixture
def begun(new_case: Any, program: Any, place: Any) -> dict[str, Any]:
    """A case that was registered and waits for its admission."""
    case: dict[str, Any] = new_case()
    clerk = program(place.clerk)
    item = next(i for i in clerk.get(f"/cases/{case['id']}").json()["items"] if i["status"] == "open")
    answer = clerk.post(f"/tasks/{item['id']}/submit", {"answers": REGISTER})
    assert answer.status_code == 200, answer.text
    return case


def open_item(caller: Any, case_id: str) -> dict[str, Any]:
    """Return the open step of a case."""
    items = caller.get(f"/cases/{case_id}").json()["items"]
    found: dict[str, Any] = next(item for item in items if item["status"] == "open")
    return found


def test_the_api_tells_what_would_happen_then_does_it_once(begun: Any, program: Any, place: Any) -> None:
    """退回:先看后果,什么都不变;再办,同一个键只办一次。"""
    clerk = program(place.clerk)
    item = open_item(clerk, begun["id"])
    steps = clerk.get(f"/tasks/{item['id']}/earlier-steps").json()
    assert [each["element"] for each in steps] == ["register"]
    body = {"element": "register", "reason": "地址有误"}
    seen = clerk.post(f"/tasks/{item['id']}/send-back?foresee=true", body).json()
    assert ([i["element"] for i in seen["opened"]], [i["element"] for i in seen["gone"]]) == (
        ["register"], [item["element"]],
    )  # fmt: skip
    assert open_item(clerk, begun["id"]) == item
    revs = [clerk.post(f"/tasks/{item['id']}/send-back", body, key="k-back").json()["rev"] for _ in range(2)]
    assert revs[0] == revs[1]
    assert open_item(clerk, begun["id"])["element"] == "register"


def test_a_stranger_gets_404_and_a_post_without_the_right_403(begun: Any, program: Any, place: Any) -> None:
    """外单位的人看不到;没有职权的人被拒绝。"""
    body = {"ground": "other", "note": "x"}
    assert program(place.foreign_mediator).post(f"/cases/{begun['id']}/suspend", body).status_code == 404
    assert program(place.clerk).post(f"/cases/{begun['id']}/suspend", body).status_code == 403
    assert (
        program(place.clerk).post(f"/cases/{begun['id']}/undo", {"rev": 1, "reason": "x"}).status_code == 403
    )


def test_the_page_offers_foresees_and_confirms(begun: Any, browser: Any, place: Any) -> None:
    """案件页“其他操作”:列出能办的,先看后果,确认后办成。"""
    clerk = browser(place.clerk)
    page = clerk.get(f"/cases/{begun['id']}/verbs")
    assert page.status_code == 200
    assert "退回" in page.text
    assert "撤回" in page.text
    seen = clerk.post(f"/cases/{begun['id']}/verbs/withdraw", {"_action": "foresee", "reason": "误点"})
    assert seen.status_code == 200
    assert "重新成为待办" in seen.text
    done = clerk.post(
        f"/cases/{begun['id']}/verbs/withdraw", {"_action": "confirm", "reason": "误点", "key": "k1"}
    )
    assert (done.status_code, done.headers["location"]) == (303, f"/cases/{begun['id']}/verbs?done=withdraw")
    assert "已办" in clerk.get(done.headers["location"]).text
    assert "撤回" in clerk.get(f"/cases/{begun['id']}").text


def test_a_period_is_extended_by_a_number_with_its_unit_and_the_new_day_is_shown_first(
    browser: Any, program: Any
) -> None:
    """延长期限:写明界限和谁同意;缺单位、缺同意人的说清缺什么;确认之前看到所填的和新的届满日。"""
    med, page = program(begun_case.CLERK), browser(begun_case.CLERK)
    case_id = med.post("/cases", {"org_id": begun_case.VILLAGE}).json()["id"]
    for form, answers in begun_case.steps(date(2025, 11, 28)):
        item, body = open_item(med, case_id), {"answers": json.loads(json.dumps(answers, default=str))}
        assert med.post(f"/tasks/{item['id']}/submit", body).status_code == 200, form
    offers = {each["verb"]: each["chances"] for each in med.get(f"/cases/{case_id}/verbs").json()}
    chance = offers["extend"][0]
    assert (chance["extension"]["unit"], chance["extension"]["needed"]) == ("month", 2)
    verbs = page.get(f"/cases/{case_id}/verbs").text
    assert "人民调解期限（D01），到 2025-12-29" in verbs
    assert "同意人（每行一位，至少 2 位：双方当事人）" in verbs
    wish = {"_action": "foresee", "choice": chance["value"], "length": "10", "consents": "赵春生\n钱有田"}
    assert "请一并选择延长的单位" in page.post(f"/cases/{case_id}/verbs/extend", wish).text
    seen = page.post(f"/cases/{case_id}/verbs/extend", {**wish, "unit": "day"}).text
    assert "由 2025-12-29 改到 2026-01-08" in seen
    assert "<dd>10 日</dd>" in seen
    assert "<dt>同意人</dt><dd>赵春生\n钱有田</dd>" in seen
    alone = {**wish, "unit": "day", "consents": "赵春生"}
    assert "至少 2 位，现在写了 1 位" in page.post(f"/cases/{case_id}/verbs/extend", alone).text


def test_a_step_that_came_back_says_why(begun: Any, browser: Any, program: Any, place: Any) -> None:
    """退回之后:页面直接通向这一步;谁打开它,谁就看到是谁退回、为什么。"""
    clerk, page = program(place.clerk), browser(place.clerk)
    body = {"element": "register", "reason": "门牌号写错了"}
    clerk.post(f"/tasks/{open_item(clerk, begun['id'])['id']}/send-back", body)
    done = page.get(f"/cases/{begun['id']}/verbs?done=send-back").text
    task = f"/tasks/{open_item(clerk, begun['id'])['id']}"
    assert f'href="{task}"' in done
    assert "门牌号写错了" in page.get(task).text
    assert "<strong>退回</strong>" in page.get(task).text


def test_in_a_suspended_case_nothing_typed_is_lost(
    begun: Any, browser: Any, program: Any, place: Any
) -> None:
    """案件中止时:页面先说明不能提交;早已打开的页面仍提交的,说明原因,填的都还在。"""
    clerk, page = program(place.clerk), browser(place.clerk)
    task = f"/tasks/{open_item(clerk, begun['id'])['id']}"
    page.get(task)
    program(place.chair).post(f"/cases/{begun['id']}/suspend", {"ground": "other", "note": "当事人外出"})
    sent = page.post(task, {"claim.summary": "雨季积水", "intake.remark": "雨季积水", "_action": "submit"})
    assert (sent.status_code, "请先在“其他操作”中恢复" in sent.text) == (409, True)
    assert 'value="submit"' not in page.get(task).text
    assert "恢复之前不能提交" in page.get(task).text


def test_a_refusal_stands_on_the_page_with_what_was_typed(begun: Any, browser: Any, place: Any) -> None:
    """没有写理由:页面说明原因,已填的还在。"""
    chair = browser(place.chair)
    chair.get(f"/cases/{begun['id']}/verbs")
    answer = chair.post(
        f"/cases/{begun['id']}/verbs/suspend",
        {"_action": "foresee", "ground": "hearing", "reason": "", "paper": "示例1号"},
    )
    assert answer.status_code == 422
    assert "示例1号" in answer.text


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_pages_speak_both_languages(begun: Any, browser: Any, place: Any, language: str) -> None:
    """两种语言都完整。"""
    chair = browser(place.chair)
    chair.post("/language", {"language": language, "next": "/desk"})
    assert ("Suspend" if language == "en" else "中止") in chair.get(f"/cases/{begun['id']}/verbs").text


def test_incidents_are_listed_and_closed_by_an_administrator(
    machine: App, browser: Any, program: Any, place: Any
) -> None:
    """故障单:管理员看到原因,写明情况后关闭;别人看不到。"""
    with machine.store.write() as tx:
        tx.incidents.put(
            Incident(
                id="i-1",
                case_id="",
                kind="step-failed",
                error="broke here",
                detail="trace",
                opened_at=machine.clock.now(),
            )
        )
    admin = browser(place.admin)
    assert "broke here" in admin.get("/incidents").text
    assert "重新办理" in admin.post("/incidents", {"_action": "retry", "id": "i-1"}).text
    assert admin.post("/incidents", {"_action": "resolve", "id": "i-1", "note": "已处理"}).status_code == 303
    told = program(place.admin).get("/incidents?status=resolved").json()
    assert [(each["id"], each["outcome"], each["note"]) for each in told] == [("i-1", "resolved", "已处理")]
    assert browser(place.clerk).get("/incidents").status_code == 403


def test_migrations_are_reported_to_administrators(program: Any, place: Any) -> None:
    """迁移报告:管理员可以看,每件案件写明去向;设计人员不能看。"""
    admin = program(place.admin)
    answer = admin.get("/migrations?procedure=dispute&pack=yunyang")
    assert answer.status_code == 200
    assert {each["fate"] for each in answer.json()} <= {"moves", "waits", "needs-a-person"}
    assert program(place.designer).get("/migrations?procedure=dispute").status_code == 403


def test_a_step_proposes_what_is_usual_and_leaves_what_is_known(
    begun: Any, browser: Any, program: Any, place: Any, clock: FakeClock
) -> None:
    """The day of acceptance is proposed as today; whoever writes another day and comes back finds their own."""
    item = open_item(program(place.clerk), begun["id"])
    address, today = f"/tasks/{item['id']}", legal_day(clock.now())
    desk = browser(place.clerk)
    page = desk.get(address).text
    for name in ("intake.decided_on", "handling.accepted_on"):
        assert f'name="{name}" value="{today}"' in page
    assert program(place.clerk).get(address).json()["values"]["handling"]["accepted_on"] == str(today)
    desk.post(address, {"handling.accepted_on": "2025-11-20", "_action": "draft"})
    assert 'name="handling.accepted_on" value="2025-11-20"' in desk.get(address).text


def test_whoever_takes_a_step_back_finds_what_they_had_written(
    begun: Any, browser: Any, program: Any, place: Any
) -> None:
    """A clerk who took the step back to mend one word finds the form as it was sent, not an empty one."""
    clerk = program(place.clerk)
    back = clerk.post(f"/cases/{begun['id']}/withdraw", {"reason": "写错了一个字"})
    assert back.status_code == 200, back.text
    item = open_item(clerk, begun["id"])
    page = browser(place.clerk).get(f"/tasks/{item['id']}").text
    assert item["element"] == "register"
    assert "田界不清。</textarea>" in page
    assert clerk.post(f"/tasks/{item['id']}/submit", {"answers": REGISTER}).status_code == 200


def test_a_copy_is_given_up_on_the_page_and_over_the_api(
    begun: Any, browser: Any, program: Any, place: Any
) -> None:
    """抄送给我的案件可以不再接收：页面和接口都行，第二次没有可停的；不在其列的人看不到，也没有按钮。"""
    case, reader = begun["id"], "labour-med-1"
    chair, page = program(place.chair), f"/cases/{begun['id']}"
    assert program(reader).post(f"{page}/unwatch").status_code == 404
    for give_up in ("page", "program"):
        assert chair.post(f"{page}/copy", {"to": [f"yunyang:{reader}"]}).status_code == 200
        desk = browser(reader)
        assert f'action="{page}/unwatch"' in desk.get("/desk/copies").text
        assert [each["case"]["id"] for each in program(reader).get("/work/copies").json()["cases"]] == [case]
        assert f'action="{page}/unwatch"' in desk.get(page).text
        if give_up == "page":
            done = desk.post(f"{page}/unwatch")
            assert (done.status_code, done.headers["location"]) == (303, "/desk/copies")
        else:
            assert program(reader).post(f"{page}/unwatch").json() == {"stopped": True}
        assert desk.get(page).status_code == 404
        assert f'action="{page}/unwatch"' not in desk.get("/desk/copies").text
    assert f'action="{page}/unwatch"' not in browser(place.clerk).get(page).text
    assert chair.post(f"/cases/{case}/unwatch").json() == {"stopped": False}
