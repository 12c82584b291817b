"""Builtins of texts; characters are counted as Unicode code points, from 1."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from workflows.feel.builtins.conversion import write
from workflows.feel.limits import LIMITS, Run, exceeded
from workflows.feel.pattern import Pattern, compile_pattern
from workflows.feel.registry import builtin
from workflows.feel.values import Mismatch

_FAR: Final = Decimal(10**12)


def _whole(value: Decimal) -> int:
    """Return a position or length without its fraction; what lies beyond every text may be cut to its end."""
    return int(max(min(value, _FAR), -_FAR))


@builtin("substring(string: string, start position: number, length?: number|null)")
def _substring(text: str, start: Decimal, length: Decimal | None) -> str | None:
    first = _whole(start)
    if first == 0 or abs(first) > len(text) or (length is not None and length < 1):
        return "" if first > 0 and length is None else None
    at = first - 1 if first > 0 else len(text) + first
    return text[at:] if length is None else text[at : at + _whole(length)]


@builtin("string length(string: string)")
def _length(text: str) -> Decimal:
    return Decimal(len(text))


@builtin("upper case(string: string)")
def _upper(run: Run, text: str) -> str:
    run.write(len(text) * 3)
    return text.upper()


@builtin("lower case(string: string)")
def _lower(run: Run, text: str) -> str:
    run.write(len(text) * 3)
    return text.lower()


@builtin("trim(string: string)")
def _trim(text: str) -> str:
    return text.strip()


@builtin("substring before(string: string, match: string)")
def _before(text: str, match: str) -> str:
    head, found, _ = text.partition(match) if match else ("", "", "")
    return head if found else ""


@builtin("substring after(string: string, match: string)")
def _after(text: str, match: str) -> str:
    if not match:
        return text
    _, found, tail = text.partition(match)
    return tail if found else ""


@builtin("contains(string: string, match: string)")
def _contains(text: str, match: str) -> bool:
    return match in text


@builtin("starts with(string: string, match: string)")
def _starts(text: str, match: str) -> bool:
    return text.startswith(match)


@builtin("ends with(string: string, match: string)")
def _ends(text: str, match: str) -> bool:
    return text.endswith(match)


PATTERN_SECOND: Final = {"matches": 2, "replace": 3, "split": 2, "extract": 2}
"""Functions whose second argument is a pattern, and how many arguments they take without flags."""


def the_pattern(pattern: str, flags: str | None) -> Pattern:
    """Return the pattern ready to use. Raises Mismatch where it is none."""
    compiled = compile_pattern(pattern, flags or "")
    if compiled is None:
        raise Mismatch(
            f"“{pattern}” is no pattern that can be used here.", f"“{pattern}”不是可用的匹配模式。"
        )
    return compiled


@builtin("matches(input: string, pattern: string, flags?: string|null)")
def _matches(run: Run, text: str, pattern: str, flags: str | None) -> bool:
    return the_pattern(pattern, flags).search(text, 0, run) is not None


@builtin("replace(input: string, pattern: string, replacement: string, flags?: string|null)")
def _replace(run: Run, text: str, pattern: str, replacement: str, flags: str | None) -> str | None:
    compiled = the_pattern(pattern, flags)
    pieces: list[str] = []
    at = size = 0
    for found in compiled.find_all(text, run):
        piece = text[at : found.start] + found.expand(replacement)
        size += len(piece)
        run.write(len(piece))
        if size > LIMITS.text:
            raise exceeded("text")
        pieces.append(piece)
        at = found.end
    run.write(size + len(text) - at)
    return "".join(pieces) + text[at:]


@builtin("split(string: string, delimiter: string)")
def _split(run: Run, text: str, delimiter: str) -> list[object]:
    pieces: list[object] = []
    at = 0
    for found in the_pattern(delimiter, None).find_all(text, run):
        if found.end > found.start:
            pieces.append(text[at : found.start])
            at = found.end
    pieces.append(text[at:])
    run.room(len(pieces))
    return pieces


@builtin("extract(input: string, pattern: string)")
def _extract(run: Run, text: str, pattern: str) -> list[object]:
    return [text[found.start : found.end] for found in the_pattern(pattern, None).find_all(text, run)]


@builtin("string join(list: list, delimiter?: string|null)")
def _join(run: Run, items: list[object], delimiter: str | None) -> str:
    texts: list[str] = []
    for item in items:
        if isinstance(item, str):
            texts.append(item)
        elif item is not None:
            raise Mismatch(
                "Only texts can be joined; use string(...) first.", "只能连接文本，请先用 string(...) 转换。"
            )
    between = delimiter or ""
    run.write(sum(map(len, texts)) + len(between) * len(texts))
    return between.join(texts)


@builtin("to string(value: any)")
def _to_string(run: Run, value: object) -> str | None:
    return None if value is None else write(value, run, quoted=False)
