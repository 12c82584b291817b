"""Whoever reads Chinese is told in Chinese what is wrong, whichever part of the machine says it."""

from __future__ import annotations

import ast
import inspect
import re
from collections.abc import Iterator
from pathlib import Path

from workflows import errors
from workflows.errors import HeweiError, StoreLocked
from workflows.errors.ground import chinese

ROOT = Path(errors.__file__).parents[2]
SPEAKING = {
    name
    for name, kind in vars(errors).items()
    if inspect.isclass(kind) and issubclass(kind, HeweiError) and "zh" in inspect.getsource(kind)
}
CODES = {
    kind.__name__: kind.code
    for kind in vars(errors).values()
    if isinstance(kind, type) and hasattr(kind, "code")
}
MUTE = re.compile(rf"\b(?:{'|'.join(sorted(CODES.keys() - SPEAKING))})\b(?! from|:)")


def raised_without_words(file: Path) -> Iterator[str]:
    """Yield the codes of errors that *file* raises without saying in Chinese what is the case."""
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        made = node.exc if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Name) else node
        keywords = made.keywords if isinstance(made, ast.Call) else []
        name = made.func if isinstance(made, ast.Call) else made
        if not isinstance(name, ast.Name) or name.id not in CODES or name.id in SPEAKING or name is node:
            continue
        if not any(each.arg in ("zh", None) for each in keywords):
            yield CODES[name.id]


def test_no_error_is_raised_without_chinese_words() -> None:
    """Each error says its Chinese where it is raised, or the catalogue of errors has it by its code."""
    files = [file for folder in ("workflows", "tasks") for file in (ROOT / folder).rglob("*.py")]
    telling = [file for file in files if MUTE.search(file.read_text("utf-8"))]
    raised = {code for file in telling for code in raised_without_words(file)}
    assert raised - chinese().keys() == set()


def test_a_sentence_of_its_own_goes_before_the_catalogue() -> None:
    """What was said where it happened is told; the catalogue helps out."""
    assert (StoreLocked(zh="正忙。").zh, StoreLocked("busy").zh) == ("正忙。", chinese()["store-locked"])
