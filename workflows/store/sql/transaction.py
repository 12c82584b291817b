"""One SQL transaction, by topic."""

from __future__ import annotations

from workflows.store.audit_notes import AuditNotes
from workflows.store.made_once import made_once
from workflows.store.sql.ahead import SqlAhead
from workflows.store.sql.attachments import SqlAttachments
from workflows.store.sql.audit import SqlAudit
from workflows.store.sql.case_keys import SqlCaseKeys
from workflows.store.sql.case_seals import CaseSeals
from workflows.store.sql.cases import SqlCases
from workflows.store.sql.desk import SqlAbsences, SqlItemsSeen, SqlNotes, SqlSavedFilters
from workflows.store.sql.directory import SqlDirectory
from workflows.store.sql.figures import SqlFigures
from workflows.store.sql.form_drafts import SqlDrafts
from workflows.store.sql.identity import SqlIdentities, SqlSecondFactors, SqlTalks, SqlVouchers
from workflows.store.sql.imports import SqlImports
from workflows.store.sql.incidents import SqlIncidents
from workflows.store.sql.journal import SqlJournal
from workflows.store.sql.keys import SqlKeys
from workflows.store.sql.ledgers import SqlLedgers
from workflows.store.sql.logins import SqlLogins
from workflows.store.sql.numbers import SqlNumbers
from workflows.store.sql.outbox import SqlOutbox
from workflows.store.sql.papers import SqlPapers
from workflows.store.sql.parties import SqlNotices, SqlPartyLinks, SqlSignings
from workflows.store.sql.procedures import SqlProcedures
from workflows.store.sql.session import Session
from workflows.store.sql.settings import SqlSettings
from workflows.store.sql.template_versions import SqlTemplateVersions
from workflows.store.sql.timers import SqlTimers
from workflows.store.sql.waits import SqlWaits
from workflows.store.sql.watchers import SqlWatchers
from workflows.store.sql.work_items import SqlWorkItems
from workflows.store.sql.work_lists import SqlWorkLists
from workflows.vault import Vault


class SqlTx:
    """One transaction on *session*."""

    def __init__(self, session: Session, vault: Vault) -> None:
        self._session = session
        self._seals = CaseSeals(session, vault)
        self._notes = AuditNotes()

    def flush(self) -> None:
        """Write what was held back until now: rows, the audit, then the facts, whose one lock is taken last."""
        self._session.flush()
        self.audit.flush()
        self.journal.flush()

    @made_once
    def ahead(self) -> SqlAhead:  # noqa: D102 - see the Protocol
        return SqlAhead(self._session)

    @made_once
    def audit(self) -> SqlAudit:  # noqa: D102 - see the Protocol
        return SqlAudit(self._session, self._notes)

    @made_once
    def case_keys(self) -> SqlCaseKeys:  # noqa: D102 - see the Protocol
        return SqlCaseKeys(self._session, self._seals)

    @made_once
    def cases(self) -> SqlCases:  # noqa: D102 - see the Protocol
        return SqlCases(self._session, self._seals, self._notes)

    @made_once
    def figures(self) -> SqlFigures:  # noqa: D102 - see the Protocol
        return SqlFigures(self._session)

    @made_once
    def attachments(self) -> SqlAttachments:  # noqa: D102 - see the Protocol
        return SqlAttachments(self._session)

    @made_once
    def imports(self) -> SqlImports:  # noqa: D102 - see the Protocol
        return SqlImports(self._session)

    @made_once
    def work(self) -> SqlWorkItems:  # noqa: D102 - see the Protocol
        return SqlWorkItems(self._session)

    @made_once
    def timers(self) -> SqlTimers:  # noqa: D102 - see the Protocol
        return SqlTimers(self._session)

    @made_once
    def waits(self) -> SqlWaits:  # noqa: D102 - see the Protocol
        return SqlWaits(self._session, self._seals)

    @made_once
    def ledgers(self) -> SqlLedgers:  # noqa: D102 - see the Protocol
        return SqlLedgers(self._session)

    @made_once
    def watchers(self) -> SqlWatchers:  # noqa: D102 - see the Protocol
        return SqlWatchers(self._session)

    @made_once
    def journal(self) -> SqlJournal:  # noqa: D102 - see the Protocol
        return SqlJournal(self._session, self._seals, self._notes)

    @made_once
    def outbox(self) -> SqlOutbox:  # noqa: D102 - see the Protocol
        return SqlOutbox(self._session)

    @made_once
    def papers(self) -> SqlPapers:  # noqa: D102 - see the Protocol
        return SqlPapers(self._session)

    @made_once
    def numbers(self) -> SqlNumbers:  # noqa: D102 - see the Protocol
        return SqlNumbers(self._session)

    @made_once
    def directory(self) -> SqlDirectory:  # noqa: D102 - see the Protocol
        return SqlDirectory(self._session)

    @made_once
    def logins(self) -> SqlLogins:  # noqa: D102 - see the Protocol
        return SqlLogins(self._session)

    @made_once
    def second_factors(self) -> SqlSecondFactors:  # noqa: D102 - see the Protocol
        return SqlSecondFactors(self._session)

    @made_once
    def identities(self) -> SqlIdentities:  # noqa: D102 - see the Protocol
        return SqlIdentities(self._session)

    @made_once
    def vouchers(self) -> SqlVouchers:  # noqa: D102 - see the Protocol
        return SqlVouchers(self._session)

    @made_once
    def talks(self) -> SqlTalks:  # noqa: D102 - see the Protocol
        return SqlTalks(self._session, self._seals)

    @made_once
    def links(self) -> SqlPartyLinks:  # noqa: D102 - see the Protocol
        return SqlPartyLinks(self._session)

    @made_once
    def signings(self) -> SqlSignings:  # noqa: D102 - see the Protocol
        return SqlSignings(self._session, self._seals)

    @made_once
    def notices(self) -> SqlNotices:  # noqa: D102 - see the Protocol
        return SqlNotices(self._session)

    @made_once
    def procedures(self) -> SqlProcedures:  # noqa: D102 - see the Protocol
        return SqlProcedures(self._session)

    @made_once
    def template_versions(self) -> SqlTemplateVersions:  # noqa: D102 - see the Protocol
        return SqlTemplateVersions(self._session)

    @made_once
    def keys(self) -> SqlKeys:  # noqa: D102 - see the Protocol
        return SqlKeys(self._session)

    @made_once
    def incidents(self) -> SqlIncidents:  # noqa: D102 - see the Protocol
        return SqlIncidents(self._session)

    @made_once
    def drafts(self) -> SqlDrafts:  # noqa: D102 - see the Protocol
        return SqlDrafts(self._session, self._seals)

    @made_once
    def settings(self) -> SqlSettings:  # noqa: D102 - see the Protocol
        return SqlSettings(self._session)

    @made_once
    def absences(self) -> SqlAbsences:  # noqa: D102 - see the Protocol
        return SqlAbsences(self._session)

    @made_once
    def notes(self) -> SqlNotes:  # noqa: D102 - see the Protocol
        return SqlNotes(self._session, self._seals)

    @made_once
    def filters(self) -> SqlSavedFilters:  # noqa: D102 - see the Protocol
        return SqlSavedFilters(self._session)

    @made_once
    def items_seen(self) -> SqlItemsSeen:  # noqa: D102 - see the Protocol
        return SqlItemsSeen(self._session)

    @made_once
    def work_lists(self) -> SqlWorkLists:  # noqa: D102 - see the Protocol
        return SqlWorkLists(self._session)
