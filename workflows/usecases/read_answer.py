"""Read the court's answer file into the same case: it fills the court's own forms, one step after the other."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Mapping
from dataclasses import dataclass, replace

from pydantic import ValidationError

from workflows.domain.actor import Actor
from workflows.domain.canonical import sha256
from workflows.domain.case import Case
from workflows.domain.court_answer import RULINGS, SAID, CourtAnswer, Outcome, SignedAnswer
from workflows.domain.organisation import Membership
from workflows.domain.patch import patch, value_at
from workflows.domain.permission import COURT_ROLES
from workflows.domain.work_item import WorkItem
from workflows.errors import AnswerRefused, NotAllowed, UnknownCase
from workflows.proof import Anchors, Sealed, verify_detached
from workflows.store import Tx
from workflows.usecases.access import readable_case
from workflows.usecases.app import App
from workflows.usecases.day_limits import must_keep_limits
from workflows.usecases.find_form import find_form
from workflows.usecases.hand_in import hand_in
from workflows.usecases.read_package import find_package

MOST_BYTES = 1024 * 1024
WRONG = {
    "json": "不是 JSON 文件，或者没有收完整",
    "missing": "缺少这一项",
    "extra": "是格式中没有的项",
    "enum": "不是格式允许的值",
    "literal": "不是格式允许的值",
    "date": "不是日期，应写成 2026-01-30",
    "string": "长度或者写法不符合格式",
}
"""What pydantic finds wrong in an answer, by the beginning of its kind."""
OTHERWISE = "不符合格式"
ENTERED = {
    "received_on": "收到日期",
    "accepted_on": "受理日期",
    "interviewed_on": "询问日期",
    "withdrawn_on": "撤回日期",
    "ruling_on": "裁定日期",
    "ruling_number": "案号",
}
"""What the court enters of which an answer may not say otherwise, in words."""
Answers = Mapping[str, object]


@dataclass(frozen=True, kw_only=True)
class Taken:
    """What an answer did: the case after it, the forms that it filled, and who signed it (None: nobody)."""

    case: Case
    forms: tuple[str, ...]
    seal: Sealed | None


def read_answer(
    app: App, actor: Actor, content: bytes, *, anchors: Anchors = frozenset(), signed_only: bool = False
) -> Taken:
    """Return what the answer in *content* did to its case; the same file again does nothing more.

    *anchors* are the roots of courts; an answer that carries a signature must hold under one of them, and with
    *signed_only* every answer must carry one.

    Raises:
        AnswerRefused: the file is not an answer, belongs to another package, says otherwise than what the court has
            entered before, or answers nothing that is open.
        BrokenPackage: its signature does not hold.
        UnknownCase: there is no such case, or it is not theirs to see.
        NotAllowed: the step belongs to somebody else.
        InvalidForm: a value cannot be accepted, or a day lies where the court's own form takes none.
    """
    signed = _parse(content)
    answer = signed.answer
    seal = _check_signature(signed, anchors, signed_only=signed_only)
    with app.store.read() as tx:
        case = _case(tx, actor, answer)
        _must_not_contradict(case, answer)
        if not _told(case, answer):
            _must_keep_days(app, tx, case, answer)
    filled = []
    mark = sha256(answer.encoded())[:16]
    while (step := _next(app, case, answer)) is not None:
        item, answers = step
        _check_right(actor, item, seal)
        case = hand_in(app, _for_court(actor, item), item.id, answers, key=f"answer:{item.id}:{mark}")
        filled.append(item.form)
    if not filled and not _told(case, answer):
        raise AnswerRefused(
            f"The case {case.number} does not wait for this answer ({answer.outcome.value}) now.",
            zh=f"案件 {case.number} 目前不等待这一答复（{SAID[answer.outcome]}）；请查看案件的当前步骤。",
            case=case.number,
        )
    return Taken(case=case, forms=tuple(filled), seal=seal)


def _parse(content: bytes) -> SignedAnswer:
    if len(content) > MOST_BYTES:
        raise AnswerRefused("An answer file has at most 1 MB.", zh="答复文件最大 1 MB。")
    try:
        return SignedAnswer.model_validate_json(content)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        place = ".".join(map(str, first["loc"])) or "file"
        raise AnswerRefused(
            f"This is not an answer by the published schema: {place}: {first['msg']}.",
            zh=f"不是符合公布格式的法院答复：{place} {_in_chinese(first['type'], first.get('ctx', {}))}。",
            place=place,
        ) from error


def _in_chinese(kind: str, about: Mapping[str, object]) -> str:
    if zh := getattr(about.get("error"), "zh", ""):
        return str(zh)
    return next((zh for name, zh in WRONG.items() if kind.startswith(name)), OTHERWISE)


def _check_signature(signed: SignedAnswer, anchors: Anchors, *, signed_only: bool) -> Sealed | None:
    if not signed.signature:
        if signed_only:
            raise AnswerRefused(
                "This answer carries no signature; ask the court to sign it.",
                zh="答复没有签名；请法院签名后再发。",
            )
        return None
    try:
        signature = base64.b64decode(signed.signature, validate=True)
    except (binascii.Error, ValueError) as error:
        raise AnswerRefused("The signature is not base64.", zh="签名不是 base64 编码。") from error
    return verify_detached(
        signature, signed.answer.encoded(), anchors=anchors, member="answer", place="signature"
    )


def _case(tx: Tx, actor: Actor, answer: CourtAnswer) -> Case:
    case = tx.cases.by_number(answer.case)
    if case is None:
        raise UnknownCase(zh="没有这个案件，或者不归您查看；请核对案号。", case=answer.case)
    case = readable_case(tx, actor, case.id)
    package = find_package(tx, case.id)
    if package is None or package.manifest != answer.manifest:
        raise AnswerRefused(
            f"This answer is to another package than the one filed last for {case.number}; compare the digests.",
            zh=f"这一答复针对的不是案件 {case.number} 最近移送的材料包；请核对清单摘要。",
            case=case.number,
        )
    return case


def _must_not_contradict(case: Case, answer: CourtAnswer) -> None:
    """Let pass what agrees with what the court has entered before; another day or number is no repetition.

    Raises:
        AnswerRefused: the file says otherwise; each item is named with both.
    """
    known, said = case.document.confirmation, _days_and_number(answer)
    other = [
        (name, said[name], entered)
        for name in said
        if (entered := str(getattr(known, name) or "")) and said[name] not in ("", entered)
    ]
    if other:
        raise AnswerRefused(
            f"The court has entered otherwise for {case.number}: "
            + "; ".join(f"{name} is {entered}, the file says {here}" for name, here, entered in other)
            + ". Correct the file, or withdraw the entry first.",
            zh=f"案件 {case.number} 中法院已登记的与这份答复不一致："
            + "；".join(f"{ENTERED[name]}已登记 {entered}，答复为 {here}" for name, here, entered in other)
            + "。请更正答复，或者先撤回已登记的一步。",
            case=case.number,
        )


def _days_and_number(answer: CourtAnswer) -> Mapping[str, str]:
    ruling = answer.ruling
    said = {
        "received_on": answer.received_on,
        "accepted_on": answer.accepted_on,
        "interviewed_on": answer.interviewed_on,
        "withdrawn_on": answer.withdrawn_on,
        "ruling_on": ruling.ruled_on if ruling else None,
        "ruling_number": ruling.number if ruling else "",
    }
    return {name: str(value or "") for name, value in said.items()}


def _next(app: App, case: Case, answer: CourtAnswer) -> tuple[WorkItem, Answers] | None:
    """Return the court's next open step that this answer fills, with what goes into its form."""
    forms = _forms(answer)
    with app.store.read() as tx:
        for item in tx.work.of_case(case.id):
            if item.role in COURT_ROLES and item.form in forms and not _filled(case, item.form, answer):
                return item, forms[item.form]
    return None


