"""What the API sends and takes about procedures."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from pydantic import StringConstraints

from workflows.domain.finding import Finding
from workflows.web.api.models import In, Out


class VersionOut(Out):
    """One published version."""

    digest: str
    procedure: str
    pack: str
    number: int
    title: str
    published_at: datetime
    published_by: str
    note: str


class ProcedureOut(Out):
    """One procedure with its versions, newest first."""

    id: str
    title: str
    title_en: str
    kind: str
    versions: list[VersionOut]
    drafted: bool
    proposed: bool


class ChoiceOut(Out):
    """One value that a field takes, with its labels."""

    value: str
    label: str
    label_en: str


class CaseFieldOut(Out):
    """One field of a case: its path in an expression, what it holds, what forms call it, the values they offer."""

    path: str
    holds: str
    title: str
    title_en: str
    choices: list[ChoiceOut]


class FileOut(Out):
    """One file of a procedure."""

    path: str
    name: str
    kind: str
    size: int
    changed: bool


class ChangeOut(Out):
    """One difference between two versions, in English and in Chinese."""

    file: str
    element: str
    message: str
    zh: str


class ComparedOut(Out):
    """What changed, and between which versions; `newer` is null for the draft."""

    older: VersionOut | None
    newer: VersionOut | None
    changes: list[ChangeOut]


class ProposalOut(Out):
    """What waits for another designer to publish it."""

    digest: str
    by: str
    at: datetime
    note: str


class ProcedureFilesOut(Out):
    """One procedure as its designer has it; under `four_eyes` a `proposal` may wait, `outdated` by later changes."""

    id: str
    title: str
    drafted: bool
    four_eyes: bool
    proposal: ProposalOut | None
    outdated: bool
    files: list[FileOut]
    versions: list[VersionOut]


class NewProcedureIn(In):
    """A new procedure: `kind` is main (cases open with it) or part; `template` is the procedure it is copied from."""

    id: Annotated[str, StringConstraints(max_length=60)]
    title: Annotated[str, StringConstraints(max_length=80)]
    title_en: Annotated[str, StringConstraints(max_length=120)] = ""
    kind: Annotated[str, StringConstraints(max_length=10)] = "main"
    law: tuple[Annotated[str, StringConstraints(max_length=200)], ...] = ()
    phases: tuple[Annotated[str, StringConstraints(max_length=80)], ...] = ()
    template: Annotated[str, StringConstraints(max_length=60)] = ""


class SavedOut(Out):
    """Whether saving changed anything."""

    changed: bool


class CarriedOut(Out):
    """What a package brought: drafts, parts that stay as they are here, papers that do not exist here."""

    procedure: str
    drafts: list[str]
    kept: list[str]
    papers: list[str]


class BroughtBackOut(Out):
    """The procedures of which an earlier version is the draft now."""

    drafts: list[str]


class FindingOut(Out):
    """One finding of a check."""

    file: str
    element: str
    line: int
    rule: str
    severity: str
    message: str
    zh: str
    remedy: str
    remedy_zh: str

    @classmethod
    def of(cls, finding: Finding) -> FindingOut:
        """Return the finding as it is sent."""
        return cls.model_validate(finding)


class RehearsedOut(Out):
    """What became of one scenario."""

    file: str
    name: str
    passed: bool
    steps: list[str]
    failed: list[str]


class PublishIn(In):
    """What was changed, in a few words."""

    note: Annotated[str, StringConstraints(max_length=200)] = ""


class PublishedOut(Out):
    """The version for new cases; `fresh` is false if nothing had changed."""

    version: VersionOut
    fresh: bool
