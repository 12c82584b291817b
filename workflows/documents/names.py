"""Check before printing that a template names only fields that exist, also where the sample does not lead."""

from __future__ import annotations

from collections.abc import Iterator
from types import UnionType
from typing import Union, get_args, get_origin

from jinja2 import Environment, nodes
from pydantic import BaseModel

from workflows.documents.context import PaperContext
from workflows.domain.case import CaseDocument
from workflows.errors import UnknownField

ROOTS: dict[str, type[BaseModel]] = {"case": CaseDocument, "paper": PaperContext}
_KEEP_LIST = frozenset({"with_role", "select", "reject", "default", "d"})
_TAKE_ITEM = frozenset({"first", "last", "item"})
_GIVEN = frozenset({"loop", "caller", "true", "false", "none"})

Scope = dict[str, object]


def check_names(environment: Environment, source: str, template: str) -> None:
    """Check every path that starts at `case` or `paper` in *source*.

    Raises:
        UnknownField: a path names a field that does not exist; the message names the line and the fields.
        jinja2.TemplateSyntaxError: the template cannot be parsed.
    """
    for node, scope in _walk(environment.parse(source, template, template), dict(ROOTS)):
        if (
            isinstance(node, nodes.Name)
            and node.ctx == "load"
            and node.name not in scope | dict.fromkeys(_GIVEN)
        ):
            raise _unknown(template, node, node.name, sorted(ROOTS))
        if isinstance(node, nodes.Getattr):
            _attribute(node, scope, template)


def fields_of(kind: object) -> dict[str, object]:
    """Return the field names of a model with the types they hold; empty for anything else."""
    kind = _without_none(kind)
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        return {name: field.annotation for name, field in kind.model_fields.items()}
    return {}


def item_of(kind: object) -> object:
    """Return the type of the items of a tuple type; None for anything else."""
    kind = _without_none(kind)
    return get_args(kind)[0] if get_origin(kind) is tuple else None


def _without_none(kind: object) -> object:
    if get_origin(kind) in (Union, UnionType):
        return next((arg for arg in get_args(kind) if arg is not type(None)), None)
    return kind


def _walk(node: nodes.Node, scope: Scope) -> Iterator[tuple[nodes.Node, Scope]]:
    if isinstance(node, nodes.For):
        yield from _walk(node.iter, scope)
        inner = scope | _targets(node.target, item_of(_type(node.iter, scope)))
        for child in (*node.body, *([node.test] if node.test else [])):
            yield from _walk(child, inner)
        for child in node.else_:
            yield from _walk(child, scope)
        return
    if isinstance(node, nodes.Macro):
        inner = scope | {str(arg.name): None for arg in node.args}
        scope[node.name] = None
        for child in (*node.defaults, *node.body):
            yield from _walk(child, inner)
        return
    yield node, scope
    for child in node.iter_child_nodes():
        yield from _walk(child, scope)
    _remember(node, scope)


def _remember(node: nodes.Node, scope: Scope) -> None:
    if isinstance(node, nodes.Assign):
        scope.update(_targets(node.target, _type(node.node, scope)))
    elif isinstance(node, nodes.AssignBlock):
        scope.update(_targets(node.target, None))
    elif isinstance(node, nodes.Import):
        scope[node.target] = None
    elif isinstance(node, nodes.FromImport):
        scope.update({name if isinstance(name, str) else name[1]: None for name in node.names})


def _targets(target: nodes.Node, kind: object) -> Scope:
    if isinstance(target, nodes.Name):
        return {target.name: kind}
    return {name.name: None for name in target.find_all(nodes.Name)}


def _type(node: nodes.Node, scope: Scope) -> object:
    if isinstance(node, nodes.Name):
        return scope.get(node.name)
    if isinstance(node, nodes.Getattr):
        return fields_of(_type(node.node, scope)).get(node.attr)
    if isinstance(node, nodes.Getitem):
        return item_of(_type(node.node, scope))
    if isinstance(node, nodes.Filter) and node.node is not None:
        inner = _type(node.node, scope)
        return inner if node.name in _KEEP_LIST else item_of(inner) if node.name in _TAKE_ITEM else None
    return None


def _attribute(node: nodes.Getattr, scope: Scope, template: str) -> None:
    known = fields_of(_type(node.node, scope))
    if known and node.attr not in known:
        raise _unknown(template, node, _path(node), sorted(known))


def _path(node: nodes.Node) -> str:
    if isinstance(node, nodes.Getattr):
        return f"{_path(node.node)}.{node.attr}"
    if isinstance(node, nodes.Getitem):
        return f"{_path(node.node)}[]"
    return node.name if isinstance(node, nodes.Name) else "…"


def _unknown(template: str, node: nodes.Node, path: str, known: list[str]) -> UnknownField:
    return UnknownField(
        f"{template}, line {node.lineno}: there is no field {path!r}; the fields here are {', '.join(known)}.",
        zh=f"{template} 第 {node.lineno} 行：没有字段 {path!r}；可用字段：{'、'.join(known)}。",
        template=template,
        line=node.lineno,
        field=path,
    )
