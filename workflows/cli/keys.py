"""`hewei keys`: show which keys seal the cases, put a new master key into use, drop the old ones."""

from __future__ import annotations

from typing import Annotated

import typer

from workflows.bootstrap import bootstrap
from workflows.config import read_settings
from workflows.usecases.rotate_keys import retire_keys, rotate_keys

keys = typer.Typer(no_args_is_help=True, help="密钥 / keys")


@keys.command("show")
def show() -> None:
    """查看主密钥的编号，各封着多少案件。 Show the ids of the master keys and how many cases each of them wraps."""
    app = bootstrap(read_settings())
    app.store.prepare()
    with app.store.read() as tx:
        wrapped = tx.case_keys.counts()
    for name in sorted({*app.vault.masters, *wrapped}):
        known = "" if name in app.vault.masters else "  缺失 / MISSING"
        used = " *" if name == app.vault.current else ""
        print(f"{name}{used}  {wrapped.get(name, 0)} cases{known}")
    print(f"{app.settings.keys}")


@keys.command("rotate")
def rotate(
    batch: Annotated[int, typer.Option(min=1, help="每批件数 / cases a transaction")] = 500,
) -> None:
    """新建主密钥，重新封装各案密钥；密文不重写。 Make a new master key and wrap every case key with it."""
    app = bootstrap(read_settings())
    app.store.prepare()
    print(f"{rotate_keys(app, batch=batch)} cases  {app.vault.current}")


@keys.command("retire")
def retire() -> None:
    """弃用旧主密钥（已无案件需要）；旧备份仍需要它。 Drop earlier keys; old backups need them still."""
    app = bootstrap(read_settings())
    app.store.prepare()
    print(f"{retire_keys(app)} keys")
