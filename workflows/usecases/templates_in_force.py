"""The documents of a place as they are in force: what was published here over what is shipped."""

from __future__ import annotations

from workflows.documents import Templates
from workflows.store import Tx
from workflows.usecases.app import App


def templates_in_force(app: App, tx: Tx, pack: str) -> Templates:
    """Return the documents of *pack*; a version published a moment ago, by any process, counts."""
    published = tx.template_versions.in_force(pack=pack)
    marks = tuple(sorted(published.values()))
    known = app.shelves.get(pack)
    if known is None or known[0] != marks:
        templates = app.shipped_templates(pack)
        for document, version_id in published.items():
            version = tx.template_versions.get(version_id)
            if version is not None:
                templates = templates.with_files(document, version.files)
        known = app.shelves[pack] = (marks, templates)
    return known[1]
