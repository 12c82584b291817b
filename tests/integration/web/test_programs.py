"""What people do on pages, a program does over the API: once for each key, and with the same refusals."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import httpx
import pyotp
import pytest

from tests.integration.web.conftest import Program
from workflows.clock import legal_day
from workflows.testing.fake_clock import FakeClock
from workflows.usecases.app import App

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360000002000001"
    "05000d0a2db40000000049454e44ae426082"
)
OLD = """案号,申请人,被申请人,纠纷类型,受理日期,结案日期
旧接〔2019〕1号,冯接口(示例),陈接口(示例),邻里,2019-03-04,2019-03-20
"""
DISPUTE = {
    "intake": {
        "received_on": "2025-11-28",
        "channel": "window",
        "source": "application",
        "matter_class": "general",
        "nature": "civil",
        "has_definite_respondent": True,
        "has_claim": True,
        "materials_complete": True,
    },
    "parties": [
        {"role": "applicant", "kind": "person", "name": "张接口(示例)"},
        {"role": "respondent", "kind": "person", "name": "李接口(示例)"},
    ],
    "claim": {"title": "接口收案(示例)", "type": "neighbour", "summary": "屋檐水流入邻家院坝"},
    "place": {"scope": "one_village", "severity": "ordinary"},
}
STROKES = json.dumps([[{"x": n * 9, "y": 100, "t": n * 16} for n in range(40)]])


def send(program: Program, method: str, address: str, body: Any = None, key: str = "") -> httpx.Response:
    """Write with a method of one's own."""
    return program.client.request(method, f"/api{address}", json=body, headers=program.headers(key))


def bring(
    program: Program, address: str, name: str, content: bytes, key: str = "", **more: str
) -> httpx.Response:
    """Send a file."""
    headers = program.headers(key) | {"Content-Type": "application/octet-stream"}
    return program.client.post(
        f"/api{address}", params={"name": name, **more}, content=content, headers=headers
    )


@pytest.fixture
def fresh(program: Any, place: Any) -> dict[str, Any]:
    """A new account with its one-time password, opened by a program."""
    login = f"api-{uuid4().hex[:12]}"
    made = program(place.admin).post("/accounts", {"login": login, "name": "接口示例"})
    assert made.status_code == 201
    found: dict[str, Any] = made.json()
    return found


def test_an_account_is_opened_posted_and_closed(program: Any, place: Any, fresh: dict[str, Any]) -> None:
    """Administrators open and close accounts, security officers give posts; neither does the other's."""
    admin, security, who = program(place.admin), program("security"), fresh["account"]["id"]
    assert admin.post("/accounts", {"login": fresh["account"]["login"], "name": "x"}).status_code == 409
    post = {"org_id": place.org, "role": "clerk"}
    assert admin.post(f"/accounts/{who}/posts", post).status_code == 403
    assert post in security.post(f"/accounts/{who}/posts", post).json()
    assert place.org in {each["id"] for each in security.get("/posts").json()["bodies"]}
    found = admin.post("/accounts/search", {"text": fresh["account"]["login"]}).json()
    assert [each["account"]["id"] for each in found["rows"]] == [who]
    assert admin.get(f"/accounts/{who}").json()["posts"] == [post]
    assert security.post(f"/accounts/{who}/posts/take", post).json() == []
    assert admin.post(f"/accounts/{who}/close").json()["active"] is False
    assert admin.post(f"/accounts/{who}/reopen").json()["active"] is True


def test_a_secret_is_sent_once(program: Any, place: Any, fresh: dict[str, Any], new_case: Any) -> None:
    """The same key sets no second password and makes no second link; it says that the first was shown already."""
    who, case = fresh["account"]["id"], new_case()["id"]
    for program_, address, body in (
        (program(place.admin), f"/accounts/{who}/password", {}),
        (program(place.clerk), f"/cases/{case}/party-links", {"party": "p1"}),
    ):
        key = uuid4().hex
        assert program_.post(address, body, key).status_code in (200, 201)
        again = program_.post(address, body, key)
        assert (again.status_code, again.json()["code"]) == (409, "secret-shown-already")
        assert program_.post(address, body).status_code in (200, 201)


