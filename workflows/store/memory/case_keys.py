"""Erasing a case in memory, where nothing is sealed; there are no keys to wrap anew."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from workflows.domain.case import Case
from workflows.errors import UnknownCase
from workflows.store.memory.shelves import Shelf, Shelves, utc


class MemoryCaseKeys:
    """The data keys of cases: none in memory."""

    def __init__(self, shelves: Shelves) -> None:
        self._shelves = shelves

    def counts(self) -> Mapping[str, int]:
        """Return nothing: no master key wraps anything here."""
        return {}

    def rewrap(self, *, limit: int) -> int:  # noqa: ARG002 - there is nothing to wrap
        """Return 0."""
        return 0

    def erase(self, case_id: str, *, at: datetime) -> frozenset[str]:
        """Empty what is known of a case; returns the files that no other case has."""
        shelves = self._shelves
        case = shelves.cases.rows.get(case_id)
        if case is None:
            raise UnknownCase(case=case_id)
        files = set(_files(shelves, case_id, own=True)) - set(_files(shelves, case_id, own=False))
        frame = frame_of(case, utc(at))
        shelves.cases.change()[case_id] = frame
        shelves.unlisted.change()[case_id] = None
        revisions = shelves.revisions.change()
        for key in [key for key in revisions if key[0] == case_id]:
            revisions[key] = frame
        papers = shelves.papers.change()
        for paper in [each for each in papers.values() if each.case_id == case_id]:
            papers[paper.id] = replace(
                paper, pdf_sha256="", docx_sha256="", ofd_sha256="", error="", void_reason=""
            )
        self._forget(case_id)
        return frozenset(files)

    def _forget(self, case_id: str) -> None:
        shelves = self._shelves
        links = {link.id for link in shelves.party_links.rows.values() if link.case_id == case_id}
        notes = {note.id for note in shelves.notes.rows.values() if note.case_id == case_id}
        items = {item.id for item in shelves.work_items.rows.values() if item.case_id == case_id}
        _drop(shelves.form_drafts, {key for key in shelves.form_drafts.rows if key[0] in items})
        _drop(shelves.note_mentions, {key for key in shelves.note_mentions.rows if key[0] in notes})
        _drop(shelves.party_codes, {key for key in shelves.party_codes.rows if key[0] in links})
        visits = {key for key, visit in shelves.party_visits.rows.items() if visit.link_id in links}
        _drop(shelves.party_visits, visits)
        _drop(shelves.notes, notes)
        _drop(shelves.party_links, links)
        for shelf in (shelves.signings, shelves.talks, shelves.attachments):
            rows: Mapping[str, Any] = shelf.rows
            _drop(shelf, {key for key, row in rows.items() if row.case_id == case_id})


def frame_of(case: Case, at: datetime | None = None) -> Case:
    """Return what is left of a case that was erased then, or whose record cannot be opened."""
    kept = ("id", "number", "pack", "procedure", "version", "org_id", "rev", "status", "opened_at")
    return Case(**{name: getattr(case, name) for name in kept}, erased_at=at)


def _files(shelves: Shelves, case_id: str, *, own: bool) -> Iterator[str]:
    for paper in shelves.papers.rows.values():
        if (paper.case_id == case_id) is own:
            yield from filter(None, (paper.pdf_sha256, paper.docx_sha256, paper.ofd_sha256))
    for attachment in shelves.attachments.rows.values():
        if (attachment.case_id == case_id) is own:
            yield from filter(None, (attachment.sha256, attachment.received_sha256))


def _drop(shelf: Shelf[Any, Any], keys: set[Any]) -> None:
    if keys:
        rows = shelf.change()
        for key in keys:
            rows.pop(key, None)
