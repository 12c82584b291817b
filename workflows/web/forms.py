"""A form for people: from a form-js schema and what is known to the parts that a page draws."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from workflows.clock import CHINA
from workflows.domain.form import Condition
from workflows.usecases.pick import Pick, Picks, name_paths
from workflows.web.form_part import COLUMNS, Option, Part, Row
from workflows.web.markdown import to_html

KINDS = {
    "textfield": "line",
    "textarea": "area",
    "number": "number",
    "select": "select",
    "radio": "radio",
    "checkbox": "checkbox",
    "checklist": "checklist",
    "taglist": "checklist",
}
MOMENTS = {"date": "date", "time": "time", "datetime": "datetime-local"}
WIDE = frozenset({"area", "radio", "checklist"})
PASSED_OVER = frozenset({"button", "image", "expression", "html", "iframe", "spacer"})


def _never(_condition: str, _row: Mapping[str, Any]) -> bool:
    return False


@dataclass(frozen=True, kw_only=True)
class FormPaper:
    """Everything that shapes a form besides its schema.

    Args:
        values: what is known, nested or flat, as JSON or Python values.
        problems: what was refused: path to sentence.
        locale: `zh` or `en`.
        hidden: tells of a FEEL condition whether the part is hidden now.
        readonly: nothing can be answered (a task that was done).
        fresh: nobody has typed yet, so what is empty shows the form's own default.
        picks: what can be chosen in fields that name bodies or people, by path.
        days: the attributes `min` and `max` of days that are limited, by path.
    """

    values: Mapping[str, Any] = field(default_factory=dict)
    problems: Mapping[str, str] = field(default_factory=dict)
    locale: str = "zh"
    hidden: Condition = _never
    row: Mapping[str, Any] = field(default_factory=dict)
    readonly: bool = False
    fresh: bool = False
    picks: Picks = field(default_factory=dict)
    watched: frozenset[str] = frozenset()
    must: frozenset[str] = frozenset()
    days: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


def form_parts(schema: Mapping[str, Any], paper: FormPaper) -> tuple[Part, ...]:
    """Return the parts of the form in order."""
    components = schema.get("components", ())
    expressions = " ".join(_conditions(components))
    watched = frozenset(name for name in _keys(components, "") if name in expressions)
    must = frozenset(_required(components)) if paper.picks else frozenset()
    return _parts(components, replace(paper, watched=watched, must=must), "", paper.values)


def _required(components: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    for each in components:
        yield from _required(each.get("components", ()))
        if (each.get("validate") or {}).get("required"):
            yield str(each.get("key", ""))


def default_answers(schema: Mapping[str, Any], values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the form's own defaults for what *values* leaves empty, by path; conditions see them from the start."""
    return dict(_defaults(schema.get("components", ()), values, ""))


def _defaults(
    components: Sequence[Mapping[str, Any]], values: Mapping[str, Any], prefix: str
) -> Iterator[tuple[str, Any]]:
    for each in components:
        if each.get("type") == "group":
            inner = f"{prefix}{each['path']}." if each.get("path") else prefix
            yield from _defaults(each.get("components", ()), values, inner)
        elif each.get("defaultValue") is not None and look_up(values, f"{prefix}{each.get('key')}") in (
            None,
            "",
        ):
            yield f"{prefix}{each.get('key')}", each["defaultValue"]


def look_up(values: Mapping[str, Any], path: str) -> Any:
    """Return the value at a dotted path of a nested or flat mapping, or None."""
    if path in values:
        return values[path]
    here: Any = values
    for step in path.split("."):
        if not isinstance(here, Mapping) or step not in here:
            return None
        here = here[step]
    return here


def _conditions(components: Sequence[Mapping[str, Any]]) -> list[str]:
    found = []
    for each in components:
        found.append(_condition(each))
        found += _conditions(each.get("components", ()))
    return found


def _keys(components: Sequence[Mapping[str, Any]], prefix: str) -> list[str]:
    names = []
    for each in components:
        kind = each.get("type")
        if kind == "group":
            names += _keys(
                each.get("components", ()), f"{prefix}{each['path']}." if each.get("path") else prefix
            )
        elif kind == "dynamiclist":
            names += _keys(each.get("components", ()), "")
        elif each.get("key"):
            names.append(f"{prefix}{each['key']}")
    return names