def test_a_program_looks_after_its_own_account(
    new_client: Callable[[], httpx.Client], fresh: dict[str, Any], clock: FakeClock
) -> None:
    """With a one-time password only the own account opens: a password first, then codes, then the rest."""
    client, login = new_client(), fresh["account"]["login"]
    token = client.post("/api/sign-in", json={"login": login, "password": fresh["password"]}).json()["token"]
    own = Program(client, token)
    assert own.get("/work/list").status_code == 403
    new = "a fresh password for a program"
    change = {"current": fresh["password"], "new": new}
    assert send(own, "PUT", "/account/password", change).status_code == 204
    assert send(own, "PUT", "/account/language", {"locale": "en"}).status_code == 204
    secret = own.post("/account/second-factor").json()["secret"].replace(" ", "")
    code = pyotp.TOTP(secret).at(clock.now())
    assert len(own.post("/account/second-factor/confirm", {"code": code}).json()["codes"]) == 10
    seen = own.get("/account").json()
    assert (seen["locale"], seen["has_code"], [each["here"] for each in seen["logins"]]) == (
        "en",
        True,
        [True],
    )
    assert own.post("/account/second-factor/stop", {"current": new}).status_code == 204
    assert own.post("/account/logins/end-all").status_code == 204
    assert own.post("/account/logins/end", {"login": seen["logins"][0]["handle"]}).status_code == 204
    assert own.get("/account").status_code == 401


def test_a_dispute_is_taken_in_in_one_call(program: Any, place: Any) -> None:
    """The first form is asked for and answered; what is wrong is named by field; a draft waits for its writer."""
    clerk = program(place.clerk)
    asked = clerk.get(f"/intake?org_id={place.org}").json()
    assert asked["form_schema"]["components"]
    answers = {"claim": {"title": "接口收案(示例)"}}
    refused = clerk.post("/intake", {"org_id": place.org, "answers": answers})
    assert refused.status_code == 422
    assert "claim.type" in {each["path"] for each in refused.json()["fields"]}
    draft = {"org_id": place.org, "answers": answers}
    assert send(clerk, "PUT", "/intake/draft", draft).status_code == 204
    assert clerk.get(f"/intake?org_id={place.org}").json()["drafted"] is True
    assert send(clerk, "DELETE", f"/intake/draft?org_id={place.org}").status_code == 204
    assert clerk.get(f"/intake?org_id={place.org}").json()["drafted"] is False
    key, whole = uuid4().hex, {"org_id": place.org, "answers": DISPUTE}
    taken = clerk.post("/intake", whole, key)
    assert taken.status_code == 201, taken.text
    assert clerk.post("/intake", whole, key).json() == taken.json()


def test_what_may_be_the_same_dispute_is_found(program: Any, place: Any, new_case: Any) -> None:
    """Search by words and filters, and by the party while a dispute is typed; the receipt names number and contact."""
    made, clerk = new_case("接口寻找之案(示例)"), program(place.clerk)
    found = clerk.post("/cases/find", {"text": "接口寻找之案", "status": "open"}).json()["cases"]
    assert [each["case"]["id"] for each in found] == [made["id"]]
    assert clerk.post("/cases/find", {"text": "接口寻找之案", "status": "closed"}).json()["cases"] == []
    assert clerk.get("/cases/narrowing").json()["types"]
    like = clerk.post("/intake/similar", {"answers": {"parties": [{"name": "李苗(示例)"}]}}).json()
    assert like["cases"]
    assert clerk.get(f"/cases/{made['id']}/receipt").json()["number"] == made["number"]


def test_a_body_elsewhere_is_named_in_both_languages(program: Any, place: Any, new_case: Any) -> None:
    """Where the same identity number stands in a case of another body, that body is named, and nothing else."""
    number = "440524199001010006"
    new_case(
        "接口他处之案(示例)", parties=[{"role": "applicant", "name": "钱他处(示例)", "id_number": number}]
    )
    asked = {"answers": {"parties": [{"id_number": number}]}}
    found = program("village-med").post("/intake/similar", asked).json()
    assert found == {
        "cases": [],
        "elsewhere": [["青龙街道社会矛盾调处中心", "Qinglong Street Dispute Centre"]],
    }


