"""Tables in a draft: the unit in the head belongs to every figure below it, and a dated row is a promise to pay."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

_CELLS = re.compile(r"\s*\|\s*|\t+|\s{2,}")
_MONEY = re.compile(r"金额|数额|款额|应付|应还|还款额|付款额|本金|小计|赔偿额")
_WHEN = re.compile(r"日期|时间|期限|截止|最后|[付还退]款日|^日$")
_SIDE = re.compile(r"(?:付款|支付|收款|领款)(?:义务)?[人方]")
_WHOLE = re.compile(r"合计|总计|共计|总额")
_RULE = re.compile(r"[\s|+:\u2500-\u257f-]{3,}")
"""A line that only draws the table."""
_UNIT = re.compile(r"[(]?(?:单位[:为]?\s*)?(?:人民币)?(?P<unit>万?元)[)]?\s*[:]?\s*$")
_SAID_ONCE = re.compile(r"[(](?:单位[:为]?)?(?:人民币)?(?P<unit>万?元)[)]\s*[:]")
_BARE = re.compile(r"\d[\d,]*(?:\.\d+)?")
_LONGEST, _PAIR = 16, 2
_FIGURE = re.compile(r"\d\s*万?元|\d{3}")
_AFTER_COLON = re.compile(r"(?<=:)\s*(\d[\d,]*(?:\.\d+)?)(?=\s*(?:[;,。\n]|$))")


def with_units(text: str) -> str:
    """Return *text* with the unit of a head, or of a remark (单位:元), written after each figure that it is for."""
    lines, told = text.split("\n"), []
    head: list[str] = []
    for line in lines:
        if _RULE.fullmatch(line):
            continue
        cells = _cells(line)
        if _is_head(cells):
            head = cells
        elif len(cells) != len(head) and line.strip(" |-:"):
            head = []
        if len(cells) == _PAIR and _SIDE.fullmatch(cells[0]):
            told.append(":".join(cells))
            continue
        told.append(",".join(_row(cells, head)) if _is_row(cells, head) else _said_once(line))
    return "\n".join(told)


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in _CELLS.split(line.strip().strip("|"))]


def _is_head(cells: Sequence[str]) -> bool:
    """Return whether *cells* name columns, one of them of money: short words, no figures alone."""
    named = len(cells) > 1 and max(map(len, cells)) <= _LONGEST and not cells[0].isdecimal()
    return named and any(map(_MONEY.search, cells)) and not any(map(_FIGURE.search, cells))


def _is_row(cells: Sequence[str], head: Sequence[str]) -> bool:
    return bool(head) and len(cells) == len(head) and list(cells) != list(head)


def _row(cells: Sequence[str], head: Sequence[str]) -> Iterator[str]:
    plan = "支付" if any(map(_WHEN.search, head)) and not any(map(_WHOLE.search, cells)) else ""
    for cell, title in zip(cells, head, strict=True):
        if _SIDE.fullmatch(title) and cell and not _WHOLE.search(cell):
            yield f"{title}:{cell}"
            continue
        bare = _MONEY.search(title) and _BARE.fullmatch(cell)
        unit = _UNIT.search(title)
        amount = f"{cell}{unit['unit'] if unit else '元'}" if bare else cell
        yield plan + amount if _MONEY.search(title) else amount


def _said_once(line: str) -> str:
    said = _SAID_ONCE.search(line)
    if not said:
        return line
    return line[: said.end()] + _AFTER_COLON.sub(rf"\g<1>{said['unit']}", line[said.end() - 1 :])[1:]
