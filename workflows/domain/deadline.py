"""A deadline over its life: replay its ledger and you have its due day, its state and its reasons."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import NoReturn

from workflows.domain.calendar import Calendar
from workflows.domain.explanation import ZH_UNITS, ExcludedSpan
from workflows.domain.ledger import (
    REASONS_EN,
    REASONS_ZH,
    Entry,
    Extended,
    Lifted,
    Met,
    Missed,
    Moved,
    Resumed,
    Set,
    Suspended,
    ledger_lines,
)
from workflows.domain.period import PeriodResult, compute
from workflows.domain.period_rule import Extension, ExtensionBy, PeriodRule, Strength
from workflows.errors import (
    DeadlineAlreadyOver,
    DeadlineClosed,
    DeadlineIsSuspended,
    DeadlineNotOver,
    DeadlineNotSet,
    DeadlineNotSuspended,
    DeadlineSetTwice,
    ExtensionNotAllowed,
    ExtensionWithoutConsent,
    LedgerOutOfOrder,
    LedgerRefused,
    MetTooLate,
    SuspensionNotAllowed,
)

ONE_DAY = timedelta(days=1)


class DeadlineStatus(StrEnum):
    """Running, suspended, or closed in one of three ways."""

    RUNNING = "running"
    SUSPENDED = "suspended"
    MET = "met"
    MISSED = "missed"
    LIFTED = "lifted"


CLOSED = (DeadlineStatus.MET, DeadlineStatus.MISSED, DeadlineStatus.LIFTED)


@dataclass(frozen=True)
class DeadlineState:
    """What the ledger says today.

    ``stages`` are the original period and one more for each extension; the last one ends the deadline.
    ``recorded`` is the due day that was last told to the parties.
    """

    status: DeadlineStatus
    stages: tuple[PeriodResult, ...]
    entries: tuple[Entry, ...]
    recorded: date | None = None

    @property
    def due(self) -> date | None:
        """The last day; None while suspended, because nobody knows it yet."""
        return None if self.status is DeadlineStatus.SUSPENDED else self.stages[-1].end_day

    @property
    def ends_at(self) -> datetime | None:
        """The first instant that is too late; None while suspended."""
        return None if self.status is DeadlineStatus.SUSPENDED else self.stages[-1].ends_at

    @property
    def provisional(self) -> bool:
        """True when a calendar not yet published may still move the due day."""
        return any(stage.provisional for stage in self.stages)

    @property
    def stale(self) -> bool:
        """True when the parties were told another due day than the one computed now."""
        return self.due is not None and self.recorded is not None and self.due != self.recorded

    def sentences(self, language: str = "zh") -> tuple[str, ...]:
        """Return the reasons of every stage and the ledger, in Chinese (``zh``) or English (``en``)."""
        reasons = tuple(line for stage in self.stages for line in stage.explanation.sentences(language))
        return reasons + ledger_lines(self.entries, language)


@dataclass(frozen=True)
class _Run:
    """A replay under way."""

    rule: PeriodRule
    calendar: Calendar
    entries: tuple[Entry, ...] = ()
    status: DeadlineStatus = DeadlineStatus.RUNNING
    begun: Set | None = None
    stopped: Suspended | None = None
    excluded: tuple[ExcludedSpan, ...] = ()
    extensions: tuple[Extended, ...] = ()
    recorded: date | None = None
    stages: tuple[PeriodResult, ...] = field(default=())

    def refuse(self, error: type[LedgerRefused], en: str, zh: str) -> NoReturn:
        """Raise *error* with the place in the ledger."""
        where = {"rule": self.rule.id, "entry": len(self.entries)}
        which = f"{self.rule.title_en} ({self.rule.id}): {en}"
        raise error(which, zh=f"{self.rule.title}（{self.rule.id}）：{zh}", **where)


def replay(entries: Sequence[Entry], rule: PeriodRule, calendar: Calendar) -> DeadlineState:
    """Return the state of the deadline whose ledger is *entries*; the same entries always give the same state.

    The day of a suspension is not counted, the day of a resumption is: what was left then is left again. An
    extension is counted from the due day it prolongs, its own first day being the day after.

    Raises:
        LedgerRefused: an entry cannot follow those before it; the subclass says why.
    """
    run = _Run(rule, calendar)
    for entry in entries:
        run = _apply(replace(run, entries=(*run.entries, entry)), entry)
    if run.begun is None:
        run.refuse(
            DeadlineNotSet,
            "the ledger is empty; enter the day the period started.",
            "台账为空，请先登记起算日。",
        )
    return DeadlineState(run.status, run.stages, run.entries, run.recorded)


def write(
    entries: Sequence[Entry], entry: Entry, rule: PeriodRule, calendar: Calendar
) -> tuple[tuple[Entry, ...], DeadlineState]:
    """Return the ledger with *entry* added, its due day noted in it, and the state after it.

    Raises:
        LedgerRefused: the entry cannot follow those before it.
    """
    state = replay((*entries, entry), rule, calendar)
    noted = (*entries, entry.model_copy(update={"due": state.due}))
    return noted, replay(noted, rule, calendar)


def move(entries: Sequence[Entry], rule: PeriodRule, calendar: Calendar, at: date) -> Moved | None:
    """Return the entry that a newly published *calendar* calls for, or None where the due day stays."""
    state = replay(entries, rule, calendar)
    if state.status is not DeadlineStatus.RUNNING or not state.stale or state.recorded is None:
        return None
    return Moved(at=at, old_due=state.recorded, due=state.due, calendar_until=calendar.known_until)


def _apply(run: _Run, entry: Entry) -> _Run:
    _check_sequence(run, entry)
    if entry.due is not None:
        run = replace(run, recorded=entry.due)
    match entry:
        case Set():
            return _count(replace(run, begun=entry))
        case Suspended():
            return _suspend(run, entry)
        case Resumed():
            return _resume(run, entry)
        case Extended():
            return _extend(run, entry)
        case Moved():
            return run
        case _:
            return _close(run, entry)


def _close(run: _Run, entry: Met | Missed | Lifted) -> _Run:
    if isinstance(entry, Met):
        return _meet(run, entry)
    if isinstance(entry, Missed):
        return _miss(run, entry)
    return replace(run, status=DeadlineStatus.LIFTED)


def _check_sequence(run: _Run, entry: Entry) -> None:
    begun = run.begun is not None
    if isinstance(entry, Set) and begun:
        run.refuse(DeadlineSetTwice, "the deadline is already set.", "期间已经起算，不能再次起算。")
    if not isinstance(entry, Set) and not begun:
        run.refuse(DeadlineNotSet, "enter the day the period started first.", "请先登记起算日。")
    if run.status in CLOSED:
        run.refuse(
            DeadlineClosed, f"the deadline is already {run.status.value}.", "期间已经终结，不能再登记。"
        )
    if len(run.entries) > 1 and entry.day < run.entries[-2].day:
        before = run.entries[-2].day
        run.refuse(
            LedgerOutOfOrder,
            f"{entry.day} is before {before} above it.",
            f"{entry.day} 早于上一条 {before}。",
        )


def _count(run: _Run) -> _Run:
    """Compute every stage again from the first day."""
    if run.begun is None:
        return run
    stages = [_stage(run, run.begun, run.rule, run.begun.at, run.begun.length)]
    for each in run.extensions:
        rule, length = _extension_rule(run, each)
        stages.append(_stage(run, run.begun, rule, stages[-1].end, length))
    return replace(run, stages=tuple(stages))


def _stage(run: _Run, begun: Set, rule: PeriodRule, start: date, length: int | None) -> PeriodResult:
    return compute(rule, start, run.calendar, length=length, closing=begun.closing, excluded=run.excluded)


def _extension_rule(run: _Run, entry: Extended) -> tuple[PeriodRule, int | None]:
    allowed = _allowed(run)
    unit = entry.unit or allowed.unit or run.rule.unit
    update = {
        "title": f"{run.rule.title}（延长）",
        "title_en": f"{run.rule.title_en} (extension)",
        "unit": unit,
        "length": None,
    }
    return run.rule.model_copy(update=update), entry.length or allowed.length


def _allowed(run: _Run) -> Extension:
    if run.rule.extension is None:
        run.refuse(ExtensionNotAllowed, "the law allows no extension.", "法律没有规定该期间可以延长。")
    return run.rule.extension


def _suspend(run: _Run, entry: Suspended) -> _Run:
    if run.status is DeadlineStatus.SUSPENDED:
        run.refuse(
            DeadlineIsSuspended, "it is already suspended; resume it first.", "期间已经中止，请先恢复。"
        )
    if entry.reason not in run.rule.exclusions:
        reason = entry.reason.value
        run.refuse(
            SuspensionNotAllowed, f"{reason} does not stop it.", f"{REASONS_ZH[entry.reason]}不中止该期间。"
        )
    _check_not_over(run, entry)
    return replace(run, status=DeadlineStatus.SUSPENDED, stopped=entry)


def _resume(run: _Run, entry: Resumed) -> _Run:
    stopped = run.stopped
    if run.status is not DeadlineStatus.SUSPENDED or stopped is None:
        run.refuse(DeadlineNotSuspended, "it is not suspended.", "期间没有中止，无须恢复。")
    span: tuple[ExcludedSpan, ...] = ()
    if entry.day > stopped.day:
        last = entry.day - ONE_DAY
        zh, en = f"{REASONS_ZH[stopped.reason]}期间", f"Time of the {REASONS_EN[stopped.reason]}"
        span = (ExcludedSpan(first=stopped.day, last=last, zh=zh, en=en),)
    running = replace(run, status=DeadlineStatus.RUNNING, stopped=None, excluded=run.excluded + span)
    return _count(running)


def _extend(run: _Run, entry: Extended) -> _Run:
    if run.status is DeadlineStatus.SUSPENDED:
        run.refuse(DeadlineIsSuspended, "resume it before you extend it.", "期间中止中，请先恢复再延长。")
    allowed = _allowed(run)
    if allowed.times is not None and len(run.extensions) >= allowed.times:
        most = f"at most {allowed.times} extension(s) are allowed."
        run.refuse(ExtensionNotAllowed, most, f"最多延长 {allowed.times} 次。")
    _check_length(run, entry, allowed)
    _check_agreed(run, entry, allowed)
    if run.rule.strength is Strength.HARD:
        _check_not_over(run, entry)
    return _count(replace(run, extensions=(*run.extensions, entry)))


def _check_length(run: _Run, entry: Extended, allowed: Extension) -> None:
    if allowed.length is None and entry.length is None:
        run.refuse(
            ExtensionNotAllowed,
            "the law does not say by how much; say how long the extension is.",
            "法律没有规定延长多少；请写明延长的长度。",
        )
    unit = allowed.unit or run.rule.unit
    other_unit = entry.unit is not None and entry.unit is not unit
    if allowed.length is not None and (other_unit or (entry.length or 0) > allowed.length):
        most = f"{allowed.length} {unit.value.replace('-', ' ')}"
        run.refuse(
            ExtensionNotAllowed,
            f"at most {most} may be added.",
            f"最多延长 {allowed.length} {ZH_UNITS[unit]}。",
        )


def _check_agreed(run: _Run, entry: Extended, allowed: Extension) -> None:
    if allowed.by is ExtensionBy.APPROVAL:
        if not entry.approval:
            en, zh = (
                f"it needs {allowed.who_en}; write who approved.",
                f"延长须经{allowed.who}批准；请写明批准人。",
            )
            run.refuse(ExtensionWithoutConsent, en, zh)
        return
    named = len({name for name in entry.consents if name})
    if named < allowed.needed:
        run.refuse(
            ExtensionWithoutConsent,
            f"it needs {allowed.who_en}, at least {allowed.needed}; {named} named: write each who consents.",
            f"延长须经{allowed.who}同意，至少 {allowed.needed} 位，现在写了 {named} 位；请逐位写明同意人。",
        )


def _check_not_over(run: _Run, entry: Entry) -> None:
    if not run.stages[-1].in_time(entry.at):
        end = run.stages[-1].end
        run.refuse(DeadlineAlreadyOver, f"it was already over on {end}.", f"期间已于 {end} 届满。")


def _meet(run: _Run, entry: Met) -> _Run:
    done = entry.posted if entry.posted is not None else entry.at
    if run.status is DeadlineStatus.RUNNING and not run.stages[-1].in_time(done):
        end = run.stages[-1].end
        run.refuse(
            MetTooLate,
            f"it ended on {end}, this was done on {done}.",
            f"期间已于 {end} 届满，{done} 才完成。",
        )
    return replace(run, status=DeadlineStatus.MET)


def _miss(run: _Run, entry: Missed) -> _Run:
    if run.status is DeadlineStatus.SUSPENDED:
        run.refuse(DeadlineIsSuspended, "a suspended deadline cannot be missed.", "期间中止中，不会逾期。")
    if run.stages[-1].in_time(entry.at):
        end = run.stages[-1].end
        run.refuse(DeadlineNotOver, f"it runs until the end of {end}.", f"期间到 {end} 才届满。")
    return replace(run, status=DeadlineStatus.MISSED)