def test_of_many_cases_of_one_person_the_last_are_found(program: Any, place: Any, new_case: Any) -> None:
    """Of more cases of one person than are shown the last ones are, and the body elsewhere is named all the same."""
    people = [{"role": "applicant", "name": "周常来(示例)", "id_number": "440524199001010022"}]
    answers = {"parties": people, "claim.title": "邻村之案(示例)"}
    away = program("village-med").post("/cases", {"org_id": "yunyang-fengming-v02", "answers": answers})
    assert away.status_code == 201, away.text
    made = [new_case(f"常来之案{turn}(示例)", parties=people)["number"] for turn in range(10)]
    found = program(place.clerk).post("/intake/similar", {"answers": {"parties": people}}).json()
    assert [each["case"]["number"] for each in found["cases"]] == made[:1:-1]
    assert [body[1] for body in found["elsewhere"]] == ["Fengming sample village 02 station"]


def test_a_file_is_kept_once(program: Any, place: Any, new_case: Any) -> None:
    """A file is brought, listed and opened byte for byte; brought again it is the same one; a program is refused."""
    case, clerk = new_case()["id"], program(place.clerk)
    first = bring(clerk, f"/cases/{case}/attachments", "转账.png", PNG)
    assert first.status_code == 201
    assert bring(clerk, f"/cases/{case}/attachments", "转账.png", PNG).json() == first.json()
    assert [each["name"] for each in clerk.get(f"/cases/{case}/attachments").json()] == ["转账.png"]
    one = f"/cases/{case}/attachments/{first.json()['id']}"
    assert send(clerk, "PUT", f"{one}/kind", {"kind": "identity"}).json()["kind"] == "identity"
    opened = clerk.get(one)
    assert opened.content.startswith(b"\x89PNG")
    assert (
        bring(clerk, f"/cases/{case}/attachments", "x.png", b"MZ\x90").json()["code"] == "file-kind-refused"
    )
    assert (
        bring(program(place.foreign_mediator), f"/cases/{case}/attachments", "a.png", PNG).status_code == 404
    )


def test_former_cases_are_tried_taken_over_and_undone(program: Any, place: Any) -> None:
    """The same table under the same key is one import; a dry run names lines; taking over is undone as a whole."""
    chair, key = program(place.chair), uuid4().hex
    made = bring(chair, "/imports", "台账.csv", OLD.encode(), key, org_id=place.org)
    assert made.status_code == 201, made.text
    again = bring(chair, "/imports", "台账.csv", OLD.encode(), key, org_id=place.org)
    assert again.json() == made.json()
    one = f"/imports/{made.json()['id']}"
    assert chair.get(one).json()["ready"] == 1
    mapped = send(chair, "PUT", f"{one}/columns", {"mapping": made.json()["mapping"]})
    assert mapped.json()["imported"]["mapping"] == made.json()["mapping"]
    assert chair.post(f"{one}/run", {"most": 100}).json()["status"] == "done"
    assert chair.post(f"{one}/undo").json()["status"] == "undone"
    assert made.json()["id"] in {each["id"] for each in chair.get("/imports").json()["imports"]}


def test_notes_mention_colleagues(program: Any, place: Any, new_case: Any) -> None:
    """A note is written once for each key and stands on the desk of whom it mentions; a stranger is refused."""
    case, clerk, key = new_case()["id"], program(place.clerk), uuid4().hex
    text = {"text": f"请看一下 @{place.chair}"}
    first = clerk.post(f"/cases/{case}/notes", text, key)
    assert first.status_code == 201
    assert clerk.post(f"/cases/{case}/notes", text, key).json()["id"] == first.json()["id"]
    assert first.json()["id"] in {each["id"] for each in program(place.chair).get("/work/mentions").json()}
    assert len(clerk.get(f"/cases/{case}/notes").json()) == 1
    refused = clerk.post(f"/cases/{case}/notes", {"text": f"@{place.foreign_mediator} 你好"})
    assert refused.json()["code"] == "unknown-mention"


