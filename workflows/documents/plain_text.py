"""The plain text of a rendered paper, and the refusal of elements that paper does not know."""

from __future__ import annotations

from html.parser import HTMLParser

from workflows.errors import UnprintableElement

_BLOCKS = frozenset({"p", "h1", "h2", "h3", "table", "tr", "body"})
_CELLS = frozenset({"td"})
_KNOWN = (
    _BLOCKS | _CELLS | {"html", "head", "meta", "title", "colgroup", "col", "tbody", "span", "strong", "br"}
)
_ATTRIBUTES = frozenset({"class", "colspan", "rowspan"})


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.lines: list[str] = [""]
        self._head = True
        self._cell = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "body":
            self._head = False
        if tag not in _KNOWN or not (self._head or _ATTRIBUTES.issuperset(name for name, _ in attrs)):
            raise _unknown(self.get_starttag_text() or tag)
        if tag == "br" or tag in _BLOCKS:
            self._break()
        elif tag in _CELLS:
            self._cell += 1
            self.lines[-1] += "\t" if self.lines[-1] else ""

    def handle_endtag(self, tag: str) -> None:
        if tag in _CELLS:
            self._cell -= 1
        elif tag in _BLOCKS:
            self._break()

    def handle_data(self, data: str) -> None:
        if not self._head:
            self.lines[-1] += data.replace("\n", "")

    def handle_comment(self, data: str) -> None:
        raise _unknown(f"<!--{data[:40]}-->")

    def _break(self) -> None:
        if self._cell:
            self.lines[-1] += " " if self.lines[-1][-1:].strip() else ""
        elif self.lines[-1].strip():
            self.lines.append("")
        else:
            self.lines[-1] = ""


def plain_text(html: str) -> str:
    """Return the text of *html*: a line for each block, a tab between cells, a line feed at the end.

    Raises:
        UnprintableElement: an element or attribute is not one of those that all three outputs know.
    """
    reader = _Reader()
    reader.feed(html)
    reader.close()
    kept = (line.strip(" \t\n") for line in reader.lines)
    return "".join(f"{line}\n" for line in kept if line.strip())


def _unknown(what: str) -> UnprintableElement:
    return UnprintableElement(
        f"{what} is not known on paper; use only the elements named in templates/layout/README.md.",
        zh=f"文书不支持 {what}；只能使用 templates/layout/README.md 所列的元素。",
        element=what,
    )
