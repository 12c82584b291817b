"""`hewei account`, as somebody at the machine uses it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from workflows.bootstrap import bootstrap
from workflows.cli.account import account
from workflows.config import Settings
from workflows.domain.organisation import Organisation
from workflows.errors import PostsExclude, SignInRefused, UnknownLogin
from workflows.usecases.app import App
from workflows.usecases.sign_in import sign_in


@pytest.fixture
def app(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> App:
    """An installation with one body."""
    monkeypatch.setenv("HEWEI_HOME", str(tmp_path))
    made = bootstrap(Settings(home=tmp_path, database=f"sqlite:///{tmp_path / 'hewei.db'}"))
    made.store.prepare()
    body = Organisation(
        id="town", pack="y", kind="township_centre", tier="township", name="镇中心", path="town/"
    )
    with made.store.write() as tx:
        tx.directory.put_organisations([body])
    return made


def run(*words: str) -> Result:
    """Return what the command said."""
    return CliRunner().invoke(account, words, catch_exceptions=True)


@pytest.mark.slow
def test_an_account_is_opened_given_posts_and_closed(app: App) -> None:
    """From the first account to its end, with nothing but the command line."""
    made = run("create", "anna", "--name", "示例甲", "--pack", "y")
    password = made.stdout.splitlines()[1]
    assert sign_in(app, "anna", password).owes == "password"
    assert run("post", "anna", "mediator", "town").stdout == "mediator@town\n"
    assert run("post", "anna", "admin", "town").stdout == "admin@town\nmediator@town\n"
    assert isinstance(run("post", "anna", "auditor", "town").exception, PostsExclude)
    assert run("post", "anna", "admin", "town", "--take").stdout == "mediator@town\n"
    listed = json.loads(run("list", "--text", "ann", "--json").stdout)
    assert [(row["login"], row["posts"]) for row in listed["rows"]] == [("anna", ["mediator@镇中心"])]
    assert run("deactivate", "anna").stdout == "anna\n"
    with pytest.raises(SignInRefused):
        sign_in(app, "anna", password)
    assert run("activate", "anna").stdout == "anna\n"
    fresh = run("reset", "anna").stdout.splitlines()[1]
    with pytest.raises(SignInRefused):
        sign_in(app, "anna", password)
    assert sign_in(app, "anna", fresh).account.login == "anna"
    assert run("reset", "anna", "--second-factor").stdout == "anna\n"
    assert "anna" in run("list").stdout


def test_a_name_that_nobody_has_is_named(app: App) -> None:
    """A wrong login is told, not guessed at."""
    assert app.settings.home.exists()
    assert isinstance(run("deactivate", "nobody").exception, UnknownLogin)
