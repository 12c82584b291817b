"""Erase a case when its retention has ended: its key is destroyed, its files are removed; number and figures remain."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from workflows.clock import legal_day
from workflows.domain.actor import Actor
from workflows.domain.audit import AuditNote
from workflows.domain.case import Case, CaseStatus
from workflows.domain.permission import Action
from workflows.domain.retention import FOR_EVER, Retained, RetentionRule, parse_retention, retained
from workflows.errors import CaseErased, CaseStillOpen, StillRetained, UnknownCase
from workflows.store.asking import as_system
from workflows.usecases.access import demand
from workflows.usecases.app import App


def erase_case(app: App, actor: Actor, number: str, *, paper: str) -> Case:
    """Return what is left of the case with this *number*.

    *paper* is the number of the decision by which it is erased (销毁清册); it goes into the audit. The figure of the
    case, the chain of its history and the audit still count and verify.

    Raises:
        NotAllowed: the actor is no security officer.
        UnknownCase: there is no such case.
        CaseErased: it was erased before.
        CaseStillOpen: it is not closed.
        StillRetained: the period for which it must be kept has not ended; the article is named.
        RetentionUnknown: it was filed without a class of retention.
    """
    demand(actor, Action.ERASE_CASE)
    now = app.clock.now()
    with as_system(), app.store.write() as tx:
        found = tx.cases.by_number(number)
        case = tx.cases.get(found.id, lock=True) if found else None
        if case is None:
            raise UnknownCase(zh=f"没有案号为 {number!r} 的案件。", case=number)
        if case.erased_at is not None:
            raise CaseErased(zh="本案已经销毁；仅保留案号。", case=number)
        kept = retained_until(rules_of(app, case.pack), case)
        _must_have_ended(case, kept, legal_day(now))
        files = tx.case_keys.erase(case.id, at=now)
        tx.audit.note(
            AuditNote(
                at=now,
                actor=actor.account_id,
                action=Action.ERASE_CASE.value,
                case_id=case.id,
                thing=f"{len(files)} files, kept until {kept.until.isoformat()}",
                reason=paper[:120],
            )
        )
    for name in sorted(files):
        app.files.drop(name)
    with as_system(), app.store.read() as tx:
        left = tx.cases.get(case.id)
    if left is None:
        raise UnknownCase(zh=f"没有案号为 {number!r} 的案件。", case=number)
    return left


def retained_until(rules: Sequence[RetentionRule], case: Case) -> Retained:
    """Return until when a case must be kept, by the *rules* of its place in force on the day it was closed.

    Raises:
        CaseStillOpen: it is not closed.
        RetentionUnknown: it was filed without a class of retention.
    """
    if case.status is not CaseStatus.CLOSED or case.closed_at is None:
        raise CaseStillOpen(zh="案件尚未结案，不能销毁。", case=case.number)
    closing = case.document.closing
    return retained(rules, closing.retention, closing.closed_on or legal_day(case.closed_at))


def rules_of(app: App, pack: str) -> tuple[RetentionRule, ...]:
    """Return the rules of the nation and, after them, those of a place, which go before."""
    root = app.catalogue.root
    places = [root / "law", *([root / "packs" / pack / "law"] if pack else [])]
    files = [place / "retention.toml" for place in places]
    return tuple(
        rule
        for file in files
        if file.is_file()
        for rule in parse_retention(file.read_text(encoding="utf-8"), str(file))
    )


def _must_have_ended(case: Case, kept: Retained, today: date) -> None:
    if today > kept.until:
        return
    until = "永久" if kept.until == FOR_EVER else f"至 {kept.until.isoformat()}"
    until_en = "for ever" if kept.until == FOR_EVER else f"until {kept.until.isoformat()}"
    raise StillRetained(
        f"The file of {case.number} must be kept {until_en} ({kept.rule.article_en}; until then personal data is only "
        "stored: Personal Information Protection Law 47).",
        zh=f"案件 {case.number} 的案卷应当保管{until}（{kept.rule.article}；"
        "期满前依个人信息保护法 47 条只得存储和保护）。",
        case=case.number,
        until=kept.until.isoformat(),
        article=kept.rule.article,
    )
