"""What the API says of templates, paper checks, numbers and dossiers."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Annotated

from pydantic import Field, StringConstraints

from workflows.documents.bounded import Problem, Proof
from workflows.documents.difference import Piece
from workflows.domain.dossier import DossierEntry
from workflows.usecases.list_numbers import NumberSeries
from workflows.usecases.studio.preview_document import Compared
from workflows.usecases.studio.show_document import DocumentBrief, DocumentView
from workflows.web.api.models import In, Out

Text = Annotated[str, StringConstraints(max_length=300_000)]


class FieldNoteOut(Out):
    """One field that a template may name: its path, what it holds, an example."""

    path: str
    holds: str
    section: str
    example: str


class TemplateVersionOut(Out):
    """One version of a document written here: draft, proposed or published."""

    id: str
    number: int
    status: str
    digest: str
    note: str
    by: str
    at: datetime
    approved_by: str
    approved_at: datetime | None


class DocumentBriefOut(Out):
    """One document in the list; `number` 0 means that the shipped version is in force."""

    id: str
    title: str
    title_en: str
    order: int
    required: str
    number: int
    draft: TemplateVersionOut | None

    @classmethod
    def of(cls, brief: DocumentBrief) -> DocumentBriefOut:
        """Return the document as it is sent."""
        draft = TemplateVersionOut.model_validate(brief.draft) if brief.draft else None
        info = brief.info
        return cls(
            id=brief.id, title=info.listed, title_en=info.title_en, order=info.order, required=info.required,
            number=brief.number, draft=draft,
        )  # fmt: skip


class DocumentOut(Out):
    """One document as its editor has it: the files drafted or in force, and its versions."""

    id: str
    title: str
    files: dict[str, str]
    draft: TemplateVersionOut | None
    published: list[TemplateVersionOut]

    @classmethod
    def of(cls, view: DocumentView) -> DocumentOut:
        """Return the document as it is sent."""
        return cls(
            id=view.id,
            title=view.info.listed,
            files=dict(view.files),
            draft=TemplateVersionOut.model_validate(view.draft) if view.draft else None,
            published=[TemplateVersionOut.model_validate(each) for each in view.published],
        )


class FilesIn(In):
    """Files of a document by name: body.html.j2, document.toml, sample.yaml."""

    files: dict[str, Text]


class PreviewIn(In):
    """The files as typed, and on which case (by number, everybody masked); without one on the proof sample."""

    files: dict[str, Text] = Field(default_factory=dict)
    case: Annotated[str, StringConstraints(max_length=100)] = ""


class NoteIn(In):
    """A few words for the colleague."""

    note: Annotated[str, StringConstraints(max_length=200)] = ""


class RevertIn(In):
    """The version to bring back as a draft; without one the shipped document."""

    version: Annotated[str, StringConstraints(max_length=60)] = ""


class FurtherPaperIn(In):
    """Which paper of those offered as `further_papers` of the case."""

    template: Annotated[str, StringConstraints(min_length=1, max_length=100)]


class ProblemOut(Out):
    """Why a draft cannot be made, and where."""

    code: str
    message: str
    zh: str
    template: str
    line: int
    field: str


class ProofOut(Out):
    """What a draft says, or why it says nothing."""

    html: str
    text: str
    problem: ProblemOut | None

    @classmethod
    def of(cls, proof: Proof) -> ProofOut:
        """Return the proof as it is sent, its style sheet inside."""
        return cls(html=proof.standalone(), text=proof.text, problem=problem_out(proof.problem))


class LinePairOut(Out):
    """One line on the left beside one on the right; "" where only the other side has one."""

    left: str
    right: str
    same: bool


class ComparedOut(Out):
    """Two versions on the proof sample: each as a page, and line by line."""

    left: ProofOut
    right: ProofOut
    same: bool
    lines: list[LinePairOut]

    @classmethod
    def of(cls, compared: Compared) -> ComparedOut:
        """Return the comparison as it is sent."""
        return cls(
            left=ProofOut.of(compared.left),
            right=ProofOut.of(compared.right),
            same=compared.same,
            lines=[
                LinePairOut(left=_line(each.left), right=_line(each.right), same=each.same)
                for each in compared.lines
            ],
        )


class SampleProofOut(Out):
    """What became of a draft on one sample ("" is an empty case)."""

    document: str
    changed: bool
    problem: ProblemOut | None


class CheckedPaperOut(Out):
    """A paper that was made here; nothing of the people in it."""

    number: str
    title: str
    title_en: str
    made_by: str
    made_on: date
    pages: int
    sha256: str
    void: bool
    sample: bool


class NumberOut(Out):
    """One number, the state of its paper, and why it is void if it is."""

    number: str
    seq: int
    at: datetime
    status: str
    void_reason: str


class NumberSeriesOut(Out):
    """One series of numbers: of one body, one kind of paper, one year."""

    body: str
    kind: str
    year: int
    last: int
    gaps: list[int]
    twice: list[str]
    numbers: list[NumberOut]

    @classmethod
    def of(cls, series: NumberSeries) -> NumberSeriesOut:
        """Return the series as it is sent."""
        numbers = [
            NumberOut(
                number=row.given.number,
                seq=row.given.seq,
                at=row.given.at,
                status=row.status.value if row.status else "",
                void_reason=row.void_reason,
            )
            for row in series.rows
        ]
        return cls(
            body=series.body, kind=series.kind, year=series.year, last=series.last, gaps=list(series.gaps),
            twice=list(series.twice), numbers=numbers,
        )  # fmt: skip


class RetentionRuleOut(Out):
    """How long a class of files is kept (0 years: for ever), and by which article."""

    name: str
    years: int
    article: str
    article_en: str
    source: str


class KeptFileOut(Out):
    """One closed file, and until when it had to be kept; no rule where it was filed without a class."""

    case_id: str
    number: str
    org_name: str
    org_name_en: str
    closed_on: date
    kept_until: date | None
    rule: RetentionRuleOut | None


class KeptFilesOut(Out):
    """One page of files: whose retention has ended, and without a class."""

    ended: list[KeptFileOut]
    unclassed: list[KeptFileOut]
    page: int
    looked_through: int
    more: bool


class EraseIn(In):
    """The number of the case to erase, and of the decision behind it."""

    number: Annotated[str, Field(min_length=1, max_length=120)]
    paper: Annotated[str, Field(min_length=1, max_length=120)]


class DossierRowOut(Out):
    """One row of the dossier: whether it must be there, and what the case has for it."""

    order: int
    title: str
    title_en: str
    mandatory: bool
    missing: bool
    on_paper: bool
    papers: list[str]
    scans: list[str]

    @classmethod
    def of(cls, entry: DossierEntry) -> DossierRowOut:
        """Return the row as it is sent."""
        return cls(
            order=entry.row.order,
            title=entry.row.title,
            title_en=entry.row.title_en,
            mandatory=entry.mandatory,
            missing=entry.missing,
            on_paper=entry.on_paper,
            papers=[paper.id for paper in entry.papers],
            scans=[scan.id for scan in entry.scans],
        )


def _line(pieces: Iterable[Piece]) -> str:
    return "".join(piece.text for piece in pieces)


def problem_out(problem: Problem | None) -> ProblemOut | None:
    """Return why a draft cannot be made as it is sent."""
    return ProblemOut.model_validate(problem) if problem else None