def _must_keep_days(app: App, tx: Tx, case: Case, answer: CourtAnswer) -> None:
    """Look at all days before anything is written: a file is taken whole or not at all.

    What the file says in one form limits the days of the next, as if it had been handed in; what the case knows stays.

    Raises:
        InvalidForm: a day lies where the court's own form takes none.
    """
    now, document = app.clock.now(), case.document
    for name, answers in _forms(answer).items():
        must_keep_limits(find_form(app, tx, case, name), document, answers, now)
        news = {path: day for path, day in answers.items() if value_at(document, path) is None}
        document = patch(document, {path: day or None for path, day in news.items()})


def _check_right(actor: Actor, item: WorkItem, seal: Sealed | None) -> None:
    """Let pass whoever works at that court, and anybody with an answer that the court has signed."""
    at_court = any(post.org_id == item.org_id and post.role in COURT_ROLES for post in actor.posts)
    if not (at_court or actor.system or seal is not None):
        raise NotAllowed(
            "Only the court's own people may hand in an answer that the court has not signed.",
            zh="未经法院签名的答复，只能由该法院的工作人员提交。",
            org=item.org_id,
        )


def _for_court(actor: Actor, item: WorkItem) -> Actor:
    """Return *actor* with the post of this one step: the court has answered, whoever at it keeps that step."""
    return replace(
        actor,
        posts=(*actor.posts, Membership(account_id=actor.account_id, org_id=item.org_id, role=item.role)),
    )


