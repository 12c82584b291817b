"""Show the signings of a case: what may be signed now and how, who has signed, what became void."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from workflows.clock import legal_day
from workflows.domain.actor import Actor
from workflows.domain.case import Case
from workflows.domain.paper import Paper, PaperStatus
from workflows.domain.permission import Action
from workflows.domain.signing import Signing, SigningStatus
from workflows.errors import UnknownSigning
from workflows.errors.kept import in_two
from workflows.usecases.access import readable_case
from workflows.usecases.app import App
from workflows.usecases.party_wishes import Said, open_wishes
from workflows.usecases.signing_rules import SigningRule, signing_table


@dataclass(frozen=True, kw_only=True)
class SigningView:
    """The signings of one case for the staff who collect signatures; `rule` says what the law allows now.

    `step` is the open work item at which the paper is signed, "" where there is none; `wishes` is what parties want.
    """

    case: Case
    signings: Sequence[Signing]
    papers: Mapping[str, Paper]
    rule: SigningRule
    may_begin: bool
    step: str = ""
    wishes: tuple[Said, ...] = ()

    def paper(self, signing: Signing) -> Paper | None:
        """Return the paper of a signing."""
        return self.papers.get(signing.paper_id)

    def ready(self, signing: Signing) -> bool:
        """Return whether the paper is made, so that it can be signed."""
        paper = self.paper(signing)
        return paper is not None and paper.status is PaperStatus.MADE

    def why_not(self, signing: Signing) -> tuple[str, str] | None:
        """Return why the paper could not be made, in Chinese and English; None where nothing has failed."""
        paper = self.paper(signing)
        return in_two(paper.error) if paper is not None and paper.status is PaperStatus.FAILED else None

    @property
    def signed(self) -> bool:
        """Tell whether a paper was signed by all and nothing of it has changed since."""
        return any(each.status is SigningStatus.COMPLETE for each in self.signings)

    @property
    def open(self) -> Signing | None:
        """The signing that is under way."""
        return next((each for each in self.signings if each.status is SigningStatus.OPEN), None)


def show_signings(app: App, actor: Actor, case_id: str) -> SigningView:
    """Return the signings of a case, the newest first.

    Raises:
        UnknownCase: there is no such case, or it is not theirs.
    """
    with app.store.read() as tx:
        case = readable_case(tx, actor, case_id, Action.COLLECT_SIGNATURES)
        table = signing_table(app.catalogue)
        steps = [item.id for item in tx.work.of_case(case.id) if table.paper_at(item.element) is not None]
        return SigningView(
            case=case,
            signings=list(reversed(tx.signings.of_case(case.id))),
            papers={each.id: each for each in tx.papers.of_case(case.id)},
            rule=table.rule_for(case.document, legal_day(app.clock.now())),
            may_begin=bool(steps),
            step=steps[0] if steps else "",
            wishes=open_wishes(case, tx.journal.history(case.id), tx.work.of_case(case.id, status="")),
        )


def signing_file(app: App, actor: Actor, case_id: str, signing_id: str, name: str) -> bytes:
    """Return a file of a signing: `evidence.json`, `evidence.p7s`, `sealed.pdf`, or `scan-1.pdf`, and so on.

    Raises:
        UnknownCase: there is no such case, or it is not theirs.
        UnknownSigning: the case has no such signing, or the signing no such file.
    """
    with app.store.read() as tx:
        case = readable_case(tx, actor, case_id, Action.COLLECT_SIGNATURES)
        signing = tx.signings.get(signing_id)
    if signing is None or signing.case_id != case.id:
        raise UnknownSigning(zh="没有这次签署，或者不归您办；请重新查看案件。", signing=signing_id)
    files = {
        "evidence.json": signing.evidence_sha256,
        "evidence.p7s": signing.seal_sha256,
        "sealed.pdf": signing.sealed_pdf_sha256,
        **{f"scan-{number}.{each.ending}": each.sha256 for number, each in enumerate(signing.scans, start=1)},
    }
    if not files.get(name):
        raise UnknownSigning(zh="还没有这个文件；封存完成后再下载。", signing=signing_id)
    return app.files.get(files[name])
