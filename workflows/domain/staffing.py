"""How many mediators a body should have, by its tier and size, and how many are missing (调解员配额)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from workflows.domain.organisation import Mediator, Organisation


@dataclass(frozen=True)
class Gap:
    """One body: its quota, who is in post, and the difference; a negative gap is more than the quota."""

    org_id: str
    name: str
    tier: str
    band: str
    quota: int
    in_post: int

    @property
    def gap(self) -> int:
        """Return how many are missing."""
        return self.quota - self.in_post


Quotas = Mapping[tuple[str, str], int]


def gaps(bodies: Iterable[Organisation], mediators: Iterable[Mediator], quotas: Quotas) -> tuple[Gap, ...]:
    """Return the gap of every body that *quotas* ({(tier, band): number}) name, the largest first."""
    in_post: dict[str, int] = {}
    for each in mediators:
        in_post[each.org_id] = in_post.get(each.org_id, 0) + 1
    found = []
    for body in bodies:
        band = body.data.get("population_band", "")
        quota = quotas.get((body.tier, band), quotas.get((body.tier, "")))
        if quota is not None:
            found.append(Gap(body.id, body.name, body.tier, band, quota, in_post.get(body.id, 0)))
    return tuple(sorted(found, key=lambda gap: (-gap.gap, gap.org_id)))
