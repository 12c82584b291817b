"""Which commands there are; only the one that was asked for is loaded, so that help comes at once."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module

import typer

from workflows.cli.misspelt import Misspelt, told
from workflows.config import read_settings
from workflows.errors import HeweiError
from workflows.errors.trace import where

MISSPELT = 2
"""The exit code after words that no command takes."""


@dataclass(frozen=True)
class Command:
    """One command: where it stands (module and name) and its line in the help."""

    module: str
    name: str
    help: str


COMMANDS = {
    "serve": Command("serve", "serve", "启动网页、接口和 Prefect / start the web, the API and Prefect"),
    "prepare": Command(
        "prepare", "prepare", "准备数据库与示例数据 / prepare the database, load the sample data"
    ),
    "check": Command("check", "check", "检查程序图、决策表和表单 / check diagrams, tables and forms"),
    "scenario": Command("scenario", "scenario", "在可拨动的时钟下演练场景 / play lives of cases"),
    "period": Command("period", "period", "计算法定期间并说明理由 / compute a legal period, with reasons"),
    "decide": Command("decide", "decide", "计算一张决策表 / evaluate one decision table"),
    "render": Command("render", "render", "制作一份文书 / make one paper"),
    "verify": Command("verify", "verify", "离线核验法院材料包 / check a court package offline"),
    "agreement": Command("agreement", "agreement", "签署前检查调解协议 / check a draft agreement"),
    "case": Command("case", "case", "立案、查看、列出、导出案件 / open, show, list and export cases"),
    "import": Command(
        "import_cases", "import_cases", "导入历史案件（CSV、XLSX）/ take over former cases from CSV or XLSX"
    ),
    "account": Command("account", "account", "账号与岗位 / accounts and posts"),
    "simulate": Command("simulate", "simulate", "模拟一年的案件 / live through a simulated year"),
    "report": Command("report", "report", "统计报表 / reports with every indicator"),
    "pack": Command("pack", "pack", "辖区包：新建、核对、装入 / packs: make, check, load"),
    "process": Command("process", "process", "程序的版本与发布 / versions of procedures, publishing"),
    "incident": Command("incident", "incident", "故障单：查看、重试、跳过 / what broke: list, retry, skip"),
    "audit": Command("audit", "audit", "审计：核验、签名、查看 / the audit: verify, sign, show"),
    "keys": Command("keys", "keys", "密钥：查看、更换 / the keys: show, rotate, retire"),
    "bench": Command("bench", "bench", "测量本机的速度 / measure how fast this machine is"),
    "doctor": Command("doctor", "doctor", "检查安装是否完好 / is this installation whole?"),
    "backup": Command(
        "backup", "backup", "备份数据库与文书 / copy the database and the papers into one file"
    ),
    "restore": Command("backup", "restore", "恢复备份 / put a backup into an empty folder"),
}


def command_line(words: Sequence[str]) -> typer.Typer:
    """Return the command line for *words*: the command they name is loaded, the others stand by their help line."""
    app = typer.Typer(
        name="hewei", no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False
    )
    app.callback()(_root)
    asked = next((word for word in words if not word.startswith("-")), "")
    if asked == "" or "--help" in words:
        _say_headings_in_both()
    for name, command in COMMANDS.items():
        part = _loaded(command) if name == asked else None
        if isinstance(part, typer.Typer):
            app.add_typer(part, name=name, help=command.help)
        else:
            app.command(name, help=None if part else command.help)(part or _elsewhere)
    return app


def main() -> None:
    """Run the command line; what cannot be done is said in a sentence, with exit code 1."""
    try:
        read_settings()
    except ValueError as wrong:
        sys.exit(str(wrong))
    try:
        ended = command_line(sys.argv[1:])(standalone_mode=False)
        sys.exit(ended if isinstance(ended, int) else 0)
    except Misspelt as wrong:
        if type(wrong).__name__ != "NoArgsIsHelpError":  # the help was shown, nothing else is to be said
            sys.stderr.write(told(wrong))
        sys.exit(MISSPELT)
    except HeweiError as refused:
        said = [refused.zh, refused.message] if refused.zh != refused.message else [refused.message]
        sys.exit("\n".join(said))
    except OSError as fault:
        sys.exit(f"文件或网络出错：{fault}\nA file or the network could not be used: {fault}")
    except (KeyboardInterrupt, typer.Abort):
        sys.exit(130)
    except Exception as fault:  # noqa: BLE001 - the last door: whatever it is, it is told without anybody's data
        sys.exit(
            "程序内部出错；请将以下各行交给管理员。\n"
            f"Something inside broke; give these lines to an administrator.\n{where(fault)}"
        )


def _say_headings_in_both() -> None:
    """Head the boxes of the help in Chinese, too; only help needs what draws them."""
    drawn = import_module("typer.rich_utils")
    headings = {"ARGUMENTS": "参数 / Arguments", "OPTIONS": "选项 / Options", "COMMANDS": "命令 / Commands"}
    for name, words in headings.items():
        setattr(drawn, f"{name}_PANEL_TITLE", words)


def _root() -> None:
    """和为：运行人们画出的调解程序。 Hewei: run the mediation procedures that people draw."""


def _loaded(command: Command) -> Callable[..., None] | typer.Typer:
    part: Callable[..., None] | typer.Typer = getattr(
        import_module(f"workflows.cli.{command.module}"), command.name
    )
    return part


def _elsewhere() -> None:
    """Stand in for a command that was not asked for."""
