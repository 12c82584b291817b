"""What is wrong with the words of a command, in Chinese and English: the parser of options speaks English alone."""

from __future__ import annotations

import re

import typer

Misspelt: type[Exception] = typer.BadParameter.__bases__[0]
"""What the parser raises when no command takes the words; its name differs between releases of typer."""

_WORDS: tuple[tuple[str, str], ...] = (
    (r"No such option:? '?([^' ]+)'?", "没有选项 {}"),
    (r"No such command:? '(.+?)'", "没有命令 {}"),
    (r"Missing option '?(.+?)'?\.", "缺少选项 {}"),
    (r"Missing argument '?(.+?)'?\.", "缺少参数 {}"),
    (r"Invalid value for '?(.+?)'?:", "{} 的值不对"),
    (r"Got unexpected extra argument(?:s|\(s\))? \((.+)\)", "多出了 {}"),
    (r"Option '?(.+?)'? requires", "选项 {} 后面要写值"),
    (r"Option '?(.+?)'? does not take", "选项 {} 后面不写值"),
)


def told(wrong: Exception) -> str:
    """Return two sentences on what is wrong, and where the help is."""
    english = str(getattr(wrong, "format_message", lambda: wrong)()).rstrip(".")
    path = getattr(getattr(wrong, "ctx", None), "command_path", "hewei")
    return f"{in_chinese(english)}；用法见 {path} --help。\n{english}; see {path} --help.\n"


def in_chinese(english: str) -> str:
    """Return the Chinese for what the parser says."""
    for pattern, chinese in _WORDS:
        found = re.match(pattern, f"{english}.")
        if found:
            return chinese.format(found[1].strip("'"))
    return "命令或者选项的写法有误"
