"""The one hardened door for XML: diagrams and tables are read here or not at all."""

from __future__ import annotations

import codecs
import re

from lxml import etree

from workflows.errors import RefusedXml

MAX_BYTES = 2 * 1024 * 1024
MAX_ELEMENTS = 20_000
MAX_ATTRIBUTES = 100_000
MAX_ATTRIBUTES_OF_ONE = 200
MAX_DEPTH = 200
XINCLUDE = "{http://www.w3.org/2001/XInclude}"
_ENCODING = re.compile(rb"""^\s*<\?xml[^>]*?encoding\s*=\s*["']([^"']+)["']""")

_SAID = re.compile(r"""(<\?xml[^>]*?encoding\s*=\s*["'])[^"']+(["'])""")
_UTF8 = frozenset({"utf-8", "utf8", "us-ascii", "ascii"})
ENCODINGS = _UTF8 | {
    "utf-16",
    "iso-8859-1",
    "iso-8859-15",
    "windows-1252",
    "gbk",
    "gb2312",
    "gb18030",
    "big5",
}
"""What modelers save diagrams in; UTF-16 only with its byte order mark."""


def read_xml(data: bytes, name: str) -> etree._Element:
    """Return the root element of *data*; *name* (a path inside the bundle) is only used in refusals.

    Raises:
        RefusedXml: too large, in an unknown encoding, not well-formed, or with a DOCTYPE, an entity or an XInclude.
    """
    data = as_utf8(data, name)
    _check_doctype(data, name)
    try:
        root = etree.fromstring(data, _parser())
    except (etree.XMLSyntaxError, ValueError) as broken:
        line = getattr(broken, "lineno", None) or 0
        raise _refused(
            name, line, f"it is not well-formed XML ({broken})", f"不是格式正确的 XML（{broken}）"
        ) from broken
    _check_tree(root, name)
    return root


def flag(element: etree._Element, name: str, *, default: bool = False) -> bool:
    """Return what a boolean attribute says (true, 1, false or 0); *default* where it is missing."""
    text = element.get(name, "").strip()
    return text in {"true", "1"} if text else default


def _parser() -> etree.XMLParser:
    return etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        encoding="utf-8",
    )


def as_utf8(data: bytes, name: str) -> bytes:
    """Return the same XML file in UTF-8, whichever of the known encodings it was saved in.

    Raises:
        RefusedXml: too large, in an encoding nobody saves diagrams in, or not what its declaration says.
    """
    if len(data) > MAX_BYTES:
        size = f"{len(data) / 1024 / 1024:.1f} MB"
        raise _refused(name, 0, f"it has {size}, at most 2 MB are read", f"文件大小为 {size}，最多读取 2 MB")
    wide = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    declared = _ENCODING.match(data.removeprefix(codecs.BOM_UTF8))
    said = "utf-16" if wide else declared.group(1).decode("ascii", "replace").lower() if declared else "utf-8"
    if said not in ENCODINGS or (said == "utf-16" and not wide):
        raise _refused(name, 1, f"its encoding is {said}; save it as UTF-8", f"编码为 {said}，请另存为 UTF-8")
    if said in _UTF8:
        _check_utf8(data, name)
        return data
    try:
        text = data.decode(said)
    except UnicodeDecodeError as broken:
        line = data.count(b"\n", 0, broken.start) + 1
        raise _refused(
            name, line, f"it is not {said}; save it as UTF-8", f"不是 {said} 编码，请另存为 UTF-8"
        ) from broken
    return _SAID.sub(r"\1UTF-8\2", text, count=1).encode()


def _check_utf8(data: bytes, name: str) -> None:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as broken:
        line = data.count(b"\n", 0, broken.start) + 1
        raise _refused(
            name, line, "it is not UTF-8; save it as UTF-8", "不是 UTF-8 编码，请另存为 UTF-8"
        ) from broken


def _check_doctype(data: bytes, name: str) -> None:
    doctype = data.find(b"<!DOCTYPE")
    if doctype < 0:
        doctype = data.find(b"<!ENTITY")
    if doctype >= 0:
        line = data.count(b"\n", 0, doctype) + 1
        raise _refused(
            name,
            line,
            "it has a DOCTYPE or an entity; remove that declaration",
            "含有 DOCTYPE 或实体声明，请删除该声明",
        )


def _check_tree(root: etree._Element, name: str) -> None:
    elements = attributes = depth = 0
    for event, element in etree.iterwalk(root, events=("start", "end")):
        if event == "end":
            depth -= 1
            continue
        depth += 1
        elements += 1
        attributes += len(element.attrib)
        if not isinstance(element.tag, str):
            raise _refused(name, line_of(element), "it uses an entity", "使用了实体")
        if element.tag.startswith(XINCLUDE):
            raise _refused(name, line_of(element), "XInclude is not followed", "不支持 XInclude")
        if len(element.attrib) > MAX_ATTRIBUTES_OF_ONE:
            why = f"one element has more than {MAX_ATTRIBUTES_OF_ONE} attributes"
            raise _refused(name, line_of(element), why, f"某个元素的属性超过 {MAX_ATTRIBUTES_OF_ONE} 个")
        if elements > MAX_ELEMENTS or attributes > MAX_ATTRIBUTES or depth > MAX_DEPTH:
            raise _refused(
                name,
                line_of(element),
                f"it has more than {MAX_ELEMENTS} elements, {MAX_ATTRIBUTES} attributes or {MAX_DEPTH} levels",
                f"超过 {MAX_ELEMENTS} 个元素、{MAX_ATTRIBUTES} 个属性或 {MAX_DEPTH} 层嵌套",
            )


def line_of(element: etree._Element) -> int:
    """Return the line on which the element begins, 0 where it is unknown."""
    line = element.sourceline
    return line if isinstance(line, int) else 0


def _refused(name: str, line: int, why: str, why_zh: str) -> RefusedXml:
    return RefusedXml(
        f"The file {name} cannot be read: {why} (line {line}).",
        zh=f"无法读取文件 {name}：{why_zh}（第 {line} 行）。",
        file=name,
        line=line,
    )
