"""Every error of Hewei, in one tree; each docstring is the message: what is the case, where, what to do.

HeweiError
├── Refused                     the caller asked for something that cannot be done; nothing was changed
│   ├── InvalidInput            what came in is not what was expected (place and remedy are named)
│   ├── NotFound                no such thing, or not yours to see
│   ├── Forbidden               known to you, but not yours to do
│   └── Conflict                somebody else was first
└── Fault                       something inside broke; it becomes an incident that a person resolves
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


class HeweiError(Exception):
    """Something in Hewei did not work; look at the log with the request number, or ask the administrator."""

    code = "hewei-error"
    status = 500

    def __init__(self, message: str | None = None, *, zh: str | None = None, **where: object) -> None:
        """Take the sentence (default: the class docstring), its Chinese twin, and the place as named values."""
        self.message = message or (self.__doc__ or "").strip()
        self.zh = zh or self.message
        self.where = where
        super().__init__(self.message)

    def __init_subclass__(cls) -> None:
        """Derive the stable error code from the class name: InvalidForm becomes invalid-form."""
        super().__init_subclass__()
        cls.code = "".join(f"-{c.lower()}" if c.isupper() else c for c in cls.__name__).lstrip("-")


class Refused(HeweiError):
    """The request was refused and nothing was changed; correct what is named and try again."""

    status = 400


class Fault(HeweiError):
    """Something inside broke; the case is unchanged and an incident was written for a person to resolve."""

    status = 500


class InvalidInput(Refused):
    """What came in is not what was expected; the place is named, correct it and send again."""

    status = 422


class NotFound(Refused):
    """There is no such thing here, or it is not yours to see; check the number."""

    status = 404


class Forbidden(Refused):
    """Your role does not allow this; ask the person named on the page, or your administrator."""

    status = 403


class Conflict(Refused):
    """Somebody else was first; look at the present state and decide again."""

    status = 409


@dataclass(frozen=True)
class FieldProblem:
    """One field that was refused: its path, the rule it broke, and the remedy in both languages."""

    path: str
    rule: str
    message: str
    zh: str


class InvalidForm(InvalidInput):
    """Some answers cannot be accepted; each field named says why and what to do."""

    def __init__(self, problems: Sequence[FieldProblem]) -> None:
        """Keep the problems, one for each refused field."""
        self.problems = tuple(problems)
        super().__init__(
            "Some answers cannot be accepted: " + "; ".join(f"{p.path}: {p.message}" for p in self.problems),
            zh="有些填写内容不能接受:" + ";".join(f"{p.path}:{p.zh}" for p in self.problems),
        )


# ---- cases and tasks -------------------------------------------------------------------------


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
    """This incident names nothing that the machine could try again; move the case, skip it, or resolve it with a note."""


class UnknownAccount(NotFound):
    """There is no such active account; choose one from the list."""


class UnknownVerb(NotFound):
    """There is no such operation; look at the list of those the case offers."""


# ---- the law of time -------------------------------------------------------------------------


class UnknownPeriod(NotFound):
    """There is no legal period with this id; look at bpmn/law/periods.toml for the ids there are."""


class PeriodWithoutLength(InvalidInput):
    """This period has no length in the law; say how long it is and in which unit, with the paper that says so."""


class PeriodLengthRefused(InvalidInput):
    """A period's length is a whole number of at least 1; correct the length."""


class PeriodUnitRefused(InvalidInput):
    """A period's unit is one of day, working-day, month, year, hour; correct the unit."""


class PeriodStartRefused(InvalidInput):
    """A period starts on an ISO date such as 2026-01-30, or at an instant with its zone; correct the start."""


class NaiveTimestamp(PeriodStartRefused):
    """This timestamp names no time zone; add it, as in 2026-01-30T10:00+08:00."""


class AmbiguousLocalTime(PeriodStartRefused):
    """This local time happened twice or never, because the clocks were changed; give it with its offset from UTC."""


class PeriodOutOfRange(InvalidInput):
    """This period ends after the last year that can be written; make it shorter or start it earlier."""


class PeriodBatchRefused(InvalidInput):
    """A batch of periods is a JSON list of objects with start, length and unit (or rule); correct the file."""


class BrokenPeriodFile(Fault):
    """The file of legal periods cannot be used; correct the row named."""


class BrokenCalendarFile(Fault):
    """The calendar file cannot be used; correct the row named."""


class CalendarDayTwice(BrokenCalendarFile):
    """A day is listed twice in the calendar file; keep the row that the notice supports and delete the other."""


