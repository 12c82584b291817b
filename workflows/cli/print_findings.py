"""Print findings for people: where, how bad, what is the case, how to mend it."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console

from workflows.domain.finding import Finding, Severity

COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.INFO: "dim"}


def print_findings(console: Console, found: Sequence[Finding]) -> None:
    """Print each of *found* with its remedy, then how many there are of each kind."""
    for each in found:
        where = ":".join(str(part) for part in (each.file, each.line or "", each.element) if part)
        console.print(where, style="bold", markup=False, emoji=False, end=" ")
        console.print(f"{each.severity} {each.rule}", style=COLOURS[each.severity], markup=False)
        for sentence in (each.zh, each.message, each.remedy_zh, each.remedy):
            if sentence:
                console.print(f"    {sentence}", markup=False, emoji=False)
    counts = {severity: sum(each.severity is severity for each in found) for severity in Severity}
    console.print(", ".join(f"{number} {severity}" for severity, number in counts.items()))
