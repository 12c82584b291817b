"""Begin to sign: the paper is made as it is to be signed, and everybody who signs it is listed."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.clock import legal_day
from workflows.domain.actor import Actor
from workflows.domain.case import Case, CaseDocument
from workflows.domain.journal import Fact
from workflows.domain.new_id import new_id
from workflows.domain.patch import patch
from workflows.domain.permission import Action
from workflows.domain.signing import Signer, Signing, SigningKind, SigningStatus, subject_of
from workflows.errors import AlreadySigned, SigningKindRefused, UnknownTask
from workflows.usecases.access import demand
from workflows.usecases.app import App
from workflows.usecases.doing import Doing, doing
from workflows.usecases.once import answered
from workflows.usecases.order_papers import order_paper
from workflows.usecases.signing_rules import SignedPaper, SigningRule, signing_table
from workflows.usecases.void_signings import void

RESTARTED = "restarted"


def begin_signing(
    app: App, actor: Actor, case_id: str, kind: SigningKind, *, copies: int = 0, key: str = ""
) -> Signing:
    """Return a new signing of the paper of the step that waits; one that was under way is void.

    *copies* is the number of copies that the paper states; without it one for each party and one for the committee
    (人民调解法 29).

    Raises:
        UnknownCase: there is no such case, or it is not theirs.
        UnknownTask: no step at which a paper is signed is open.
        SigningKindRefused: the law does not allow this kind for such a dispute.
        AlreadySigned: all have signed, and nothing of the paper has changed since.
        IdempotencyKeyReused: the key was used for another command.
    """
    demand(actor, Action.COLLECT_SIGNATURES)
    with doing(app, actor, "begin-signing", case_id, kind.value, copies, key=key) as do:
        case = do.case(case_id, Action.COLLECT_SIGNATURES)
        known = do.tx.signings.get(str(answered(do.tx, key, do.digest) or ""))
        if known is not None:
            return known
        paper, element = _paper_to_sign(do, case)
        rule = allowed(app, case.document, do, kind)
        for old in do.tx.signings.of_case(case.id):
            if old.status is SigningStatus.COMPLETE:
                raise AlreadySigned(zh="各方都已签署；文书内容没有变化，不需要重新签。", signing=old.id)
            if old.status is SigningStatus.OPEN:
                do.note(case, void(do.tx, old, do.now, RESTARTED))
        document = case.document
        if copies or not document.agreement.copies:
            document = patch(document, {"agreement.copies": copies or len(document.parties) + 1})
        following = case.model_copy(update={"document": document, "rev": case.rev + 1})
        paper_id = f"{case.id}-{following.rev}-sign"
        following = order_paper(
            app, do.tx, following, paper.template, paper_id=paper_id, element=element, actor=actor, now=do.now
        )
        signing = Signing(
            id=new_id(do.now),
            case_id=case.id,
            paper_id=paper_id,
            template=paper.template,
            kind=kind,
            subject=subject_of(following.document),
            rule=rule.id,
            remote=rule.remote and kind is SigningKind.TABLET,
            started_at=do.now,
            started_by=actor.account_id,
            signers=tuple(_signers(paper, following.document)),
        )
        do.tx.signings.put(signing)
        step = do.engine(case).look(case.version, case.state, **do.around(case, following.document))
        data = {"signing": signing.id, "paper": paper_id, "kind": kind.value, "rule": rule.id}
        do.advance(case, step, Fact(kind="SigningBegun", data=data), document=following.document)
        do.remember(signing.id)
        return signing


def allowed(app: App, document: CaseDocument, do: Doing, kind: SigningKind) -> SigningRule:
    """Return the rule of law for the case, which allows *kind*.

    Raises:
        SigningKindRefused: it does not.
    """
    rule = signing_table(app.catalogue).rule_for(document, legal_day(do.now))
    if kind not in rule.kinds:
        raise SigningKindRefused(
            f"This paper must be signed by hand on paper ({rule.law_en}); print it, have it signed, scan it.",
            zh=f"这份文书只能纸面签署（{rule.law}）；请打印、手签、扫描。",
            rule=rule.id,
        )
    return rule


def _paper_to_sign(do: Doing, case: Case) -> tuple[SignedPaper, str]:
    table = signing_table(do.app.catalogue)
    for item in do.tx.work.of_case(case.id):
        paper = table.paper_at(item.element)
        if paper is not None:
            return paper, item.element
    raise UnknownTask(
        "No step at which a paper is signed is open in this case; draw up the terms first.",
        zh="这个案件现在没有等待签署的步骤；请先拟定协议条款。",
        case=case.id,
    )


def _signers(paper: SignedPaper, document: CaseDocument) -> Iterator[Signer]:
    handling = document.handling
    for who in paper.signers:
        if who == "parties":
            for party in document.parties:
                yield Signer(
                    key=party.id,
                    role=party.role.value if party.role else "party",
                    name=party.name,
                    party=party.id,
                )
        elif who == "mediator" or handling.recorder_name:
            name = handling.mediator_name if who == "mediator" else handling.recorder_name
            yield Signer(key=who, role=who, name=name)