def _filled(case: Case, form: str, answer: CourtAnswer) -> bool:
    """Return whether this answer was written into *form* before: an accepted correction opens it anew."""
    known = case.document.confirmation
    return (
        form == "court-acceptance"
        and answer.correction is not None
        and (known.acceptance, known.correction_due_on, known.correction_items)
        == (answer.outcome.value, answer.correction.due_on, answer.correction.items)
    )


def _told(case: Case, answer: CourtAnswer) -> bool:
    """Return whether the case already says what the answer says, as when the same file comes twice."""
    known = case.document.confirmation
    if answer.ruling is not None:
        return (known.ruling, known.ruling_number) == (answer.outcome.value, answer.ruling.number)
    if answer.outcome is Outcome.RECEIVED:
        return known.received_on == answer.received_on
    return known.acceptance == answer.outcome.value


def _forms(answer: CourtAnswer) -> Mapping[str, Answers]:
    """Return by form what the answer says in it."""
    forms: dict[str, Answers] = {
        "court-receive": {"confirmation.received_on": answer.received_on.isoformat()}
    }
    if answer.outcome is not Outcome.RECEIVED:
        forms["court-acceptance"] = _acceptance(answer)
    if answer.ruling is not None:
        forms["court-interview"] = _interview(answer)
        forms["court-ruling"] = _present(
            {
                "confirmation.ruling": answer.outcome.value,
                "confirmation.ruling_number": answer.ruling.number,
                "confirmation.ruling_on": answer.ruling.ruled_on.isoformat(),
                "confirmation.ruling_reason": answer.ruling.reason,
                "confirmation.withdrawn_on": answer.withdrawn_on.isoformat() if answer.withdrawn_on else "",
            }
        )
    return forms


def _interview(answer: CourtAnswer) -> Answers:
    if answer.withdrawn_before and answer.withdrawn_on:
        return {"confirmation.withdrawn_on": answer.withdrawn_on.isoformat()}
    return {
        "confirmation.interviewed_on": answer.interviewed_on.isoformat() if answer.interviewed_on else None
    }


def _acceptance(answer: CourtAnswer) -> Answers:
    accepted = answer.outcome in RULINGS or answer.outcome is Outcome.ACCEPTED
    correction = answer.correction if answer.outcome is Outcome.CORRECTION else None
    return _present(
        {
            "confirmation.acceptance": Outcome.ACCEPTED.value if accepted else answer.outcome.value,
            "confirmation.accepted_on": answer.accepted_on.isoformat()
            if accepted and answer.accepted_on
            else "",
            "confirmation.correction_items": correction.items if correction else "",
            "confirmation.correction_due_on": correction.due_on.isoformat() if correction else "",
            "confirmation.ruling_reason": answer.reason,
        }
    )


def _present(answers: Mapping[str, str]) -> Answers:
    return {path: value for path, value in answers.items() if value}
