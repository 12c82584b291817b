"""The paths of the case document: which keys of a form lead somewhere."""

from __future__ import annotations

import types
from collections.abc import Sequence
from functools import cache
from typing import Annotated, Union, get_args, get_origin

from pydantic import BaseModel

from workflows.domain.case import CaseDocument


def known_path(path: str, in_list: str = "") -> bool:
    """Return whether *path* leads to a place of the case document, or of an item of one of its lists.

    With *in_list* the path is read inside an item of that list. Below `extra` everything is allowed.
    """
    if path.startswith("extra."):
        return True
    if in_list:
        return in_list.startswith("extra.") or f"{in_list}.{path}" in _paths() or path in _item_paths()
    return path in _paths() or path in _item_paths()


def leads_somewhere(path: str) -> bool:
    """Return whether an expression that reads *path* finds a field there; what lies behind a value is FEEL's."""
    if path == "extra" or path.startswith("extra."):
        return True
    steps = path.split(".")
    for length in range(1, len(steps) + 1):
        here = ".".join(steps[:length])
        if here not in _paths():
            return False
        if here not in _sections():
            return True
    return True


def nearest_paths(path: str) -> frozenset[str]:
    """Return the paths as deep as *path*: one of them may have been meant."""
    return frozenset(each for each in _paths() if each.count(".") == path.count("."))


def paths_ending(name: str) -> Sequence[str]:
    """Return the paths whose last step is *name*, the shortest first: a section may have been left out."""
    return sorted(
        (each for each in _paths() if each.rpartition(".")[2] == name), key=lambda each: (len(each), each)
    )


@cache
def _sections() -> frozenset[str]:
    return frozenset(path.rpartition(".")[0] for path in _paths() if "." in path)


@cache
def _paths() -> frozenset[str]:
    return frozenset(_below(CaseDocument, ""))


@cache
def _item_paths() -> frozenset[str]:
    """Return the paths inside items of the document's own lists: what a step with `append` writes."""
    found: set[str] = set()
    for field in CaseDocument.model_fields.values():
        model, many = _model(field.annotation)
        if model is not None and many:
            found |= _below(model, "")
    return frozenset(found)


def _below(model: type[BaseModel], prefix: str) -> set[str]:
    found: set[str] = set()
    for name, field in model.model_fields.items():
        path = f"{prefix}{name}"
        found.add(path)
        inner, _ = _model(field.annotation)
        if inner is not None:
            found |= _below(inner, f"{path}.")
    return found


def _model(annotation: object) -> tuple[type[BaseModel] | None, bool]:
    """Return the model that *annotation* holds, and whether it holds many."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation, False
    many = get_origin(annotation) is tuple
    if get_origin(annotation) in {tuple, Union, types.UnionType, Annotated}:
        for each in get_args(annotation):
            model, inner = _model(each)
            if model is not None:
                return model, many or inner
    return None, many
