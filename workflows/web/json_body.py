"""A body in JSON is looked at before it is read: what cannot be kept or was said twice is refused by name."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import NoReturn

import orjson

from workflows.errors import UnreadableBody, UnreadableText

MOST_DIGITS = 15
"""Whole numbers beyond 15 digits lose their last ones in a browser; an amount of that size is a typing error."""


def check_json(body: bytes) -> None:
    """Let *body* pass if it is nothing, or JSON that can be kept word for word.

    Raises:
        UnreadableBody: it is no JSON in UTF-8, or holds a number beyond measure, or names an entry twice.
        UnreadableText: a text holds a character that cannot be kept (NUL).
    """
    if not body:
        return
    try:
        orjson.loads(body)
        _READER.decode(body.decode())
    except (ValueError, RecursionError) as broken:
        raise UnreadableBody(
            zh="请求正文不是有效的 UTF-8 JSON，或同一项写了两次，或数字过大；请更正后再发送。",
            why=str(broken)[:80],
        ) from broken
    if b"\\u0000" in body:
        raise UnreadableText(zh="文字中有无法保存的字符（NUL）；请删去后再发送。")


def _once(pairs: Iterable[tuple[str, object]]) -> Mapping[str, object]:
    found: dict[str, object] = {}
    for name, value in pairs:
        if name in found:
            raise ValueError(f"the entry {name[:40]!r} stands there twice")
        found[name] = value
    return found


def _whole(text: str) -> int:
    if len(text) > MOST_DIGITS + 1:
        raise ValueError("a whole number has more than 15 digits")
    return int(text)


def _no_number(text: str) -> NoReturn:
    raise ValueError(f"{text} is no number of JSON")


_READER = json.JSONDecoder(object_pairs_hook=_once, parse_int=_whole, parse_constant=_no_number)
