"""The press: wanted papers are printed by warm workers, recorded once, and bound into the dossier."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import orjson
import pikepdf
import pypdfium2
import pytest
from PIL import Image

from tasks.channels.archive import bind
from tasks.press import press
from tasks.printers import default_fonts
from tasks.printers.faces import FACES
from tasks.printers.pool import PrinterPool
from tests.unit.engine.drawn import end, flow, start
from tests.unit.usecases.counter import Counter, counter, person, step
from workflows.documents import Bundle
from workflows.domain.attachment import Attachment, AttachmentKind, AttachmentStatus
from workflows.domain.paper import Paper, PaperStatus
from workflows.errors import DossierNotReady, PrinterBroke, TemplateTookTooLong
from workflows.usecases.assemble_dossier import order_dossier, plan_dossier
from workflows.usecases.compose_paper import PaperOrder, collect_paper

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        not (default_fonts() / FACES[0].source).exists(),
        reason="the font packages are not installed: make setup",
    ),
]
STEPS = (
    start(),
    step("register", document="acceptance-register, rights-notice"),
    step("settle", document="agreement"),
    end(),
    flow("start", "register", "settle", "end"),
)
KNOWN = {
    "parties": [
        {"id": "p1", "role": "applicant", "name": "陈示例"},
        {"id": "p2", "role": "respondent", "name": "林样本"},
    ],
    "agreement.agreed_on": "2026-03-02",
}
ENDLESS = "{% for a in [1,2,3,4,5,6,7,8,9] %}" * 18 + "{% endfor %}" * 18


@pytest.fixture(scope="module")
def pool() -> Iterator[PrinterPool]:
    """Warm workers for all tests of this file."""
    with_workers = PrinterPool(default_fonts())
    yield with_workers
    with_workers.close()


@pytest.fixture
def at() -> Iterator[Counter]:
    """A counter with a case that has called for three papers."""
    with counter(*STEPS, **KNOWN) as made:
        yield made.do("register").do("settle")


def papers(at: Counter) -> list[Paper]:
    """Return the papers of the case."""
    with at.app.store.read() as tx:
        return list(tx.papers.of_case(at.case_id))


def orders(at: Counter) -> list[PaperOrder]:
    """Return what the papers of the case are made of."""
    with at.app.store.read() as tx:
        return [collect_paper(at.app, tx, paper) for paper in tx.papers.of_case(at.case_id)]


def endless(order: PaperOrder) -> PaperOrder:
    """Return *order* with a template that does not come to an end."""
    files = {**order.bundle.files, f"{order.template}/body.html.j2": ENDLESS}
    return replace(order, bundle=Bundle(orjson.dumps(files)))


def test_wanted_papers_are_made_once(at: Counter, pool: PrinterPool) -> None:
    """Each paper gets both files, its pages, the version of its template and the code of its QR code."""
    made = press(at.app, "test", pool)
    assert (len(made.made), made.failed) == (3, [])
    assert {paper.status for paper in papers(at)} == {PaperStatus.MADE}
    for paper in papers(at):
        assert paper.pages == len(pypdfium2.PdfDocument(at.app.files.get(paper.pdf_sha256)))
        assert at.app.files.get(paper.docx_sha256).startswith(b"PK")
        assert at.app.files.get(paper.template_version).startswith(b"{")
        assert len(paper.check_code) == 16
    assert press(at.app, "test", pool).count == 0


def test_a_paper_that_cannot_be_made_stops_no_other(at: Counter, pool: PrinterPool) -> None:
    """A paper without its data fails with the reason in words; the ones beside it are made."""
    with at.app.store.write() as tx:
        first = next(paper for paper in papers(at) if paper.template == "agreement")
        tx.papers.put(replace(first, template="no-such-paper"))
    made = press(at.app, "test", pool)
    assert (len(made.made), [paper for paper, _ in made.failed]) == (2, [first.id])
    with at.app.store.read() as tx:
        incident = tx.incidents.get(f"paper-{first.id}")
    assert incident is not None
    assert "no-such-paper" in incident.error


def test_a_template_that_loops_for_ever_ends_with_its_name(at: Counter, pool: PrinterPool) -> None:
    """Such a paper is refused in time; its worker lives on and prints the next one."""
    wanted = orders(at)
    short = PrinterPool(default_fonts(), workers=1, seconds=2.0)
    found = {order.template: outcome for order, outcome in short.print_each([endless(wanted[2]), wanted[0]])}
    short.close()
    assert isinstance(found["agreement"], TemplateTookTooLong)
    assert found["acceptance-register"].pdf.startswith(b"%PDF")  # type: ignore[union-attr]


def test_a_worker_that_is_killed_takes_no_paper_with_it(
    at: Counter, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When the system kills a worker, its papers are printed on fresh ones, and the faces it unpacked are gone."""
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    wanted = orders(at)
    pool = PrinterPool(default_fonts(), workers=1)
    ((_, first),) = pool.print_each(wanted[:1])
    assert list(tmp_path.rglob("weasyprint-*"))
    os.kill(first.worker, signal.SIGKILL)  # type: ignore[union-attr]
    again = {order.paper_id: outcome for order, outcome in pool.print_each(wanted)}
    pool.close()
    assert set(again) == {order.paper_id for order in wanted}
    assert [each for each in again.values() if isinstance(each, PrinterBroke)] == []
    assert list(tmp_path.iterdir()) == []


