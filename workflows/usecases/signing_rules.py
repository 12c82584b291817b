"""Which papers are signed here and in which way: the dated table `bpmn/signing.toml`."""

from __future__ import annotations

import tomllib
from datetime import date
from functools import cache
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from workflows.domain.case import CaseDocument
from workflows.domain.patch import value_at
from workflows.domain.signing import SigningKind
from workflows.errors import UnreadableNoticeTable
from workflows.usecases.catalogue import Catalogue


class SigningRule(BaseModel):
    """One row: for which disputes, from which day to which, how their papers may be signed, and by which law."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str = Field(min_length=1)
    types: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    kinds: tuple[SigningKind, ...] = Field(min_length=1)
    remote: bool
    since: date = Field(alias="from")
    to: date | None = None
    law: str = Field(min_length=1)
    law_en: str = Field(min_length=1)
    source: str = Field(min_length=1)

    def holds(self, document: CaseDocument, day: date) -> bool:
        """Return whether the row is in force on *day* and meant for such a case."""
        in_force = self.since <= day and (self.to is None or day <= self.to)
        meant = (
            not (self.types or self.flags)
            or document.claim.type in self.types
            or any(value_at(document, path) is True for path in self.flags)
        )
        return in_force and meant


class SignedPaper(BaseModel):
    """A paper that is signed here, at which steps and by whom."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    template: str = Field(min_length=1)
    steps: tuple[str, ...] = Field(min_length=1)
    signers: tuple[Literal["parties", "mediator", "recorder"], ...] = Field(min_length=1)
    law: str = Field(min_length=1)


class SigningTable(BaseModel):
    """The whole table."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    paper: tuple[SignedPaper, ...]
    rule: tuple[SigningRule, ...]

    def paper_at(self, step: str) -> SignedPaper | None:
        """Return the paper that is signed at a step of a diagram."""
        return next((each for each in self.paper if step in each.steps), None)

    def signs(self, template: str) -> bool:
        """Return whether this paper is signed here."""
        return any(each.template == template for each in self.paper)

    def rule_for(self, document: CaseDocument, day: date) -> SigningRule:
        """Return the first row that holds.

        Raises:
            UnreadableNoticeTable: none does: the table lacks a row for all others.
        """
        found = next((each for each in self.rule if each.holds(document, day)), None)
        if found is None:
            raise UnreadableNoticeTable(
                f"signing.toml has no row for {document.claim.type or 'this dispute'} on {day}; add one.",
                zh=f"signing.toml 没有适用于“{document.claim.type}”、{day} 的规定；请补充。",
            )
        return found


@cache
def signing_table(catalogue: Catalogue) -> SigningTable:
    """Return the table.

    Raises:
        UnreadableNoticeTable: it cannot be used; the entry is named.
    """
    try:
        return SigningTable.model_validate(
            tomllib.loads((catalogue.root / "signing.toml").read_text("utf-8"))
        )
    except (tomllib.TOMLDecodeError, ValidationError) as error:
        raise UnreadableNoticeTable(
            f"signing.toml cannot be used: {error}; correct it.",
            zh=f"signing.toml 无法使用：{error}；请更正。",
        ) from error
