"""The words in a PDF's metadata that say it is also PDF/UA-1: tagged for screen readers (ISO 14289-1)."""

from __future__ import annotations

from collections.abc import Callable

_END = b"</rdf:RDF>"
_IDENTIFICATION = b"""<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" pdfuaid:part="1"/>\
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" \
xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">\
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">\
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>\
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>\
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>\
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">\
<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>\
<pdfaProperty:category>internal</pdfaProperty:category>\
<pdfaProperty:description>Indicates the version of PDF/UA</pdfaProperty:description>\
</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>"""

Describe = Callable[[str, int, str], bytes]


def accessible(describe: Describe) -> Describe:
    """Return *describe*, which writes a PDF's metadata, with PDF/UA-1 named in what it writes.

    PDF/A allows a schema of another standard only where the file itself explains it, so the explanation goes along.
    """

    def described(variant: str, version: int, conformance: str) -> bytes:
        return describe(variant, version, conformance).replace(_END, _IDENTIFICATION + _END)

    return described
