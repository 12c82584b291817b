"""The fixed parts of a DOCX: styles, fonts, settings and page numbers in the house style of GB/T 9704."""

from __future__ import annotations

from dataclasses import dataclass

SONG, TITLE, HEI, KAI = "仿宋", "方正小标宋简体", "黑体", "楷体"
ALTERNATIVES = {SONG: "仿宋_GB2312", TITLE: "宋体", HEI: "SimHei", KAI: "楷体_GB2312"}
MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


@dataclass(frozen=True, kw_only=True)
class Style:
    """One paragraph style: its Word id and name, face, size and line pitch in points, and where the text stands."""

    id: str
    name: str
    face: str = SONG
    size: float = 16
    pitch: float = 28
    align: str = "left"
    indent: int = 0
    left: int = 0
    right: int = 0
    before: float = 0
    after: float = 0
    outline: int | None = None
    with_next: bool = False
    colour: str = ""


STYLES = {
    "p": Style(id="BodyText", name="Body Text", align="both", indent=2),
    "p.flush": Style(id="Flush", name="顶格正文", align="both"),
    "p.to": Style(id="Salutation", name="Salutation"),
    "p.center": Style(id="Centred", name="居中正文", align="center"),
    "p.right": Style(id="Signed", name="落款", align="right", right=2),
    "p.date": Style(id="Date", name="Date", align="right", right=4),
    "p.sign": Style(id="SignLine", name="签名行", before=6),
    "p.note": Style(id="Remark", name="附注", size=12, pitch=20, align="both", before=6),
    "p.number": Style(id="PaperNumber", name="文号", align="right", after=8, with_next=True),
    "p.sample": Style(
        id="SampleMark",
        name="示例标记",
        face=HEI,
        size=10.5,
        pitch=16,
        align="center",
        after=8,
        colour="B00000",
    ),
    "p.big": Style(id="CoverLine", name="封面行", size=22, pitch=44, align="center"),
    "p.body-name": Style(
        id="BodyName", name="机构名称", face=TITLE, size=20, pitch=32, align="center", with_next=True
    ),
    "h1": Style(
        id="Title", name="Title", face=TITLE, size=22, pitch=32, align="center", after=12, with_next=True
    ),
    "h2": Style(id="Heading1", name="heading 1", face=HEI, indent=2, outline=0, with_next=True),
    "h3": Style(id="Heading2", name="heading 2", face=KAI, indent=2, outline=1, with_next=True),
    "td": Style(id="CellText", name="表格正文", size=12, pitch=18, align="both"),
    "td.label": Style(id="CellLabel", name="表格标题", size=12, pitch=18, align="center"),
    "td p": Style(id="CellParagraph", name="表格段落", size=12, pitch=18, align="both", indent=2),
}
"""Word's styles by what the HTML says: element, or element and class, or `td p` for a paragraph in a form."""


def styles_xml() -> str:
    """Return word/styles.xml."""
    defaults = (
        f'<w:docDefaults><w:rPrDefault><w:rPr>{_fonts(SONG)}<w:sz w:val="32"/><w:szCs w:val="32"/>'
        '<w:lang w:val="zh-CN" w:eastAsia="zh-CN"/></w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>'
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>'
        '<w:style w:type="character" w:styleId="Strong"><w:name w:val="Strong"/><w:qFormat/>'
        f"<w:rPr>{_fonts(HEI)}</w:rPr></w:style>"
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
        '<w:tblPr><w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar></w:tblPr>'
        '</w:style><w:style w:type="table" w:styleId="FormTable"><w:name w:val="表格"/><w:basedOn w:val="TableNormal"/>'
        "<w:tblPr><w:tblBorders>"
        + "".join(_border(side, 12) for side in ("top", "left", "bottom", "right"))
        + "".join(_border(side, 6) for side in ("insideH", "insideV"))
        + '</w:tblBorders><w:tblCellMar><w:top w:w="60" w:type="dxa"/><w:left w:w="100" w:type="dxa"/>'
        '<w:bottom w:w="60" w:type="dxa"/><w:right w:w="100" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
    )
    return f'{_HEAD}<w:styles xmlns:w="{MAIN}">{defaults}{"".join(map(_style, STYLES.values()))}</w:styles>'


def footer_xml(align: str) -> str:
    """Return a footer with the page number between dashes, one character in from the *align* side."""
    run = f'<w:rPr>{_fonts("宋体")}<w:sz w:val="28"/></w:rPr>'
    return (
        f'{_HEAD}<w:ftr xmlns:w="{MAIN}"><w:p><w:pPr><w:jc w:val="{align}"/><w:ind w:{align}="280"/></w:pPr>'
        f'<w:r>{run}<w:t xml:space="preserve">— </w:t></w:r><w:r>{run}<w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r>{run}<w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>'
        f'<w:r>{run}<w:fldChar w:fldCharType="end"/></w:r>'
        f'<w:r>{run}<w:t xml:space="preserve"> —</w:t></w:r></w:p></w:ftr>'
    )


def fonts_xml() -> str:
    """Return word/fontTable.xml: which face stands in where the named one is not installed."""
    table = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{other}"/><w:charset w:val="86"/></w:font>'
        for name, other in ALTERNATIVES.items()
    )
    return f'{_HEAD}<w:fonts xmlns:w="{MAIN}">{table}</w:fonts>'


def _style(style: Style) -> str:
    keep = "<w:keepNext/>" if style.with_next else ""
    outline = "" if style.outline is None else f'<w:outlineLvl w:val="{style.outline}"/>'
    colour = f'<w:color w:val="{style.colour}"/>' if style.colour else ""
    size = round(style.size * 2)
    return (
        f'<w:style w:type="paragraph" w:styleId="{style.id}"><w:name w:val="{style.name}"/>'
        '<w:basedOn w:val="Normal"/><w:qFormat/>'
        f'<w:pPr>{keep}<w:overflowPunct w:val="1"/>'
        f'<w:spacing w:before="{round(style.before * 20)}" w:after="{round(style.after * 20)}" '
        f'w:line="{round(style.pitch * 20)}" w:lineRule="exact"/>{_indent(style)}'
        f'<w:jc w:val="{style.align}"/>{outline}</w:pPr>'
        f'<w:rPr>{_fonts(style.face)}{colour}<w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr></w:style>'
    )


def _indent(style: Style) -> str:
    unit = round(style.size * 20)
    return (
        f'<w:ind w:right="{style.right * unit}" w:rightChars="{style.right * 100}" '
        f'w:firstLine="{style.indent * unit}" w:firstLineChars="{style.indent * 100}"/>'
    )


def _fonts(face: str) -> str:
    return f'<w:rFonts w:ascii="{face}" w:hAnsi="{face}" w:eastAsia="{face}" w:cs="{face}"/>'


def _border(side: str, eighths: int) -> str:
    return f'<w:{side} w:val="single" w:sz="{eighths}" w:space="0" w:color="000000"/>'
