"""Preview a document: the draft as typed, on its proof sample, on a case with everybody masked, on all samples."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from workflows.documents import FieldNote, PaperContext, Sample, Templates, fields
from workflows.documents.bounded import Problem, Proof, render_bounded
from workflows.documents.difference import LinePair, mark_changes, near_changes, pair_lines
from workflows.domain.actor import Actor
from workflows.domain.masking import hide_people
from workflows.domain.permission import Action
from workflows.errors import HeweiError, UnknownCase
from workflows.store import Tx
from workflows.usecases.app import App
from workflows.usecases.proof_paper import proof_context
from workflows.usecases.studio.desk import checked_files, open_version, place_of, written
from workflows.usecases.studio.edit_document import published_version

SHIPPED = "shipped"
DRAFT = "draft"
RECENT = 20


@dataclass(frozen=True, kw_only=True)
class SampleProof:
    """What became of a document on the sample of *document* ("" for an empty case): fine, changed, or why not."""

    document: str
    title: str
    title_en: str
    changed: bool
    problem: Problem | None


@dataclass(frozen=True, kw_only=True)
class Compared:
    """Two versions of a document on its proof sample: as marked pages and line by line."""

    left: Proof
    right: Proof
    lines: Sequence[LinePair]

    @property
    def changes(self) -> Sequence[LinePair]:
        """Return the lines that differ, each with its neighbours."""
        return near_changes(self.lines)

    @property
    def same(self) -> bool:
        """Return whether both say the same."""
        return all(pair.same for pair in self.lines)


def preview_document(
    app: App, actor: Actor, document: str, files: Mapping[str, str], *, case_number: str = ""
) -> Proof:
    """Return what *document* with *files* says on its proof sample, or on a case of the place with everybody masked.

    Raises:
        UnknownTemplate: there is no such document.
        UnknownCase: the place has no case with this number.
    """
    with app.store.read() as tx:
        pack, _ = place_of(app, tx, actor, Action.READ_TEMPLATES, document)
        drafted = open_version(tx, document, pack)
        templates = written(app, pack, document, drafted).with_files(document, checked_files(files))
        try:
            sample = _masked(app, tx, pack, case_number, templates, document) if case_number else None
            sample = sample or templates.sample(document)
        except UnknownCase:
            raise
        except HeweiError as broken:
            return Proof(problem=_named(broken))
    return render_bounded(templates.bundle(document), document, [sample])[0]


def prove_document(app: App, actor: Actor, document: str) -> Sequence[SampleProof]:
    """Return what the draft (or what is in force) says on every sample there is, and on an empty case."""
    with app.store.read() as tx:
        pack, in_force = place_of(app, tx, actor, Action.READ_TEMPLATES, document)
        drafted = open_version(tx, document, pack)
    templates = written(app, pack, document, drafted) if drafted else in_force
    names = ["", *in_force.ids()]
    samples = [Sample(paper=PaperContext(sample=True)), *(in_force.sample(each) for each in in_force.ids())]
    now = render_bounded(templates.bundle(document), document, samples)
    before = render_bounded(in_force.bundle(document), document, samples) if drafted else now
    return [
        _sample_proof(in_force, name, new, old) for name, new, old in zip(names, now, before, strict=True)
    ]


def compare_document(app: App, actor: Actor, document: str, left: str, right: str) -> Compared:
    """Return two versions side by side: ids of versions, or "shipped", or "draft".

    Raises:
        UnknownTemplateVersion: the document has no such version.
        TemplateNotDrafted: there is no draft.
    """
    with app.store.read() as tx:
        pack, _ = place_of(app, tx, actor, Action.READ_TEMPLATES, document)
        sides = [_side(app, tx, pack, document, each) for each in (left, right)]
    sample = sides[-1].sample(document)
    old, new = (render_bounded(each.bundle(document), document, [sample])[0] for each in sides)
    if old.problem is None and new.problem is None:
        marked = mark_changes(old.html, new.html)
        old, new = _with_html(old, marked[0]), _with_html(new, marked[1])
    return Compared(left=old, right=new, lines=pair_lines(old.text, new.text))


def list_fields(app: App, actor: Actor) -> Sequence[FieldNote]:
    """Return every field that a template may name, with an example out of the samples."""
    with app.store.read() as tx:
        _, templates = place_of(app, tx, actor, Action.READ_TEMPLATES)
    sample = templates.sample("agreement")
    return fields({"case": sample.case, "paper": sample.paper})


def recent_cases(app: App, actor: Actor) -> Sequence[str]:
    """Return the numbers of the newest cases of the editor's place, to preview on."""
    with app.store.read() as tx:
        pack, _ = place_of(app, tx, actor, Action.READ_TEMPLATES)
        return [case.number for case in tx.cases.search(limit=RECENT) if case.pack == pack]


def _masked(app: App, tx: Tx, pack: str, number: str, templates: Templates, document: str) -> Sample:
    case = tx.cases.by_number(number)
    if case is None or case.pack != pack:
        raise UnknownCase(zh="本地没有这个案号；请核对。", case=number)
    context = proof_context(app, tx, case, document, templates.info(document), now=app.clock.now())
    return Sample(case=hide_people(case.document), paper=context.model_copy(update={"sample": True}))


def _side(app: App, tx: Tx, pack: str, document: str, which: str) -> Templates:
    if which == SHIPPED:
        return app.shipped_templates(pack)
    drafted = open_version(tx, document, pack) if which == DRAFT else None
    return written(app, pack, document, drafted or published_version(tx, document, pack, which))


def _sample_proof(templates: Templates, name: str, new: Proof, old: Proof) -> SampleProof:
    info = templates.info(name) if name else None
    return SampleProof(
        document=name,
        title=info.title if info else "空白案件",
        title_en=info.title_en if info else "An empty case",
        changed=new.text != old.text,
        problem=new.problem,
    )


def _with_html(proof: Proof, html: str) -> Proof:
    return Proof(html=html, text=proof.text, css=proof.css, title=proof.title, version=proof.version)


def _named(error: HeweiError) -> Problem:
    where = error.where
    line = where.get("line")
    return Problem(
        code=error.code,
        message=error.message,
        zh=error.zh,
        template=str(where.get("template", "")),
        line=line if isinstance(line, int) else 0,
        field=str(where.get("field", "")),
    )
