"""Joins decision models of several files: each with what it imports from the others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import TypeVar

from workflows.engine.dmn.model import DecisionNode, Model, Service
from workflows.engine.dmn.types import Item, local_type
from workflows.errors import RefusedTable

MAX_DEPTH = 40
MAX_TYPES = 10_000
"""So many types may be seen from one file; files that import each other's imports twice over would double them."""
T = TypeVar("T")


def joined(models: Iterable[Model]) -> list[Model]:
    """Return the models in their order, each with what it imports from the others.

    What is imported without a name stands beside what is the model's own, which goes first (DMN 1.5, 6.3.3); what is
    imported under a name is a part of that name.

    Raises:
        RefusedTable: something is required of a file that is not imported or not there, or files import one another
            under names without end.
    """
    drawn = list(models)
    join = _Join(_by_namespace(drawn))
    return [join.whole(model, ()) for model in drawn]


def joined_with(model: Model, others: Iterable[Model]) -> Model:
    """Return the model with what it imports from the others; what is wrong with those it does not need is not asked.

    Raises:
        RefusedTable: as `joined`.
    """
    return _Join(_by_namespace([model, *others])).whole(model, ())


def _by_namespace(models: Iterable[Model]) -> dict[str, list[Model]]:
    files: dict[str, list[Model]] = {}
    for model in models:
        files.setdefault(model.namespace, []).append(model)
    return files


@dataclass(frozen=True)
class _Join:
    files: Mapping[str, list[Model]]
    done: dict[int, Model] = field(default_factory=dict)

    def whole(self, model: Model, above: tuple[int, ...]) -> Model:
        """Return the model with what it imports; *above* are those that import it under a name."""
        if id(model) in self.done:
            return self.done[id(model)]
        if id(model) in above or len(above) > MAX_DEPTH:
            raise _refused(model.file, "imports itself by way of other files", "经由其他文件导入了自身")
        group = list(self._beside(model))
        parts: dict[str, Model] = {}
        for member in group:
            for name, found in self._imported(member):
                if name and name not in parts:
                    parts[name] = self.whole(found, (*above, id(model)))
        self.done[id(model)] = _merged(model, group, parts)
        return self.done[id(model)]

    def _beside(self, model: Model) -> Iterator[Model]:
        """Yield the model and all that it imports without a name, the nearer and the earlier first, each once."""
        todo, seen = [model], {id(model)}
        while todo:
            member = todo.pop()
            yield member
            fresh = [found for name, found in self._imported(member) if not name and id(found) not in seen]
            seen.update(map(id, fresh))
            todo.extend(reversed(fresh))

    def _imported(self, model: Model) -> Iterator[tuple[str, Model]]:
        for each in model.imports:
            found = self.files.get(each.namespace, [])
            if len(found) > 1:
                raise _refused(
                    model.file,
                    f"imports {each.namespace[:120]!r}, which several files are called "
                    f"({', '.join(other.file for other in found[:5])}); give each a namespace of its own",
                    f"导入的 {each.namespace[:120]!r} 对应多个文件"
                    f"（{'、'.join(other.file for other in found[:5])}）；请为每个文件设置各自的命名空间",
                )
            yield from ((each.name, other) for other in found)


def _merged(model: Model, group: list[Model], parts: Mapping[str, Model]) -> Model:
    if sum(len(part.types) for part in parts.values()) > MAX_TYPES:
        raise _refused(
            model.file, f"imports more than {MAX_TYPES:,} types", f"导入的类型超过 {MAX_TYPES:,} 个"
        )
    under = {each.namespace: each.name for member in group for each in member.imports if each.name in parts}
    places = _Places({**under, **{member.namespace: "" for member in group}}, _namesakes(group))
    whole = replace(
        model,
        decisions=_first(_placed(member.decisions, places) for member in group),
        knowledge=_first(_placed(member.knowledge, places) for member in group),
        services=_first(_serving(member, places) for member in group),
        types={**_types_of(parts), **_first(member.types for member in group)},
        inputs=_first(member.inputs for member in group),
        parts=parts,
    )
    for service in whole.services.values():
        if not all(_has(whole, each) for each in (*service.outputs, *service.given)):
            raise _refused(
                model.file,
                f"has a decision service {service.id!r} without its decisions",
                "缺少决策服务的决策",
            )
    if model.imports:
        _complete(whole)
    return whole


