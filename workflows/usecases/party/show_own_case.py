"""Show a party their own case: where it stands, which dates matter and why, their papers, what they can do now."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from workflows.clock import legal_day
from workflows.domain.actor import Actor
from workflows.domain.case import Case, CaseStatus, Party
from workflows.domain.paper import Paper
from workflows.domain.permission import Action
from workflows.domain.signing import Signing, SigningKind, SigningStatus
from workflows.domain.timer import Timer, TimerKind, TimerStatus
from workflows.domain.work_item import WorkItem
from workflows.domain.work_light import days_left, last_day
from workflows.store import Tx
from workflows.usecases.app import App
from workflows.usecases.engine_at import engine_of
from workflows.usecases.party.invite_party import party_of
from workflows.usecases.party.own_case import own_case, own_papers, stand_of
from workflows.usecases.party.party_words import PartyWords, Sentence, party_words
from workflows.usecases.party.speak import rated
from workflows.usecases.told_periods import told_on_the_way


@dataclass(frozen=True, kw_only=True)
class OwnDate:
    """One date that matters to a party: its meaning in plain words, and how it was computed."""

    day: date
    days_left: int
    meaning: Sentence
    explanation: str
    explanation_en: str


@dataclass(frozen=True, kw_only=True)
class OwnPayment:
    """One payment or act that the agreement promises."""

    payer: str
    payee: str
    amount: Decimal | None
    duty: str
    due_on: date | None
    performed_on: date | None


@dataclass(frozen=True, kw_only=True)
class OwnCaseView:
    """One case for one of its parties; nothing in it is of the other party's contact data or of talks."""

    case: Case
    party: Party
    state: Sentence
    body: str
    body_en: str
    body_phone: str
    body_address: str
    mediator: str
    dates: tuple[OwnDate, ...]
    payments: tuple[OwnPayment, ...]
    papers: tuple[Paper, ...]
    signing: Signing | None
    rated: bool
    may_rate: bool

    @property
    def to_sign(self) -> bool:
        """Whether this party is to sign now and may do so alone."""
        return self.signing is not None and any(each.party == self.party.id for each in self.signing.missing)


def show_own_case(app: App, actor: Actor) -> OwnCaseView:
    """Return the case as its party may see it.

    Raises:
        PartyNotIn: the visit has ended.
    """
    stand = stand_of(actor)
    with app.store.read() as tx:
        case = own_case(tx, actor, Action.PARTY_READ)
        words = party_words(app.catalogue, case.pack)
        body = tx.directory.organisation(case.document.handling.org_id or case.org_id)
        document, signing = case.document, _to_sign(tx.signings.of_case(case.id))
        signed = signing is not None and all(each.party != stand.party_id for each in signing.missing)
        return OwnCaseView(
            case=case,
            party=party_of(case, stand.party_id),
            state=words.state_of(case, signed=signed),
            body=body.name if body else "",
            body_en=body.english if body else "",
            body_phone=body.data.get("phone", "") if body else "",
            body_address=body.data.get("address", "") if body else "",
            mediator=document.handling.mediator_name,
            dates=_in_order(*_dates(tx, case, words, app.clock.now()), *_told(app, tx, case, words)),
            payments=tuple(_payments(case)) if document.agreement.effective_on else (),
            papers=tuple(own_papers(app, tx, case)),
            signing=signing,
            rated=rated(tx, case.id, actor.account_id),
            may_rate=case.status is CaseStatus.CLOSED or document.agreement.effective_on is not None,
        )


def _to_sign(signings: Sequence[Signing]) -> Signing | None:
    return next(
        (
            each
            for each in reversed(signings)
            if each.status is SigningStatus.OPEN and each.kind is SigningKind.TABLET and each.remote
        ),
        None,
    )


def _dates(tx: Tx, case: Case, words: PartyWords, now: datetime) -> Iterator[OwnDate]:
    if case.status is not CaseStatus.OPEN:
        return
    armed = (
        each
        for each in tx.timers.of_case(case.id)
        if each.kind is TimerKind.ENGINE and each.status is TimerStatus.ARMED
    )
    things: list[WorkItem | Timer] = [*tx.work.of_case(case.id), *armed]
    dated = [
        (each.due_at, each.rule, each.explanation, each.explanation_en)
        for each in things
        if each.due_at is not None and each.rule in words.period
    ]
    for due_at, rule, zh, en in dated:
        yield OwnDate(
            day=last_day(due_at),
            days_left=days_left(due_at, now),
            meaning=words.period[rule],
            explanation=zh,
            explanation_en=en,
        )


def _told(app: App, tx: Tx, case: Case, words: PartyWords) -> Iterator[OwnDate]:
    """Yield the last days that run for the parties themselves, also after the case is closed."""
    elements, today = engine_of(app, tx, case).elements(case.version), legal_day(app.clock.now())
    for each in told_on_the_way(app, case, tx.journal.of_case(case.id), elements):
        if each.last_day is not None and each.rule.id in words.period:
            yield OwnDate(
                day=each.last_day,
                days_left=(each.last_day - today).days,
                meaning=words.period[each.rule.id],
                explanation=each.explanation,
                explanation_en=each.explanation_en,
            )


def _in_order(*dates: OwnDate) -> tuple[OwnDate, ...]:
    """Return the dates by day, each meaning of a day once."""
    once = {(each.day, each.meaning): each for each in reversed(dates)}
    return tuple(once[key] for key in sorted(once, key=lambda key: key[0]))


def _payments(case: Case) -> Iterator[OwnPayment]:
    for each in case.document.agreement.instalments:
        yield OwnPayment(
            payer=each.payer,
            payee=each.payee,
            amount=each.amount,
            duty=each.duty,
            due_on=each.due_on,
            performed_on=each.performed_on,
        )
