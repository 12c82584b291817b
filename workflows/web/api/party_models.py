"""What the API sends and takes about parties: their links, their signatures, and what they do themselves."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from workflows.domain.signing import Signing
from workflows.usecases.party.invite_party import Invitation
from workflows.usecases.party.list_links import LinksView, LinkView
from workflows.usecases.party.show_own_case import OwnCaseView
from workflows.usecases.signing.show_signing import SigningView
from workflows.web.api.models import Id, In, Out

Words = Annotated[str, StringConstraints(max_length=1000)]
Strokes = Annotated[str, StringConstraints(max_length=400_000)]
Sha256 = Annotated[str, StringConstraints(max_length=64)]
Token = Annotated[str, StringConstraints(max_length=200)]


class PartyIn(In):
    """The party who is invited."""

    party: Id


class LinkOut(Out):
    """One link of a party; `state` is open, expired or revoked."""

    id: str
    party: str
    state: str
    made_at: datetime
    expires_at: datetime
    codes_left: int

    @classmethod
    def of(cls, view: LinkView) -> LinkOut:
        """Return the link as it is sent."""
        link = view.link
        return cls(
            id=link.id,
            party=link.party_id,
            state=view.state.value,
            made_at=link.made_at,
            expires_at=link.expires_at,
            codes_left=view.codes_left,
        )


class SaidOut(Out):
    """What a party said by link."""

    at: datetime
    party: str
    wish: str
    words: str


class LinksOut(Out):
    """The links of a case's parties, and what these said."""

    links: list[LinkOut]
    said: list[SaidOut]

    @classmethod
    def of(cls, view: LinksView) -> LinksOut:
        """Return the links as they are sent."""
        links = [LinkOut.of(each) for _, known in view.parties for each in known]
        return cls(links=links, said=[SaidOut.model_validate(each) for each in view.said])


class InvitationOut(Out):
    """A new link: its address and codes are sent this once."""

    id: str
    party: str
    name: str
    address: str
    codes: list[str]
    expires_at: datetime

    @classmethod
    def of(cls, made: Invitation) -> InvitationOut:
        """Return the link as it is sent."""
        return cls(
            id=made.link.id,
            party=made.party.id,
            name=made.party.name,
            address=made.address,
            codes=list(made.codes),
            expires_at=made.link.expires_at,
        )


class LetterIn(In):
    """The address and the codes, as they came when the link was made."""

    address: Annotated[str, StringConstraints(max_length=400)]
    codes: Annotated[list[Annotated[str, StringConstraints(max_length=40)]], Field(max_length=20)]


class LetterOut(Out):
    """The letter as a page to print."""

    html: str


class SignerOut(Out):
    """One who signs, and when they did."""

    key: str
    role: str
    name: str
    party: str
    signed_at: datetime | None


class SigningOut(Out):
    """One signing of one paper; what is signed is the file with `paper_sha256` ("" until it is made)."""

    id: str
    paper_id: str
    paper_sha256: str
    kind: str
    status: str
    rule: str
    remote: bool
    started_at: datetime
    completed_at: datetime | None
    void_reason: str
    signers: list[SignerOut]
    scans: int

    @classmethod
    def of(cls, signing: Signing, paper_sha256: str) -> SigningOut:
        """Return the signing as it is sent."""
        signed = {each.signer: each.at for each in signing.signatures}
        return cls(
            id=signing.id,
            paper_id=signing.paper_id,
            paper_sha256=paper_sha256,
            kind=signing.kind.value,
            status=signing.status.value,
            rule=signing.rule,
            remote=signing.remote,
            started_at=signing.started_at,
            completed_at=signing.completed_at,
            void_reason=signing.void_reason,
            signers=[
                SignerOut(
                    key=each.key,
                    role=each.role,
                    name=each.name,
                    party=each.party,
                    signed_at=signed.get(each.key),
                )
                for each in signing.signers
            ],
            scans=len(signing.scans),
        )


class SigningsOut(Out):
    """The signings of a case, the newest first, and how its paper may be signed now."""

    signings: list[SigningOut]
    kinds: list[str]
    remote: bool
    law: str
    law_en: str
    may_begin: bool

    @classmethod
    def of(cls, view: SigningView) -> SigningsOut:
        """Return the signings as they are sent."""
        papers = {each.id: view.paper(each) for each in view.signings}
        digests = {name: paper.pdf_sha256 if paper else "" for name, paper in papers.items()}
        return cls(
            signings=[SigningOut.of(each, digests[each.id]) for each in view.signings],
            kinds=[kind.value for kind in view.rule.kinds],
            remote=view.rule.remote,
            law=view.rule.law,
            law_en=view.rule.law_en,
            may_begin=view.may_begin,
        )


