"""The browser's own style sheet, as far as papers need it: matching the whole of HTML costs a sixth of the printing."""

from __future__ import annotations

import re

from weasyprint import CSS, HTML

_FURTHER = re.compile(
    r"<(?!(?:html|head|meta|title|body|h[123]|p|br|span|strong|b|img|table|colgroup|col|thead|tbody|tr|td|th)\b)[a-z]",
    re.IGNORECASE,
)
"""An element that the sheet below does not know."""
_UNPLAIN = re.compile(r"<[^>]*\s(?:dir|hidden|rules|frame|type)\b", re.IGNORECASE)
_SHEET = """
head, meta, title { display: none }
html, body, h1, h2, h3, p { display: block }
table { display: table; border-spacing: 2px; border-collapse: separate; box-sizing: border-box;
  text-indent: initial; border-color: gray }
colgroup { display: table-column-group }
col { display: table-column }
thead { display: table-header-group; vertical-align: middle; border-color: inherit }
tbody { display: table-row-group; vertical-align: middle; border-color: inherit }
tr { display: table-row; border-color: inherit; vertical-align: inherit }
table > tr { vertical-align: middle }
td, th { display: table-cell; padding: 1px; border-color: gray; vertical-align: inherit }
th, b, strong { font-weight: bold }
body { margin: 8px }
p { margin-top: 1em; margin-bottom: 1em }
h1 { margin-top: .67em; margin-bottom: .67em; font-size: 2em; bookmark-level: 1 }
h2 { margin-top: .83em; margin-bottom: .83em; font-size: 1.5em; bookmark-level: 2 }
h3 { margin-top: 1em; margin-bottom: 1em; font-size: 1.17em; bookmark-level: 3 }
h1, h2, h3 { font-weight: bold; bookmark-label: content(text) }
h1, h2, h3 { hyphens: manual; break-after: avoid; break-inside: avoid }
br::before { content: "\\A"; white-space: pre-line }
html { color-scheme: light }
img { overflow: hidden }
@page {
  margin: 75px;
  @top-left-corner { text-align: right; vertical-align: middle }
  @top-left { text-align: left; vertical-align: middle }
  @top-center { text-align: center; vertical-align: middle }
  @top-right { text-align: right; vertical-align: middle }
  @top-right-corner { text-align: left; vertical-align: middle }
  @left-top { text-align: center; vertical-align: top }
  @left-middle { text-align: center; vertical-align: middle }
  @left-bottom { text-align: center; vertical-align: bottom }
  @right-top { text-align: center; vertical-align: top }
  @right-middle { text-align: center; vertical-align: middle }
  @right-bottom { text-align: center; vertical-align: bottom }
  @bottom-left-corner { text-align: right; vertical-align: middle }
  @bottom-left { text-align: left; vertical-align: middle }
  @bottom-center { text-align: center; vertical-align: middle }
  @bottom-right { text-align: right; vertical-align: middle }
  @bottom-right-corner { text-align: left; vertical-align: middle }
}
"""


class PlainPage(HTML):  # type: ignore[misc]
    """HTML of the elements that papers are made of."""

    _sheets: tuple[CSS, ...] = ()

    def _ua_stylesheets(self, forms: bool = False) -> list[CSS]:  # noqa: FBT001, FBT002, ARG002 - WeasyPrint's door
        if not PlainPage._sheets:
            PlainPage._sheets = (CSS(string=_SHEET),)
        return list(PlainPage._sheets)


def page_of(html: str) -> type[HTML]:
    """Return how *html* is read: plainly, or with everything that HTML has where it uses more than papers do."""
    return HTML if _FURTHER.search(html) or _UNPLAIN.search(html) else PlainPage
