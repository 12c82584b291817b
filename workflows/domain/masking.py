"""Hide people in a case document: minors where the law keeps their names from others, everybody in a preview."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date

from workflows.domain.capacity import years_between
from workflows.domain.case import CaseDocument, Party, PartyKind

_NUMBERS = re.compile(r"(?<![\dA-Za-z.])\d[\dXx]{6,19}(?![\dA-Za-z.])")
_SHOWN = 2


def hide_minors(document: CaseDocument, day: date, *, below: int) -> CaseDocument:
    """Return *document* with the names of parties younger than *below* years on *day* masked wherever they stand.

    Their numbers, addresses and telephones go as well (未成年人保护法 103).
    """
    return _without(document, [p for p in document.parties if _is_minor(p, day, below)])


def hide_people(document: CaseDocument) -> CaseDocument:
    """Return *document* as somebody may see it who has nothing to do with the case: nobody in it can be recognised.

    Names of people become their family name and asterisks everywhere, numbers of any kind are masked, addresses end
    after their first characters.
    """
    hidden = _without(document, list(document.parties))
    return CaseDocument.model_validate(
        _each_text(hidden.model_dump(), lambda text: _NUMBERS.sub(_stars, text))
    )


def hide_people_in(value: object, document: CaseDocument) -> object:
    """Return *value*, plain data that speaks of the case, with the people and numbers of *document* hidden in it.

    Names of bodies stay, the parties' own names and their agents' do not.
    """
    names = _names_in(list(document.parties))
    return _each_text(value, lambda text: _NUMBERS.sub(_stars, names(text)))


def mask_name(name: str) -> str:
    """Return the first character and an asterisk for each other one: 张三 becomes 张*."""
    return name[:1] + "*" * max(len(name) - 1, 1) if name else ""


def _is_minor(party: Party, day: date, below: int) -> bool:
    if party.birth is not None:
        years = years_between(party.birth, day)
        return years < below
    return party.age is not None and party.age < below


def _without(document: CaseDocument, parties: list[Party]) -> CaseDocument:
    if not parties:
        return document
    values = document.model_dump()
    values["parties"] = [
        _masked(party) if party in parties else party.model_dump() for party in document.parties
    ]
    return CaseDocument.model_validate(_each_text(values, _names_in(parties)))


def _names_in(parties: list[Party]) -> Callable[[str], str]:
    """Return what masks the names of *parties* and of those who act for them in a text."""
    hidden = {name: mask_name(name) for party in parties for name in _names(party)}
    pattern = re.compile(
        "|".join(re.escape(name) for name in sorted(hidden, key=len, reverse=True)) or r"(?!)"
    )
    return lambda text: pattern.sub(lambda found: hidden[found.group()], text)


def _names(party: Party) -> list[str]:
    own = party.name if party.kind is PartyKind.PERSON else party.representative
    return [name for name in (own, party.agent.name if party.agent else "") if len(name) > 1]


def _masked(party: Party) -> dict[str, object]:
    cut = {name: _cut(getattr(party, name)) for name in ("address", "service_address", "unit")}
    numbers = {name: _stars_of(getattr(party, name)) for name in ("id_number", "phone", "email")}
    agent = party.agent and party.agent.model_copy(
        update={"phone": _stars_of(party.agent.phone), "id_number": _stars_of(party.agent.id_number)}
    )
    return party.model_copy(update={**cut, **numbers, "agent": agent}).model_dump()


def _cut(address: str) -> str:
    return f"{address[: min(6, len(address) // 2)]}***" if address else ""


def _stars(found: re.Match[str]) -> str:
    return _stars_of(found.group())


def _stars_of(number: str) -> str:
    if len(number) <= 2 * _SHOWN:
        return "*" * len(number)
    return f"{number[:_SHOWN]}{'*' * (len(number) - 2 * _SHOWN)}{number[-_SHOWN:]}"


def _each_text(value: object, change: Callable[[str], str]) -> object:
    if type(value) is str:
        return change(value)
    if isinstance(value, Mapping):
        return {name: _each_text(each, change) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [_each_text(each, change) for each in value]
    return value
