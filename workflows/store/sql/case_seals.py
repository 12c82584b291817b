"""The seals of one transaction: keys of cases, fetched or made once, and what is sealed and opened with them."""

from __future__ import annotations

import base64
from datetime import datetime

from sqlalchemy import delete, insert, select, update

from workflows.domain.case import Case
from workflows.errors import CaseErased, KeyUnknown, MissingReference
from workflows.lately import Lately
from workflows.store.case_json import case_json
from workflows.store.compression import compressed, decompressed
from workflows.store.encoding import micros
from workflows.store.sql.session import Session
from workflows.store.sql.statement import Statement, at, of
from workflows.store.sql.vault_tables import blind_index as b
from workflows.store.sql.vault_tables import case_keys as t
from workflows.vault import Vault, broken_record

ADD = Statement(insert(t))
GET = Statement(select(t.c.wrapped).where(t.c.case_id == of("case")))
MASTER = Statement(select(t.c.master).where(t.c.case_id == of("case")))
DESTROY = Statement(
    update(t).where(t.c.case_id == of("case")).values(wrapped=b"", master="", destroyed_at=at("on"))
)
DROP_MARKS = Statement(delete(b).where(b.c.case_id == of("case")))
ADD_MARK = Statement(insert(b))
OTHERS = Statement(
    select(t.c.case_id, t.c.wrapped)
    .where(t.c.master != of("current"), t.c.master != "")
    .order_by(t.c.case_id)
    .limit(at("at_most"))
)
REWRAP = Statement(
    update(t).where(t.c.case_id == of("case"), t.c.master != "").values(wrapped=of("fresh"), master=of("by"))
)
OPENED = 512
"""How many opened cases a process remembers, some 50 KB each: what its people have just looked at."""
_lately: Lately[Case] = Lately(OPENED)
"""Cases by all that a sealed body is bound to and by itself: the one just read or saved is the one changed next."""
HOUSE, CASE = "h", "c"
"""How a sealed text begins: with which key it was sealed."""


class CaseSeals:
    """Seals with the keys of cases; a key is asked for once a transaction."""

    def __init__(self, session: Session, vault: Vault) -> None:
        self._session = session
        self.vault = vault
        self._known: dict[str, bytes] = {}

    def make(self, case_id: str) -> None:
        """Give a new case its key."""
        wrapped = self.vault.new_key(case_id)
        self._session.run(
            ADD, {"case_id": case_id, "wrapped": wrapped, "master": self.vault.current, "destroyed_at": None}
        )
        self._known[case_id] = wrapped

    def know(self, case_id: str, wrapped: bytes) -> None:
        """Remember a key that was read beside its case."""
        self._known[case_id] = wrapped

    def key(self, case_id: str) -> bytes:
        """Return the wrapped key of a case.

        Raises:
            CaseErased: it was destroyed.
            MissingReference: there is no such case.
        """
        wrapped = self._wrapped(case_id)
        if wrapped is None:
            raise MissingReference(case=case_id)
        if not wrapped:
            raise CaseErased(zh="本案已在保管期满后销毁；仅保留案号。", case=case_id)
        return wrapped

    def _wrapped(self, case_id: str) -> bytes | None:
        """Return the wrapped key; empty once it was destroyed, None if there is no such case."""
        if case_id not in self._known:
            row = self._session.one(GET, case=case_id) if case_id else None
            if row is None:
                return None
            self._known[case_id] = bytes(row[0])
        return self._known[case_id]

    def seal(self, case_id: str, content: bytes, about: str) -> bytes:
        """Return *content* sealed with the key of the case."""
        return self.vault.seal(case_id, self.key(case_id), content, about)

    def open(self, case_id: str, sealed: bytes, about: str) -> bytes:
        """Return what was sealed with the key of the case."""
        return self._opened(case_id, self.key(case_id), sealed, about)

    def text(self, case_id: str, text: str, about: str) -> str:
        """Return *text* sealed and spelt in letters: with the key of the case, or of the house if it is of no case."""
        wrapped = self._wrapped(case_id)
        if wrapped is None:
            return HOUSE + _letters(self.vault.seal_house(text.encode(), about))
        return CASE + _letters(self.seal(case_id, text.encode(), about))

    def untext(self, case_id: str, sealed: str, about: str) -> str | None:
        """Return the text that was sealed; None if its case was erased since."""
        try:
            content = base64.b64decode(sealed[1:])
        except ValueError as error:
            raise broken_record(case_id, about) from error
        if sealed.startswith(HOUSE):
            return self.vault.open_house(content, about).decode()
        if sealed[:1] not in (CASE, ""):
            raise broken_record(case_id, about)
        return self.open(case_id, content, about).decode() if self._wrapped(case_id) else None

    def case(self, case_id: str, rev: int, sealed: bytes) -> Case:
        """Return the case without engine state that a sealed body holds."""
        wrapped = self.key(case_id)
        key = (self.vault, case_id, wrapped, rev, sealed)
        known = _lately.get(key)
        if known is not None:
            return known
        content = decompressed(self._opened(case_id, wrapped, sealed, f"body {rev}"))
        return _lately.put(key, Case.model_validate_json(content))

    def _opened(self, case_id: str, wrapped: bytes, sealed: bytes, about: str) -> bytes:
        """Return what was sealed; tells a damaged key of one case from a master key that is missing here."""
        try:
            return self.vault.open(case_id, wrapped, sealed, about)
        except KeyUnknown as error:
            row = self._session.one(MASTER, case=case_id)
            if row is None or wrapped[: len(row[0])] == row[0].encode():
                raise
            raise broken_record(case_id, "key") from error

    def body(self, case: Case) -> bytes:
        """Return what was ever written of a case, without engine state, sealed."""
        sealed = self.seal(case.id, compressed(case_json(case)), f"body {case.rev}")
        key = (self.vault, case.id, self.key(case.id), case.rev, sealed)
        _lately.put(key, case.model_copy(update={"state": b""}))
        return sealed

    def mark(self, case_id: str, marks: str) -> None:
        """Let the case be found by these marks (`kind:digest`, in one text) and no others."""
        self._session.run(DROP_MARKS, {"case": case_id})
        pairs = [mark.split(":") for mark in marks.split()]
        self._session.run_each(
            ADD_MARK, [{"case_id": case_id, "kind": kind, "digest": digest} for kind, digest in pairs]
        )

    def destroy(self, case_id: str, *, on: datetime) -> None:
        """Destroy the key of a case; what is sealed with it stays closed for ever."""
        self._session.run(DESTROY, {"case": case_id, "on": micros(on)})
        self._session.run(DROP_MARKS, {"case": case_id})
        self._known[case_id] = b""

    def rewrap(self, *, limit: int) -> int:
        """Wrap up to *limit* keys anew that another master key wraps; returns how many."""
        rows = self._session.all(OTHERS, current=self.vault.current, at_most=limit)
        for case_id, wrapped in rows:
            fresh = self.vault.rewrapped(case_id, bytes(wrapped))
            self._session.run(REWRAP, {"case": case_id, "fresh": fresh, "by": self.vault.current})
        return len(rows)


def _letters(content: bytes) -> str:
    return base64.b64encode(content).decode()
