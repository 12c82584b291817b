"""Party links, signings and notices in SQL."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from sqlalchemy import delete, func, select, update

from workflows.domain.notice import Notice, Wishes
from workflows.domain.party_link import PartyCode, PartyLink, PartyVisit
from workflows.domain.signing import Signing
from workflows.errors import CaseErased, RecordSealBroken
from workflows.store.encoding import json_text, micros
from workflows.store.sql.case_seals import CaseSeals
from workflows.store.sql.party_tables import WISHES
from workflows.store.sql.party_tables import notice_wishes as w
from workflows.store.sql.party_tables import notices as n
from workflows.store.sql.party_tables import party_codes as c
from workflows.store.sql.party_tables import party_links as k
from workflows.store.sql.party_tables import party_visits as v
from workflows.store.sql.party_tables import signings as s
from workflows.store.sql.record import UNREADABLE, Record, Row
from workflows.store.sql.session import Session
from workflows.store.sql.statement import Among, Statement, add_if_new, at, of, put

LINK, CODE, VISIT, NOTICE = (
    Record(k, PartyLink),
    Record(c, PartyCode),
    Record(v, PartyVisit),
    Record(n, Notice),
)

PUT_LINK = put(k)
LINK_GET = Statement(select(*LINK.columns).where(k.c.id == of("link")))
LINK_BY_TOKEN = Statement(select(*LINK.columns).where(k.c.token_hash == of("token")))
LINKS_OF_CASE = Statement(
    select(*LINK.columns).where(k.c.case_id == of("case")).order_by(k.c.made_at.desc(), k.c.id.desc())
)
PUT_CODE = put(c)
USE_CODE = Statement(
    update(c)
    .where(
        c.c.link_id == of("link"),
        c.c.digest == of("code"),
        c.c.used_at.is_(None),
        c.c.expires_at > at("on"),
    )
    .values(used_at=at("on"))
)
CODES_LEFT = Statement(
    select(func.count()).where(c.c.link_id == of("link"), c.c.used_at.is_(None), c.c.expires_at > at("on"))
)
PUT_VISIT = put(v)
VISIT_GET = Statement(select(*VISIT.columns).where(v.c.token_hash == of("token")))
TOUCH = Statement(update(v).where(v.c.token_hash == of("token")).values(seen_at=at("on")))
CLOSE = Statement(delete(v).where(v.c.link_id == of("link")))

PUT_SIGNING = put(s)
SIGNING = Statement(select(s.c.case_id, s.c.id, s.c.data).where(s.c.id == of("signing")))
SIGNING_LOCKED = Statement(
    {
        "sqlite": select(s.c.case_id, s.c.id, s.c.data).where(s.c.id == of("signing")),
        "postgresql": select(s.c.case_id, s.c.id, s.c.data).where(s.c.id == of("signing")).with_for_update(),
    }
)
SIGNINGS_OF_CASE = Statement(
    select(s.c.case_id, s.c.id, s.c.data).where(s.c.case_id == of("case")).order_by(s.c.started_at, s.c.id)
)
SIGNINGS_OF_PAPER = Statement(
    select(s.c.case_id, s.c.id, s.c.data).where(s.c.paper_id == of("paper")).order_by(s.c.started_at, s.c.id)
)

ADD_NOTICE = add_if_new(n)
PENDING = Statement(
    select(*NOTICE.columns)
    .where(n.c.errand == "", n.c.due_at <= at("now"))
    .order_by(n.c.due_at, n.c.id)
    .limit(at("at_most"))
)
GATHER = Statement(update(n).where(Among(n.c.id, "ids"), n.c.errand == "").values(errand=of("message")))
OF_ERRAND = Statement(select(*NOTICE.columns).where(n.c.errand == of("message")).order_by(n.c.at, n.c.id))
SENT = Statement(update(n).where(n.c.errand == of("message")).values(sent_at=at("on")))
OF_ACCOUNT = Statement(
    select(*NOTICE.columns)
    .where(n.c.account_id == of("account"))
    .order_by(n.c.at.desc(), n.c.id.desc())
    .limit(at("at_most"))
)
PUT_WISHES = put(w)
WISHES_GET = Statement(select(w.c.data).where(w.c.account_id == of("account")))
WISHES_AMONG = Statement(
    select(w.c.account_id, w.c.data).where(Among(w.c.account_id, "accounts")).order_by(w.c.account_id)
)


class SqlPartyLinks:
    """Links of parties, their one-time codes, and the visits that codes opened; tokens are stored hashed."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def put(self, link: PartyLink) -> None:
        """Add or replace a link."""
        self._session.run(PUT_LINK, LINK.row(link))

    def get(self, link_id: str) -> PartyLink | None:
        """Return one link."""
        row = self._session.one(LINK_GET, link=link_id)
        return LINK.value(row) if row else None

    def by_token(self, token_hash: str) -> PartyLink | None:
        """Return the link that a token opens."""
        row = self._session.one(LINK_BY_TOKEN, token=token_hash)
        return LINK.value(row) if row else None

    def of_case(self, case_id: str) -> Sequence[PartyLink]:
        """Return the links of a case, the newest first."""
        return LINK.values(self._session.all(LINKS_OF_CASE, case=case_id))

    def put_code(self, code: PartyCode) -> None:
        """Keep a one-time code."""
        self._session.run(PUT_CODE, CODE.row(code))

    def use_code(self, link_id: str, digest: str, *, at: datetime) -> bool:
        """Mark a code as used; False if there is none, it was used, or its time is over at *at*."""
        return self._session.run(USE_CODE, {"link": link_id, "code": digest, "on": micros(at)}) == 1

    def codes_left(self, link_id: str, *, at: datetime) -> int:
        """Return how many codes of a link still open something at *at*."""
        row = self._session.one(CODES_LEFT, link=link_id, on=micros(at))
        return int(row[0]) if row else 0

    def open_visit(self, visit: PartyVisit) -> None:
        """Keep a new visit."""
        self._session.run(PUT_VISIT, VISIT.row(visit))

    def visit(self, token_hash: str) -> PartyVisit | None:
        """Return an open visit."""
        row = self._session.one(VISIT_GET, token=token_hash)
        return VISIT.value(row) if row else None

    def touch_visit(self, token_hash: str, *, at: datetime) -> None:
        """Note that it was used."""
        self._session.run(TOUCH, {"token": token_hash, "on": micros(at)})

    def close_visits(self, link_id: str) -> int:
        """End all visits of a link; returns how many there were."""
        return self._session.run(CLOSE, {"link": link_id})


