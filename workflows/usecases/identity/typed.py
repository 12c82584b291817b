"""What somebody had typed when their login ended: kept sealed for their account alone, until they are back."""

from __future__ import annotations

import hmac
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from workflows.domain.actor import Actor
from workflows.domain.identity import Login
from workflows.domain.permission import Action
from workflows.errors import UnknownTyped
from workflows.store import Tx
from workflows.usecases.access import demand
from workflows.usecases.app import App
from workflows.usecases.identity.sealing import seal, unseal
from workflows.usecases.identity.vouchers import VoucherKind, digest, hand_out

PURPOSE = "typed"
LASTS = timedelta(days=1)
LARGEST = 1_000_000
Fields = Sequence[tuple[str, str]]


@dataclass(frozen=True, kw_only=True)
class Typed:
    """The fields of a form that could not be sent, and the address it was meant for."""

    address: str
    fields: Fields

    def first(self) -> Mapping[str, str]:
        """Return each field once."""
        return dict(reversed(list(self.fields)))


def keep_typed(app: App, token: str, csrf: str, typed: Typed) -> str:
    """Return the word under which *typed* is kept; "" where nothing can be kept.

    Nobody is signed in any more, so two things must fit together: the token of a login that ran out, and the form
    token that only a page of that very login carried. A form that another site made up has neither.
    """
    with app.store.read() as tx:
        login = tx.logins.get(digest(token)) if token else None
    if login is None or not hmac.compare_digest(login.csrf.encode(), csrf.encode()):
        return ""
    return _keep(app, login.account_id, typed)


def keep_outlived(app: App, actor: Actor, csrf: str, typed: Typed) -> str:
    """Return the word under which *typed* is kept: its page belonged to an earlier login of the same account.

    "" where the form token is of no login of theirs.
    """
    demand(actor, Action.USE_ACCOUNT)
    with app.store.read() as tx:
        earlier: Sequence[Login] = tx.logins.of_account(actor.account_id)
    if not csrf or not any(hmac.compare_digest(each.csrf.encode(), csrf.encode()) for each in earlier):
        return ""
    return _keep(app, actor.account_id, typed)


def show_typed(app: App, actor: Actor, word: str) -> Typed:
    """Return what the actor had typed.

    Raises:
        UnknownTyped: it is not kept any more, or somebody else typed it.
    """
    demand(actor, Action.USE_ACCOUNT)
    with app.store.read() as tx:
        held = _held(app, tx, actor, word)
    said = json.loads(unseal(app, PURPOSE, actor.account_id, held))
    return Typed(address=said["address"], fields=tuple((name, value) for name, value in said["fields"]))


def _keep(app: App, account_id: str, typed: Typed) -> str:
    text = json.dumps({"address": typed.address, "fields": list(typed.fields)}, ensure_ascii=False)
    if len(text) > LARGEST:
        return ""
    sealed = seal(app, PURPOSE, account_id, text)
    with app.store.write() as tx:
        return hand_out(
            tx,
            VoucherKind.TYPED,
            {"sealed": sealed},
            account_id=account_id,
            at=app.clock.now(),
            lasts=LASTS,
        )


def _held(app: App, tx: Tx, actor: Actor, word: str) -> str:
    held = tx.vouchers.get(digest(word), VoucherKind.TYPED, at=app.clock.now())
    if held is None or held[0] != actor.account_id or not isinstance(held[1], Mapping):
        raise UnknownTyped(zh="这些内容已不再保留，或者不是您填写的；请重新打开页面。")
    return str(held[1]["sealed"])
