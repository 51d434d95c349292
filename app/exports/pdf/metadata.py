"""What a PDF file says of itself: the Info dictionary, and XMP (ISO 16684-1) with the same entries."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from app.exports.pdf.file_objects import text_string

LANGUAGE = "zh-CN"
_CREATOR = "公开年报"
_PRODUCER = "reportlab"


class PdfMetadata(NamedTuple):
    """What the file says of itself; *author* is the unit, never a person, *dated* the day on which it signed."""

    title: str
    author: str
    subject: str
    keywords: str
    dated: date | None = None


def information(metadata: PdfMetadata) -> str:
    """Return the Info dictionary; XMP repeats each of its entries."""
    entries = {
        "Title": metadata.title,
        "Author": metadata.author,
        "Subject": metadata.subject,
        "Keywords": metadata.keywords,
        "Creator": _CREATOR,
        "Producer": _PRODUCER,
    }
    parts = [f"/{key} {text_string(value)}" for key, value in entries.items()]
    if metadata.dated:
        parts += [f"/{key} (D:{metadata.dated:%Y%m%d}000000Z)" for key in ("CreationDate", "ModDate")]
    return f"<<{' '.join(parts)}>>"


_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
_XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about=""
  xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
  xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"
  xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<pdfaid:part>2</pdfaid:part>
<pdfaid:conformance>A</pdfaid:conformance>
<pdfuaid:part>1</pdfuaid:part>
<dc:format>application/pdf</dc:format>
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{subject}</rdf:li></rdf:Alt></dc:description>
<pdf:Keywords>{keywords}</pdf:Keywords>
<pdf:Producer>{producer}</pdf:Producer>
<xmp:CreatorTool>{creator}</xmp:CreatorTool>
{dates}</rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
  xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289 that the file conforms to</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>"""


def xmp(metadata: PdfMetadata) -> str:
    """Return the XMP packet."""
    return _XMP.format(
        language=LANGUAGE,
        title=metadata.title.translate(_ESCAPES),
        author=metadata.author.translate(_ESCAPES),
        subject=metadata.subject.translate(_ESCAPES),
        keywords=metadata.keywords.translate(_ESCAPES),
        producer=_PRODUCER,
        creator=_CREATOR,
        dates="".join(
            f"<xmp:{tag}>{metadata.dated.isoformat()}T00:00:00Z</xmp:{tag}>\n"
            for tag in ("CreateDate", "ModifyDate")
            if metadata.dated
        ),
    )
