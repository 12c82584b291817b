"""Refusals and faults of identity, permission and what a request may hold."""

from __future__ import annotations

from workflows.errors.ground import Fault, Forbidden, InvalidInput, NotFound, Refused


class NotSignedIn(Refused):
    """You are not signed in, or your session has ended; sign in and try again. What you typed is kept as a draft."""

    status = 401


class SignInRefused(Refused):
    """Login name or password is wrong; check both and try again."""

    status = 401


class TooManyAttempts(Refused):
    """Too many failed attempts; wait the time named and try again. Your account is not locked."""

    status = 429


class ForeignRequest(Forbidden):
    """This request did not come from a page of this site; open the page again and send the form from there."""


class NotAllowed(Forbidden):
    """Your posts do not allow this; ask the person who holds the role, or your administrator."""


class UnknownProcedureFile(NotFound):
    """The procedure has no such file; look at its list of files."""


class ProcedureFileRefused(InvalidInput):
    """A procedure holds diagrams (.bpmn), tables (.dmn), forms (forms/*.json), scenarios and texts; rename the file."""


class RehearsalFailed(Fault):
    """The scenarios could not be played to their end; check the procedure first, then try again."""


class UnknownParty(NotFound):
    """The case has no such party; look at its page for the parties there are."""


class UnknownReason(InvalidInput):
    """Contact data is shown for a reason from the list only; choose one."""


class UnreadableText(InvalidInput):
    """A text holds a character that cannot be kept (NUL, or half of a surrogate pair); delete it and send again."""


class UnreadableBody(InvalidInput):
    """The body is not JSON in UTF-8, or holds a number that JSON does not have; correct it and send again."""


class FormTooLong(InvalidInput):
    """A list on this form has more rows than a form may have; hand the rest in with a second form."""


class RequestTooLarge(Refused):
    """What was sent is larger than this page accepts; make it smaller and send it again."""

    status = 413


class IdempotencyKeyMissing(InvalidInput):
    """A write over the API names a key of its own in the header Idempotency-Key; add one (a UUID will do)."""


class UnknownPage(NotFound):
    """There is no page at this address; check it, or start again from your desk."""


class MethodRefused(Refused):
    """This address does not answer this method; look at the API description for those it does."""

    status = 405
