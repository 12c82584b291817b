"""Load a pack: its organisations, people and mediators into the store, and its procedures published."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from workflows.domain.organisation import Account, Mediator, Membership, Organisation
from workflows.errors import BrokenPack
from workflows.store import Tx
from workflows.usecases.app import App
from workflows.usecases.check_pack import check_pack
from workflows.usecases.identity.give_post import must_go_together
from workflows.usecases.publish_procedure import must_be_publishable, publish_stock

Row = Mapping[str, str]


def load_pack(app: App, pack_id: str, *, password: str = "") -> Mapping[str, int]:
    """Return how many organisations, accounts and mediators the pack brought; loading again replaces them.

    Accounts of a place that is no sample are seeded once: their passwords, posts and states are then their own.

    Args:
        app: the machine.
        pack_id: the folder under bpmn/packs.
        password: an argon2id hash given to sample accounts, for a demonstration only.

    Raises:
        UnknownPack: there is none with this id.
        BrokenPack: a row names a body that is not there, a tree loops, or a login is taken; the row is named.
        RefusedDiagram: its procedure cannot be run.
        PostsExclude: somebody is to be two of administrator, auditor and security officer.
    """
    pack = app.catalogue.pack(pack_id)
    _must_be_whole(app, pack_id)
    procedures = (pack.procedure, *pack.data.get("procedures", ()))
    for procedure in procedures:
        must_be_publishable(app, procedure, pack_id)
    organisations = list(organisations_of(pack_id, app.catalogue.rows(pack_id, "organisations")))
    known = {each.id for each in organisations}
    people = list(
        _people(pack_id, app.catalogue.rows(pack_id, "people"), known, password if pack.sample else "")
    )
    mediators = [_mediator(row) for row in app.catalogue.rows(pack_id, "mediators")]
    with app.store.write() as tx:
        tx.directory.put_organisations(organisations)
        for line, (account, posts) in enumerate(people, start=2):
            must_go_together(posts)
            _must_be_free(tx, account, line)
            if pack.sample or tx.directory.account(account.id) is None:
                tx.directory.put_account(account, posts)
        tx.directory.put_mediators(mediators)
        tx.settings.put(f"pack:{pack_id}", {"sample": pack.sample, "title": pack.title})
    for procedure in procedures:
        publish_stock(app, procedure, pack_id)
    return {"organisations": len(organisations), "accounts": len(people), "mediators": len(mediators)}


def _must_be_free(tx: Tx, account: Account, line: int) -> None:
    """Refuse a login that somebody of another place has: a login names one person of the whole installation."""
    other = tx.directory.account_by_login(account.login)
    if other is not None and other.id != account.id:
        says = f"the login {account.login} belongs to somebody of {other.pack} already; choose another"
        zh = f"登录名 {account.login} 已由 {other.pack} 的人员使用，请换一个"
        raise _broken(account.pack, "people.csv", line, says, zh)


def _must_be_whole(app: App, pack_id: str) -> None:
    wrong = check_pack(app, app.catalogue.pack_folder(pack_id), drawn=False)
    if wrong:
        first = wrong[0]
        raise BrokenPack(
            f"In {first.file}, line {first.line}: {first.message} {first.remedy} "
            f"({len(wrong)} in all; see `hewei pack check {pack_id}`. What ran before keeps running.)",
            zh=f"{first.file} 第 {first.line} 行：{first.zh}{first.remedy_zh}"
            f"（共 {len(wrong)} 处，见 `hewei pack check {pack_id}`；原有内容照常运行。）",
            file=first.file,
            line=first.line,
        )


def organisations_of(pack_id: str, rows: list[dict[str, str]]) -> Iterator[Organisation]:
    """Return the organisations of a pack's rows with their paths from the root.

    Raises:
        BrokenPack: an id stands twice, a parent is missing, or parents go in a circle.
    """
    parents: dict[str, str] = {}
    for line, row in enumerate(rows, start=2):
        if row["id"] in parents:
            raise _broken(
                pack_id,
                "organisations.csv",
                line,
                f"the id {row['id']} stands twice",
                f"编号 {row['id']} 重复",
            )
        parents[row["id"]] = row.get("parent_id", "")
    for line, row in enumerate(rows, start=2):
        path = _path(row["id"], parents)
        if path is None:
            says = f"the parent of {row['id']} is missing or goes in a circle"
            raise _broken(pack_id, "organisations.csv", line, says, f"{row['id']} 的上级机构缺失或成环")
        yield Organisation(
            id=row["id"],
            pack=pack_id,
            kind=row["kind"],
            tier=row["tier"],
            name=row["name"],
            name_en=row.get("name_en", ""),
            parent_id=row.get("parent_id", ""),
            path=path,
            short=row.get("short", ""),
            sample=row.get("sample", "") == "true",
            data={k: v for k, v in row.items() if k not in _COLUMNS and v},
        )


_COLUMNS = frozenset({"id", "kind", "tier", "name", "name_en", "parent_id", "short", "sample"})


def _path(org_id: str, parents: Mapping[str, str]) -> str | None:
    way, current = [org_id], parents[org_id]
    while current:
        if current not in parents or current in way:
            return None
        way.append(current)
        current = parents[current]
    return "/".join(reversed(way)) + "/"


def _people(
    pack_id: str, rows: list[dict[str, str]], known: set[str], password: str
) -> Iterator[tuple[Account, list[Membership]]]:
    for line, row in enumerate(rows, start=2):
        account_id = f"{pack_id}:{row['login']}"
        posts = []
        for post in row["roles"].replace(";", " ").split():
            role, _, org = post.partition("@")
            if org not in known:
                says = f"{row['login']} has a post in {org}, which is not an organisation of this pack"
                raise _broken(
                    pack_id, "people.csv", line, says, f"{row['login']} 任职的机构 {org} 不在本辖区包内"
                )
            posts.append(Membership(account_id=account_id, org_id=org, role=role))
        account = Account(
            id=account_id,
            login=row["login"],
            name=row["name"],
            name_en=row.get("name_en", ""),
            password=password,
            sample=row.get("sample", "true") == "true",
            pack=pack_id,
        )
        yield account, posts


def _mediator(row: Row) -> Mediator:
    return Mediator(
        account_id=row["id"],
        org_id=row["org_id"],
        specialities=tuple(row.get("specialities", "").replace(";", " ").split()),
        rank=row.get("rank", ""),
        grade=int(row["grade"]) if row.get("grade") else None,
        certificate=row.get("certificate", ""),
        appointed_on=date.fromisoformat(row["appointed_on"]) if row.get("appointed_on") else None,
        born_on=date.fromisoformat(row["born_on"]) if row.get("born_on") else None,
        full_time=row.get("full_time", "") == "true",
        sample=row.get("sample", "true") == "true",
        languages=_several(row, "languages"),
        id_number=row.get("id_number", ""),
        relatives=_several(row, "relatives"),
        interests=_several(row, "interests"),
    )


def _several(row: Row, column: str) -> tuple[str, ...]:
    """Return the entries of a cell; several are separated by semicolons, as names may hold spaces."""
    return tuple(each.strip() for each in (row.get(column) or "").split(";") if each.strip())


def _broken(pack_id: str, file: str, line: int, says: str, zh: str) -> BrokenPack:
    return BrokenPack(
        f"In bpmn/packs/{pack_id}/{file}, line {line}: {says}. Correct the row; what ran before keeps running.",
        zh=f"bpmn/packs/{pack_id}/{file} 第 {line} 行：{zh}。请改正该行；原有内容照常运行。",
        file=file,
        line=line,
    )
