"""Reports on people and bodies: quotas and who is missing, and who is in the registry."""

from __future__ import annotations

from collections import Counter
from datetime import date
from decimal import Decimal

from workflows.domain.report import Column, Note, Report, Row
from workflows.store import Tx
from workflows.usecases.app import App
from workflows.usecases.propose_mediators import staffing_gaps
from workflows.usecases.report.axis import AXES, names_of


def staffing_report(
    app: App, tx: Tx, pack: str, since: date, until: date, orgs: frozenset[str] | None
) -> Report:
    """Return every body that has a quota with who is in post and who is missing, the largest gap first."""
    found = [each for each in staffing_gaps(app, tx, pack) if orgs is None or each.org_id in orgs]
    names = names_of(app, tx, pack, AXES["tier"])
    english = names_of(app, tx, pack, AXES["place"])
    rows = [
        Row(
            zh=each.name,
            en=english.name(each.org_id)[1],
            cells=(
                Note(*names.name(each.tier)),
                Decimal(each.quota),
                Decimal(each.in_post),
                Decimal(each.gap),
            ),
        )
        for each in found
    ]
    quota, in_post = sum(each.quota for each in found), sum(each.in_post for each in found)
    total = ("", Decimal(quota), Decimal(in_post), Decimal(quota - in_post))
    rows.append(Row(zh="合计", en="Total", cells=total, total=True))
    stated = app.catalogue.pack(pack).data.get("network", {}).get("stated_mediators")
    notes: tuple[Note, ...] = ()
    if stated is not None and stated != quota:
        notes = (
            Note(
                f"来源写调解员共 {stated} 人；按配额表和各机构人口档次算得 {quota} 人，两者不一致，照列。",
                f"The source states {stated} mediators; quotas and sizes of the bodies give {quota}. Both are shown.",
            ),
        )
    columns = (
        Column(id="tier", zh="层级", en="Tier"),
        Column(id="quota", zh="配额", en="Quota", unit="pieces"),
        Column(id="in_post", zh="在册", en="In post", unit="pieces"),
        Column(id="gap", zh="缺额", en="Missing", unit="pieces"),
    )
    return _report(
        "staffing", ("调解员配额与缺额", "Mediators: quotas and gaps"), since, until, columns, rows, notes
    )


def registry_report(
    app: App, tx: Tx, pack: str, since: date, until: date, orgs: frozenset[str] | None
) -> Report:
    """Return how many bodies and mediators each tier has: full time, part time, by rank."""
    bodies = {
        each.id: each for each in tx.directory.organisations(pack=pack) if orgs is None or each.id in orgs
    }
    people = [each for each in tx.directory.mediators() if each.org_id in bodies]
    ranks = app.catalogue.pack(pack).data.get("ranks", ())
    names = names_of(app, tx, pack, AXES["tier"])
    rows = []
    for tier in sorted({each.tier for each in bodies.values()}, key=names.place):
        own = [each for each in people if bodies[each.org_id].tier == tier]
        held = Counter(each.rank for each in own)
        full = sum(each.full_time for each in own)
        count = sum(each.tier == tier for each in bodies.values())
        numbers = (count, len(own), full, len(own) - full, *(held[rank["id"]] for rank in ranks))
        zh, en = names.name(tier)
        rows.append(Row(zh=zh, en=en, cells=tuple(Decimal(each) for each in numbers)))
    columns = (
        Column(id="bodies", zh="组织数", en="Bodies", unit="pieces"),
        Column(id="mediators", zh="调解员数", en="Mediators", unit="people"),
        Column(id="full_time", zh="专职", en="Full time", unit="people"),
        Column(id="part_time", zh="兼职", en="Part time", unit="people"),
        *(Column(id=r["id"], zh=r["title"], en=r.get("title_en", r["title"]), unit="people") for r in ranks),
    )
    return _report("registry", ("组织与调解员", "Bodies and mediators"), since, until, columns, rows, ())


def _report(
    name: str,
    title: tuple[str, str],
    since: date,
    until: date,
    columns: tuple[Column, ...],
    rows: list[Row],
    notes: tuple[Note, ...],
) -> Report:
    return Report(
        name=name,
        zh=title[0],
        en=title[1],
        axis=Note("机构" if name == "staffing" else "层级", "Body" if name == "staffing" else "Tier"),
        since=since,
        until=until,
        columns=columns,
        rows=tuple(rows),
        notes=notes,
    )
