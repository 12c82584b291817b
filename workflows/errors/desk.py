"""Refusals of the desk: notes, absences, saved views."""

from __future__ import annotations

from workflows.errors.ground import Conflict, InvalidInput, NotFound


class NoteRefused(InvalidInput):
    """A note has from 1 to 2000 characters; write it again."""


class UnknownMention(InvalidInput):
    """Nobody of this name can read the case; correct the name after the @, or give them a copy of the case first."""


class AbsenceRefused(InvalidInput):
    """An absence has a first and a last day, from today on and at most a year; correct the days."""


class WrongSubstitute(Conflict):
    """This person cannot act in the absent one's place; choose an active colleague with the same post in this place."""


class AbsentAlready(Conflict):
    """There is an absence on these days already; end it first, or choose other days."""


class UnknownAbsence(NotFound):
    """There is no such absence, or it is not yours to end; look at the list again."""


class ViewRefused(InvalidInput):
    """A saved view has a name of 1 to 40 characters, and there are at most 30 of them; correct the name or drop one."""


class NothingChosen(InvalidInput):
    """Nothing was ticked; tick at least one line of the list, at most 100."""


class UnknownSitting(NotFound):
    """The case has no such sitting with a day, or it is not yours to see; look at the case again."""


class AppointmentRefused(InvalidInput):
    """A sitting is arranged for an instant ahead, at a place, on site, online or by phone; correct what is missing."""