class CalendarWeekdayWrong(BrokenCalendarFile):
    """A day in the calendar file is not on the weekday written beside it; compare both with the notice."""


class CalendarDayMisplaced(BrokenCalendarFile):
    """A day in the calendar file does not belong there; compare it with the notice."""


class LedgerRefused(Refused):
    """The ledger of this deadline does not allow this entry; look at its entries and enter what is missing first."""

    status = 409


class DeadlineNotSet(LedgerRefused):
    """This deadline was never set; enter the day it started first."""


class DeadlineSetTwice(LedgerRefused):
    """This deadline is already set; a new period needs a ledger of its own."""


class LedgerOutOfOrder(LedgerRefused):
    """This entry is dated before the one above it; enter what happened in the order in which it happened."""


class DeadlineClosed(LedgerRefused):
    """This deadline is already met, missed or lifted; nothing more can be entered in its ledger."""


class DeadlineIsSuspended(LedgerRefused):
    """This deadline is suspended; resume it first."""


class DeadlineNotSuspended(LedgerRefused):
    """This deadline is not suspended; there is nothing to resume."""


class SuspensionNotAllowed(LedgerRefused):
    """The law does not stop this period for this reason; the period runs on."""


class DeadlineAlreadyOver(LedgerRefused):
    """This deadline was already over on that day; it can no longer be suspended or extended."""


class DeadlineNotOver(LedgerRefused):
    """This deadline is not over yet, so it cannot be missed; wait for its end."""


class MetTooLate(LedgerRefused):
    """What had to be done was done after the end; enter the deadline as missed, or the day of posting as proof."""


class ExtensionNotAllowed(LedgerRefused):
    """The law does not allow this extension; the period ends when it ends."""


class ExtensionWithoutConsent(LedgerRefused):
    """This extension needs the consents or the approval that the law names; record who agreed, then extend."""


# ---- expressions (FEEL) ----------------------------------------------------------------------


class FeelRefused(InvalidInput):
    """This FEEL expression cannot be used; the sentence says where and how to mend it."""


class FeelSyntaxError(FeelRefused):
    """The expression is not written as FEEL asks; look at the line and column named and correct it."""

    def __init__(self, message: str, *, zh: str, line: int, column: int) -> None:
        """Say what is wrong in both languages, and where (line and column count from 1)."""
        self.line = line
        self.column = column
        super().__init__(
            f"Line {line}, column {column}: {message}",
            zh=f"第 {line} 行第 {column} 列:{zh}",
            line=line,
            column=column,
        )


class FeelBudgetExceeded(FeelRefused):
    """The expression asks for more work or room than one expression may use; make it smaller or split it."""

    def __init__(self, bound: str, limit: int, *, name: str, zh: str) -> None:
        """Name the bound (a field of the limits), its value, and what it counts in both languages."""
        self.bound = bound
        self.limit = limit
        super().__init__(
            f"The expression goes beyond its bound of {limit} {name}; make it smaller or split it.",
            zh=f"表达式超出上限({zh}最多 {limit});请缩短或拆分。",
            bound=bound,
            limit=limit,
        )


class FeelClockMissing(FeelRefused):
    """The expression asks for now() or today(), but no moment was given here; use a date of the case instead."""


class FeelValueRefused(FeelRefused):
    """A value handed to the expression is of a kind FEEL does not know; hand in plain data only."""


class FeelFunctionFailed(FeelRefused):
    """A function that Hewei offers to expressions failed; the cause is attached, tell the administrator."""


# ---- procedures and the engine ---------------------------------------------------------------


class RefusedXml(InvalidInput):
    """This XML file cannot be read safely; save it as plain UTF-8 without DOCTYPE, entities or includes."""


class RefusedDiagram(InvalidInput):
    """This diagram cannot be run as drawn; change the element named and publish again."""


class RefusedTable(InvalidInput):
    """This decision table cannot be used; correct the cell or the requirement named and publish again."""


class UnknownProcedureVersion(NotFound):
    """This version of the procedure is not loaded here; load its bundle first."""


class UnknownElement(NotFound):
    """There is no such element in this version of the procedure; look at the diagram."""


class TaskNotOpen(Conflict):
    """This task is not open any more; look at the case's present tasks."""


class RequestNotOpen(Conflict):
    """The case no longer waits for this answer; the step was done, cancelled or undone meanwhile."""


class FactsRefused(InvalidInput):
    """These routing facts are not plain data, too large or too deep; send names with texts, numbers, days or lists."""


class NobodyIsWaiting(Conflict):
    """The case does not wait for this message now; keep it until it does, or look at the diagram."""


