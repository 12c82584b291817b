"""A party on the web: in by link and one-time code; sees their own case and nothing else; signs, brings, asks."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import httpx
import pytest

from tests.integration.web.conftest import Browser, Place
from workflows.domain.case import FollowUp
from workflows.domain.paper import Paper
from workflows.domain.permission import PARTY
from workflows.testing.fake_clock import FakeClock
from workflows.usecases.app import App
from workflows.usecases.record_document import Made, record_document
from workflows.web.app import PAGES
from workflows.web.party_door import PartyDoor

ADDRESS = re.compile(r"http://127\.0\.0\.1:8000(/p/go/[\w-]{43})")
CODE = re.compile(r"<li>(\d{4} \d{4})</li>")
OWN_ROUTES = [
    (route, each.dependency)
    for module in PAGES
    for route in module.router.routes
    for each in route.dependencies
    if isinstance(each.dependency, PartyDoor)
]
NAME = json.dumps([[{"x": n * 9, "y": 100, "t": n * 16} for n in range(40)]])


class Invited:
    """A case with a link for its first party."""

    def __init__(self, staff: Browser, case: dict[str, Any]) -> None:
        """Make the link as staff do."""
        self.staff, self.case = staff, case
        staff.get(f"/cases/{case['id']}/party-links")
        page = staff.post(f"/cases/{case['id']}/party-links", {"party": "p1"}).text
        found = ADDRESS.search(page)
        assert found is not None
        self.path, self.codes = found.group(1), CODE.findall(page)

    def enter(self, browser: Browser, number: int = 0) -> httpx.Response:
        """Open the link and enter a code."""
        browser.get(self.path)
        browser.get("/p/code")
        return browser.post("/p/code", {"code": self.codes[number]})


@pytest.fixture
def invited(browser: Callable[[str], Browser], new_case: Callable[..., Any], place: Place) -> Invited:
    """A case with a link for its first party."""
    return Invited(browser(place.clerk), new_case())


@pytest.fixture
def party(invited: Invited, new_client: Callable[[], httpx.Client]) -> Browser:
    """The browser of a party who is in."""
    made = Browser(new_client())
    assert invited.enter(made).headers["location"] == "/p"
    made.get("/p")
    return made


def test_a_link_becomes_a_cookie_at_once(invited: Invited, anyone: Browser) -> None:
    """The token stands in no address after the first; the cookie is seen by the pages of parties alone."""
    answer = anyone.get(invited.path)
    assert (answer.status_code, answer.headers["location"]) == (303, "/p/code")
    cookie = answer.headers["set-cookie"].lower()
    assert "path=/p" in cookie
    assert "httponly" in cookie


def test_a_party_sees_their_own_case_in_plain_words(party: Browser, invited: Invited) -> None:
    """Name of the case, where it stands, who handles it; no telephone number of the other side."""
    page = party.get("/p").text
    assert invited.case["number"] in page
    assert "我们收到了您的纠纷" in page
    assert "张禾(示例)" in page
    assert "13900001234" not in page
    assert "<nav" not in page


def test_wrong_link_and_wrong_code_get_the_same_answer(
    invited: Invited, new_client: Callable[[], httpx.Client]
) -> None:
    """Whether a link exists is told to nobody: the refusals are equal word for word."""
    answers = []
    for path, code in ((invited.path, "00000000"), ("/p/go/" + "A" * 43, invited.codes[0]), ("", "1")):
        browser = Browser(new_client())
        if path:
            browser.get(path)
        browser.get("/p/code")
        answer = browser.post("/p/code", {"code": code})
        answers.append((answer.status_code, re.sub(r'value="[0-9a-f]{64}"', "", answer.text)))
    assert answers[0][0] == 403
    assert answers[0] == answers[1] == answers[2]


def test_a_code_works_once(invited: Invited, new_client: Callable[[], httpx.Client]) -> None:
    """A code that somebody looked at over a shoulder opens nothing afterwards; the next one does."""
    assert invited.enter(Browser(new_client())).status_code == 303
    assert invited.enter(Browser(new_client())).status_code == 403
    assert invited.enter(Browser(new_client()), 1).status_code == 303


def test_codes_may_be_typed_as_people_type(invited: Invited, new_client: Callable[[], httpx.Client]) -> None:
    """Spaces, dashes and full-width digits are forgiven."""
    browser = Browser(new_client())
    browser.get(invited.path)
    browser.get("/p/code")
    wide = invited.codes[0].replace(" ", "-").translate(str.maketrans("0123456789", "０１２３４５６７８９"))
    assert browser.post("/p/code", {"code": wide}).status_code == 303


def test_guessing_is_slowed_down(
    invited: Invited, new_client: Callable[[], httpx.Client], clock: FakeClock
) -> None:
    """After five wrong codes each further try waits longer; the right code works again after the wait."""
    browser = Browser(new_client())
    browser.get(invited.path)
    browser.get("/p/code")
    statuses = [browser.post("/p/code", {"code": "00000000"}).status_code for _ in range(6)]
    assert statuses == [403] * 5 + [429]
    assert int(browser.post("/p/code", {"code": invited.codes[0]}).headers["retry-after"]) > 0
    clock.move_by(timedelta(seconds=10))
    assert browser.post("/p/code", {"code": invited.codes[0]}).status_code == 303


def test_a_link_that_was_taken_back_opens_nothing(
    party: Browser, invited: Invited, new_client: Callable[[], httpx.Client]
) -> None:
    """Taking a link back ends the visits under way, and its codes open nothing any more."""
    staff = invited.staff
    page = staff.get(f"/cases/{invited.case['id']}/party-links").text
    address = re.search(r'action="(/cases/[^"]+/revoke)"', page)
    assert address is not None
    staff.post(address.group(1))
    assert party.get("/p").headers["location"] == "/p/code"
    assert invited.enter(Browser(new_client()), 1).status_code == 403


def test_a_visit_ends_by_itself(party: Browser, clock: FakeClock) -> None:
    """A telephone that was left lying shows nothing after half an hour."""
    clock.move_by(timedelta(minutes=31))
    assert party.get("/p").headers["location"] == "/p/code"


@pytest.mark.parametrize(("route", "door"), OWN_ROUTES, ids=lambda each: getattr(each, "path", ""))
def test_no_page_of_parties_opens_without_a_code(
    route: Any, door: PartyDoor, browser: Callable[[str], Browser], place: Place
) -> None:
    """Staff who are signed in, and the nameless, are sent to the page for the code; each door is for parties alone."""
    assert door.action in PARTY
    path = route.path.replace("{paper_id}", "0")
    answer = browser(place.clerk).client.request(min(route.methods), path)
    assert (answer.status_code, answer.headers["location"]) == (303, "/p/code")


@pytest.mark.parametrize(
    "path", [route.path for route, _ in OWN_ROUTES if "POST" in route.methods and route.path != "/p/leave"]
)
def test_a_form_of_a_party_needs_its_token(path: str, party: Browser) -> None:
    """A form that does not come from the party's own page changes nothing."""
    assert party.client.post(path, data={"csrf_token": "guessed"}).status_code == 403
    other = {"Origin": "http://elsewhere.test"}
    assert party.post(path, headers=other).status_code == 403