def test_the_work_list_is_narrowed_kept_and_handled(program: Any, place: Any, new_case: Any) -> None:
    """Lines come as on the page; a view is kept under a name; several steps are looked ahead at, then taken."""
    case, clerk = new_case(), program(place.clerk)
    listed = clerk.get("/work/list?scope=group&sort=-number").json()
    mine = [each["item"]["id"] for each in listed["lines"] if each["number"] == case["number"]]
    assert len(mine) == 1
    assert clerk.get("/work/list?scope=nobody").status_code == 422
    view = {"scope": "group", "light": "none"}
    assert send(clerk, "PUT", "/work/views/接口", view).status_code == 204
    assert clerk.get("/work/list").json()["views"]["接口"]["light"] == "none"
    assert send(clerk, "DELETE", "/work/views/接口").status_code == 204
    ahead = clerk.post("/work/chosen?foresee=true", {"items": mine, "verb": "take"}).json()
    assert ahead[0]["consequences"]["passed_on"][0]["id"] == mine[0]
    assert clerk.post("/work/chosen", {"items": mine, "verb": "take"}).json()[0]["refused"] == ""
    assert clerk.post("/work/seen", {"items": mine}).status_code == 204
    own = clerk.get("/work/list?scope=own&sort=-number").json()["lines"]
    assert mine[0] in {each["item"]["id"] for each in own}


def test_an_absence_is_set_once_and_ended(program: Any, place: Any, clock: FakeClock) -> None:
    """Somebody below is put on leave with a substitute, once for each key; ending it twice ends it once."""
    chair, day, key = program(place.chair), legal_day(clock.now()) + timedelta(days=200), uuid4().hex
    people = {each["login"]: each["id"] for each in chair.get("/absences").json()["people"]}
    wish = {
        "account": people["qinglong-med-2"],
        "substitute": people[place.mediator],
        "since": day.isoformat(),
        "until": day.isoformat(),
    }
    made = chair.post("/absences", wish, key)
    assert made.status_code == 201, made.text
    assert chair.post("/absences", wish, key).json() == made.json()
    assert chair.post("/absences", wish).json()["code"] == "absent-already"
    ended = chair.post(f"/absences/{made.json()['id']}/end").json()
    assert ended == chair.post(f"/absences/{made.json()['id']}/end").json()


def test_supervisors_and_auditors_read_their_figures(program: Any, place: Any, new_case: Any) -> None:
    """The board counts what is open below; the heat of a procedure and the rows of the audit come as on their pages."""
    new_case()
    chair, auditor = program(place.chair), program("auditor")
    board = chair.get("/board?by=place").json()
    assert board["whole"]["total"] == sum(row["total"] for row in board["rows"]) > 0
    assert chair.get("/board/procedures/dispute").json()["diagrams"][0]["steps"]
    assert chair.get("/board/procedures/dispute/diagrams/dispute").content.startswith(b"<?xml")
    assert chair.get("/audit").status_code == 403
    rows = auditor.get(f"/audit?case={new_case()['number']}").json()["rows"]
    assert "open-case" in {each["action"] for each in rows}
    assert auditor.get("/audit/export?action=open-case").headers["content-type"].startswith("text/csv")


def test_sittings_and_talks_are_kept_beside_the_case(
    program: Any, place: Any, new_case: Any, clock: FakeClock
) -> None:
    """A sitting stands in the case with its calendar file; a separate talk is read by its mediator alone."""
    case, mediator = new_case()["id"], program(place.mediator)
    at = (clock.now() + timedelta(days=3)).isoformat()
    arranged = mediator.post(f"/cases/{case}/sittings", {"at": at, "place": "调解室", "mode": "on-site"})
    assert arranged.status_code == 201
    assert [each["place"] for each in mediator.get(f"/cases/{case}").json()["sittings"]] == ["调解室"]
    assert b"BEGIN:VCALENDAR" in mediator.get(f"/cases/{case}/sittings/0/calendar?language=en").content
    assert mediator.post(f"/cases/{case}/sittings/0/call-off").status_code == 200
    assert mediator.post(f"/cases/{case}/sittings/{10**30}/call-off").status_code == 422
    talk = {"party": "p1", "held_at": clock.now().isoformat(), "notes": "只对调解员说的话"}
    assert mediator.post(f"/cases/{case}/talks", talk).status_code == 204
    assert [each["notes"] for each in mediator.get(f"/cases/{case}/talks").json()] == ["只对调解员说的话"]
    assert program("qinglong-med-2").get(f"/cases/{case}/talks").json() == []


def test_what_can_be_done_now_is_told(program: Any, place: Any, new_case: Any) -> None:
    """A program learns which verbs are open to it, and an administrator what mends the case."""
    case = new_case()["id"]
    offered = {each["verb"] for each in program(place.chair).get(f"/cases/{case}/verbs").json()}
    assert {"urge", "copy"} <= offered
    mending = program(place.admin).get(f"/cases/{case}/mending").json()
    assert mending["starts"]
    assert [each["rev"] for each in mending["revisions"]][-1] == 0
    assert program(place.clerk).get(f"/cases/{case}").json()["reasons"]["steps"]


