"""Edit a document: draft, propose, take back, publish with four eyes, drop, go back to what is shipped."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from workflows.documents import Templates
from workflows.documents.bounded import render_bounded
from workflows.domain.actor import Actor
from workflows.domain.new_id import new_id
from workflows.domain.permission import Action
from workflows.domain.template_version import TemplateStatus, TemplateVersion
from workflows.errors import FourEyesNeeded, RefusedTemplate, UnknownTemplateVersion
from workflows.store import Tx
from workflows.usecases.app import App
from workflows.usecases.studio.desk import (
    checked_files,
    demand_open,
    open_version,
    place_of,
    texts_of,
    written,
)

DRAFT, PROPOSED = TemplateStatus.DRAFT, TemplateStatus.PROPOSED
LONGEST_NOTE = 200


def save_template(app: App, actor: Actor, document: str, files: Mapping[str, str]) -> TemplateVersion | None:
    """Return the draft of *document* with *files*; None where nothing differs from what is in force.

    A draft may be broken: it is checked when it is proposed. Saving a proposal makes it a draft again.

    Raises:
        UnknownTemplate: there is no such document.
        InvalidInput: a file is none of the document's, empty or far too long.
    """
    kept = checked_files(files)
    now = app.clock.now()
    with app.store.write() as tx:
        pack, templates = place_of(app, tx, actor, Action.EDIT_TEMPLATES, document)
        draft = open_version(tx, document, pack)
        standing = texts_of(written(app, pack, document, draft) if draft else templates, document)
        if all(standing[name] == text for name, text in kept.items()):
            return draft
        whole = {**standing, **kept}
        version = TemplateVersion(
            id=draft.id if draft else new_id(now),
            document=document,
            pack=pack,
            digest=app.shipped_templates(pack).with_files(document, whole).bundle(document).digest,
            files=whole,
            by=actor.account_id,
            at=now,
        )
        tx.template_versions.put(version)
    return version


def propose_template(app: App, actor: Actor, document: str, *, note: str = "") -> TemplateVersion:
    """Return the draft as proposed to a colleague; it must print its proof sample.

    Raises:
        TemplateNotDrafted: there is no draft.
        RefusedTemplate: it cannot be used; file, line and field are named.
    """
    with app.store.read() as tx:
        pack, _ = place_of(app, tx, actor, Action.EDIT_TEMPLATES, document)
        seen = demand_open(tx, document, pack, DRAFT)
    _prove(written(app, pack, document, seen), document)
    with app.store.write() as tx:
        draft = demand_open(tx, document, pack, DRAFT)
        proposed = replace(
            draft, status=PROPOSED, by=actor.account_id, at=app.clock.now(), note=note.strip()[:LONGEST_NOTE]
        )
        tx.template_versions.put(proposed)
    return proposed


def return_template(app: App, actor: Actor, document: str, *, note: str = "") -> TemplateVersion:
    """Return the proposal as a draft again, with what the reader wants changed.

    Raises:
        TemplateNotDrafted: nothing is proposed.
    """
    with app.store.write() as tx:
        pack, _ = place_of(app, tx, actor, Action.PUBLISH_TEMPLATES, document)
        proposed = demand_open(tx, document, pack, PROPOSED)
        draft = replace(proposed, status=DRAFT, note=note.strip()[:LONGEST_NOTE])
        tx.template_versions.put(draft)
    return draft


def publish_template(app: App, actor: Actor, document: str) -> TemplateVersion:
    """Return the proposal as published: papers ordered from now on are made from it.

    Raises:
        TemplateNotDrafted: nothing is proposed.
        FourEyesNeeded: the actor proposed it.
        RefusedTemplate: it cannot be used any more; file, line and field are named.
    """
    with app.store.read() as tx:
        pack, _ = place_of(app, tx, actor, Action.PUBLISH_TEMPLATES, document)
        seen = demand_open(tx, document, pack, PROPOSED)
    _prove(written(app, pack, document, seen), document)
    with app.store.write() as tx:
        proposed = demand_open(tx, document, pack, PROPOSED)
        if proposed.by == actor.account_id:
            raise FourEyesNeeded(zh="修改稿由您提出，须由另一位同事审核发布；请联系同事。", document=document)
        published = _as_published(app, tx, actor, proposed)
        tx.template_versions.put(published)
    app.files.put(written(app, pack, document, published).bundle(document).content)
    return published


def drop_template(app: App, actor: Actor, document: str) -> None:
    """Forget the draft or proposal.

    Raises:
        TemplateNotDrafted: there is none.
    """
    with app.store.write() as tx:
        pack, _ = place_of(app, tx, actor, Action.EDIT_TEMPLATES, document)
        tx.template_versions.drop(demand_open(tx, document, pack, DRAFT, PROPOSED).id)


def revert_template(app: App, actor: Actor, document: str, version_id: str = "") -> TemplateVersion:
    """Return a draft that brings back an earlier version, or what is shipped where none is named.

    Raises:
        UnknownTemplateVersion: the document has no such published version.
    """
    now = app.clock.now()
    with app.store.write() as tx:
        pack, _ = place_of(app, tx, actor, Action.EDIT_TEMPLATES, document)
        draft = open_version(tx, document, pack)
        earlier = published_version(tx, document, pack, version_id) if version_id else None
        version = TemplateVersion(
            id=draft.id if draft else new_id(now),
            document=document,
            pack=pack,
            digest=written(app, pack, document, earlier).bundle(document).digest,
            files=dict(earlier.files) if earlier else {},
            by=actor.account_id,
            at=now,
        )
        tx.template_versions.put(version)
    return version


def published_version(tx: Tx, document: str, pack: str, version_id: str) -> TemplateVersion:
    """Return one version of *document* in this place.

    Raises:
        UnknownTemplateVersion: there is none with this id.
    """
    version = tx.template_versions.get(version_id)
    if version is None or (version.document, version.pack) != (document, pack):
        raise UnknownTemplateVersion(zh="没有这个文书版本；请从版本列表中选择。", version=version_id)
    return version


def _as_published(app: App, tx: Tx, actor: Actor, proposed: TemplateVersion) -> TemplateVersion:
    earlier = tx.template_versions.of_document(proposed.document, pack=proposed.pack)
    return replace(
        proposed,
        status=TemplateStatus.PUBLISHED,
        number=max(each.number for each in earlier) + 1,
        approved_by=actor.account_id,
        approved_at=app.clock.now(),
    )


def _prove(templates: Templates, document: str) -> None:
    """Let the draft print its proof sample within bounds.

    Raises:
        RefusedTemplate: it cannot.
    """
    proof = render_bounded(templates.bundle(document), document, [templates.sample(document)])[0]
    if proof.problem is not None:
        told = proof.problem
        raise RefusedTemplate(
            told.message,
            zh=told.zh,
            document=document,
            template=told.template,
            line=told.line,
            field=told.field,
        )
