"""Complete a signing: the agreement is in force from this day, and the paper bears its signatures."""

from __future__ import annotations

from dataclasses import replace

from workflows.clock import legal_day
from workflows.domain.case import Case
from workflows.domain.journal import Fact
from workflows.domain.outbox import Errand
from workflows.domain.paper import PaperStatus
from workflows.domain.patch import patch
from workflows.domain.signing import Signing, SigningKind
from workflows.usecases.doing import Doing
from workflows.usecases.order_papers import order_paper

SEAL = "seal-signing"
EVIDENCE = "signing-evidence"
SIGNED = "signed"
KINDS = {SigningKind.TABLET: "electronic", SigningKind.SCAN: "wet"}
"""How the sign form calls each kind."""


def complete(do: Doing, case: Case, signing: Signing, fact: Fact) -> Case:
    """Return the case after everybody has signed.

    A written agreement takes effect when all parties and the mediator have signed and the committee has sealed it
    (人民调解法 29); the form of the step is handed in with this day, and with no other.
    """
    day = legal_day(do.now)
    document = patch(
        case.document,
        {
            "agreement.signed_by_all": True,
            "agreement.effective_on": day,
            "agreement.signature_kind": KINDS[signing.kind],
        },
    )
    following = case.model_copy(update={"document": document, "rev": case.rev + 1})
    _draw(do, signing)
    order_paper(
        do.app,
        do.tx,
        following,
        EVIDENCE,
        paper_id=f"{signing.paper_id}-evidence",
        element="",
        actor=do.actor,
        now=do.now,
        subject=signing.id,
    )
    do.tx.outbox.put(
        Errand(
            id=f"seal:{signing.id}",
            case_id=case.id,
            kind=SEAL,
            payload={"signing": signing.id},
            created_at=do.now,
            run_at=do.now,
        )
    )
    step = do.engine(case).look(case.version, case.state, **do.around(case, document))
    done = Fact(kind="SignedByAll", data={"signing": signing.id, "on": day.isoformat()})
    return do.advance(case, step, fact, done, document=document)


def _draw(do: Doing, signing: Signing) -> None:
    """Have the paper made again with the signatures in their places; its words and its number stay."""
    paper = do.tx.papers.get(signing.paper_id)
    if paper is None:
        return
    again = signing.kind is SigningKind.TABLET
    status = PaperStatus.WANTED if again else paper.status
    do.tx.papers.put(replace(paper, signature=SIGNED, status=status))
    if again:
        do.tx.outbox.again(f"paper:{paper.id}", at=do.now)
