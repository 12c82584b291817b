"""Reading a form that a browser sent: from flat names to nested answers, keeping whatever was typed."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any, Protocol

from pydantic import JsonValue

from workflows.clock import CHINA
from workflows.domain.form import as_json, flatten
from workflows.errors import FormTooLong
from workflows.web.whole_number import whole_number

ROWS = "_row:"
MAX_ROWS = 500
COMMAS = str.maketrans("", "", ", _,")


class Sent(Protocol):
    """The fields of a sent form; a name may come several times, a file is no text."""

    def get(self, name: str) -> object:
        """Return one value of a name."""
        ...

    def getlist(self, name: str) -> Sequence[object]:
        """Return all values of a name."""
        ...


def read_answers(schema: Mapping[str, Any], sent: Sent) -> dict[str, JsonValue]:
    """Return the answers nested by path; what cannot be read stays as it was typed, for the check to name.

    Raises:
        FormTooLong: a list has more rows than a form may have.
    """
    answers: dict[str, JsonValue] = {}
    for path, value in _answers(schema.get("components", ()), sent, ""):
        _put(answers, path, value)
    return answers


def _answers(
    components: Sequence[Mapping[str, Any]], sent: Sent, prefix: str, *, in_row: bool = False
) -> Iterator[tuple[str, JsonValue]]:
    for each in components:
        kind = each.get("type")
        if kind == "group":
            inner = f"{prefix}{each['path']}." if each.get("path") else prefix
            yield from _answers(each.get("components", ()), sent, inner, in_row=in_row)
        elif kind == "dynamiclist":
            path = f"{prefix}{each.get('path', '')}"
            yield path, _rows(each, sent, path)
        elif each.get("key"):
            name = f"{prefix}{each['key']}"
            shown_only = each.get("readonly") or each.get("disabled")
            if not shown_only or (in_row and sent.get(name) is not None):  # a row is written whole
                yield name, _answer(each, sent, name)


def _rows(each: Mapping[str, Any], sent: Sent, path: str) -> list[JsonValue]:
    numbers = [str(number) for number in sent.getlist(f"{ROWS}{path}")]
    if len(numbers) > MAX_ROWS:
        raise FormTooLong(path=path)
    rows: list[JsonValue] = []
    for number in numbers:
        row: dict[str, JsonValue] = {}
        known = sent.get(f"{path}.{number}.id")
        if isinstance(known, str) and known:
            row["id"] = known
        inner = f"{path}.{number}."
        for name, value in _answers(each.get("components", ()), sent, inner, in_row=True):
            _put(row, name.removeprefix(inner), value)
        rows.append(row)
    return rows


def _answer(each: Mapping[str, Any], sent: Sent, name: str) -> JsonValue:
    kind = each.get("type")
    if kind == "checkbox":
        return sent.get(name) == "true"
    if kind in ("checklist", "taglist"):
        return [str(one) for one in sent.getlist(name)]
    value = sent.get(name)
    if not isinstance(value, str) or not value.strip():
        return None
    if kind == "number":
        return unicodedata.normalize("NFKC", value).strip().translate(COMMAS)
    if kind == "datetime" and each.get("subtype") == "datetime":
        return _moment(value)
    return value.replace("\r\n", "\n")


def _moment(value: str) -> str:
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        return value
    return (moment if moment.tzinfo else moment.replace(tzinfo=CHINA)).isoformat()


def _put(into: dict[str, JsonValue], path: str, value: JsonValue) -> None:
    *way, last = path.split(".")
    here = into
    for step in way:
        following = here.setdefault(step, {})
        if not isinstance(following, dict):
            following = here[step] = {}
        here = following
    here[last] = value


def change_rows(answers: dict[str, JsonValue], wish: str) -> dict[str, JsonValue]:
    """Return *answers* with a row added (`add:path`) or taken away (`remove:path:number`)."""
    what, _, rest = wish.partition(":")
    path, _, number = rest.partition(":")
    *way, last = path.split(".")
    here: JsonValue = answers
    for step in way:
        here = here.get(step) if isinstance(here, dict) else None
    rows = here.get(last) if isinstance(here, dict) else None
    if not isinstance(rows, list):
        return answers
    if what == "add" and len(rows) < MAX_ROWS:
        rows.append({})
    elif what == "remove" and (place := whole_number(number)) is not None and place < len(rows):
        del rows[place]
    return answers


def typed_into(answers: Mapping[str, JsonValue], known: Mapping[str, Any]) -> bool:
    """Return whether *answers*, as a page sent them, say anything that was not *known* when it was shown."""
    return any(
        value not in (None, "", False, []) and not _says(known.get(path), value)
        for path, value in flatten(answers, set()).items()
    )


def _says(known: Any, value: JsonValue) -> bool:
    if isinstance(value, list) and isinstance(known, list | tuple):
        return len(value) == len(known) and all(map(_says, known, value))
    if isinstance(value, Mapping) and isinstance(known, Mapping):
        return not typed_into(value, flatten(known, set()))
    if isinstance(known, Decimal):
        return str(value) == f"{known.normalize():f}"
    return known is not None and str(as_json(known)) == str(value)
