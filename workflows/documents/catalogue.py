"""The folders under templates/: what each document is, and where its files come from."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from importlib.resources.abc import Traversable
from typing import Literal

from jinja2 import BaseLoader, Environment, TemplateNotFound
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from workflows.domain.dossier import DossierRow
from workflows.errors import BrokenDocumentFile, UnknownTemplate

LAYOUT = "layout"
WORDS = "layout/words.toml"
STYLE = "layout/print.css"
MASKING = "layout/masking.toml"
DOSSIER = "layout/dossier.toml"
BODY = "body.html.j2"
INFO = "document.toml"
SAMPLE = "sample.yaml"
OWN = (BODY, INFO, SAMPLE)
"""The files of a document that its editors write."""

_ID = re.compile(r"[a-z][a-z0-9-]{0,60}")
_FILE = re.compile(r"[a-z][a-z0-9-]{0,60}/[a-z][a-z0-9.-]{0,60}")


class DocumentInfo(BaseModel):
    """What `document.toml` says of one document.

    `about` tells it from others that bear the same title by law, such as rulings; it is printed on none of them.
    `series` is the pattern of its number ({year}, {short}, {seq}, {place}), empty where it has none of its own;
    `number_path` is the place in the case document where the number stands: one that stands there already is used
    again. `order` is its place in the dossier (卷内目录), 0 for papers that stay outside; `item` names the list of
    which it prints one item. `period` and `period_start` (a path) give the last day that the paper states, by the
    law of the place; `lines` says which list it prints. `masks` says whose names it does not show; ordering a paper
    that `binds` also binds the dossier. One made `by_hand` may be asked for where no step of the diagram orders it.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    title: str = Field(min_length=1)
    title_en: str = Field(min_length=1)
    about: str = ""
    maker: Literal["committee", "parties", "court", "office", "archive"]
    series: str = ""
    number_path: str = Field(default="", pattern=r"^([a-z_]+(\.[a-z_]+)+)?$")
    signers: tuple[str, ...] = ()
    required: Literal["required", "as-needed"] = "as-needed"
    order: int = Field(default=0, ge=0, le=13)
    layout: Literal["letter", "form", "cover"] = "letter"
    item: Literal["", "sessions", "follow_ups", "hand_overs", "supervisions", "conferences"] = ""
    period: str = ""
    period_start: str = Field(default="", pattern=r"^([a-z_]+(\.[a-z_]+)+)?$")
    lines: Literal["", "court", "dossier", "evidence", "signing"] = ""
    law: tuple[str, ...] = ()
    draft: bool = False
    masks: Literal["", "minors"] = ""
    binds: bool = False
    by_hand: bool = False

    @property
    def listed(self) -> str:
        """The Chinese title as lists of documents show it: 民事裁定书（驳回申请）."""
        return f"{self.title}（{self.about}）" if self.about else self.title


class MinorRule(BaseModel):
    """From which day to which the names of people younger than `below` years are masked, and by which law."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    below: int = Field(ge=1, le=30)
    since: date = Field(alias="from")
    to: date | None = None
    law: str = Field(min_length=1)
    source: str = Field(min_length=1)

    def holds(self, day: date) -> bool:
        """Return whether the rule is in force on *day*."""
        return self.since <= day and (self.to is None or day <= self.to)


class MaskingFile(BaseModel):
    """What `layout/masking.toml` says."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    minors: tuple[MinorRule, ...] = ()


