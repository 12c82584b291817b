"""What of a case did not work, for those who work on it: open incidents, and errands that are being tried again."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime

from workflows.domain.outbox import Errand, Incident
from workflows.errors.kept import in_two
from workflows.store import Tx
from workflows.usecases.order_papers import RENDER

PRINTED_LATE = 3
"""From how many attempts a paper is told, too: once or twice the printer only starts anew."""


@dataclass(frozen=True, kw_only=True)
class Trouble:
    """One thing that did not work: what it is, since when, why in two languages.

    `number` is its incident's, "" where it is tried again by itself at `again_at`: an `errand` of that kind.
    """

    kind: str
    since: datetime
    zh: str
    en: str
    number: str = ""
    again_at: datetime | None = None
    errand: str = ""


def troubles_of(tx: Tx, case_id: str, open_steps: Collection[str]) -> tuple[Trouble, ...]:
    """Return what of a case did not work and is neither mended nor given up: for people first, then for the machine.

    A form that failed counts once, and only while its step (*open_steps*: ids) was not done after all.
    """
    newest = {each.subject or each.id: each for each in reversed(tx.incidents.of_case(case_id))}
    left = [each for each in newest.values() if not _done_after_all(each, open_steps)]
    return (*map(_of_incident, reversed(left)), *_tried_again(tx, case_id))


def _done_after_all(incident: Incident, open_steps: Collection[str]) -> bool:
    kind, _, rest = incident.subject.partition(":")
    return kind == "form" and rest.partition("@")[0] not in open_steps


def _of_incident(incident: Incident) -> Trouble:
    return Trouble(
        kind=incident.kind,
        since=incident.opened_at,
        zh=incident.error_zh,
        en=incident.error_en,
        number=incident.number,
    )


def _tried_again(tx: Tx, case_id: str) -> Iterator[Trouble]:
    for errand in tx.outbox.of_case(case_id):
        if errand.error and errand.attempts >= (PRINTED_LATE if errand.kind == RENDER else 1):
            yield _of_errand(errand)


def _of_errand(errand: Errand) -> Trouble:
    zh, en = in_two(errand.error)
    return Trouble(
        kind="errand-failed",
        since=errand.created_at,
        zh=zh,
        en=en,
        again_at=errand.lease_until or errand.run_at,
        errand=errand.kind,
    )
