"""A bundle: a document's template with everything that shapes its text, frozen under its sha256.

A paper keeps the digest of its bundle, so that it can be made again from exactly the words it was made from.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256

import orjson
from jinja2 import Environment, TemplateSyntaxError, meta

from workflows.documents.catalogue import BODY, INFO, MASKING, STYLE, WORDS, Shelf
from workflows.errors import BrokenDocumentFile

_SHARED = (STYLE, WORDS, MASKING)


@dataclass(frozen=True)
class Bundle:
    """The files by name, as canonical JSON."""

    content: bytes

    @cached_property
    def digest(self) -> str:
        """Return the sha256 of the content: the version of the template."""
        return sha256(self.content).hexdigest()

    @cached_property
    def files(self) -> Mapping[str, str]:
        """Return the files by name.

        Raises:
            BrokenDocumentFile: the content is no bundle.
        """
        try:
            found = orjson.loads(self.content)
        except orjson.JSONDecodeError as error:
            raise BrokenDocumentFile(
                f"The stored template is no bundle ({error}); restore it from a backup.",
                zh="存档的文书模板无法读取；请从备份恢复。",
            ) from error
        return {str(name): str(text) for name, text in found.items()}


def bundle_of(shelf: Shelf, environment: Environment, template_id: str) -> Bundle:
    """Return everything that shapes the text of *template_id*: its own files, what they import, the layout."""
    names = [f"{template_id}/{INFO}", *_SHARED, *_reach(shelf, environment, f"{template_id}/{BODY}")]
    files = {name: shelf.read(name) or "" for name in names}
    return Bundle(orjson.dumps(files, option=orjson.OPT_SORT_KEYS))


def _reach(shelf: Shelf, environment: Environment, name: str) -> Iterator[str]:
    todo, seen = [name], {name}
    while todo:
        current = todo.pop()
        yield current
        try:
            tree = environment.parse(shelf.read(current) or "", current, current)
        except (TemplateSyntaxError, RecursionError):
            continue
        found = {each for each in meta.find_referenced_templates(tree) if each} - seen
        seen |= found
        todo += sorted(found)
