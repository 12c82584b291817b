"""Dated law: rows that follow one another, each in force from its day until the next."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from workflows.domain.form_words import OTHERWISE, explain
from workflows.errors import HeweiError

Law = TypeVar("Law", bound=BaseModel)
OTHER_ROWS = ("its rows contradict one another or do not follow one another.", "各行的先后或者大小不对。")
NOT_THIS = ("write what the rows of the stock file have.", "请照随附文件同名各行的写法填写。")
LINE = re.compile(r"line (\d+)")
NO_TOML = ("it is no TOML in UTF-8.", "不是 UTF-8 编码的 TOML 文件。")


def read_law(law: type[Law], content: str | bytes, where: str, refused: type[HeweiError]) -> Law:
    """Return the *law* that a file called *where* says.

    Raises:
        HeweiError: of the kind *refused*; it names the file, the first wrong row and what is wrong there.
    """
    try:
        text = content if isinstance(content, str) else content.decode()
        return law.model_validate(tomllib.loads(text))
    except ValidationError as broken:
        row, (message, zh) = _first(broken.errors(include_url=False)[0])
        raise refused(f"{where}: {row}: {message}", zh=f"{where}：{row}：{zh}", file=where) from broken
    except ValueError as broken:
        line = LINE.search(str(broken))
        zh = f"{where}{f' 第 {line[1]} 行' if line else ''}：{NO_TOML[1]}"
        raise refused(f"{where}: {NO_TOML[0]} ({broken})", zh=zh, file=where) from broken


def must_follow(days: Iterable[date]) -> None:
    """Let rows pass whose *days* follow one another.

    Raises:
        ValueError: one is not after the one before it.
    """
    told = list(days)
    if told != sorted(set(told)):
        raise ValueError("the days of its rows do not follow one another")


def _first(error: Mapping[str, Any]) -> tuple[str, tuple[str, str]]:
    row = ".".join(map(str, error["loc"])) or "*"
    if error["type"] == "value_error":
        return row, OTHER_ROWS
    words = explain(str(error["type"]), error.get("ctx") or {})
    return row, NOT_THIS if words == OTHERWISE else words
