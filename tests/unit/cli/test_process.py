"""`hewei process propose` and `publish --as`: what designers drew, published by the same rules as on the page."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from workflows.bootstrap import bootstrap
from workflows.cli.process import process
from workflows.config import read_settings
from workflows.domain.identity import Account
from workflows.domain.organisation import Membership, Organisation
from workflows.errors import FourEyesNeeded, NotAllowed, ProcedureNotProposed, UnknownLogin
from workflows.usecases.draw_procedure import save_file
from workflows.usecases.new_pack import new_pack
from workflows.usecases.publish_procedure import publish_bundle, publish_stock
from workflows.usecases.show_procedure import read_procedure_file
from workflows.usecases.sign_in import actor_of

PROCEDURE = "mediator-registry"
DIAGRAM = f"{PROCEDURE}.bpmn"
STAFF = {"anna": "designer", "bert": "designer", "med": "mediator"}


@pytest.fixture
def strict(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An installation whose place wants four eyes, with a diagram that anna changed."""
    monkeypatch.setenv("HEWEI_HOME", str(tmp_path))
    folder = new_pack(read_settings().packs, "minghe", "明和县")
    with (folder / "pack.toml").open("a", encoding="utf-8") as words:
        words.write("\n[designing]\nfour_eyes = true\n")
    app = bootstrap(read_settings())
    app.store.prepare()
    centre = Organisation(
        id="o", pack="minghe", kind="county_centre", tier="county", name="中心（示例）", path="/o/"
    )
    with app.store.write() as tx:
        tx.directory.put_organisations([centre])
        for login, role in STAFF.items():
            account = Account(id=login, login=login, name=login, pack="minghe")
            tx.directory.put_account(account, [Membership(account_id=login, org_id="o", role=role)])
    with app.store.read() as tx:
        account = tx.directory.account("anna")
        assert account is not None
        anna = actor_of(tx, account)
    content = read_procedure_file(app, anna, PROCEDURE, f"{PROCEDURE}/{DIAGRAM}")
    save_file(app, anna, PROCEDURE, DIAGRAM, content + b"<!-- changed -->")
    app.store.close()


def run(*words: str) -> Result:
    """Return what the command said."""
    return CliRunner().invoke(process, words)


@pytest.mark.usefixtures("strict")
def test_one_designer_proposes_and_another_publishes() -> None:
    """命令行同样要两个人：没提交的、自己提交的不能发布；提交与发布都报出内容的摘要；没有职权的、没有的人被拒绝。"""
    assert isinstance(run("publish", PROCEDURE, "--as", "bert").exception, ProcedureNotProposed)
    assert isinstance(run("propose", PROCEDURE, "--as", "med").exception, NotAllowed)
    assert isinstance(run("propose", PROCEDURE, "--as", "nobody").exception, UnknownLogin)
    assert run("propose", PROCEDURE, "--as", "anna", "--note", "改一字").stdout.startswith(f"{PROCEDURE} ")
    assert isinstance(run("publish", PROCEDURE, "--as", "anna").exception, FourEyesNeeded)
    assert run("publish", PROCEDURE, "--as", "bert").stdout.startswith(f"{PROCEDURE} v1 ")
    assert '"number": "1"' in run("list", "--json").stdout


@pytest.mark.usefixtures("strict")
def test_what_changed_between_two_versions_is_told_in_the_words_of_the_page() -> None:
    """两版之间改了什么:与页面同样的话，中英文都有;--xml 逐行打印，--json 供程序读取;没有改动也说明。"""
    app = bootstrap(read_settings())
    first = publish_stock(app, PROCEDURE, "minghe")
    name = f"{PROCEDURE}/{DIAGRAM}"
    renamed = first.bundle.files[name].replace('name="换届"'.encode(), 'name="改选"'.encode())
    assert renamed != first.bundle.files[name]
    publish_bundle(app, replace(first.bundle, files={**first.bundle.files, name: renamed}), "minghe")
    app.store.close()
    told = run("diff", PROCEDURE, "1", "2", "--pack", "minghe").output
    assert told.startswith(name)
    assert "“换届”" in told
    assert "“改选”" in told
    assert "+++ v2/" in run("diff", PROCEDURE, "1", "2", "--pack", "minghe", "--xml").output
    assert (
        json.loads(run("diff", PROCEDURE, "1", "2", "--pack", "minghe", "--json").output)[0]["file"] == name
    )
    assert run("diff", PROCEDURE, "1", "1", "--pack", "minghe").output.startswith("两版之间没有改动")
