"""A form: what a step asks, and whether what was answered can be accepted."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property, lru_cache
from typing import Annotated, Any, Literal

from pydantic import (
    AwareDatetime,
    BaseModel,
    ConfigDict,
    Field,
    JsonValue,
    StringConstraints,
    ValidationError,
    create_model,
)

from workflows.domain.form_words import explain
from workflows.errors import FieldProblem, InvalidForm, UnreadableForm

PATH = re.compile(r"^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)*$")
SHOWN_ONLY = frozenset({"text", "spacer", "separator", "button", "image", "expression", "html"})
LISTS = frozenset({"checklist", "taglist"})
LIMITS = frozenset({"earliest", "latest"})
SIMPLE = frozenset({str, bool, int, float, list, type(None)})
"""Types of most answers, none of them a mapping; to ask an abstract class takes longer than all the rest."""
MAX_ITEMS = 500
MAX_LINE, MAX_TEXT = 400, 20_000

Condition = Callable[[str, Mapping[str, Any]], bool]
"""Tells for a `conditional.hide` expression, and the row of a list around it, whether it hides its field."""


def _never(_condition: str, _row: Mapping[str, Any]) -> bool:
    return False


@dataclass(frozen=True)
class Choice:
    """One value to choose, with its labels."""

    value: str
    label: str
    label_en: str = ""


@dataclass(frozen=True, kw_only=True)
class FormField:
    """One question: `path` is where the answer goes in the case document; `items` are a list's own questions.

    What is `readonly` is shown and not asked; a list that is `fixed` has the rows of the case, no more and no fewer.
    """

    path: str
    type: str
    label: str = ""
    label_en: str = ""
    description: str = ""
    description_en: str = ""
    required: bool = False
    readonly: bool = False
    min: Decimal | None = None
    max: Decimal | None = None
    min_length: int | None = None
    max_length: int | None = None
    pattern: str = ""
    digits: int | None = None
    subtype: str = ""
    choices: tuple[Choice, ...] = ()
    hide: str = ""
    items: tuple[FormField, ...] = ()
    fixed: bool = False
    properties: Mapping[str, str] = field(default_factory=dict)

    def __hash__(self) -> int:
        """Return what tells most questions apart; models are found by it with each submission."""
        return hash((self.path, self.type))


@dataclass(frozen=True)
class LimitedDay:
    """A day that may not be any day, and the list in whose rows it is asked; None where it stands alone."""

    rows: FormField | None
    asked: FormField

    @property
    def path(self) -> str:
        """Where its limits are found, whatever the row."""
        return f"{self.rows.path}.{self.asked.path}" if self.rows else self.asked.path


@dataclass(frozen=True, kw_only=True)
class Form:
    """A form-js schema as Hewei reads it: the questions in order, with texts and groups in between."""

    id: str
    fields: tuple[FormField, ...]
    schema: Mapping[str, Any]

    @cached_property
    def paths(self) -> frozenset[str]:
        """The paths of its questions."""
        return frozenset(each.path for each in self.fields)

    @cached_property
    def lists(self) -> frozenset[str]:
        """The paths of its lists."""
        return frozenset(each.path for each in self.fields if each.items)

    @cached_property
    def limited_days(self) -> Mapping[str, LimitedDay]:
        """The days that its properties `earliest` and `latest` limit, by path: in a list's rows `parties.birth`."""
        every = [LimitedDay(None, each) for each in self.fields]
        every += [LimitedDay(rows, each) for rows in self.fields for each in rows.items]
        return {each.path: each for each in every if not LIMITS.isdisjoint(each.asked.properties)}

    def check(self, answers: Mapping[str, JsonValue], hides: Condition = _never) -> dict[str, Any]:
        """Return the accepted answers as {path: Python value}; empty answers come back as None.

        Args:
            answers: nested as form-js gives them, or flat with dotted keys.
            hides: tells for a `conditional.hide` expression whether the field is hidden.

        Raises:
            InvalidForm: a field is unknown, missing, of the wrong type or out of range.
        """
        flat = flatten(answers, self.lists)
        visible = _visible(self.fields, hides, {})
        hidden = self.paths - {each.path for each in visible}
        problems = [_unknown(path) for path in flat if path not in self.paths]
        checked, more = _validate(visible, {k: v for k, v in flat.items() if k not in hidden}, hides)
        if problems or more:
            raise InvalidForm([*problems, *more])
        return checked