class CannotMove(Conflict):
    """The case cannot be taken to that step from here; choose a step on the same path of the same drawing."""


class CannotMigrate(Conflict):
    """The case stands at a step that the new version does not have; finish it first or move the case."""


class CannotChangeInstances(Conflict):
    """This task is not one of several at once, so nobody can be added or left out; look at the diagram."""


class StateRefused(Fault):
    """The stored state of this case cannot be used; restore its last good revision."""


class StateTampered(StateRefused):
    """The stored state of this case was changed outside Hewei or belongs to another case; restore it from a backup."""


class StateVersionUnknown(StateRefused):
    """The stored state of this case has a format that this release cannot read; use the release that wrote it."""


class EngineFault(Fault):
    """The diagram cannot go on at the element named; correct the case's data or the diagram, then try again."""


class EngineBudgetExceeded(EngineFault):
    """The diagram took too many steps without waiting for anybody; look for a loop without a way out."""


class NoFlowTaken(EngineFault):
    """No condition after this element is true and no default flow is drawn; add a default flow or correct the data."""


class ExpressionFailed(EngineFault):
    """An expression in the diagram gave no usable value; correct it, or the data it reads."""


class DecisionFailed(EngineFault):
    """A decision table could not answer as its hit policy demands; correct the rows named, or the data."""


class TimerRefused(EngineFault):
    """A timer's expression gives no instant, duration or cycle with a time zone; correct it."""


class UnknownProcedure(NotFound):
    """There is no procedure with this id; look at the list of procedures."""


class BrokenPack(InvalidInput):
    """A row of this pack is wrong; the file and line are named, what ran before keeps running."""


class UnreadableScenario(InvalidInput):
    """This scenario cannot be played; the file and step are named, correct the word or the value."""


class UnknownTable(NotFound):
    """There is no decision table with this id; look under bpmn/procedures."""


class UnreadableInput(InvalidInput):
    """The inputs of a decision are one JSON object, such as {"tier": "village"}; correct them."""


class UnknownMeasure(NotFound):
    """There is no such measure; the parts are engine, store, sweep, render and live."""


class NothingToCheck(InvalidInput):
    """There is nothing to check here; name a diagram, a table, or a folder that holds a procedure.toml."""


class UnknownPack(NotFound):
    """There is no pack with this id; look at the list of packs."""


# ---- documents -------------------------------------------------------------------------------


class UnknownTemplate(NotFound):
    """There is no document with this id; look at the folders under templates/ for the ids there are."""


class TemplateFault(Fault):
    """This template cannot be used; correct the line named, then make the paper again."""


class TemplateSyntaxFault(TemplateFault):
    """This template is not written correctly; correct the line named."""


class UnknownField(TemplateFault):
    """This template names a field that the case document does not have; look at the list of fields."""


class ForbiddenInTemplate(TemplateFault):
    """This template does what none may do; it may print fields, loop over lists and use the filters named."""


class PaperTooLong(TemplateFault):
    """This paper grows beyond what one document may hold; look for a loop or a field that is far too long."""


class UnprintableElement(TemplateFault):
    """A template uses an element that paper does not know; use only those named in templates/layout/README.md."""


class BrokenDocumentFile(TemplateFault):
    """The document.toml or sample.yaml of this document cannot be used; correct the place named."""


class FieldTooLong(InvalidInput):
    """A field holds more text than any paper can print; shorten it, or attach it as evidence."""


class TemplateTookTooLong(TemplateFault):
    """The template does not come to an end in the time allowed; look for loops inside loops."""


class TemplateTookTooMuch(TemplateFault):
    """The template needs more memory than allowed; look for loops inside loops and for texts joined again and again."""


class UnknownTemplateVersion(NotFound):
    """There is no such version of this document; choose one from its list of versions."""


class TemplateNotDrafted(Conflict):
    """There is no draft of this document in the state that this needs; look at the page again."""


class FourEyesNeeded(Forbidden):
    """Who wrote or proposed this version cannot also publish it; ask a colleague to look at it and publish."""


class UnknownPaperCheck(NotFound):
    """No paper with this number and check code was made here; compare both with the paper, character by character."""


class DossierNotReady(Conflict):
    """A paper of the dossier is still being made, or could not be made; the dossier is bound when all are there."""


class MissingValue(InvalidInput):
    """The paper must state a value that the case does not have yet; fill in the field named and print again."""


class UnprintableText(InvalidInput):
    """A field holds a control or direction character that may hide what a paper says; delete it and save again."""


