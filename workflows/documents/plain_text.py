"""The plain text of a rendered paper: what a reader reads, without how it looks."""

from __future__ import annotations

from html.parser import HTMLParser

_BLOCKS = frozenset({"p", "h1", "h2", "h3", "div", "table", "tr", "body", "caption"})
_CELLS = frozenset({"td", "th"})
_SILENT = frozenset({"head", "style", "script"})


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.lines: list[str] = [""]
        self._silent = 0
        self._cell = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002 - HTMLParser's door
        if tag in _SILENT:
            self._silent += 1
        if tag == "br" or tag in _BLOCKS:
            self._break()
        elif tag in _CELLS:
            self._cell += 1
            self.lines[-1] += "\t" if self.lines[-1] else ""

    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT:
            self._silent -= 1
        elif tag in _CELLS:
            self._cell -= 1
        elif tag in _BLOCKS:
            self._break()

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.lines[-1] += data.replace("\n", "")

    def _break(self) -> None:
        if self._cell:
            self.lines[-1] += " " if self.lines[-1][-1:].strip() else ""
        elif self.lines[-1].strip():
            self.lines.append("")
        else:
            self.lines[-1] = ""


def plain_text(html: str) -> str:
    """Return the text of *html*: a line for each block, a tab between cells, a line feed at the end."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    kept = (line.strip(" \t\n") for line in reader.lines)
    return "".join(f"{line}\n" for line in kept if line.strip())
