"""Instructions and notes: a little Markdown to safe HTML; raw HTML is shown as text, never run."""

from __future__ import annotations

from markdown_it import MarkdownIt
from markupsafe import Markup

_READER = MarkdownIt("commonmark", {"html": False, "linkify": False}).disable(
    ["image", "html_block", "html_inline"]
)


def to_html(text: str) -> Markup:
    """Return *text* as safe HTML; links may lead to http, https, mailto and this site only."""
    return Markup(_READER.render(text))  # noqa: S704 - the reader escapes everything it does not make itself
