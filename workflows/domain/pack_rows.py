"""The rows of a pack: what must hold of its bodies, people and mediators before the place can go live."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

Row = Mapping[str, str]

KINDS = frozenset(
    {
        "county_centre",
        "township_centre",
        "village_station",
        "enterprise_station",
        "industry_centre",
        "court",
        "tribunal",
        "police",
        "department",
        "mediation_group",
    }
)
HEIGHT = {"county": 4, "township": 3, "industry": 3, "village": 2, "enterprise": 2, "group": 1}
"""How high a tier of mediation stands; courts, police and departments stand beside it."""
TIERS = frozenset({*HEIGHT, "court", "police", "department"})
COUNTY, TOWNSHIP, STATIONS = "county_centre", "township_centre", ("village_station", "enterprise_station")


@dataclass(frozen=True)
class Wrong:
    """One thing wrong in a row (its line in the file): what is the case and how to mend it."""

    line: int
    rule: str
    what: str
    zh: str
    remedy: str
    remedy_zh: str


def wrong_bodies(rows: Sequence[Row]) -> Iterator[Wrong]:
    """Yield what is wrong in organisations.csv: ids, words, parents, circles, tiers and stations without a township."""
    parents = {row.get("id", ""): row for row in rows}
    townships = any(row.get("kind") == TOWNSHIP for row in rows)
    seen: set[str] = set()
    for line, row in enumerate(rows, start=2):
        ident = row.get("id", "")
        if not ident or ident in seen:
            yield Wrong(
                line,
                "pack-id",
                f"the id {ident!r} is empty or stands twice",
                f"编号“{ident}”为空或者重复",
                *_ID,
            )
        seen.add(ident)
        yield from _words(line, row)
        yield from _above(line, row, parents, townships=townships)


def wrong_people(rows: Sequence[Row], bodies: frozenset[str], roles: frozenset[str]) -> Iterator[Wrong]:
    """Yield what is wrong in people.csv: logins that stand twice, unknown roles, posts in bodies that are not here."""
    seen: set[str] = set()
    for line, row in enumerate(rows, start=2):
        login = row.get("login", "")
        if not login or login in seen:
            yield Wrong(
                line,
                "pack-login",
                f"the login {login!r} is empty or stands twice",
                f"登录名“{login}”为空或者重复",
                *_ID,
            )
        seen.add(login)
        for post in row.get("roles", "").replace(";", " ").split():
            role, _, org = post.partition("@")
            if role not in roles:
                yield Wrong(
                    line,
                    "pack-role",
                    f"{login} has the unknown role {role!r}",
                    f"{login} 的角色“{role}”不存在",
                    *_ROLE,
                )
            if org not in bodies:
                yield Wrong(
                    line,
                    "pack-post",
                    f"{login} has a post in {org!r}, no body of this pack",
                    f"{login} 任职的机构“{org}”不在本辖区包内",
                    *_BODY,
                )


def wrong_mediators(
    rows: Sequence[Row], bodies: frozenset[str], accounts: frozenset[str], of_age: int
) -> Iterator[Wrong]:
    """Yield what is wrong in mediators.csv: accounts, bodies, days, grades, people appointed under *of_age*."""
    for line, row in enumerate(rows, start=2):
        who = row.get("id", "")
        if who not in accounts:
            yield Wrong(
                line,
                "mediator-account",
                f"{who!r} is no login of people.csv",
                f"“{who}”不是 people.csv 中的账号",
                *_ACCOUNT,
            )
        if row.get("org_id", "") not in bodies:
            yield Wrong(
                line,
                "pack-post",
                f"{who} works in {row.get('org_id', '')!r}, no body of this pack",
                f"{who} 所在的机构“{row.get('org_id', '')}”不在本辖区包内",
                *_BODY,
            )
        if row.get("grade") and row["grade"] not in ("1", "2", "3", "4"):
            yield Wrong(
                line,
                "mediator-grade",
                f"the grade {row['grade']!r} is none of 1 to 4",
                f"等级“{row['grade']}”不是一至四级",
                *_GRADE,
            )
        yield from _ages(line, who, row, of_age)


def _words(line: int, row: Row) -> Iterator[Wrong]:
    for word, known in (("kind", KINDS), ("tier", TIERS)):
        if row.get(word, "") not in known:
            yield Wrong(
                line,
                f"pack-{word}",
                f"the {word} {row.get(word, '')!r} is unknown",
                f"{word}“{row.get(word, '')}”不认识",
                f"Use one of {', '.join(sorted(known))}.",
                f"请用其中之一：{'、'.join(sorted(known))}。",
            )


def _above(line: int, row: Row, parents: Mapping[str, Row], *, townships: bool) -> Iterator[Wrong]:
    ident, above = row.get("id", ""), row.get("parent_id", "")
    if above and above not in parents:
        yield Wrong(
            line,
            "pack-parent",
            f"the parent {above!r} of {ident} is not in this pack",
            f"{ident} 的上级“{above}”不在本辖区包内",
            *_PARENT,
        )
        return
    if not above and row.get("kind") in STATIONS:
        yield Wrong(
            line, "pack-orphan", f"the station {ident} has no parent", f"工作站 {ident} 没有上级", *_PARENT
        )
        return
    chain = _chain(ident, parents)
    if chain is None:
        yield Wrong(
            line, "pack-loop", f"the parents of {ident} go in a circle", f"{ident} 的上级成环", *_LOOP
        )
        return
    over = HEIGHT.get(parents[above].get("tier", ""), 0) if above else 0
    if above and over and over < HEIGHT.get(row.get("tier", ""), 0):
        yield Wrong(
            line,
            "pack-tier-order",
            f"{ident} stands above its parent {above}",
            f"{ident} 的层级高于上级 {above}",
            *_LOOP,
        )
    if (
        row.get("kind") == "village_station"
        and townships
        and not any(each.get("kind") == TOWNSHIP for each in chain)
    ):
        yield Wrong(
            line,
            "pack-village-township",
            f"the village {ident} belongs to no township",
            f"村（社区）站 {ident} 不属于任何乡镇（街道）",
            *_PARENT,
        )


def _chain(ident: str, parents: Mapping[str, Row]) -> list[Row] | None:
    """Return the bodies above *ident*; None where they go in a circle."""
    chain: list[Row] = []
    seen, current = {ident}, parents[ident].get("parent_id", "")
    while current in parents:
        if current in seen:
            return None
        seen.add(current)
        chain.append(parents[current])
        current = parents[current].get("parent_id", "")
    return chain


def _ages(line: int, who: str, row: Row, of_age: int) -> Iterator[Wrong]:
    days: dict[str, date] = {}
    for word in ("born_on", "appointed_on"):
        try:
            if row.get(word):
                days[word] = date.fromisoformat(row[word])
        except ValueError:
            yield Wrong(
                line, "mediator-day", f"{word} {row[word]!r} is no day", f"{word}“{row[word]}”不是日期", *_DAY
            )
    born, appointed = days.get("born_on"), days.get("appointed_on")
    if (
        born
        and appointed
        and (appointed.year - born.year - ((appointed.month, appointed.day) < (born.month, born.day)))
        < of_age
    ):
        yield Wrong(
            line,
            "mediator-age",
            f"{who} was under {of_age} when appointed on {appointed}",
            f"{who} 在 {appointed} 聘任时未满 {of_age} 周岁",
            *_AGE,
        )


_ID = ("Give every row an id of its own.", "请给每一行一个不重复的编号。")
_PARENT = ("Name the id of the body above it in parent_id.", "请在 parent_id 中写明上级机构的编号。")
_LOOP = ("Let parent_id name the body of the higher tier.", "请让 parent_id 指向高一层级的机构。")
_ROLE = ("Use a role of docs/architecture.md.", "请用系统已有的角色（见 docs/architecture.md）。")
_BODY = (
    "Correct the id, or add the body to organisations.csv.",
    "请改正编号，或者先在 organisations.csv 中登记该机构。",
)
_ACCOUNT = ("Write <pack>:<login> of a row of people.csv.", "请写成“辖区包：登录名”，与 people.csv 一致。")
_GRADE = ("Write 1, 2, 3, 4 or nothing.", "请写 1 至 4，或者留空。")
_DAY = ("Write the day as 2026-01-31.", "日期请写成 2026-01-31。")
_AGE = (
    "Only adults are appointed; correct the days or remove the row.",
    "调解员须为成年公民；请改正日期，或者删去该行。",
)