def read_form(form_id: str, text: str | bytes) -> Form:
    """Return the form that a form-js schema describes.

    Raises:
        UnreadableForm: it is not JSON, not a form, or a component is not allowed here.
    """
    try:
        schema = json.loads(text)
        components = schema["components"]
    except (ValueError, KeyError, TypeError) as broken:
        raise UnreadableForm(
            f"The form {form_id} is not a form-js schema: {broken}.",
            zh=f"表单 {form_id} 不是有效的表单文件：{broken}。",
            form=form_id,
        ) from broken
    return Form(id=form_id, fields=tuple(_fields(form_id, components, "")), schema=schema)


def flatten(answers: Mapping[str, Any], lists: Set[str], prefix: str = "") -> dict[str, Any]:
    """Return nested answers as {dotted path: value}; lists named in *lists* stay lists of mappings."""
    flat: dict[str, Any] = {}
    for key, value in answers.items():
        path = f"{prefix}{key}"
        if type(value) not in SIMPLE and isinstance(value, Mapping) and path not in lists:
            flat.update(flatten(value, lists, f"{path}."))
        else:
            flat[path] = value
    return flat


def _fields(form_id: str, components: Sequence[Mapping[str, Any]], prefix: str) -> Iterator[FormField]:
    for each in components:
        kind = str(each.get("type", ""))
        if kind == "group":
            inner = f"{prefix}{each['path']}." if each.get("path") else prefix
            yield from _fields(form_id, each.get("components", ()), inner)
        elif kind == "dynamiclist":
            yield _list(form_id, each, prefix)
        elif kind not in SHOWN_ONLY:
            yield _field(form_id, each, prefix)


def _list(form_id: str, each: Mapping[str, Any], prefix: str) -> FormField:
    path = _path(form_id, f"{prefix}{each.get('path', '')}")
    return FormField(
        path=path,
        type="dynamiclist",
        label=str(each.get("label", "")),
        label_en=_property(each, "label-en"),
        items=tuple(_fields(form_id, each.get("components", ()), "")),
        hide=_hide(each),
        fixed=each.get("allowAddRemove") is False,
        properties=_properties(each),
    )


def _field(form_id: str, each: Mapping[str, Any], prefix: str) -> FormField:
    rules = each.get("validate") or {}
    return FormField(
        path=_path(form_id, f"{prefix}{each.get('key', '')}"),
        type=str(each["type"]),
        label=str(each.get("label") or each.get("dateLabel") or ""),
        label_en=_property(each, "label-en"),
        description=str(each.get("description", "")),
        description_en=_property(each, "description-en"),
        required=bool(rules.get("required")),
        readonly=bool(each.get("readonly") or each.get("disabled")),
        min=_decimal(rules.get("min")),
        max=_decimal(rules.get("max")),
        min_length=rules.get("minLength"),
        max_length=rules.get("maxLength"),
        pattern=str(rules.get("pattern") or ""),
        digits=each.get("decimalDigits"),
        subtype=str(each.get("subtype", "")),
        choices=tuple(_choices(each)),
        hide=_hide(each),
        properties=_properties(each),
    )


def _path(form_id: str, path: str) -> str:
    if not PATH.match(path):
        raise UnreadableForm(
            f"In the form {form_id} the key {path!r} is not a path such as claim.summary.",
            zh=f"表单 {form_id} 中的字段键 {path!r} 不是 claim.summary 这样的路径。",
            form=form_id,
            key=path,
        )
    return path


def _choices(each: Mapping[str, Any]) -> Iterator[Choice]:
    english = _properties(each)
    for option in each.get("values") or ():
        value = str(option.get("value", ""))
        yield Choice(value, str(option.get("label", value)), english.get(f"en-{value}", ""))


def _properties(each: Mapping[str, Any]) -> dict[str, str]:
    return {str(k): str(v) for k, v in (each.get("properties") or {}).items()}


def _property(each: Mapping[str, Any], name: str) -> str:
    return _properties(each).get(name, "")


def _hide(each: Mapping[str, Any]) -> str:
    return str((each.get("conditional") or {}).get("hide") or "").removeprefix("=")


def _decimal(value: object) -> Decimal | None:
    return None if value is None or value == "" else Decimal(str(value))


def _visible(fields: Sequence[FormField], hides: Condition, row: Mapping[str, Any]) -> list[FormField]:
    return [each for each in fields if not (each.hide and hides(each.hide, row))]