class SqlSignings:
    """Signings of papers with their signatures, sealed with the key of the case."""

    def __init__(self, session: Session, seals: CaseSeals) -> None:
        self._session = session
        self._seals = seals

    def put(self, signing: Signing) -> None:
        """Add or replace a signing."""
        row = {
            "id": signing.id,
            "case_id": signing.case_id,
            "paper_id": signing.paper_id,
            "started_at": micros(signing.started_at),
            "data": self._seals.text(signing.case_id, signing.model_dump_json(), f"signing {signing.id}"),
        }
        self._session.run(PUT_SIGNING, row)

    def get(self, signing_id: str, *, lock: bool = False) -> Signing | None:
        """Return one signing; with *lock* nobody else may change it before this ends."""
        row = self._session.one(SIGNING_LOCKED if lock else SIGNING, signing=signing_id)
        return self._signing(row) if row else None

    def of_case(self, case_id: str) -> Sequence[Signing]:
        """Return the signings of a case, oldest first."""
        rows = self._session.all(SIGNINGS_OF_CASE, case=case_id)
        return [self._signing(row) for row in rows]

    def of_paper(self, paper_id: str) -> Sequence[Signing]:
        """Return the signings of a paper, oldest first."""
        rows = self._session.all(SIGNINGS_OF_PAPER, paper=paper_id)
        return [self._signing(row) for row in rows]

    def _signing(self, row: Row) -> Signing:
        case_id, signing_id, sealed = row
        plain = self._seals.untext(case_id, sealed, f"signing {signing_id}")
        if plain is None:
            raise CaseErased(case=case_id)
        return Signing.model_validate_json(plain)


class SqlNotices:
    """Notices to be told, and what people wish to be told."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def put(self, notice: Notice) -> bool:
        """Keep a notice; False if its id is known already."""
        return self._session.run(ADD_NOTICE, NOTICE.row(notice)) == 1

    def pending(self, now: datetime, *, limit: int = 500) -> Sequence[Notice]:
        """Return notices that are due and that no message carries yet, the longest due first."""
        return NOTICE.values(self._session.all(PENDING, now=micros(now), at_most=limit))

    def gather(self, notice_ids: Collection[str], errand: str) -> int:
        """Put notices into a message; returns how many were free."""
        return self._session.run(GATHER, {"ids": json_text(sorted(notice_ids)), "message": errand})

    def of_errand(self, errand: str) -> Sequence[Notice]:
        """Return what a message carries, oldest first."""
        return NOTICE.values(self._session.all(OF_ERRAND, message=errand))

    def sent(self, errand: str, *, at: datetime) -> int:
        """Note that a message went out; returns how many notices it carried."""
        return self._session.run(SENT, {"message": errand, "on": micros(at)})

    def of_account(self, account_id: str, *, limit: int = 50) -> Sequence[Notice]:
        """Return the notices of somebody, the newest first."""
        return NOTICE.values(self._session.all(OF_ACCOUNT, account=account_id, at_most=limit))

    def put_wishes(self, account_id: str, wishes: Wishes) -> None:
        """Keep what somebody wishes to be told."""
        self._session.run(PUT_WISHES, {"account_id": account_id, "data": WISHES.encode(wishes)})

    def wishes(self, account_id: str) -> Wishes | None:
        """Return what somebody wishes to be told; None if they never said."""
        row = self._session.one(WISHES_GET, account=account_id)
        wishes = _wishes(row[0]) if row else None
        if row and wishes is None:
            raise RecordSealBroken(what=f"wishes of {account_id}")
        return wishes

    def wishes_of(self, account_ids: Collection[str]) -> Mapping[str, Wishes | None]:
        """Return what each of these wishes to be told, None where it cannot be read; who never said is left out."""
        rows = self._session.all(WISHES_AMONG, accounts=json_text(sorted(account_ids)))
        return {row[0]: _wishes(row[1]) for row in rows}


def _wishes(stored: str) -> Wishes | None:
    try:
        wishes: Wishes = WISHES.decode(stored)
    except UNREADABLE:
        return None
    return wishes
