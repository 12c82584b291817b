"""Words that no command takes are answered in Chinese and English."""

from __future__ import annotations

import sys

import pytest

from workflows.cli.command_line import MISSPELT, main
from workflows.cli.misspelt import in_chinese


@pytest.mark.parametrize(
    ("words", "chinese"),
    [
        ("verify a --login b", "没有选项 --login；用法见 hewei verify --help。"),
        ("verify", "缺少参数 file；用法见 hewei verify --help。"),
        ("verify a b c", "多出了 b c；用法见 hewei verify --help。"),
        ("nothing", "没有命令 nothing；用法见 hewei --help。"),
        ("verify a --anchor", "选项 --anchor 后面要写值；"),
        ("verify a --json=1", "选项 --json 后面不写值；"),
    ],
)
def test_what_is_misspelt_is_said_in_chinese(
    words: str, chinese: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """写错的命令、选项、参数,先用中文说清,再附英文和帮助的写法,退出码为 2。"""
    monkeypatch.setattr(sys, "argv", ["hewei", *words.split()])
    with pytest.raises(SystemExit) as ended:
        main()
    said = capsys.readouterr().err
    assert (ended.value.code, said.startswith(chinese), said.count("--help.")) == (MISSPELT, True, 1)


@pytest.mark.parametrize(
    ("english", "chinese"),
    [
        ("Missing option '--as'", "缺少选项 --as"),
        ("Invalid value for '--port': no number", "--port 的值不对"),
        ("something new", "命令或者选项的写法有误"),
    ],
)
def test_each_sentence_of_the_parser_has_its_chinese(english: str, chinese: str) -> None:
    """解析器的每种说法都有中文;不认识的,也有一句总的。"""
    assert in_chinese(english) == chinese
