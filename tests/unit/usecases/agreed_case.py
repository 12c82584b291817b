"""A dispute over a debt, mediated up to the step at which its agreement is signed (示例); all persons are invented."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Any

from workflows.domain.actor import Actor
from workflows.domain.case import Case
from workflows.domain.journal import JournalEntry
from workflows.domain.organisation import Account
from workflows.domain.paper import Paper
from workflows.domain.work_item import WorkItem
from workflows.store.memory.shelves import Shelves
from workflows.store.memory.transaction import MemoryStore
from workflows.testing.fake_clock import FakeClock
from workflows.testing.stage import stage
from workflows.usecases.app import App
from workflows.usecases.load_pack import load_pack
from workflows.usecases.open_case import OpenCase, open_case
from workflows.usecases.record_document import Made, record_document
from workflows.usecases.sign_in import actor_of
from workflows.usecases.submit_form import submit_form

DAY = date(2026, 1, 16)
MORNING = datetime(2026, 1, 16, 1, 0, tzinfo=UTC)
ORG = "yunyang-qinglong"
CLERK, CHAIR, MEDIATOR = "qinglong-desk", "qinglong-chair", "qinglong-med-1"
PHONE = "13800005678"
PARTIES = [
    {"role": "applicant", "kind": "person", "name": "甲当事人（示例）", "phone": PHONE, "consents": True},
    {"role": "respondent", "kind": "person", "name": "乙当事人（示例）", "consents": True},
]
STEPS: tuple[tuple[str, str, Mapping[str, Any]], ...] = (
    (
        "register",
        CLERK,
        {
            "intake.received_on": DAY,
            "intake.channel": "window",
            "intake.source": "application",
            "parties": PARTIES,
            "claim.title": "甲乙借款纠纷（示例）",
            "claim.type": "debt",
            "claim.summary": "借款两万元到期未还。",
            "place.org_id": ORG,
            "place.scope": "one_township",
            "place.severity": "ordinary",
            "intake.matter_class": "general",
            "intake.nature": "civil",
            "intake.has_definite_respondent": True,
            "intake.has_claim": True,
            "intake.materials_complete": True,
        },
    ),
    ("accept", CLERK, {"intake.decision": "accept", "intake.decided_on": DAY, "handling.accepted_on": DAY}),
    ("confirm_route", CLERK, {"handling.tier": "township", "handling.org_id": ORG}),
    (
        "appoint",
        CHAIR,
        {"handling.mediator_id": f"yunyang:{MEDIATOR}", "handling.mediator_name": "田解纷（示例）"},
    ),
    (
        "notify",
        MEDIATOR,
        {"handling.notified_on": DAY, "handling.rights_notified": True, "handling.recusal_asked": False},
    ),
    (
        "session",
        MEDIATOR,
        {
            "held_on": DAY,
            "place": "青龙街道调处中心",
            "mode": "together",
            "mediators": "田解纷（示例）",
            "minutes": "同意三月底前归还。",
            "outcome": "agreed",
        },
    ),
)
TERMS = {
    "agreement.agreed_on": DAY,
    "agreement.facts": "双方对欠款事实没有争议。",
    "agreement.terms": "被申请人一次性归还 20000 元。",
    "agreement.amount": 20000,
    "agreement.performance": "于到期日前转账付清。",
    "agreement.instalments": [
        {
            "payer": "乙当事人（示例）",
            "payee": "甲当事人（示例）",
            "amount": 20000,
            "due_on": date(2026, 3, 31),
            "method": "银行转账",
        }
    ],
    "agreement.performed_at_once": False,
    "agreement.wants_confirmation": True,
}
SIGNED = {
    "agreement.signed_by_all": True,
    "agreement.effective_on": DAY,
    "agreement.signature_kind": "wet",
    "agreement.copies": 3,
    "agreement.wants_confirmation": True,
}


@dataclass
class Agreed:
    """The machine with the case under way."""

    app: App
    clock: FakeClock
    case_id: str

    @property
    def case(self) -> Case:
        """The case as it is now."""
        with self.app.store.read() as tx:
            found = tx.cases.get(self.case_id)
        assert found is not None
        return found

    @property
    def facts(self) -> list[JournalEntry]:
        """What happened."""
        with self.app.store.read() as tx:
            return list(tx.journal.of_case(self.case_id))

    @property
    def papers(self) -> dict[str, Paper]:
        """The papers by their ids."""
        with self.app.store.read() as tx:
            return {each.id: each for each in tx.papers.of_case(self.case_id)}

    def person(self, login: str) -> Actor:
        """Return a sample person of the place."""
        with self.app.store.read() as tx:
            account = tx.directory.account_by_login(login)
            assert isinstance(account, Account)
            return actor_of(tx, account, MORNING.date())

    def item(self, element: str) -> WorkItem:
        """Return the open step with this id."""
        with self.app.store.read() as tx:
            return next(each for each in tx.work.of_case(self.case_id) if each.element == element)

    def submit(self, element: str, login: str, answers: Mapping[str, Any]) -> Case:
        """Hand in the form of a step."""
        return submit_form(self.app, self.person(login), self.item(element).id, answers)

    def print(self, paper_id: str, content: bytes = b"%PDF-sample") -> Paper:
        """Let the press bring a paper back."""
        made = Made(
            pdf_sha256=self.app.files.put(content),
            docx_sha256=self.app.files.put(b"docx"),
            template_version="t" * 64,
            data_digest="d" * 64,
            pages=2,
        )
        return record_document(self.app, paper_id, made)


@contextmanager
def agreed_case(**claim: Any) -> Iterator[Agreed]:
    """Open the machine with a case that waits for its agreement to be signed; *claim* are other first answers."""
    shelves, secret, case_id = _lived(tuple(sorted(claim.items())))
    with stage(store=MemoryStore(shelves), secret=secret) as (app, clock):
        clock.move_to(MORNING)
        yield Agreed(app, clock, case_id)


@lru_cache
def _lived(claim: tuple[tuple[str, Any], ...]) -> tuple[Shelves, bytes, str]:
    """Return everything as it stands when the terms are agreed, the secret of its machine, and the case's id."""
    store = MemoryStore()
    with stage(store=store) as (app, clock):
        clock.move_to(MORNING)
        load_pack(app, "yunyang")
        made = Agreed(app, clock, "")
        opened = open_case(app, made.person(CLERK), OpenCase(org_id=ORG, pack="yunyang", procedure="dispute"))
        made.case_id = opened.id
        for element, login, answers in STEPS:
            more = dict(claim) if element == "register" else {}
            made.submit(element, login, {**answers, **more})
        made.submit("terms", MEDIATOR, TERMS)
        return store.shelves(), app.settings.secret(), made.case_id
