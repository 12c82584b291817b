"""`hewei prepare`: the database in its newest form and, where asked for, the sample data."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from workflows.bootstrap import bootstrap
from workflows.config import read_settings
from workflows.testing.sample_cases import open_sample_cases
from workflows.usecases.app import App
from workflows.usecases.identity.passwords import hash_password
from workflows.usecases.load_pack import load_pack

DEMO_PASSWORD = "hewei-demo"  # noqa: S105 - opens sample accounts only, and is printed
DEMO_PACK = "yunyang"


def prepare(
    demo: Annotated[
        bool, typer.Option("--demo", help="装入云阳示例数据 / load the Yunyang sample data")
    ] = False,
) -> None:
    """建立或者升级数据库；--demo 装入云阳示例数据。 Create or migrate the database; --demo loads the Yunyang sample."""
    settings = read_settings(sample=demo)
    console = Console()
    with console.status("正在准备数据库… / preparing the database…"):
        app = bootstrap(settings)
        app.store.prepare()
        if demo:
            _load_demo(app)
    if demo:
        _print_accounts(console, app)
    app.store.close()


def _load_demo(app: App) -> None:
    with app.store.read() as tx:
        known = tx.settings.get(f"pack:{DEMO_PACK}")
        digest = tx.settings.get(f"pack-digest:{DEMO_PACK}")
    fresh = app.catalogue.digest(DEMO_PACK)
    if known and digest == fresh:
        return
    load_pack(app, DEMO_PACK, password=hash_password(DEMO_PASSWORD))
    if not digest:  # the first time, or it was stopped in the middle
        open_sample_cases(app, DEMO_PACK)
    with app.store.write() as tx:
        tx.settings.put(f"pack-digest:{DEMO_PACK}", fresh)


def _print_accounts(console: Console, app: App) -> None:
    table = Table(title=f"示例账号 / sample accounts (密码 / password: {DEMO_PASSWORD})")
    for heading in ("登录名 / login", "岗位", "desk"):
        table.add_column(heading)
    for row in app.catalogue.pack(DEMO_PACK).data.get("demo", ()):
        table.add_row(row["login"], row["desk"], row["desk_en"])
    console.print(table)
