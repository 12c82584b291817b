"""Open a case because a message or a signal came that a procedure begins with."""

from __future__ import annotations

from collections.abc import Mapping

from workflows.domain.actor import Actor
from workflows.domain.letter import Letter
from workflows.domain.outbox import Incident
from workflows.errors import HeweiError, InvalidInput
from workflows.errors.kept import in_both
from workflows.usecases.app import App
from workflows.usecases.open_case import OpenCase, open_case
from workflows.usecases.post import START, opened_by


def start_by_message(app: App, actor: Actor, letter: Letter) -> int:
    """Return how many cases were opened: one by a message, one for each procedure by a signal; each once.

    The payload says where: `pack` (default: the procedure's), `org_id`, and `answers` known already.
    """
    kind = letter.kind.removesuffix(START)
    with app.store.read() as tx:
        starts = opened_by(tx, kind, letter.name)
    wanted = starts[:1] if kind == "message" else starts
    opened = sum(_open(app, actor, letter, (kind, letter.name), *start) for start in wanted)
    with app.store.write() as tx:
        tx.waits.mark_delivered(letter.id, case_id=":opened", at=app.clock.now())
    return opened


def _open(app: App, actor: Actor, letter: Letter, by: tuple[str, str], procedure: str, pack: str) -> int:
    try:
        command = _command(letter, by, procedure, pack)
        open_case(app, actor, command, key=f"start:{letter.id}:{procedure}@{pack}")
    except HeweiError as refused:
        _report(app, letter, procedure, refused)
        return 0
    return 1


def _command(letter: Letter, by: tuple[str, str], procedure: str, pack: str) -> OpenCase:
    said = letter.payload if isinstance(letter.payload, Mapping) else {}
    org, place, answers = said.get("org_id"), said.get("pack") or pack, said.get("answers") or {}
    if (
        not isinstance(org, str)
        or not isinstance(place, str)
        or not isinstance(answers, Mapping)
        or not place
    ):
        raise InvalidInput(
            f"The message {letter.name!r} opens a case, but its payload names no pack and org_id; correct the sender.",
            zh=f"消息 {letter.name!r} 会立案，但内容没有写明 pack 和 org_id；请更正发送方。",
        )
    return OpenCase(
        pack=place, org_id=org, procedure=procedure, answers=answers, by=by, payload=letter.payload
    )


def _report(app: App, letter: Letter, procedure: str, refused: HeweiError) -> None:
    incident = Incident(
        id=f"start-{letter.id}-{procedure}".replace(":", "-"),
        case_id=letter.id.partition(":")[0] if ":" in letter.id else "",
        kind="message-refused",
        element=letter.name,
        error=in_both(refused),
        detail=procedure,
        opened_at=app.clock.now(),
    )
    with app.store.write() as tx:
        tx.incidents.put(incident)