@pytest.mark.parametrize("address", ["/desk", "/cases", "/cases/new", "/reports", "/status", "/studio"])
def test_a_party_is_no_staff(address: str, party: Browser) -> None:
    """A visit of a party opens no page of staff."""
    assert party.get(address).headers["location"].startswith("/sign-in")


def test_a_party_reads_only_papers_of_their_own_case(
    party: Browser, invited: Invited, machine: App, new_case: Callable[..., Any]
) -> None:
    """A paper of another case, and a paper for staff, answer like one that is not there."""
    own, other = invited.case["id"], new_case()["id"]

    now = machine.clock.now()
    with machine.store.write() as tx:
        for case, paper, template in (
            (own, f"{own}-x1", "rights-notice"),
            (own, f"{own}-x2", "mediation-record"),
            (other, f"{other}-x1", "rights-notice"),
        ):
            tx.papers.put(Paper(id=paper, case_id=case, template=template, title="示例", wanted_at=now))
    for paper in (f"{own}-x1", f"{own}-x2", f"{other}-x1"):
        record_document(machine, paper, made(machine))
    assert party.get(f"/p/papers/{own}-x1.pdf").content == b"%PDF-sample"
    assert party.get(f"/p/papers/{own}-x2.pdf").status_code == 404
    assert party.get(f"/p/papers/{other}-x1.pdf").status_code == 404


def made(machine: App) -> Made:
    """Return what the press would bring."""
    return Made(
        pdf_sha256=machine.files.put(b"%PDF-sample"),
        docx_sha256=machine.files.put(b"docx"),
        template_version="t" * 64,
        data_digest="d" * 64,
        pages=1,
    )


