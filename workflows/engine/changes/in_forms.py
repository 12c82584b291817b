"""What a form is made of, as things that can be compared: its questions and texts."""

from __future__ import annotations

import json
from collections.abc import Mapping

from workflows.domain.finding import Profile
from workflows.engine.changes.thing import Thing, Words
from workflows.engine.checks.form_file import Component, read_form_file

QUESTION: Words = ("question", "问题")
TEXT: Words = ("text", "说明文字")
REQUIRED: Words = ("required", "必填")
KIND: Words = ("kind", "类型")
VALUES: Words = ("values to choose", "可选的值")
HIDDEN: Words = ("hidden where", "何时隐藏")
ENGLISH: Words = ("English label", "英文名称")
OTHER: Words = ("other settings", "其他设置")
_TOLD = frozenset({"id", "key", "path", "label", "type", "values", "validate", "conditional", "components"})
_LOOKS = frozenset({"layout"})


def things_in_form(path: str, data: bytes) -> Mapping[str, Thing]:
    """Return the questions of a form by the path of their answer, and its texts by id; nothing where it is none."""
    form = read_form_file(path, data, Profile.HOUSE)
    return {
        each.path or str(each.data.get("id", each.element.line)): _thing(each) for each in form.components
    }


def _thing(component: Component) -> Thing:
    said = component.data
    if component.kind == "text":
        return Thing(word=TEXT, name=str(said.get("text", ""))[:20], facts={TEXT: str(said.get("text", ""))})
    checks = dict(_mapping(said.get("validate")))
    properties = dict(_mapping(said.get("properties")))
    facts = {
        KIND: component.kind,
        REQUIRED: "✓" if checks.pop("required", False) else "",
        VALUES: _values(said.get("values")),
        HIDDEN: str(_mapping(said.get("conditional")).get("hide", "")),
        ENGLISH: str(properties.pop("label-en", "")),
    }
    rest = {name: value for name, value in said.items() if name not in _TOLD | _LOOKS}
    rest = {name: value for name, value in {**rest, **checks, "properties": properties}.items() if value}
    if rest:
        facts[OTHER] = json.dumps(rest, ensure_ascii=False, sort_keys=True)
    name = str(said.get("label") or component.path)
    return Thing(word=QUESTION, name=name, facts={label: value for label, value in facts.items() if value})


def _values(values: object) -> str:
    listed = values if isinstance(values, list) else []
    return "、".join(str(_mapping(each).get("label") or _mapping(each).get("value", "")) for each in listed)


def _mapping(value: object) -> Mapping[str, object]:
    return value if isinstance(value, dict) else {}
