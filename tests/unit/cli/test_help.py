"""The help of every command: what it does in Chinese first, then in English."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from importlib import import_module
from typing import Any

import pytest
import typer
from typer.testing import CliRunner

from workflows.cli.command_line import COMMANDS, command_line

BOTH = re.compile(r"[\u4e00-\u9fff][^。]*。 [A-Z`]")
"""A Chinese sentence, then an English one."""


def said() -> Iterator[tuple[str, Callable[..., Any]]]:
    """Yield every command with the function that it calls, those within others, too."""
    for name, command in COMMANDS.items():
        part = getattr(import_module(f"workflows.cli.{command.module}"), command.name)
        if not isinstance(part, typer.Typer):
            yield name, part
            continue
        for each in part.registered_commands:
            assert each.callback is not None
            yield f"{name} {each.name}", each.callback


@pytest.mark.parametrize(("name", "does"), [pytest.param(*each, id=each[0]) for each in said()])
def test_each_command_says_in_both_languages_what_it_does(name: str, does: Callable[..., Any]) -> None:
    """命令的说明先中文，后英文，两样都是完整的句子。"""
    assert BOTH.search(does.__doc__ or ""), name


def test_the_boxes_of_the_help_are_headed_in_both_languages() -> None:
    """帮助里的“选项”“命令”也是中英文并列。"""
    shown = CliRunner().invoke(command_line(["case", "--help"]), ["case", "--help"]).output
    assert "选项 / Options" in shown
    assert "命令 / Commands" in shown
