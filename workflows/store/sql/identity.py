"""Second factors, identities at providers, vouchers and separate talks in SQL."""

from __future__ import annotations

from base64 import b64decode, b64encode
from collections.abc import Sequence
from datetime import datetime

import orjson
from pydantic import JsonValue
from sqlalchemy import delete, insert, select, update

from workflows.domain.identity import ExternalIdentity, SecondFactor, SeparateTalk
from workflows.store.encoding import instant_of, json_text, micros
from workflows.store.sql.case_seals import CaseSeals
from workflows.store.sql.identity_tables import external_identities as i
from workflows.store.sql.identity_tables import second_factors as f
from workflows.store.sql.identity_tables import separate_talks as s
from workflows.store.sql.identity_tables import vouchers as v
from workflows.store.sql.record import Record, Row
from workflows.store.sql.session import Session
from workflows.store.sql.statement import Statement, at, of, put

FACTOR = Record(f, SecondFactor)
PUT_FACTOR = put(f)
GET_FACTOR = Statement(select(*FACTOR.columns).where(f.c.account_id == of("account")))
DROP_FACTOR = Statement(delete(f).where(f.c.account_id == of("account")))
USE_STEP = Statement(
    update(f).where(f.c.account_id == of("account"), f.c.last_step < at("step")).values(last_step=at("step"))
)
USE_CODE = Statement(
    update(f).where(f.c.account_id == of("account"), f.c.codes == of("before")).values(codes=of("after"))
)

IDENTITY = Record(i, ExternalIdentity)
LINK = Statement(insert(i))
GET_LINK = Statement(
    select(*IDENTITY.columns).where(i.c.issuer == of("of_issuer"), i.c.subject == of("of_subject"))
)
LINKS_OF = Statement(
    select(*IDENTITY.columns).where(i.c.account_id == of("account")).order_by(i.c.issuer, i.c.subject)
)
UNLINK = Statement(delete(i).where(i.c.issuer == of("of_issuer"), i.c.subject == of("of_subject")))

PUT_VOUCHER = put(v)
_this = (v.c.hash == of("hashed"), v.c.kind == of("of_kind"), v.c.until > at("now"))
GET_VOUCHER = Statement(select(v.c.account_id, v.c.data).where(*_this))
TAKE_VOUCHER = Statement(delete(v).where(*_this).returning(v.c.account_id, v.c.data))
DROP_VOUCHERS = Statement(delete(v).where(v.c.until < at("before")))

ADD_TALK = Statement(insert(s))
TALKS_OF = Statement(
    select(s.c.id, s.c.at, s.c.sealed)
    .where(s.c.case_id == of("case"), s.c.mediator == of("account"))
    .order_by(s.c.at, s.c.id)
)
DROP_TALKS = Statement(delete(s).where(s.c.case_id == of("case")))


class SqlSecondFactors:
    """One-time codes of accounts."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def put(self, factor: SecondFactor) -> None:
        """Add or replace that of an account."""
        self._session.run(PUT_FACTOR, FACTOR.row(factor))

    def get(self, account_id: str) -> SecondFactor | None:
        """Return that of an account."""
        row = self._session.one(GET_FACTOR, account=account_id)
        return FACTOR.value(row) if row else None

    def use_step(self, account_id: str, step: int) -> bool:
        """Take a time step; returns False if it or a later one was taken before."""
        return self._session.run(USE_STEP, {"account": account_id, "step": step}) == 1

    def use_code(self, account_id: str, code_hash: str) -> bool:
        """Take a recovery code; returns False if it is not there (any more)."""
        known = self.get(account_id)
        if known is None or code_hash not in known.codes:
            return False
        left = [code for code in known.codes if code != code_hash]
        before, after = json_text(list(known.codes)), json_text(left)
        asked = {"account": account_id, "before": before, "after": after}
        return self._session.run(USE_CODE, asked) == 1

    def drop(self, account_id: str) -> None:
        """Forget that of an account."""
        self._session.run(DROP_FACTOR, {"account": account_id})


class SqlIdentities:
    """Who an account is at an identity provider."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def link(self, identity: ExternalIdentity) -> None:
        """Link it."""
        self._session.run(LINK, IDENTITY.row(identity))

    def get(self, issuer: str, subject: str) -> ExternalIdentity | None:
        """Return the link of an identity."""
        row = self._session.one(GET_LINK, of_issuer=issuer, of_subject=subject)
        return IDENTITY.value(row) if row else None

    def of_account(self, account_id: str) -> Sequence[ExternalIdentity]:
        """Return the identities of an account, in order."""
        return IDENTITY.values(self._session.all(LINKS_OF, account=account_id))

    def unlink(self, issuer: str, subject: str) -> None:
        """Forget a link."""
        self._session.run(UNLINK, {"of_issuer": issuer, "of_subject": subject})