# ---- identity and permission -----------------------------------------------------------------


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


# ---- store -----------------------------------------------------------------------------------


class StoreFault(Fault):
    """The database reported something unexpected; nothing of this transaction was kept, see the log."""


class RestoreRefused(Refused):
    """A backup is only put into an empty home folder; choose another one with HEWEI_HOME."""


class BackupElsewhere(Refused):
    """This kind of database is not copied by Hewei; use its own tool."""


class StoreUnavailable(StoreFault):
    """The database does not answer; wait a minute and send the same again with the same key, nothing is done twice."""

    status = 503


class StoreLocked(StoreFault):
    """The database was busy for too long with other changes; send the same again with the same key."""

    status = 503


class StoreFull(StoreFault):
    """The disk of the database is full, so nothing was kept; free some space, reading goes on meanwhile."""

    status = 507


class StoreDamaged(StoreFault):
    """The database file is damaged; stop the program and restore the last backup."""


class StoreNotPrepared(StoreFault):
    """The database lacks tables that this program needs; start it once with `hewei serve`, which prepares them."""


class StoreTooNew(StoreFault):
    """The database was prepared by a newer program; install that version or restore the backup made before it."""


class StoreUrlRefused(InvalidInput):
    """A store's address is sqlite:///path/to/file.db, postgresql://user@host/name or memory: ; correct it."""


class ReadOnlyTransaction(StoreFault):
    """Something was written in a transaction opened for reading; open it with `store.write()`."""


class WriteInsideWrite(StoreFault):
    """A write transaction was opened inside another one of the same thread; pass the open one on instead."""


class AlreadyThere(Conflict):
    """Something with this number, name or version is there already; look at it, or choose another."""


class MissingReference(StoreFault):
    """A row names a case or an account that is not in the database; write that one first."""


class UnstorableValue(InvalidInput):
    """A value cannot be stored: a number beyond 64 bits, a NUL character or half a character; correct it."""


class NaiveInstant(StoreFault):
    """An instant without a time zone cannot be stored; give it its zone."""


class FileMissing(StoreFault):
    """The file of this paper is not in the file store; restore the folder of files from the backup."""


class FileDamaged(StoreFault):
    """The file of this paper no longer has the content it was stored with; restore it from the backup."""


# ---- tasks: Prefect, printers, channels ------------------------------------------------------


class PrinterUnavailable(Fault):
    """The printer cannot start on this machine; install what is named, then make the paper again."""


class PrinterBroke(Fault):
    """The process that printed this paper ended suddenly; it is tried again, look at the machine's memory if it stays."""


class FontsMissing(Fault):
    """The fonts of the papers are not there; run `make setup`, or name their folder in HEWEI_FONTS."""


class UnprintableCharacter(InvalidInput):
    """None of the fonts can print this character; install a font that can, or write the name as the registry does."""


# ---- the court package -----------------------------------------------------------------------


class BrokenPackage(InvalidInput):
    """This file is not what was signed; the part named is broken, do not rely on it and ask the sender again."""

    def __init__(self, message: str, *, zh: str, rule: str, member: str) -> None:
        """Say what is broken in both languages; *rule* is its stable name, *member* the part it was found in.

        `others` holds what else was found broken after it.
        """
        self.rule = rule
        self.member = member
        self.others: tuple[BrokenPackage, ...] = ()
        super().__init__(message, zh=zh, rule=rule, member=member)


class AnchorUnreadable(InvalidInput):
    """A trust anchor is a certificate file (PEM or DER) or the 64 hexadecimal digits of its SHA-256; correct it."""


class PackageNotReady(Conflict):
    """Papers of this package are still being made; it is filed by itself as soon as they are."""


class PackageIncomplete(Conflict):
    """The court package lacks a paper without which no court can begin; make that paper, then file again."""


class UnknownPackage(NotFound):
    """No package was filed for this case yet, or it is not yours to see; look at the case's history."""


class SigningFailed(Fault):
    """The institution's signature could not be made; look at the key folder or the signing service, then try again."""


class AnswerRefused(InvalidInput):
    """This file is not an answer of a court that can be taken over; correct the place named and send it again."""


# Choosing people and reports


class NoMediatorFree(Refused):
    """Nobody here may mediate the case; let the body above appoint somebody, or call one from elsewhere."""


class UnknownReport(NotFound):
    """There is no report of this name; choose one of those that `hewei report --help` names."""


class ReportPeriodRefused(InvalidInput):
    """The report's period ends before it begins, or its days cannot be read; write days like 2026-01-30."""
