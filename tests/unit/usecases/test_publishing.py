"""Nothing is published that the checks find an error in."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from workflows.errors import RefusedDiagram
from workflows.testing.stage import stage
from workflows.usecases.publish_procedure import STOCK, publish_drawn, publish_stock

ROOT = Path(__file__).resolve().parents[3]


def test_a_draft_with_an_error_is_not_published() -> None:
    """有错误的草稿不发布,原来的版本照用;说明文件、行、改法。"""
    with stage() as (app, _):
        before = publish_stock(app, "archive")
        files = dict(app.catalogue.procedure("archive").files)
        drawn = files["archive/archive.bpmn"]
        files["archive/archive.bpmn"] = drawn.replace(
            b'name="form" value="close"', b'name="form" value="nowhere"'
        )
        with app.store.write() as tx:
            tx.procedures.put_draft("archive", files, by="designer", at=app.clock.now())
        with pytest.raises(RefusedDiagram, match=r"archive/archive\.bpmn line \d+: .*nowhere"):
            publish_drawn(app, STOCK, app.catalogue.bundle("archive", drafts={"archive": files}))
        with app.store.read() as tx:
            assert tx.procedures.newest("archive", pack="") == before


def test_what_was_drawn_while_somebody_published_stays_a_draft() -> None:
    """发布的正是看过的那些文件;发布时别人又改的,仍是草稿。"""
    with stage() as (app, _):
        seen = app.catalogue.bundle("archive")
        path = "archive/archive.bpmn"
        later = {**app.catalogue.procedure("archive").files, path: seen.files[path] + b"<!-- later -->"}
        with app.store.write() as tx:
            tx.procedures.put_draft("archive", later, by="designer", at=app.clock.now())
        version = publish_drawn(app, STOCK, seen)
        with app.store.read() as tx:
            assert (version.bundle.files, tx.procedures.draft("archive")) == (seen.files, later)


def test_only_rehearsals_run_what_was_not_checked() -> None:
    """没有检查过的流程只能在内存里演练。"""
    users = {
        str(file.relative_to(ROOT))
        for folder in ("workflows", "tasks")
        for file in (ROOT / folder).rglob("*.py")
        if re.search(r"\bpublish_bundle\(", file.read_text("utf-8"))
    }
    assert users == {"workflows/testing/places.py", "workflows/usecases/publish_procedure.py"}
