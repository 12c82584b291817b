"""Whoever changes something is asked whether they may: in the use case itself, not in what calls it."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "workflows" / "usecases"
ASKS = frozenset({"may", "demand", "demand_own"})
"""The functions that ask; a use case reaches one of them, by itself or through what it calls."""


@dataclass
class Function:
    """One function: what it calls, whether it writes, and who acts in it."""

    name: str
    public: bool
    acts: bool
    writes: bool
    calls: set[str] = field(default_factory=set)


def _module(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts)


def _names(tree: ast.Module, module: str) -> dict[str, str]:
    """Return what each name of a module stands for."""
    found = {
        node.name: f"{module}.{node.name}"
        for node in tree.body
        if isinstance(node, ast.FunctionDef | ast.ClassDef)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("workflows"):
            found |= {alias.asname or alias.name: f"{node.module}.{alias.name}" for alias in node.names}
    return found


def _called(node: ast.AST, names: Mapping[str, str], methods: Mapping[str, str]) -> Iterator[str]:
    for each in ast.walk(node):
        if isinstance(each, ast.Name) and each.id in names:
            yield names[each.id]
        elif isinstance(each, ast.Attribute) and each.attr in methods:
            yield methods[each.attr]


def _writes(node: ast.AST) -> bool:
    return any(isinstance(each, ast.Attribute) and each.attr == "write" for each in ast.walk(node))


def _acts(node: ast.FunctionDef) -> bool:
    hints = [arg.annotation for arg in [*node.args.args, *node.args.kwonlyargs] if arg.annotation]
    return any(ast.unparse(hint) == "Actor" for hint in hints)


@cache
def _functions() -> dict[str, Function]:
    found: dict[str, Function] = {}
    verbs = {"case": "workflows.usecases.doing.Doing.case", "item": "workflows.usecases.doing.Doing.item"}
    for path in sorted(FOLDER.rglob("*.py")):
        module, tree = _module(path), ast.parse(path.read_text("utf-8"))
        names = _names(tree, module)
        for node in ast.walk(tree):
            if not isinstance(node, ast.FunctionDef):
                continue
            owner = next((c.name for c in tree.body if isinstance(c, ast.ClassDef) and node in c.body), "")
            name = f"{module}.{owner}.{node.name}" if owner else f"{module}.{node.name}"
            found[name] = Function(
                name=name,
                public=not node.name.startswith("_") and not owner,
                acts=_acts(node),
                writes=_writes(node),
                calls=set(_called(node, names, verbs if "doing(" in ast.unparse(node) else {})),
            )
    return found


def _reach(functions: Mapping[str, Function], start: str) -> Iterator[str]:
    seen, left = set(), [start]
    while left:
        name = left.pop()
        if name in seen:
            continue
        seen.add(name)
        yield name
        if name in functions:
            left += functions[name].calls


def test_a_use_case_that_changes_something_asks_whether_the_actor_may() -> None:
    """Each public use case in which somebody acts and that can write reaches `may`, however it is called."""
    functions = _functions()
    changing = [
        each.name
        for each in functions.values()
        if each.public
        and each.acts
        and each.name not in GROUND
        and any(name in functions and functions[name].writes for name in _reach(functions, each.name))
    ]
    unasked = [
        name
        for name in changing
        if not any(called.rpartition(".")[2] in ASKS for called in _reach(functions, name))
    ]
    assert len(changing) > 50
    assert unasked == []


def test_what_writes_and_names_no_actor_is_not_reached_from_a_page() -> None:
    """What the machine does by itself (sweeps, papers, deliveries) is called by no page and no route of the API."""
    functions = _functions()
    machine = {each.name for each in functions.values() if each.public and each.writes and not each.acts} - {
        *BEFORE_SIGNING_IN,
        *GROUND,
    }
    called = {
        name
        for path in sorted((ROOT / "workflows" / "web").rglob("*.py"))
        if "node_modules" not in path.parts
        for name in _names(ast.parse(path.read_text("utf-8")), _module(path)).values()
    }
    assert sorted(machine & called) == []


GROUND = (
    "workflows.usecases.doing.doing",
    "workflows.usecases.note_reading.note_reading",
    "workflows.usecases.note_reading.note_readings",
)
"""What use cases stand on: the open transaction of a verb, and the row in the audit that says who looked."""

BEFORE_SIGNING_IN = (
    "workflows.usecases.sign_in.sign_in",
    "workflows.usecases.sign_in.answer_code",
    "workflows.usecases.sign_in.who_is",
    "workflows.usecases.sign_in.keep_login",
    "workflows.usecases.sign_in.look_at_login",
    "workflows.usecases.sign_in.sign_out",
    "workflows.usecases.sign_in_by_provider.begin_flight",
    "workflows.usecases.sign_in_by_provider.end_flight",
    "workflows.usecases.sign_in_by_provider.sign_in_by_provider",
    "workflows.usecases.party.enter_by_code.enter_by_code",
    "workflows.usecases.party.enter_by_code.leave",
    "workflows.usecases.party.enter_by_code.who_visits",
    "workflows.usecases.party.send_code.request_code",
)
"""Where nobody acts yet: these find out who it is."""