def _parts(
    components: Sequence[Mapping[str, Any]], paper: FormPaper, prefix: str, values: Mapping[str, Any]
) -> tuple[Part, ...]:
    named = {place for path in paper.picks for place in name_paths(path)}
    shown = (
        each
        for each in components
        if each.get("type") not in PASSED_OVER and f"{prefix}{each.get('key', '')}" not in named
    )
    return tuple(_part(each, paper, prefix, values) for each in shown)


def _part(each: Mapping[str, Any], paper: FormPaper, prefix: str, values: Mapping[str, Any]) -> Part:
    kind = str(each.get("type", ""))
    if kind in ("text", "separator"):
        text = _worded(each, "text", paper.locale)
        return Part(kind=kind, html=to_html(text), hidden=_hides(each, paper))
    if kind == "group":
        inner = f"{prefix}{each['path']}." if each.get("path") else prefix
        parts = _parts(each.get("components", ()), paper, inner, values)
        label = _worded(each, "label", paper.locale)
        return Part(
            kind="group",
            label=label,
            parts=parts,
            hidden=_hides(each, paper),
            folded=_folds(each),
            span=_span(each),
        )
    if kind == "dynamiclist":
        return _list(each, paper, f"{prefix}{each.get('path', '')}", values)
    return _question(each, paper, f"{prefix}{each.get('key', '')}", values)


def _list(each: Mapping[str, Any], paper: FormPaper, path: str, values: Mapping[str, Any]) -> Part:
    known = look_up(values, path)
    rows = [row for row in known if isinstance(row, Mapping)] if isinstance(known, list | tuple) else []
    if not rows and paper.fresh:
        rows = [{}] * int(each.get("defaultRepetitions") or 0)
    return Part(
        kind="list",
        name=path,
        id=_id(path),
        label=_worded(each, "label", paper.locale),
        hint=_worded(each, "description", paper.locale),
        problem=paper.problems.get(path, ""),
        readonly=paper.readonly or not each.get("allowAddRemove", True),
        hidden=_hides(each, paper),
        rows=tuple(_row(each, paper, path, number, row) for number, row in enumerate(rows)),
    )


def _row(each: Mapping[str, Any], paper: FormPaper, path: str, number: int, row: Mapping[str, Any]) -> Row:
    # The parts of a row look their values up under their full names, so that names stay unique on the page.
    prefix = f"{path}.{number}."
    flat = _flat(row)
    values = {f"{prefix}{key}": value for key, value in flat.items()}
    own = replace(paper, row=_filled(each, flat), fresh=paper.fresh or not row)
    parts = _parts(each.get("components", ()), own, prefix, values)
    return Row(number=number, id=str(row.get("id") or ""), parts=parts)


def _filled(each: Mapping[str, Any], row: Mapping[str, Any]) -> dict[str, Any]:
    """Return the row with the list's own defaults where it is empty, as conditions see it."""
    return {**dict(_defaults(each.get("components", ()), row, "")), **row}


def _flat(row: Mapping[str, Any], prefix: str = "") -> dict[str, Any]:
    flat: dict[str, Any] = {}
    for key, value in row.items():
        if isinstance(value, Mapping):
            flat.update(_flat(value, f"{prefix}{key}."))
        else:
            flat[f"{prefix}{key}"] = value
    return flat


def _question(each: Mapping[str, Any], paper: FormPaper, path: str, values: Mapping[str, Any]) -> Part:
    value = look_up(values, path)
    if value in (None, "") and paper.fresh:
        value = each.get("defaultValue")
    anywhere = ".".join(step for step in path.split(".") if not step.isdecimal())
    picks = paper.picks.get(anywhere)
    asked = (path, *name_paths(path)) if picks is not None else (path,)  # the name is written by the choice
    kind = "select" if picks is not None else _kind(each)
    rules = each.get("validate") or {}
    shown_only = bool(each.get("readonly") or each.get("disabled"))
    return Part(
        kind=kind,
        name=path,
        id=_id(path),
        label=_label(each, paper.locale),
        hint=_worded(each, "description", paper.locale),
        value=_text(value, kind),
        options=_options(each, value, paper.locale) if picks is None else _picked(picks, value, paper.locale),
        required=(bool(rules.get("required")) and not shown_only) or not paper.must.isdisjoint(asked[1:]),
        readonly=paper.readonly or shown_only,
        hidden=_hides(each, paper),
        folded=_folds(each),
        watched=_unnumbered(path) in paper.watched or path in paper.watched,
        problem=next((paper.problems[name] for name in asked if name in paper.problems), ""),
        span=_span(each, 16 if kind in WIDE else 8),
        attributes={**_attributes(each, kind, rules), **paper.days.get(anywhere, {})},
    )


