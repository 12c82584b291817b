"""A rule of `hewei check`: what must hold, where that is written, and the function that looks."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from workflows.domain.finding import Finding, Profile, Severity
from workflows.engine.checks.element import Element
from workflows.engine.checks.words import say


class Subject(Protocol):
    """What rules look at: a diagram, a file of decision tables or a form."""

    file: str
    profile: Profile


S = TypeVar("S", bound=Subject)


@dataclass(frozen=True)
class Problem:
    """What a rule found wrong at an element; without words of its own the rule's title is said."""

    element: Element
    message: str = ""
    zh: str = ""


@dataclass(frozen=True, kw_only=True)
class Rule(Generic[S]):
    """One rule.

    `title` says what must hold, `remedy` how to mend it; `source` is where it is written. A rule of the RUN level
    refuses only what the engine cannot run, one of the HOUSE level holds for Hewei's own procedures alone.
    """

    id: str
    title: str
    title_zh: str
    remedy: str
    remedy_zh: str
    source: str
    check: Callable[[S], Iterable[Problem]]
    severity: Severity = Severity.ERROR
    level: Profile = Profile.SPEC

    def findings(self, subject: S) -> Iterable[Finding]:
        """Return what this rule has to say about *subject*, as strict as its profile asks."""
        severity = self.severity_in(subject.profile)
        if severity is None:
            return []
        return (self._finding(subject.file, problem, severity) for problem in self.check(subject))

    def severity_in(self, profile: Profile) -> Severity | None:
        """Return how bad a finding of this rule is under *profile*; None where the rule is not asked."""
        if self.level is Profile.HOUSE and profile is not Profile.HOUSE:
            return None
        if self.level is Profile.RUN and profile is Profile.SPEC:
            return Severity.WARNING if self.severity is Severity.ERROR else Severity.INFO
        return self.severity

    def _finding(self, file: str, problem: Problem, severity: Severity) -> Finding:
        here, here_zh = say(problem.element)
        said, said_zh = problem.message or self.title, problem.zh or self.title_zh
        return Finding(
            file=file,
            element=problem.element.id,
            line=problem.element.line,
            rule=self.id,
            severity=severity,
            message=f"{here[0].upper()}{here[1:]}: {said}",
            zh=f"{here_zh}：{said_zh}",
            remedy=self.remedy,
            remedy_zh=self.remedy_zh,
        )
