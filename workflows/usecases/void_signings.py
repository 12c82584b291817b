"""Make signatures void: because staff ended the signing, or because the paper says something else by now."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from workflows.domain.case import CaseDocument
from workflows.domain.journal import Fact
from workflows.domain.signing import Signing, SigningStatus, subject_of
from workflows.store import Tx

CHANGED = "changed"
VOID = "void"


def void(tx: Tx, signing: Signing, at: datetime, reason: str) -> Fact:
    """Make *signing* void in the open transaction, mark its paper, and return the fact to be noted."""
    tx.signings.put(signing.voided(at, reason))
    paper = tx.papers.get(signing.paper_id)
    if paper is not None:
        tx.papers.put(replace(paper, signature=VOID))
    data = {"signing": signing.id, "paper": signing.paper_id, "why": reason}
    return Fact(kind="SignaturesVoided", data=data)


def void_changed(
    tx: Tx, case_id: str, before: CaseDocument, after: CaseDocument, now: datetime
) -> Iterator[Fact]:
    """Yield a fact for each signing that became void because its paper would say something else from now on."""
    told = ((before.agreement, after.agreement), (before.parties, after.parties))
    if all(was is now_is or was == now_is for was, now_is in told):
        return
    standing = [each for each in tx.signings.of_case(case_id) if each.status is not SigningStatus.VOID]
    subject = subject_of(after) if standing else ""
    for signing in standing:
        if signing.subject not in (subject, ""):
            yield void(tx, signing, now, CHANGED)