def _folds(each: Mapping[str, Any]) -> bool:
    return bool((each.get("properties") or {}).get("fold") == "yes")


def _unnumbered(path: str) -> str:
    """Return the key within its row: parties.1.kind becomes kind."""
    steps = path.split(".")
    numbered = [place for place, step in enumerate(steps) if step.isdecimal()]
    return ".".join(steps[numbered[-1] + 1 :]) if numbered else path


def _kind(each: Mapping[str, Any]) -> str:
    if each.get("type") == "datetime":
        return MOMENTS.get(str(each.get("subtype") or "date"), "date")
    return KINDS.get(str(each.get("type")), "line")


def _text(value: Any, kind: str) -> str:
    if value is None:
        return ""
    if kind == "datetime-local" and not isinstance(value, str | date):
        return str(value)
    if kind == "datetime-local":
        return _local(value)
    if isinstance(value, bool):
        return "true" if value else ""
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return str(value)


def _local(value: str | date) -> str:
    try:
        moment = datetime.fromisoformat(value) if isinstance(value, str) else value
    except ValueError:
        return str(value)
    if isinstance(moment, datetime):
        there = moment.astimezone(CHINA) if moment.tzinfo else moment
        return there.strftime("%Y-%m-%dT%H:%M")
    return moment.isoformat()


def _options(each: Mapping[str, Any], value: Any, locale: str) -> tuple[Option, ...]:
    chosen = {str(one) for one in value} if isinstance(value, list | tuple) else {str(value)}
    english = each.get("properties") or {}
    options = []
    for option in each.get("values") or ():
        own = str(option.get("value", ""))
        label = str(option.get("label", own))
        label = str(english.get(f"en-{own}") or label) if locale == "en" else label
        options.append(Option(value=own, label=label, chosen=value is not None and own in chosen))
    return tuple(options)


def _picked(picks: Sequence[Pick], value: Any, locale: str) -> tuple[Option, ...]:
    return tuple(
        Option(
            value=pick.value,
            label=_named(pick, locale),
            chosen=pick.value == value,
            heading=(locale == "en" and pick.heading_en) or pick.heading,
        )
        for pick in picks
    )


def _named(pick: Pick, locale: str) -> str:
    why, name = (pick.why_en, pick.name_en or pick.name) if locale == "en" else (pick.why, pick.name)
    return f"{name} — {why}" if why else name


def _attributes(each: Mapping[str, Any], kind: str, rules: Mapping[str, Any]) -> dict[str, str]:
    found = {"maxlength": rules.get("maxLength")} if kind in ("line", "area") else {}
    if kind == "number":
        places = each.get("decimalDigits")
        found = {"inputmode": "numeric" if places == 0 else "decimal"}
    properties = each.get("properties") or {}
    found |= {name: properties.get(name) for name in ("autocomplete", "inputmode") if name in properties}
    return {name: str(value) for name, value in found.items() if value not in (None, "")}


def _label(each: Mapping[str, Any], locale: str) -> str:
    dated = each.get("dateTimeLabel") or each.get("dateLabel") or each.get("timeLabel")
    return _worded({"label": dated, **each} if dated and not each.get("label") else each, "label", locale)


def _worded(each: Mapping[str, Any], name: str, locale: str) -> str:
    own = str(each.get(name) or "")
    return str((each.get("properties") or {}).get(f"{name}-en") or own) if locale == "en" else own


def _condition(each: Mapping[str, Any]) -> str:
    return str((each.get("conditional") or {}).get("hide") or "").removeprefix("=")


def _hides(each: Mapping[str, Any], paper: FormPaper) -> bool:
    condition = _condition(each)
    return bool(condition) and paper.hidden(condition, paper.row)


def _span(each: Mapping[str, Any], otherwise: int = COLUMNS) -> int:
    columns = (each.get("layout") or {}).get("columns")
    return int(columns) if columns else otherwise


def _id(path: str) -> str:
    return "f-" + path.replace(".", "-").replace("_", "-")
