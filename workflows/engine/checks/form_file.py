"""A form-js schema as the rules see it: its components, each with its line in the file."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from workflows.domain.finding import Profile
from workflows.engine.checks.element import Element

MOST_BYTES = 1024 * 1024
MOST_COMPONENTS = 2_000
MOST_LEVELS = 20


@dataclass(frozen=True)
class Component:
    """One component: where it stands, what it says, and the path of the list or group around it."""

    element: Element
    data: Mapping[str, object]
    prefix: str = ""
    in_list: str = ""

    @property
    def kind(self) -> str:
        """The type of the component, such as textfield."""
        return str(self.data.get("type", ""))

    @property
    def path(self) -> str:
        """The path its answer goes to."""
        key = self.data.get("key") or self.data.get("path") or ""
        return f"{self.prefix}{key}"


@dataclass(eq=False)
class FormFile:
    """One form; `fault` says why it cannot be read, where it cannot."""

    file: str
    root: Element
    profile: Profile = Profile.SPEC
    fault: str = ""
    components: list[Component] = field(default_factory=list)


def read_form_file(path: str, data: bytes, profile: Profile) -> FormFile:
    """Return the form in *data*; what cannot be read is told by its `fault`."""
    form = FormFile(file=path, root=_element("form", {"id": path.rpartition("/")[2]}, 1), profile=profile)
    if len(data) > MOST_BYTES:
        form.fault = f"it has more than {MOST_BYTES // 1024} kB"
        return form
    try:
        text = data.decode("utf-8")
        schema = json.loads(text)
    except (ValueError, RecursionError) as broken:
        form.fault = f"it is no JSON ({str(broken)[:100]})"
        return form
    components = schema.get("components") if isinstance(schema, dict) else None
    if not isinstance(components, list):
        form.fault = "it has no components"
        return form
    form.components = list(_components(components, text.splitlines()))
    if len(form.components) > MOST_COMPONENTS:
        form.fault = f"it has more than {MOST_COMPONENTS} components or {MOST_LEVELS} levels"
        form.components = []
    return form


def _components(components: list[object], lines: list[str]) -> Iterator[Component]:
    places = _places(lines)
    waiting: list[tuple[object, str, str, int]] = [(each, "", "", 1) for each in reversed(components)]
    count = 0
    while waiting:
        data, prefix, in_list, level = waiting.pop()
        count += 1
        if count > MOST_COMPONENTS + 1 or level > MOST_LEVELS:
            count = MOST_COMPONENTS + 1
            waiting.clear()
        if not isinstance(data, dict):
            data = {"type": f"{type(data).__name__}"}
        said = {key: str(value) for key, value in data.items() if isinstance(value, str | int | float)}
        line = places.get(said.get("id", ""), places.get(said.get("key", ""), 1))
        attributes = {"id": said.get("id", "") or said.get("key", ""), "name": said.get("label", "")}
        yield Component(_element(f"form:{said.get('type', '')}", attributes, line), data, prefix, in_list)
        inner = data.get("components")
        if isinstance(inner, list):
            below, lists = _inside(said, prefix, in_list)
            waiting.extend((each, below, lists, level + 1) for each in reversed(inner))


def _inside(said: Mapping[str, str], prefix: str, in_list: str) -> tuple[str, str]:
    if said.get("type") == "dynamiclist":
        return "", f"{prefix}{said.get('path', '')}"
    return (f"{prefix}{said['path']}." if said.get("path") else prefix), in_list


def _places(lines: list[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for number, line in enumerate(lines, start=1):
        for key in ('"id":', '"key":'):
            _, there, rest = line.partition(key)
            if there:
                found.setdefault(rest.strip().strip(',"'), number)
    return found


def _element(kind: str, attributes: Mapping[str, str], line: int) -> Element:
    return Element(kind=kind, attributes=attributes, text="", line=line, namespaces={})
