"""`hewei account`: accounts and posts, for whoever works at the machine itself."""

from __future__ import annotations

import json
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from workflows.bootstrap import bootstrap
from workflows.config import read_settings
from workflows.domain.actor import CONSOLE
from workflows.domain.organisation import Account
from workflows.errors import UnknownLogin
from workflows.usecases.app import App
from workflows.usecases.identity.accounts import (
    NewAccount,
    OneTime,
    close_account,
    create_account,
    link_identity,
    list_accounts,
    reopen_account,
    reset_password,
    reset_second_factor,
    unlink_identities,
)
from workflows.usecases.identity.give_post import give_post, take_post

account = typer.Typer(no_args_is_help=True)

Login = Annotated[str, typer.Argument(help="登录名 / login name")]
Json = Annotated[bool, typer.Option("--json", help="机器可读 / for programs")]


@account.command("list")
def list_all(
    text: Annotated[str, typer.Option(help="登录名或姓名 / login or name")] = "",
    page: Annotated[int, typer.Option(help="第几页 / which page")] = 1,
    as_json: Json = False,
) -> None:
    """逐页列出账号及其岗位。 List accounts with their posts, page by page."""
    found = list_accounts(_app(), CONSOLE, text=text, page=page)
    rows = [
        {
            "login": row.account.login,
            "name": row.account.name,
            "active": row.account.active,
            "second_factor": row.has_code,
            "linked": row.linked,
            "posts": [f"{post.role}@{post.org_name}" for post in row.posts],
        }
        for row in found.rows
    ]
    if as_json:
        print(
            json.dumps({"rows": rows, "page": found.page, "more": found.more}, ensure_ascii=False, indent=2)
        )
        return
    table = Table("login", "name", "active", "2FA", "posts")
    for row in found.rows:
        posts = "\n".join(f"{post.role} · {post.org_name}" for post in row.posts)
        marks = ["yes" if row.account.active else "no", "yes" if row.has_code else "no"]
        table.add_row(row.account.login, row.account.name, *marks, posts)
    Console().print(table)
    if found.more:
        print(f"--page {found.page + 1}")


@account.command("create")
def create(
    login: Login,
    name: Annotated[str, typer.Option(help="姓名 / name")],
    name_en: Annotated[str, typer.Option(help="英文名 / name in English")] = "",
    pack: Annotated[str, typer.Option(help="辖区 / pack")] = "",
    locale: Annotated[str, typer.Option(help="界面语言 zh / en / language")] = "zh",
) -> None:
    """新建账号，打印一次性密码。 Create an account and print its one-time password."""
    new = NewAccount(login=login, name=name, name_en=name_en, pack=pack, locale=locale)
    _print_once(create_account(_app(), CONSOLE, new))


@account.command("post")
def post(
    login: Login,
    role: Annotated[str, typer.Argument(help="岗位 / role")],
    org: Annotated[str, typer.Argument(help="机构编号 / id of the body")],
    take: Annotated[bool, typer.Option("--take", help="撤销而不是授予 / take away instead of give")] = False,
) -> None:
    """给予或者收回岗位。 Give a post, or take it away."""
    app = _app()
    found = _named(app, login)
    change = take_post if take else give_post
    for each in change(app, CONSOLE, found.id, org, role):
        print(f"{each.role}@{each.org_id}")


@account.command("deactivate")
def deactivate(login: Login) -> None:
    """停用账号：不能再登录，已有登录即时结束。 Close an account; its logins end at once."""
    app = _app()
    print(close_account(app, CONSOLE, _named(app, login).id).login)


@account.command("activate")
def activate(login: Login) -> None:
    """重新启用停用的账号。 Open a closed account again."""
    app = _app()
    print(reopen_account(app, CONSOLE, _named(app, login).id).login)


@account.command("reset")
def reset(
    login: Login,
    second_factor: Annotated[
        bool,
        typer.Option("--second-factor", help="重置两步验证而不是密码 / the second factor, not the password"),
    ] = False,
) -> None:
    """重发一次性密码，或者清除丢失设备者的第二因素。 Print a new one-time password, or forget a lost second factor."""
    app = _app()
    found = _named(app, login)
    if second_factor:
        reset_second_factor(app, CONSOLE, found.id)
        print(found.login)
        return
    _print_once(reset_password(app, CONSOLE, found.id))


@account.command("link")
def link(
    login: Login,
    subject: Annotated[str, typer.Argument(help="在统一身份中的标识 / name at the identity provider")] = "",
    remove: Annotated[bool, typer.Option("--remove", help="取消关联 / remove the links")] = False,
) -> None:
    """把账号与统一身份认证的人员关联，或者取消。 Link an account to the identity provider, or unlink it."""
    app = _app()
    found = _named(app, login)
    if remove:
        print(unlink_identities(app, CONSOLE, found.id))
        return
    made = link_identity(app, CONSOLE, found.id, subject)
    print(f"{made.subject} @ {made.issuer}")


def _app() -> App:
    app = bootstrap(read_settings())
    app.store.prepare()
    return app


def _named(app: App, login: str) -> Account:
    with app.store.read() as tx:
        found = tx.directory.account_by_login(login)
    if found is None:
        raise UnknownLogin(f"There is no account {login!r}.", zh=f"没有登录名 {login!r}。", login=login)
    return found


def _print_once(made: OneTime) -> None:
    print(made.account.login)
    print(made.password)
    until = made.account.password_until
    print(f"一次性密码，有效至 / one-time password, good until {until:%Y-%m-%d %H:%M} UTC" if until else "")
