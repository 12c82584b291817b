"""The calendar file of an arranged sitting (RFC 5545): when and where, the case by its number, nobody by name."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from workflows.domain.actor import Actor
from workflows.domain.case import Appointment, Case
from workflows.errors import UnknownSitting
from workflows.usecases.access import readable_case, sees_all
from workflows.usecases.app import App

WORDS = {"zh": "调解", "en": "Mediation session"}
LENGTH = timedelta(hours=2)
OCTETS = 75


def arranged_sitting(app: App, actor: Actor, case_id: str, number: int) -> tuple[Case, Appointment, datetime]:
    """Return (case, sitting, its instant).

    Raises:
        UnknownCase: there is no such case, or it is not theirs to see.
        UnknownSitting: nothing of this number is arranged.
    """
    with app.store.read() as tx:
        case = readable_case(tx, actor, case_id)
    known = case.document.appointments if sees_all(actor) else ()
    found = known[number] if 0 <= number < len(known) else None
    if found is None or found.at is None:
        raise UnknownSitting(zh="没有约定过这次调解；请重新查看案件。", case=case.number)
    return case, found, found.at


def calendar_file(app: App, actor: Actor, case_id: str, number: int, language: str) -> tuple[str, bytes]:
    """Return (name, content) of the calendar file of one sitting; its title holds no person's name.

    Raises:
        UnknownCase: there is no such case, or it is not theirs to see.
        UnknownSitting: nothing of this number is arranged.
    """
    case, sitting, begins = arranged_sitting(app, actor, case_id, number)
    uid = f"{case.id}-{number}@hewei"
    lines = _event(sitting, begins, uid, f"{WORDS[language]} {case.number}", case.rev, app.clock.now())
    content = "".join(f"{part}\r\n" for line in lines for part in _folded(line))
    return f"{case.number}-{number + 1}", content.encode()


def _event(
    sitting: Appointment, begins: datetime, uid: str, title: str, revision: int, now: datetime
) -> Iterator[str]:
    off = sitting.called_off
    yield from ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Hewei//Hewei//ZH", "CALSCALE:GREGORIAN")
    yield f"METHOD:{'CANCEL' if off else 'PUBLISH'}"
    yield from ("BEGIN:VEVENT", f"UID:{uid}", f"DTSTAMP:{_utc(now)}", f"SEQUENCE:{revision}")
    yield from (f"DTSTART:{_utc(begins)}", f"DTEND:{_utc(begins + LENGTH)}", f"SUMMARY:{_escaped(title)}")
    if sitting.place:
        yield f"LOCATION:{_escaped(sitting.place)}"
    yield f"STATUS:{'CANCELLED' if off else 'CONFIRMED'}"
    yield from ("CLASS:PRIVATE", "END:VEVENT", "END:VCALENDAR")


def _utc(instant: datetime) -> str:
    return f"{instant.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _escaped(text: str) -> str:
    for sign in ("\\", ";", ","):
        text = text.replace(sign, f"\\{sign}")
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\\n")


def _folded(line: str) -> Iterator[str]:
    """Yield the line in pieces of at most 75 octets, none of them ending inside a character."""
    piece, room = "", OCTETS
    for sign in line:
        size = len(sign.encode())
        if size > room:
            yield piece
            piece, room = " ", OCTETS - 1
        piece += sign
        room -= size
    yield piece
