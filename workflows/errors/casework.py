"""Refusals and faults of cases, work items and the people who do them."""

from __future__ import annotations

from workflows.errors.ground import Conflict, Fault, InvalidInput, NotFound


class UnknownCase(NotFound):
    """There is no case with this number, or it is not yours to see; check the number."""


class UnknownTask(NotFound):
    """There is no such task, or it is not yours to see; look at your work list again."""


class TaskAlreadyDone(Conflict):
    """This task was already done by somebody else; the page shows by whom and when."""


class CaseChangedMeanwhile(Conflict):
    """The case was changed while you worked; look at it again and send your change once more."""


class CaseAlreadyClosed(Conflict):
    """The case is closed; reopen it or open a linked new case."""


class IdempotencyKeyReused(Conflict):
    """This idempotency key was used for another command; make a new key for a new command."""


class SecretShownAlready(Conflict):
    """This was done, and its password or codes were shown once; if they are lost, ask for new ones with a new key."""


class UnreadableForm(InvalidInput):
    """This file is not a form that Hewei can show; open it in the form editor and save it again."""


class UnknownForm(NotFound):
    """The procedure has no form with this name; put it into its forms folder or correct the step's property."""


class UnknownOrganisation(NotFound):
    """There is no such organisation in this place; choose one from the list."""


class StepFailed(Fault):
    """This step could not be carried out; nothing was changed, an incident was opened, and you may try again."""


class TaskTaken(Conflict):
    """Somebody else is working on this task; ask them, or a supervisor to hand it over."""


class UnknownPaper(NotFound):
    """There is no such paper, or it is not yours to see; look at the case's list of papers."""


class UnknownIncident(NotFound):
    """There is no such incident; look at the list of open ones."""


class UnknownErrand(NotFound):
    """There is no such errand in the outbox; it may belong to another installation."""


class UnknownLogin(NotFound):
    """There is no account with this login name; check its spelling."""


class CaseNotOpen(Conflict):
    """The case is not open, so this cannot be done now; resume or reopen it first."""


class NothingToWithdraw(Conflict):
    """The newest step of this case is not yours to take back; only the one who did it can, while nobody acted on it."""


class AlreadyActedOn(Conflict):
    """Somebody has acted on your step meanwhile, so it cannot be taken back; ask for it to be sent back instead."""


class CannotSendBack(Conflict):
    """There is no such earlier step on the path of this task; choose one from the list."""


class WrongHolder(Conflict):
    """This person cannot be given the task; choose an active colleague whose post is for such tasks."""


class NotDelegated(Conflict):
    """This task was not delegated to you, so there is nothing to return; hand it in instead."""


class CaseNotClosed(Conflict):
    """The case is not closed yet; write it into the case itself instead."""


class CaseNotSuspended(Conflict):
    """The case is not suspended, so there is nothing to resume; look at it again."""


class DeadlineBeingFired(Conflict):
    """A deadline of this case has just been reached and is being carried out; wait a minute and try again."""


class UnknownDeadline(NotFound):
    """The case has no such date open; look at its dates again."""


class UnknownRevision(NotFound):
    """The case has no such revision; look at the list of its revisions."""


class ReasonMissing(InvalidInput):
    """This needs a reason that others can read later; write one sentence."""


class ConsentMissing(Conflict):
    """Not all parties have consented, so no linked case may be opened; record their consent first."""


class CannotRetry(Conflict):
    """This incident names nothing that the machine could try again; move the case, skip it, or resolve it."""


class UnknownAccount(NotFound):
    """There is no such active account; choose one from the list."""


class UnknownVerb(NotFound):
    """There is no such operation; look at the list of those the case offers."""
