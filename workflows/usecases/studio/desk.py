"""What every verb of the studio begins with: the editor's place, the document, its open draft."""

from __future__ import annotations

from collections.abc import Mapping

from workflows.documents import Templates
from workflows.documents.catalogue import BODY, INFO, OWN
from workflows.domain.actor import Actor
from workflows.domain.permission import Action
from workflows.domain.template_version import TemplateStatus, TemplateVersion
from workflows.errors import InvalidInput, TemplateNotDrafted
from workflows.store import Tx
from workflows.usecases.access import demand
from workflows.usecases.app import App
from workflows.usecases.show_procedure import pack_of
from workflows.usecases.templates_in_force import templates_in_force

LARGEST = 300_000


def place_of(app: App, tx: Tx, actor: Actor, action: Action, document: str = "") -> tuple[str, Templates]:
    """Return the editor's place and its documents in force; *document* must be one of them.

    Raises:
        NotAllowed: the actor's posts have nothing to do with templates.
        UnknownTemplate: there is no such document.
    """
    demand(actor, action)
    pack = pack_of(tx, actor)
    templates = templates_in_force(app, tx, pack)
    if document:
        templates.info(document)
    return pack, templates


def open_version(tx: Tx, document: str, pack: str) -> TemplateVersion | None:
    """Return the draft or proposal of *document*, if there is one."""
    found = tx.template_versions.of_document(document, pack=pack)
    return next((each for each in found if each.status is not TemplateStatus.PUBLISHED), None)


def demand_open(tx: Tx, document: str, pack: str, *states: TemplateStatus) -> TemplateVersion:
    """Return the open version of *document*, which must be in one of *states*.

    Raises:
        TemplateNotDrafted: it is not.
    """
    version = open_version(tx, document, pack)
    if version is None or version.status not in states:
        raise TemplateNotDrafted(
            zh="这份文书目前没有可以这样处理的修改稿；请刷新页面后再看。", document=document
        )
    return version


def written(app: App, pack: str, document: str, version: TemplateVersion | None) -> Templates:
    """Return the documents of *pack* with *version* of *document* over what is shipped, as it would be in force."""
    shipped = app.shipped_templates(pack)
    return shipped.with_files(document, version.files) if version is not None else shipped


def texts_of(templates: Templates, document: str) -> dict[str, str]:
    """Return the files that an editor writes, as they stand."""
    return {name: templates.shelf.read(f"{document}/{name}") or "" for name in OWN}


def checked_files(files: Mapping[str, str]) -> dict[str, str]:
    """Return *files* with plain line ends.

    Raises:
        InvalidInput: a file is not one that editors write, is empty where it must not be, or is far too long.
    """
    kept = {name: text.replace("\r\n", "\n").replace("\r", "\n") for name, text in files.items()}
    strange = sorted(set(kept) - set(OWN))
    if strange:
        raise InvalidInput(
            f"A document has no file {strange[0]!r}; it has {', '.join(OWN)}.",
            zh=f"文书没有文件 {strange[0]!r}；只有 {'、'.join(OWN)}。",
        )
    for name, text in kept.items():
        if len(text) > LARGEST or (name in (BODY, INFO) and not text.strip()):
            raise InvalidInput(
                f"{name} must hold something, and at most {LARGEST} characters.",
                zh=f"{name} 不能为空，且不得超过 {LARGEST} 个字符。",
                file=name,
            )
    return kept