def test_a_party_brings_evidence(party: Browser, invited: Invited, machine: App) -> None:
    """A file that a party uploads lies with the case, in the party's name; what is no file is refused in words."""
    png = bytes.fromhex(
        "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360000002000001"
        "05000d0a2db40000000049454e44ae426082"
    )
    answer = party.post("/p/evidence", files={"file": ("转账.png", png, "image/png")})
    assert answer.headers["location"] == "/p?done=brought"
    assert "转账" in party.get("/p").text
    with machine.store.read() as tx:
        assert [each.added_by for each in tx.attachments.of_case(invited.case["id"])] == ["party:p1"]
    refused = party.post("/p/evidence", files={"file": ("x.exe", b"MZ\x90", "image/png")})
    assert refused.status_code == 422
    party.get("/p")
    assert party.post("/p/evidence", files={"file": ("", b"", "image/png")}).status_code == 422


def test_a_party_asks_to_be_called(party: Browser, invited: Invited) -> None:
    """What a party says stands on the page of staff, with their words."""
    assert party.post("/p/ask", {"wish": "call", "words": "下午打"}).headers["location"] == "/p?done=asked"
    page = invited.staff.get(f"/cases/{invited.case['id']}/party-links").text
    assert "请调解员给我打电话" in page
    assert "下午打" in page
    party.get("/p")
    assert party.post("/p/ask", {"wish": "steal"}).status_code == 422


def test_a_withdrawn_consent_is_read_where_the_case_is_worked_on(
    party: Browser, invited: Invited, browser: Callable[[str], Browser], place: Place
) -> None:
    """Whoever opens the case or its step reads who does not want to go on."""
    party.post("/p/ask", {"wish": "withdraw", "words": "条款和谈好的不一样"})
    clerk = browser(place.clerk)
    page = clerk.get(f"/cases/{invited.case['id']}").text
    step = re.search(rf'href="(/tasks/{invited.case["id"]}[^"]+)"', page)
    assert step is not None
    for found in (page, clerk.get(step.group(1)).text):
        assert "条款和谈好的不一样" in found
        assert "人民调解法 23" in found


def test_a_party_rates_once(party: Browser, invited: Invited, machine: App) -> None:
    """An opinion counts as a follow-up, but not as a word on performance; a second one is refused."""
    with machine.store.write() as tx:
        known = tx.cases.get(invited.case["id"])
        assert known is not None
        visit = FollowUp(visitor="调解员(示例)", performance="performed")
        after = known.document.model_copy(update={"follow_ups": (visit,)})
        spoken = known.model_copy(update={"rev": known.rev + 1, "document": after})
        tx.cases.save(spoken, at=machine.clock.now(), actor="test", command="visit")
    assert (
        party.post("/p/rate", {"answer": "satisfied", "words": "很好"}).headers["location"] == "/p?done=rated"
    )
    with machine.store.read() as tx:
        case = tx.cases.get(invited.case["id"])
    assert case is not None
    last = case.document.follow_ups[-1]
    assert (last.satisfaction, last.mode, last.notes) == ("satisfied", "online", "很好")
    page = invited.staff.get(f"/cases/{invited.case['id']}").text
    assert "回访与评价" in page
    assert "很好" in page
    assert page.count("已全部履行") == 1
    party.get("/p")
    assert party.post("/p/rate", {"answer": "fair"}).status_code == 409


def test_staff_print_the_letter_from_what_was_shown_once(invited: Invited) -> None:
    """The letter carries link, QR code and codes; afterwards neither page nor journal knows them."""
    staff, case = invited.staff, invited.case["id"]
    staff.get(f"/cases/{case}/party-links")
    form = {"address": f"http://127.0.0.1:8000{invited.path}", "code": invited.codes[0].replace(" ", "")}
    letter = staff.post(f"/cases/{case}/party-links/letter", form)
    assert letter.status_code == 200
    assert invited.codes[0] in letter.text
    assert '<img class="link"' in letter.text
    assert "sandbox" in letter.headers["content-security-policy"]
    assert invited.codes[0] not in staff.get(f"/cases/{case}/party-links").text
    assert invited.path[6:] not in staff.get(f"/cases/{case}").text
    refused = staff.post(f"/cases/{case}/party-links/letter", {**form, "address": "http://x/p/go/none"})
    assert refused.status_code == 404


def test_the_page_of_links_belongs_to_the_case(
    invited: Invited, browser: Callable[[str], Browser], place: Place
) -> None:
    """Staff of another body find neither the links nor a way to make one."""
    stranger = browser(place.foreign_mediator)
    address = f"/cases/{invited.case['id']}/party-links"
    assert stranger.get(address).status_code == 404
    stranger.get("/period")
    assert stranger.post(address, {"party": "p1"}).status_code == 404
