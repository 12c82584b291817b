"""Hold what a form says of signatures to what was signed here: in force is what all have signed (法 29)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from workflows.clock import legal_day
from workflows.domain.case import Case, CaseDocument
from workflows.domain.signing import Signing, SigningKind, SigningStatus, subject_of
from workflows.errors import FieldProblem, InvalidForm
from workflows.store import Tx
from workflows.usecases.app import App
from workflows.usecases.signing_rules import signing_table

SIGNED, ON, KIND = "agreement.signed_by_all", "agreement.effective_on", "agreement.signature_kind"
ELECTRONIC = "electronic"


def hold_to_signing(
    app: App, tx: Tx, case: Case, document: CaseDocument, changed: Mapping[str, Any], now: datetime
) -> None:
    """Let a form pass that says of signatures what is the case; one that says nothing of them passes.

    Where nothing was begun to be signed here the form is believed: the paper was signed on a table.

    Raises:
        InvalidForm: the law wants another kind of signature, somebody has not signed, or the day is another.
    """
    if not {SIGNED, ON, KIND} & changed.keys():
        return
    signing = standing(tx, case.id)
    problems = [*_kind(app, document, now), *(_signed(signing, document) if signing else ())]
    if problems:
        raise InvalidForm(problems)


def standing(tx: Tx, case_id: str) -> Signing | None:
    """Return the last signing of a case that is not void."""
    signings = tx.signings.of_case(case_id)
    return next((each for each in reversed(signings) if each.status is not SigningStatus.VOID), None)


def signed_already(tx: Tx, case_id: str, template: str) -> bool:
    """Return whether this paper was signed by all here, so that it need not be made again."""
    return any(
        each.status is SigningStatus.COMPLETE and each.template == template
        for each in tx.signings.of_case(case_id)
    )


def _kind(app: App, document: CaseDocument, now: datetime) -> Iterator[FieldProblem]:
    rule = signing_table(app.catalogue).rule_for(document, legal_day(now))
    if document.agreement.signature_kind == ELECTRONIC and SigningKind.TABLET not in rule.kinds:
        yield FieldProblem(
            KIND,
            "law",
            f"this dispute's paper is signed by hand only ({rule.law_en}); choose that.",
            f"这类纠纷的协议只能纸面签署（{rule.law}）；请改选纸面签名。",
        )


def _signed(signing: Signing, document: CaseDocument) -> Iterator[FieldProblem]:
    agreement = document.agreement
    if signing.status is SigningStatus.OPEN and agreement.signed_by_all:
        names, names_zh = (
            ", ".join(each.name for each in signing.missing),
            "、".join(each.name for each in signing.missing),
        )
        yield FieldProblem(
            SIGNED,
            "signing",
            f"not everybody has signed yet ({names}); let them sign, or end the signing.",
            f"还有人没有签（{names_zh}）；请先签完，或者结束这次签署。",
        )
    if signing.status is not SigningStatus.COMPLETE or signing.completed_at is None:
        return
    if not agreement.signed_by_all:
        yield FieldProblem(
            SIGNED, "signing", "all have signed here; say so.", "各方已在本系统签署完毕；请勾选。"
        )
    day = legal_day(signing.completed_at)
    if agreement.signed_by_all and agreement.effective_on != day:
        yield FieldProblem(
            ON,
            "signing",
            f"the last signature was given on {day}; the agreement is in force from that day.",
            f"最后一人签署于 {day}，协议自该日生效；请填写这一天。",
        )
    if subject_of(document) != signing.subject:
        yield FieldProblem(
            "agreement.copies",
            "signing",
            "this differs from the signed paper; keep what was signed, or sign anew.",
            "与已签文书不一致；请按所签内容填写，或者重新签署。",
        )