def test_a_party_uses_a_program_of_their_own(
    program: Any, place: Any, new_case: Any, new_client: Callable[[], httpx.Client], machine: App
) -> None:
    """Link and one-time code open a visit that reaches the own case alone: read, bring, say, leave."""
    case, clerk = new_case()["id"], program(place.clerk)
    invited = clerk.post(f"/cases/{case}/party-links", {"party": "p1"}).json()
    link = invited["address"].rpartition("/")[2]
    client = new_client()
    assert client.post("/api/party/codes", json={"link": link}).status_code == 204
    entering = {"link": link, "code": invited["codes"][0]}
    visit = client.post("/api/party/visits", json=entering)
    assert visit.status_code == 201
    assert client.post("/api/party/visits", json=entering).json()["code"] == "party-code-refused"
    party = Program(client, visit.json()["token"])
    own = party.get("/party/case")
    assert own.json()["name"] == "张禾(示例)"
    assert "13900001234" not in own.text
    assert party.get(f"/cases/{case}").status_code == 401
    assert clerk.get("/party/case").json()["code"] == "party-not-in"
    assert bring(party, "/party/evidence", "转账.png", PNG).status_code == 204
    assert party.get("/party/case").json()["brought"] == ["转账.png"]
    key = uuid4().hex
    for _ in range(2):
        assert party.post("/party/wishes", {"wish": "call", "words": "下午打"}, key).status_code == 204
    assert [each["words"] for each in clerk.get(f"/cases/{case}/party-links").json()["said"]] == ["下午打"]
    assert party.post("/party/rating", {"answer": "satisfied"}).status_code == 204
    assert party.post("/party/rating", {"answer": "fair"}).json()["code"] == "already-rated"
    unread = {"signing": "0", "strokes": STROKES, "paper_sha256": "0" * 64}
    assert party.post("/party/signature", {**unread, "agreed": False}).status_code == 422
    assert party.post("/party/signature", {**unread, "agreed": True}).status_code == 404
    assert party.get("/party/papers/0").status_code == 404
    assert party.post("/party/leave").status_code == 204
    assert party.get("/party/case").status_code == 401
    assert clerk.post(f"/cases/{case}/party-links/{invited['id']}/revoke").status_code == 204
    assert [each["state"] for each in clerk.get(f"/cases/{case}/party-links").json()["links"]] == ["revoked"]


def test_signing_says_what_is_missing(program: Any, place: Any, new_case: Any) -> None:
    """Before a paper waits to be signed nothing can begin, and a foreign signing answers like one that is not there."""
    case, clerk = new_case()["id"], program(place.clerk)
    assert clerk.get(f"/cases/{case}/signing").json()["may_begin"] is False
    assert clerk.post(f"/cases/{case}/signing", {"kind": "tablet"}).json()["code"] == "unknown-task"
    for verb, body in (("end", {"reason": "x"}), ("confirm", {"signer": "p1", "identity": "card"})):
        answer = clerk.post(f"/cases/{case}/signing/0/{verb}", body)
        assert (answer.status_code, answer.json()["code"]) == (404, "unknown-signing")
    assert clerk.get(f"/cases/{case}/signing/0/files/evidence.json").status_code == 404


def test_notices_are_chosen(program: Any, fresh: dict[str, Any], place: Any) -> None:
    """Addresses and channels are kept in place of those before; a wrong address is refused by name."""
    chair = program(place.chair)
    before = chair.get("/account/notices").json()
    wish = {"addresses": {"email": "sample@example.test"}, "chosen": {}, "pace": "daily"}
    assert send(chair, "PUT", "/account/notices", wish).json()["pace"] == "daily"
    wrong = {**wish, "addresses": {"email": "no address"}}
    assert send(chair, "PUT", "/account/notices", wrong).status_code == 422
    back = {
        "addresses": before["addresses"],
        "chosen": {each["event"]: each["channels"] for each in before["events"]},
        "pace": before["pace"],
    }
    assert send(chair, "PUT", "/account/notices", back).json()["events"] == before["events"]
