"""The axes along which figures are set out, and the names of the groups on them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from types import MappingProxyType

from workflows.domain.figure import Dimension
from workflows.domain.form import read_form
from workflows.domain.report import Note
from workflows.store import Tx
from workflows.usecases.app import App

Words = tuple[str, str]
UNKNOWN: Words = ("未填", "not stated")


@dataclass(frozen=True)
class Axis:
    """One way to set figures out: by which dimension, and what it is called."""

    dimension: Dimension
    zh: str
    en: str
    heading: Note


AXES: Mapping[str, Axis] = MappingProxyType(
    {
        "tier": Axis("tier", "按层级", "By tier", Note("层级", "Tier")),
        "place": Axis("org_id", "按机构", "By body", Note("机构", "Body")),
        "type": Axis("type", "按纠纷类型", "By type of dispute", Note("纠纷类型", "Type")),
        "channel": Axis("channel", "按受理渠道", "By channel", Note("渠道", "Channel")),
        "month": Axis("month", "按月份", "By month", Note("月份", "Month")),
        "mediator": Axis("mediator_id", "按调解员", "By mediator", Note("调解员", "Mediator")),
    }
)


@dataclass(frozen=True)
class Names:
    """Names of groups, in the order in which they stand; others come after them by id."""

    known: Mapping[str, Words] = field(default_factory=dict)

    def name(self, group: str) -> Words:
        """Return the name in both languages."""
        return self.known.get(group) or ((group, group) if group else UNKNOWN)

    def place(self, group: str) -> int:
        """Return where the group stands."""
        return self._places.get(group, len(self.known))

    @cached_property
    def _places(self) -> Mapping[str, int]:
        return {group: place for place, group in enumerate(self.known)}


def names_of(app: App, tx: Tx, pack: str, axis: Axis) -> Names:
    """Return the names of the groups on *axis* in *pack*."""
    if axis.dimension == "tier":
        return Names(app.catalogue.tiers)
    if axis.dimension == "org_id":
        bodies = tx.directory.organisations(pack=pack)
        return Names({each.id: (each.name, each.name_en or each.name) for each in bodies})
    if axis.dimension == "mediator_id":
        people = tx.directory.accounts(role="mediator")
        return Names({each.id: (each.name, each.name_en or each.name) for each in people})
    if axis.dimension == "month":
        return Names()
    return Names(_choices(app, pack, {"type": "claim.type", "channel": "intake.channel"}[axis.dimension]))


def _choices(app: App, pack: str, path: str) -> Mapping[str, Words]:
    """Return the names that the counter's form gives to what can be chosen at *path*."""
    return _choices_in(app.catalogue.procedure("intake", pack).files["intake/forms/register.json"], path)


@lru_cache(maxsize=32)
def _choices_in(form: bytes, path: str) -> Mapping[str, Words]:
    """Return what the form calls its choices at *path*; a work list asks for the same few each time."""
    asked = next((each for each in read_form("register", form).fields if each.path == path), None)
    return {
        each.value: (each.label, each.label_en or each.label) for each in (asked.choices if asked else ())
    }