def test_workers_are_renewed_and_leave_when_told(at: Counter) -> None:
    """After so many papers others take their place; closing ends the last of them."""
    wanted = orders(at)[:1]
    pool = PrinterPool(default_fonts(), workers=1, renew_after=1)
    seen = [outcome.worker for _ in range(2) for _, outcome in pool.print_each(wanted)]  # type: ignore[union-attr]
    pool.close()
    assert len(set(seen)) == 2
    for worker in seen:
        with pytest.raises(ProcessLookupError):
            os.kill(worker, 0)


def bring(at: Counter, name: str, media_type: str, content: bytes, kind: AttachmentKind) -> None:
    """Attach a clean file of *kind* to the case."""
    sha256 = at.app.files.put(content)
    brought = Attachment(
        id=f"file-{kind}", case_id=at.case_id, name=name, media_type=media_type, size=len(content), sha256=sha256,
        received_sha256=sha256, status=AttachmentStatus.CLEAN, added_at=at.app.clock.now(), added_by="med", kind=kind,
    )  # fmt: skip
    with at.app.store.write() as tx:
        tx.attachments.put(brought)


def test_the_dossier_waits_for_its_papers(at: Counter) -> None:
    """While a paper is still being made nothing is bound; the reason names it."""
    with pytest.raises(DossierNotReady, match="人民调解协议书"):
        plan_dossier(at.app, at.case_id)


def test_a_dossier_has_all_papers_in_order_with_running_pages(at: Counter, pool: PrinterPool) -> None:
    """Cover, index with pages, papers as the index says, a note of what is lacking, the back; all in one PDF."""
    press(at.app, "test", pool)
    order_dossier(at.app, person("med"), at.case_id)
    with at.app.store.write() as tx:
        (errand,) = tx.outbox.take(
            at.app.clock.now(), kinds=["bind-dossier"], owner="t", lease_until=at.clock.now(), limit=5
        )
    bind(at.app, errand)
    dossier = papers(at)[-1]
    pdf = at.app.files.get(dossier.pdf_sha256)
    pages = [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf)]
    count = sum(paper.pages for paper in papers(at)[:-1])
    assert (dossier.template, dossier.status, dossier.pages) == ("dossier", PaperStatus.MADE, len(pages))
    assert "人民调解卷宗" in pages[0]
    assert "卷内目录" in pages[1]
    assert f"本卷共{count}页" in pages[0]
    for number, page in enumerate(pages[2 : 2 + count], start=1):
        assert str(number) in (page.split()[0], page.split()[-1])
    assert "当事人身份证明、人民调解记录" in "".join(pages[-2].split())
    with pikepdf.open(BytesIO(pdf)) as opened, opened.open_outline() as outline:
        groups = [item.title for item in outline.root]
        assert opened.open_metadata()["pdfaid:part"] == "2"
        assert opened.open_metadata()["pdfuaid:part"] == "1"
    assert groups[0] == "封面"
    assert groups[-1] == "封底"
    assert groups[2:5] == [
        "人民调解申请书或人民调解受理登记表",
        "人民调解当事人权利义务告知书",
        "人民调解协议书",
    ]


def test_scans_fill_their_rows_and_are_bound_page_by_page(at: Counter, pool: PrinterPool) -> None:
    """An identity card's picture and a two-page power of attorney lie in the dossier where its index says."""
    press(at.app, "test", pool)
    card, power = BytesIO(), BytesIO()
    Image.new("RGB", (1200, 800), "lightblue").save(card, "PNG")
    sheet = Image.new("RGB", (800, 1100), "white")
    sheet.save(power, "PDF", save_all=True, append_images=[sheet])
    bring(at, "身份证.png", "image/png", card.getvalue(), AttachmentKind.IDENTITY)
    bring(at, "授权委托书.pdf", "application/pdf", power.getvalue(), AttachmentKind.AUTHORITY)
    bring(at, "坏文件.pdf", "application/pdf", b"%PDF-broken", AttachmentKind.PROPERTY)
    with at.app.store.read() as tx:
        errand = tx.outbox.get(f"paper:{papers(at)[0].id}")
    assert errand is not None
    bind(at.app, errand)
    dossier = papers(at)[-1]
    pdf = pypdfium2.PdfDocument(at.app.files.get(dossier.pdf_sha256))
    index = "".join(pdf[1].get_textpage().get_text_range().split())
    made = papers(at)[:-1]
    before = sum(paper.pages for paper in made if paper.template in ("acceptance-register", "rights-notice"))
    assert f"当事人身份证明（扫描件）{before + 1}必须" in index
    assert f"授权委托书（扫描件）{before + 2}-{before + 3}按需" in index
    assert "人民调解证据材料（扫描件）按需" in index
    assert sum(paper.pages for paper in made) + 3 + 4 == dossier.pages
    assert "当事人身份证明" not in "".join(pdf[len(pdf) - 2].get_textpage().get_text_range().split())


def test_a_dossier_bound_again_takes_the_place_of_the_first(at: Counter, pool: PrinterPool) -> None:
    """The earlier dossier stays readable as void; one counts."""
    press(at.app, "test", pool)
    with at.app.store.read() as tx:
        errand = tx.outbox.get(f"paper:{papers(at)[0].id}")
    assert errand is not None
    bind(at.app, errand)
    bind(at.app, errand)
    bound = [paper for paper in papers(at) if paper.template == "dossier"]
    assert [paper.status for paper in bound] == [PaperStatus.VOID, PaperStatus.MADE]
