"""Refusals and faults of identity, permission and what a request may hold."""

from __future__ import annotations

from workflows.errors.ground import Conflict, Fault, Forbidden, InvalidInput, NotFound, Refused


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


# Accounts and how somebody proves to be the owner of one


class SecretUnreadable(Fault):
    """A sealed text does not open: key and database are not of the same installation; restore both from one backup."""


class WeakPassword(InvalidInput):
    """This password is too short or too easy to guess; use several words that have nothing to do with you."""


class SecondFactorAsked(Refused):
    """The password is right; now a one-time code is asked. Send it together with login name and password."""

    status = 401


class OneTimeCodeRefused(Refused):
    """The code is wrong; check the clock of your device and type the code that it shows now, or a recovery code."""

    status = 401


class OneTimeCodeUsed(Refused):
    """This code was used already; wait until your device shows the next one."""

    status = 401


class OneTimePasswordOver(Refused):
    """This one-time password has run out; ask your administrator for a new one."""

    status = 401


class PasswordOwed(Forbidden):
    """You signed in with a one-time password; set one of your own on the page of your account first."""


class SecondFactorOwed(Forbidden):
    """Your posts demand a second factor; set one up on the page of your account first."""


class SecondFactorMissing(Conflict):
    """No second factor was begun for this account; open the page of your account and begin again."""


class SecondFactorStands(Conflict):
    """This account has a second factor already; stop it first to change the device."""


class AccountUnknown(NotFound):
    """There is no such account, or it is not yours to look after; look at the list of accounts."""


class LoginTaken(Conflict):
    """Somebody signs in under this name already; choose another."""


class LoginNameRefused(InvalidInput):
    """A login name has 2 to 64 letters, digits, dots, dashes or underscores and begins with a letter or digit."""


class PostsExclude(Conflict):
    """Administrator, auditor and security officer are three people; take one post away before you give the other."""


class UnknownRole(InvalidInput):
    """There is no such role; choose one from the list."""


class NotOnOneself(Forbidden):
    """Nobody gives themselves posts, closes their own account or resets it; ask a colleague who holds the same post."""


class ProviderMissing(NotFound):
    """No identity provider is set up here; sign in with login name and password."""


class ProviderRefused(Refused):
    """The identity provider's answer does not hold; begin again from the sign-in page."""

    status = 401


class ProviderUnreachable(Refused):
    """The identity provider does not answer; try again later, or sign in with login name and password."""

    status = 503


class IdentityNotLinked(Forbidden):
    """This person of the identity provider is not linked to an account here; ask your administrator to link it."""


class UnknownTyped(NotFound):
    """What was typed is not kept any more, or was typed by somebody else; open the page again."""


class PageOutlived(Conflict):
    """Your login was renewed after this page was opened; what you typed is kept: look through it and send it again."""
