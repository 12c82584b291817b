"""Bodies to choose from in the order in which people look for them: above and near by first, then by sector."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from workflows.domain.organisation import Organisation


class Heading(NamedTuple):
    """What stands over a group of bodies."""

    zh: str
    en: str


NEAR = Heading("上级和本地", "Above and near by")
SECTORS: Mapping[str, Heading] = {
    "county_centre": Heading("县级中心", "County centres"),
    "township_centre": Heading("乡镇、街道", "Townships and streets"),
    "industry_centre": Heading("行业中心", "Industry centres"),
    "court": Heading("法院、人民法庭", "Courts and tribunals"),
    "tribunal": Heading("法院、人民法庭", "Courts and tribunals"),
    "police": Heading("公安机关、警务室", "Police"),
    "department": Heading("部门", "Departments"),
    "mediation_group": Heading("调解小组", "Mediation groups"),
}
"""The headings of what does not stand under its township, in their order."""
STATIONS = ("village_station", "enterprise_station")
OTHERS = Heading("其他", "Others")


def group_bodies(
    bodies: Sequence[Organisation], listed: Mapping[str, Organisation], own: Organisation | None
) -> Iterator[tuple[Heading, Organisation]]:
    """Yield *bodies* each with its heading: those above *own* and of its place, then its equals, then the others.

    Args:
        bodies: what can be chosen.
        listed: every body of the place by id.
        own: the body that handles the case.
    """
    chain = _chain(listed, own)
    places = tuple(each.short for each in chain if each.tier == "township" and each.short)
    headed = [(_heading(body, listed, chain, places), body) for body in bodies]
    equals = {_heading(own, listed, (), ())} if own is not None else set()
    order = [NEAR, *equals, *dict.fromkeys(SECTORS.values())]

    def place(row: tuple[Heading, Organisation]) -> tuple[int, Heading, int, str]:
        heading, body = row
        rank = order.index(heading) if heading in order else len(order)
        nearest = chain.index(body) if body in chain else len(chain)
        return rank, heading, nearest, body.name

    yield from sorted(headed, key=place)


def _chain(listed: Mapping[str, Organisation], own: Organisation | None) -> tuple[Organisation, ...]:
    """Return *own* and the bodies above it, the nearest first."""
    ids = own.path.strip("/").split("/")[::-1] if own is not None else []
    return tuple(listed[each] for each in ids if each in listed)


def _heading(
    body: Organisation,
    listed: Mapping[str, Organisation],
    chain: Sequence[Organisation],
    places: tuple[str, ...],
) -> Heading:
    station = body.kind in STATIONS
    if body in chain or (not station and places and body.short.startswith(places)):
        return NEAR
    above = listed.get(body.parent_id) if station else None
    return Heading(above.name, above.english) if above is not None else SECTORS.get(body.kind, OTHERS)
