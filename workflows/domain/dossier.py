"""The dossier (卷宗): which papers it holds in which order, and which of them a case still lacks. Pure rules."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from workflows.domain.attachment import Attachment, AttachmentKind
from workflows.domain.case import CaseDocument
from workflows.domain.paper import Paper, PaperStatus


class DossierRow(BaseModel):
    """One row of the index: its place, its name, whether it must be there, and since when it is so.

    `tick` is the answer on the archive form that says a paper copy lies in the dossier. `scans` are the kinds of
    attachments that fill the row. `when` narrows a mandatory row to cases that ended with an agreement; what is
    `bound` comes with the binding itself and is never lacking.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    order: int = Field(ge=1, le=13)
    title: str = Field(min_length=1)
    title_en: str = Field(min_length=1)
    required: Literal["required", "as-needed"]
    when: Literal["", "agreed"] = ""
    tick: str = ""
    scans: tuple[AttachmentKind, ...] = ()
    bound: bool = False


@dataclass(frozen=True)
class DossierEntry:
    """A row as a case has it: papers made here, scans brought, and whether a paper copy is said to lie there."""

    row: DossierRow
    papers: tuple[Paper, ...]
    on_paper: bool
    mandatory: bool
    scans: tuple[Attachment, ...] = ()

    @property
    def there(self) -> bool:
        """Return whether the row is filled."""
        return self.on_paper or bool(self.papers or self.scans)

    @property
    def missing(self) -> bool:
        """Return whether the dossier may not be closed without it and it is not there."""
        return self.mandatory and not self.there and not self.row.bound


def entries(
    rows: Sequence[DossierRow],
    document: CaseDocument,
    papers: Sequence[Paper],
    order_of: Callable[[str], int],
    attachments: Sequence[Attachment] = (),
) -> tuple[DossierEntry, ...]:
    """Return every row with what the case has for it, in order; *order_of* gives the row of a template, 0 for none.

    Void papers, papers that could not be made and files that nobody may open do not count.
    """
    readable = [each for each in attachments if each.readable and each.is_scan]
    counting = [each for each in papers if each.status in (PaperStatus.MADE, PaperStatus.WANTED)]
    return tuple(
        DossierEntry(
            row=row,
            papers=tuple(each for each in counting if order_of(each.template) == row.order),
            on_paper=bool(row.tick) and row.tick in document.closing.dossier,
            mandatory=_is_mandatory(row, document),
            scans=tuple(each for each in readable if each.kind in row.scans),
        )
        for row in sorted(rows, key=lambda row: row.order)
    )


def lacking(found: Sequence[DossierEntry]) -> tuple[DossierRow, ...]:
    """Return the mandatory rows that are empty, in order."""
    return tuple(entry.row for entry in found if entry.missing)


def filled_ticks(found: Sequence[DossierEntry]) -> tuple[str, ...]:
    """Return the ticks of the rows that papers made here, scans or the binding itself fill, in order."""
    return tuple(
        entry.row.tick
        for entry in found
        if entry.row.tick and (entry.papers or entry.scans or entry.row.bound)
    )


def _is_mandatory(row: DossierRow, document: CaseDocument) -> bool:
    if row.required != "required":
        return False
    return row.when != "agreed" or document.agreement.agreed_on is not None