def _validate(
    fields: Sequence[FormField], flat: Mapping[str, Any], hides: Condition
) -> tuple[dict[str, Any], list[FieldProblem]]:
    """Check against a pydantic model built from the same fields."""
    model = _model(tuple(fields))
    names = {f"f{i}": each for i, each in enumerate(fields)}
    given = {name: _emptied(flat.get(each.path)) for name, each in names.items() if each.path in flat}
    try:
        checked = model.model_validate(given)
    except ValidationError as refused:
        return {}, [
            _problem(names, error) for error in refused.errors(include_url=False, include_context=True)
        ]
    values: dict[str, Any] = {}
    problems: list[FieldProblem] = []
    for name, value in checked:
        path = names[name].path
        if path in flat:
            values[path] = value
            try:
                values[path] = _plain(names[name], value, hides)
            except (
                InvalidForm
            ) as refused:  # what is wrong in a row does not hide what is wrong beside the list
                problems += refused.problems
    missing = [_missing(each) for each in fields if each.required and values.get(each.path) in (None, [], ())]
    return values, [*missing, *problems]


@lru_cache(maxsize=1024)
def _model(fields: tuple[FormField, ...]) -> type[BaseModel]:
    # Building a model takes longer than everything else a submission asks of this form.
    # Every field may be empty here; required ones are looked at afterwards, so that a blank and an absent
    # answer get the same sentence.
    shape: dict[str, Any] = {f"f{i}": (_type(each) | None, None) for i, each in enumerate(fields)}
    model: type[BaseModel] = create_model("Answers", __config__=ConfigDict(extra="forbid"), **shape)
    return model


def _type(each: FormField) -> Any:
    if each.type == "dynamiclist":
        return Annotated[list[dict[str, Any]], Field(max_length=MAX_ITEMS)]
    if each.type == "number":
        return Annotated[
            Decimal,
            Field(ge=each.min, le=each.max, allow_inf_nan=False, decimal_places=each.digits, max_digits=18),
        ]
    if each.type == "checkbox":
        return bool
    if each.type == "datetime":
        return {"date": date, "time": str}.get(each.subtype or "date", AwareDatetime)
    if each.choices:
        choice: Any = Literal[tuple(option.value for option in each.choices)]
        return Annotated[list[choice], Field(max_length=MAX_ITEMS)] if each.type in LISTS else choice
    longest = min(each.max_length or MAX_TEXT, MAX_TEXT if each.type == "textarea" else MAX_LINE)
    return Annotated[
        str,
        StringConstraints(
            strip_whitespace=True,
            min_length=each.min_length,
            max_length=longest,
            pattern=each.pattern or None,
        ),
    ]


def _emptied(value: Any) -> Any:
    return None if isinstance(value, str) and not value.strip() else value


def _plain(each: FormField, value: Any, hides: Condition) -> Any:
    if each.type != "dynamiclist" or value is None:
        return value
    rows, problems = [], []
    known = {"id", *(item.path for item in each.items)}
    for number, row in enumerate(value):
        flat = flatten(row, set())
        problems += [_unknown(f"{each.path}.{number}.{k}") for k in flat if k not in known]
        visible = _visible(each.items, hides, flat)
        shown = {field.path for field in visible}
        checked, more = _validate(visible, {k: v for k, v in flat.items() if k in shown}, hides)
        problems += [FieldProblem(f"{each.path}.{number}.{p.path}", p.rule, p.message, p.zh) for p in more]
        rows.append({**({"id": row["id"]} if isinstance(row.get("id"), str) else {}), **checked})
    if problems:
        raise InvalidForm(problems)
    return rows


def _problem(names: Mapping[str, FormField], error: Mapping[str, Any]) -> FieldProblem:
    each = names[str(error["loc"][0])]
    message, zh = explain(str(error["type"]), error.get("ctx") or {})
    return FieldProblem(
        each.path, str(error["type"]), f"{each.label_en or each.label}: {message}", f"{each.label}：{zh}"
    )


def _missing(each: FormField) -> FieldProblem:
    return FieldProblem(
        each.path,
        "required",
        f"{each.label_en or each.label or each.path}: fill this in.",
        f"{each.label or each.path}：必须填写。",
    )


def _unknown(path: str) -> FieldProblem:
    return FieldProblem(
        path, "unknown", "the form has no such field; leave it out.", "表单中没有这个字段，请删去。"
    )


def as_json(value: Any) -> JsonValue:
    """Return an accepted answer in JSON's words (dates as ISO text, numbers as text with all digits)."""
    if isinstance(value, Mapping):
        return {str(k): as_json(v) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return [as_json(each) for each in value]
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return format(value, "f")
    if value is None or isinstance(value, str | int | float | bool):
        return value
    raise TypeError(f"Expected a form answer, but {type(value).__name__} is none.")
