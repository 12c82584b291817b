"""Show the documents of a place, and one of them as its editor has it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from workflows.documents import DocumentInfo
from workflows.domain.actor import Actor
from workflows.domain.permission import Action
from workflows.domain.template_version import TemplateVersion
from workflows.usecases.app import App
from workflows.usecases.studio.desk import open_version, place_of, texts_of, written


@dataclass(frozen=True, kw_only=True)
class DocumentBrief:
    """One document in the list: what it is, the draft under way, and which own version is in force (0: the shipped)."""

    id: str
    info: DocumentInfo
    draft: TemplateVersion | None
    number: int


@dataclass(frozen=True, kw_only=True)
class DocumentView:
    """One document on the editor's desk: its files as drafted or in force, and its versions."""

    id: str
    info: DocumentInfo
    files: Mapping[str, str]
    draft: TemplateVersion | None
    published: Sequence[TemplateVersion]
    names: Mapping[str, str]


def list_documents(app: App, actor: Actor) -> Sequence[DocumentBrief]:
    """Return all documents of the editor's place.

    Raises:
        NotAllowed: the actor's posts have nothing to do with templates.
    """
    with app.store.read() as tx:
        pack, templates = place_of(app, tx, actor, Action.READ_TEMPLATES)
        drafts = {each.document: each for each in tx.template_versions.open_ones(pack=pack)}
        numbers = {
            document: version.number
            for document, version_id in tx.template_versions.in_force(pack=pack).items()
            if (version := tx.template_versions.get(version_id)) is not None and version.files
        }
    return [
        DocumentBrief(id=each, info=templates.info(each), draft=drafts.get(each), number=numbers.get(each, 0))
        for each in templates.ids()
    ]


def show_document(app: App, actor: Actor, document: str) -> DocumentView:
    """Return one document with its draft, if there is one.

    Raises:
        NotAllowed: the actor's posts have nothing to do with templates.
        UnknownTemplate: there is no such document.
    """
    with app.store.read() as tx:
        pack, templates = place_of(app, tx, actor, Action.READ_TEMPLATES, document)
        draft = open_version(tx, document, pack)
        versions = tx.template_versions.of_document(document, pack=pack)
        people = {each for version in versions for each in (version.by, version.approved_by) if each}
        names = {each: account.name for each in people if (account := tx.directory.account(each)) is not None}
    shown = written(app, pack, document, draft) if draft is not None else templates
    return DocumentView(
        id=document,
        info=templates.info(document),
        files=texts_of(shown, document),
        draft=draft,
        published=[each for each in versions if each is not draft and each.number],
        names=names,
    )