class SqlVouchers:
    """Short-lived things that somebody brings back: kept under the hash of a random word."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def put(self, hashed: str, kind: str, data: JsonValue, *, account_id: str, until: datetime) -> None:
        """Keep one."""
        row = {"hash": hashed, "kind": kind, "data": json_text(data)}
        self._session.run(PUT_VOUCHER, {**row, "account_id": account_id, "until": micros(until)})

    def get(self, hashed: str, kind: str, *, at: datetime) -> tuple[str, JsonValue] | None:
        """Return (account id, data) of one that has not run out."""
        return _held(self._session.one(GET_VOUCHER, hashed=hashed, of_kind=kind, now=micros(at)))

    def take(self, hashed: str, kind: str, *, at: datetime) -> tuple[str, JsonValue] | None:
        """Return it once: of several who ask one gets it."""
        return _held(self._session.one(TAKE_VOUCHER, hashed=hashed, of_kind=kind, now=micros(at)))

    def forget(self, *, before: datetime) -> None:
        """Drop what ran out before an instant."""
        self._session.run(DROP_VOUCHERS, {"before": micros(before)})


class SqlTalks:
    """Separate talks, sealed with the key of their case."""

    def __init__(self, session: Session, seals: CaseSeals) -> None:
        self._session = session
        self._seals = seals

    def add(self, talk: SeparateTalk) -> None:
        """Keep one."""
        said = json_text({"held_at": micros(talk.held_at), "party": talk.party, "notes": talk.notes})
        sealed = self._seals.seal(talk.case_id, said.encode(), _about(talk.id, talk.mediator))
        row = {"id": talk.id, "case_id": talk.case_id, "mediator": talk.mediator, "at": micros(talk.at)}
        self._session.run(ADD_TALK, {**row, "sealed": b64encode(sealed).decode()})

    def of_mediator(self, case_id: str, account_id: str) -> Sequence[SeparateTalk]:
        """Return those that one mediator wrote in a case, oldest first."""
        rows = self._session.all(TALKS_OF, case=case_id, account=account_id)
        return [self._talk(case_id, account_id, row) for row in rows]

    def _talk(self, case_id: str, account_id: str, row: Row) -> SeparateTalk:
        said = orjson.loads(self._seals.open(case_id, b64decode(row[2]), _about(row[0], account_id)))
        return SeparateTalk(
            id=row[0],
            case_id=case_id,
            mediator=account_id,
            at=instant_of(row[1]),
            held_at=instant_of(said["held_at"]),
            party=said["party"],
            notes=said["notes"],
        )

    def drop_of_case(self, case_id: str) -> int:
        """Forget all of a case, as when it is erased; returns how many there were."""
        return self._session.run(DROP_TALKS, {"case": case_id})


def _about(talk_id: str, account_id: str) -> str:
    return f"talk {talk_id} {account_id}"


def _held(row: Row | None) -> tuple[str, JsonValue] | None:
    return (row[0], orjson.loads(row[1])) if row else None