class BeginIn(In):
    """On a tablet or on paper that is scanned; how many copies the paper states (0: one each and one more)."""

    kind: Literal["tablet", "scan"]
    copies: int = Field(default=0, ge=0, le=100)


class SignIn(In):
    """Whose signature, how it was made sure who they are, the handwriting as JSON, and the file that was shown."""

    signer: Id
    identity: Annotated[str, StringConstraints(max_length=40)]
    strokes: Strokes
    paper_sha256: Sha256


class ConfirmIn(In):
    """Whose signature the scan bears, and how it was made sure who they are."""

    signer: Id
    identity: Annotated[str, StringConstraints(max_length=40)]


class KnockIn(In):
    """The last part of the address of a link."""

    link: Token


class EnterIn(KnockIn):
    """A link and one of its one-time codes."""

    code: Annotated[str, StringConstraints(max_length=40)]


class VisitOut(Out):
    """A token for the Authorization header of /api/party; it ends after 30 minutes without use."""

    token: str


class SentenceOut(Out):
    """One sentence in both languages."""

    zh: str
    en: str


class OwnDateOut(Out):
    """One date that matters to the party, what it means and how it was computed."""

    day: date
    days_left: int
    meaning: SentenceOut
    explanation: str
    explanation_en: str


class OwnPaymentOut(Out):
    """One payment or act that the agreement promises."""

    payer: str
    payee: str
    amount: str | None
    duty: str
    due_on: date | None
    performed_on: date | None


class OwnPaperOut(Out):
    """One paper that the party may read."""

    id: str
    title: str
    title_en: str
    number: str
    made_at: datetime | None
    pdf_sha256: str


class OwnCaseOut(Out):
    """A party's own case: how it stands in plain words, dates with reasons, papers, and what they can do."""

    number: str
    title: str
    name: str
    state: SentenceOut
    body: str
    body_phone: str
    body_address: str
    mediator: str
    dates: list[OwnDateOut]
    payments: list[OwnPaymentOut]
    papers: list[OwnPaperOut]
    to_sign: SigningOut | None
    may_rate: bool
    brought: list[str]

    @classmethod
    def of(cls, view: OwnCaseView, brought: list[str]) -> OwnCaseOut:
        """Return the case as it is sent; the signing without anybody's place but the party's own."""
        return cls(
            number=view.case.number,
            title=view.case.title,
            name=view.party.name,
            state=SentenceOut.model_validate(view.state),
            body=view.body,
            body_phone=view.body_phone,
            body_address=view.body_address,
            mediator=view.mediator,
            dates=[OwnDateOut.model_validate(each) for each in view.dates],
            payments=[
                OwnPaymentOut(
                    payer=each.payer,
                    payee=each.payee,
                    amount=str(each.amount) if each.amount is not None else None,
                    duty=each.duty,
                    due_on=each.due_on,
                    performed_on=each.performed_on,
                )
                for each in view.payments
            ],
            papers=[OwnPaperOut.model_validate(each) for each in view.papers],
            to_sign=_own_signing(view) if view.to_sign else None,
            may_rate=view.may_rate,
            brought=brought,
        )


class RatingIn(In):
    """How content one is (satisfied, fair or unsatisfied), and words of one's own."""

    answer: Annotated[str, StringConstraints(max_length=40)]
    words: Words = ""


class WishIn(In):
    """What one wants (call, withdraw or other), and words of one's own."""

    wish: Annotated[str, StringConstraints(max_length=40)]
    words: Words = ""


class OwnSignatureIn(In):
    """One's own signature under the paper that was shown; `agreed` says that one has read it and agrees."""

    signing: Id
    strokes: Strokes
    paper_sha256: Sha256
    agreed: Literal[True]


def _own_signing(view: OwnCaseView) -> SigningOut | None:
    signing = view.signing
    if signing is None:
        return None
    shown = next((each.pdf_sha256 for each in view.papers if each.id == signing.paper_id), "")
    whole = SigningOut.of(signing, shown)
    return whole.model_copy(
        update={"signers": [each for each in whole.signers if each.party == view.party.id]}
    )