def _first(found: Iterable[Mapping[str, T]]) -> dict[str, T]:
    """Return all entries; of those of one name the first."""
    return {key: value for each in reversed(list(found)) for key, value in each.items()}


@dataclass(frozen=True)
class _Places:
    """Where requirements lead: the part of each namespace (none: here), and whose place an id takes."""

    parts: Mapping[str, str]
    namesakes: Mapping[str, str]

    def of(self, refs: tuple[str, ...], file: str) -> tuple[str, ...]:
        """Return the requirements of a file as ids, after the name of a part and `#` where they are in one."""
        return tuple(self._of(ref, file) for ref in refs)

    def _of(self, ref: str, file: str) -> str:
        space, sign, ident = ref.rpartition("#")
        if sign and space not in self.parts:
            raise _refused(
                file,
                f"leads to {space[:120]!r}, another file, which is not imported or not among the files beside it; "
                "import it and put it there",
                f"引用了另一个文件 {space[:120]!r}，该文件未导入或不在同一处；请导入并放入",
            )
        name = self.parts[space] if sign else ""
        return f"{name}#{ident}" if name else self.namesakes.get(ident, ident)


def _namesakes(group: list[Model]) -> dict[str, str]:
    """Return the ids that stand for others: what has the name of something nearer is that (DMN TCK, 1158)."""
    found: dict[str, str] = {}
    for nodes in (
        [member.decisions for member in group],
        [member.knowledge for member in group],
        [member.services for member in group],
    ):
        nearest: dict[str, str] = {}
        for own in nodes:
            named = [(each.name, each.id) for each in own.values()]
            found |= {ident: nearest[name] for name, ident in named if nearest.get(name, ident) != ident}
            nearest = {**dict(reversed(named)), **nearest}
    return found


def _placed(nodes: Mapping[str, DecisionNode], places: _Places) -> dict[str, DecisionNode]:
    return {
        key: replace(
            node,
            decisions=places.of(node.decisions, node.file),
            knowledge=places.of(node.knowledge, node.file),
        )
        for key, node in nodes.items()
    }


def _serving(model: Model, places: _Places) -> dict[str, Service]:
    return {
        key: replace(
            service,
            outputs=places.of(service.outputs, model.file),
            given=places.of(service.given, model.file),
        )
        for key, service in model.services.items()
    }


def _has(model: Model, ref: str) -> bool:
    name, _, ident = ref.rpartition("#")
    return ident in (model.parts[name] if name else model).decisions


def _complete(whole: Model) -> None:
    """Refuse what is required and neither here nor imported; of a file without imports a rule of its own tells it."""
    for node in (*whole.decisions.values(), *whole.knowledge.values()):
        for ref in (*node.decisions, *node.knowledge):
            name, _, ident = ref.rpartition("#")
            model = whole.parts[name] if name else whole
            if ident not in {*model.decisions, *model.knowledge, *model.services}:
                raise _refused(
                    node.file,
                    f"requires {ident!r} for {node.name!r}, which is neither there nor in what it imports",
                    f"中的 {node.name!r} 需要 {ident!r}，但本文件及其导入的文件中都没有",
                )


def _types_of(parts: Mapping[str, Model]) -> dict[str, Item]:
    return {
        f"{name}.{key}": _under(item, name, part.types)
        for name, part in parts.items()
        for key, item in part.types.items()
    }


def _under(item: Item, name: str, types: Mapping[str, Item]) -> Item:
    """Return a part's item definition as it reads outside: the types that it names follow the part's name."""
    inner = tuple((key, _under(each, name, types)) for key, each in item.parts)
    return replace(
        item, parts=inner, type=_named(item.type, name, types), gives=_named(item.gives, name, types)
    )


def _named(ref: str, name: str, types: Mapping[str, Item]) -> str:
    return f"{name}.{local_type(ref)}" if local_type(ref) in types else ref


def _refused(file: str, why: str, why_zh: str) -> RefusedTable:
    return RefusedTable(f"{file} {why}; correct it.", zh=f"{file} {why_zh}；请更正。", file=file)