class DossierFile(BaseModel):
    """What `layout/dossier.toml` says."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    source: str = Field(min_length=1)
    source_en: str = Field(min_length=1)
    row: tuple[DossierRow, ...]


class Shelf(BaseLoader):
    """Every template file there is; a root named earlier wins file by file."""

    def __init__(self, roots: Sequence[Traversable], drafts: Mapping[str, str]) -> None:
        """Keep the *roots* in the order in which they are asked, after the *drafts*."""
        self._roots = tuple(roots)
        self._drafts = drafts
        self.read = cache(self._read)
        self.ids = cache(self._ids)
        self.info = cache(self._info)
        self.dossier = cache(self._dossier)

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, None]:  # noqa: ARG002 - Jinja's door
        """Return the text of *template*, its name for error messages, and nothing to reload by.

        Raises:
            TemplateNotFound: no root holds it, or it is not one of our names.
        """
        if not _FILE.fullmatch(template) or (text := self.read(template)) is None:
            raise TemplateNotFound(template)
        return text, template, None

    def _ids(self) -> tuple[str, ...]:
        """Return the ids of all documents, in alphabetical order."""
        found = {
            folder.name
            for root in self._roots
            if root.is_dir()
            for folder in root.iterdir()
            if folder.is_dir()
        }
        return tuple(
            sorted(name for name in found - {LAYOUT} if _ID.fullmatch(name) and self._has_body(name))
        )

    def _info(self, template_id: str) -> DocumentInfo:
        """Return what `document.toml` says of *template_id*.

        Raises:
            UnknownTemplate: there is no such document.
            BrokenDocumentFile: its `document.toml` cannot be used.
        """
        if not _ID.fullmatch(template_id) or not self._has_body(template_id):
            raise UnknownTemplate(
                f"There is no document {template_id!r}; there are {', '.join(self.ids())}.",
                zh=f"没有文书 {template_id!r}；现有：{'、'.join(self.ids())}。",
                document=template_id,
            )
        try:
            return DocumentInfo.model_validate(tomllib.loads(self.read(f"{template_id}/{INFO}") or ""))
        except (tomllib.TOMLDecodeError, ValidationError) as error:
            raise BrokenDocumentFile(
                f"{template_id}/document.toml cannot be used: {error}; correct it.",
                zh=f"{template_id}/document.toml 无法使用：{error}；请更正。",
                document=template_id,
            ) from error

    def words(self) -> dict[str, dict[str, str]]:
        """Return what codes mean in words, by field.

        Raises:
            BrokenDocumentFile: `layout/words.toml` cannot be used.
        """
        try:
            return tomllib.loads(self.read(WORDS) or "")
        except tomllib.TOMLDecodeError as error:
            raise BrokenDocumentFile(
                f"{WORDS} cannot be used: {error}; correct it.", zh=f"{WORDS} 无法使用：{error}；请更正。"
            ) from error

    def minor_age(self, day: date) -> int | None:
        """Return the age in years below which names are masked on papers of *day*, or None (未成年人保护法).

        Raises:
            BrokenDocumentFile: `layout/masking.toml` cannot be used.
        """
        try:
            rules = MaskingFile.model_validate(tomllib.loads(self.read(MASKING) or "")).minors
        except (tomllib.TOMLDecodeError, ValidationError) as error:
            raise BrokenDocumentFile(
                f"{MASKING} cannot be used: {error}; correct it.", zh=f"{MASKING} 无法使用：{error}；请更正。"
            ) from error
        return next((rule.below for rule in rules if rule.holds(day)), None)

    def _dossier(self) -> tuple[DossierRow, ...]:
        """Return the rows of the dossier's index.

        Raises:
            BrokenDocumentFile: `layout/dossier.toml` cannot be used.
        """
        try:
            return DossierFile.model_validate(tomllib.loads(self.read(DOSSIER) or "")).row
        except (tomllib.TOMLDecodeError, ValidationError) as error:
            raise BrokenDocumentFile(
                f"{DOSSIER} cannot be used: {error}; correct it.", zh=f"{DOSSIER} 无法使用：{error}；请更正。"
            ) from error

    def _has_body(self, template_id: str) -> bool:
        return self.read(f"{template_id}/{BODY}") is not None

    def _read(self, name: str) -> str | None:
        if name in self._drafts:
            return self._drafts[name]
        folder, _, file = name.partition("/")
        for root in self._roots:
            place = root / folder / file
            if place.is_file():
                return place.read_text(encoding="utf-8")
        return None
