"""The package leaves as a file, its check is shown, and the court's answer file comes back by page or API."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from dataclasses import dataclass, replace

import httpx
import pytest

from tasks.delivery import deliver
from tests.integration.web.conftest import PASSWORD, Browser, Direct, Program
from tests.quick_hash import quick_hash
from tests.unit.proof.workshop import blank_pdf
from tests.unit.usecases.test_read_answer import SCENARIO
from workflows.domain.case import Case
from workflows.domain.journal import Fact
from workflows.domain.paper import PaperStatus
from workflows.proof import verify_package
from workflows.testing.player import play
from workflows.testing.scenario import read_scenario
from workflows.testing.stage import stage
from workflows.usecases.app import App
from workflows.usecases.load_pack import load_pack
from workflows.usecases.record_document import Made, record_document
from workflows.usecases.trusted_roots import trusted_roots
from workflows.web.app import create_app


@dataclass(frozen=True)
class Filed:
    """A case whose package lies at the court's desk, and the web around it."""

    app: App
    case: Case
    transport: Direct

    def browser(self, login: str) -> Browser:
        """Return a browser in which *login* is signed in."""
        made = Browser(httpx.Client(transport=self.transport, base_url="http://desk.test"))
        made.sign_in(login)
        return made

    def program(self, login: str) -> Program:
        """Return a program with the token of *login*."""
        client = httpx.Client(transport=self.transport, base_url="http://desk.test")
        answer = client.post("/api/sign-in", json={"login": login, "password": PASSWORD})
        return Program(client, answer.json()["token"])


@pytest.fixture(scope="module")
def filed(runner: asyncio.Runner) -> Iterator[Filed]:
    """Play a case to its application for confirmation, print its papers and run the errand."""
    whole = read_scenario(SCENARIO.read_bytes(), SCENARIO.name)
    until = next(n for n, step in enumerate(whole.steps) if step.what == "receive_package")
    with stage() as (app, clock):
        load_pack(app, whole.pack, password=quick_hash(PASSWORD))
        played = play(app, clock, replace(whole, steps=whole.steps[:until]))
        assert played.case is not None, played.failed
        with app.store.read() as tx:
            papers = tx.papers.of_case(played.case.id)
        for paper in papers:
            if paper.status is PaperStatus.WANTED:
                digest = app.files.put(blank_pdf())
                made = Made(pdf_sha256=digest, docx_sha256="", template_version="", data_digest="", pages=1)
                record_document(app, paper.id, made)
        assert deliver(app, "test").failed == []
        yield Filed(app, played.case, Direct(runner, create_app(app)))


def received(manifest: str, case: Case) -> dict[str, str]:
    """Return the court's word that it has the package."""
    return {
        "format": "hewei-court-answer",
        "case": case.number,
        "manifest": manifest,
        "court": "云阳县人民法院",
        "outcome": "received",
        "received_on": "2025-12-01",
    }


def test_a_file_is_taken_down_checked_and_answered(filed: Filed) -> None:
    """The clerk downloads the package, sees that it holds, and uploads the answer, which goes into the case."""
    desk = filed.browser("court-desk")
    assert f"/cases/{filed.case.id}/package" in desk.get("/court").text
    got = desk.get(f"/cases/{filed.case.id}/package")
    held = verify_package(got.content, anchors=trusted_roots(filed.app.settings))
    assert held.manifest.case == filed.case.number
    checked = desk.get(f"/cases/{filed.case.id}/package/check").text
    assert "核验通过" in checked
    assert "<dd>2025-12-01 " in checked, "the time of filing is told in China, as on every page"
    assert "+00:00" not in checked
    assert "identities.json" in checked
    desk.get("/court")
    refused = desk.post("/court/answers", files={"answer": ("answer.json", b"{", "application/json")})
    assert refused.status_code == 422
    assert "不是 JSON 文件，或者没有收完整" in refused.text
    assert 'name="answer"' in refused.text, "the file can be chosen again on the same page"
    content = json.dumps({"answer": received(held.digest, filed.case)}).encode()
    answered = desk.post("/court/answers", files={"answer": ("answer.json", content, "application/json")})
    assert answered.headers["location"] == f"/cases/{filed.case.id}?done=answered"
    with filed.app.store.read() as tx:
        case = tx.cases.get(filed.case.id)
    assert case is not None
    assert str(case.document.confirmation.received_on) == "2025-12-01"


def test_programs_do_the_same(filed: Filed) -> None:
    """A court's own system fetches the package, asks for its check, answers, and reads the schemas."""
    court = filed.program("court-desk")
    got = court.get(f"/cases/{filed.case.id}/package")
    assert got.headers["content-type"] == "application/zip"
    told = court.get(f"/cases/{filed.case.id}/package/check").json()
    assert told["ok"]
    assert "data.json" in told["members"]
    answered = court.post("/court/answers", {"answer": received(told["filed"]["manifest"], filed.case)})
    assert answered.json()["case"]["number"] == filed.case.number
    schema = court.client.get("/api/schemas/court-answer").json()
    assert schema["$schema"].startswith("https://json-schema.org")


def test_strangers_get_nothing(filed: Filed) -> None:
    """A body that has nothing to do with the case gets no package."""
    assert filed.browser("labour-med-1").get(f"/cases/{filed.case.id}/package").status_code == 404


def test_a_spoilt_file_is_shown_as_such(filed: Filed) -> None:
    """If the kept file was changed, the page says what broke instead of praising it."""
    with filed.app.store.read() as tx:
        entries = tx.journal.of_case(filed.case.id)
        now = tx.cases.get(filed.case.id)
    entry = next(each for each in entries if each.fact.kind == "FiledWithCourt")
    content = bytearray(filed.app.files.get(str(entry.fact.data["package"])))
    content[len(content) // 2] ^= 1
    assert now is not None
    spoilt = Fact(
        kind="FiledWithCourt", data={**entry.fact.data, "package": filed.app.files.put(bytes(content))}
    )
    pages = []
    for fact in (spoilt, entry.fact):  # put right again for the tests that find this case after
        with filed.app.store.write() as tx:
            tx.journal.append(filed.case.id, now.rev, [fact], at=filed.app.clock.now(), actor="system")
        pages.append(filed.browser("court-desk").get(f"/cases/{filed.case.id}/package/check").text)
    assert ["核验不通过" in page for page in pages] == [True, False]
