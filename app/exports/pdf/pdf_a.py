"""A composed document as a PDF file that is PDF/A-2a (ISO 19005-2) and PDF/UA-1 (ISO 14289-1).

reportlab's lowest layer numbers the objects and writes the cross-references; its canvas knows neither tags nor
PDF/A. Nothing here depends on the time, the user or the machine: the same document gives the same bytes.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from reportlab.pdfbase.pdfdoc import PDFDocument, PDFObject

from app.exports.pages.metrics import PAGE_HEIGHT, PAGE_WIDTH
from app.exports.pages.page import Bookmark, Composition, Page
from app.exports.pages.structure_tree import CellAttributes, Element
from app.exports.pdf.content import PdfFontUse, contents
from app.paths import resource

_LANGUAGE = "zh-CN"
_CREATOR = "公开年报"
_PRODUCER = "reportlab"
# Glyph outlines hardly shrink any further with more effort, and it is most of the time an export takes.
_COMPRESSION = 3


@dataclass(frozen=True)
class PdfMetadata:
    """What the file says of itself; *author* is the unit, never a person, *dated* the day on which it signed."""

    title: str
    author: str
    subject: str
    keywords: str
    dated: date | None = None


class _Object(PDFObject):  # type: ignore[misc]
    """An object whose body is ready, or will be when the file is written."""

    def __init__(self, body: bytes = b"") -> None:
        self.body = body

    def format(self, document: PDFDocument) -> bytes:
        """Return the body: what reportlab asks of every object."""
        return self.body


class _File:
    """The objects of the file being made."""

    def __init__(self) -> None:
        self.document = PDFDocument(compression=0, invariant=1, pdfVersion=(1, 7))

    def add(self, body: str | bytes | None = None) -> tuple[_Object, str]:
        """Add an object; return it and the reference to it in PDF syntax."""
        item = _Object(body.encode("ascii") if isinstance(body, str) else body or b"")
        name = self.document.Reference(item).name
        return item, f"{self.document.idToObjectNumberAndVersion[name][0]} 0 R"

    def stream(self, data: bytes, entries: str = "", compress: bool = True) -> str:
        """Add a stream; return the reference to it."""
        if compress:
            data = zlib.compress(data, _COMPRESSION)
            entries += " /Filter /FlateDecode"
        head = f"<<{entries} /Length {len(data)}>>\nstream\n".encode("ascii")
        # After a last byte that is CR, a lone LF would be read together with it as one end of line.
        return self.add(head + data + b"\r\nendstream")[1]

    def bytes(self, catalog: _Object, information: _Object) -> bytes:
        """Write the file."""
        document = self.document
        document.Catalog = catalog
        document.info = information
        digest = hashlib.sha256()
        for item in document.idToObject.values():
            if isinstance(item, _Object):
                digest.update(item.body)
        document.updateSignature(digest.digest())
        data: bytes = document.format()
        return data


def pdf_file(composition: Composition, metadata: PdfMetadata) -> bytes:
    """Return the PDF file of composed pages."""
    pages = composition.pages
    streams, fonts = contents(pages)
    file = _File()
    font_references = " ".join(f"/{use.name} {_font(file, use)}" for use in fonts)
    resources = file.add(f"<</Font <<{font_references}>> /ProcSet [/PDF /Text]>>")[1]
    tree, tree_reference = file.add()
    page_tree, page_tree_reference = file.add()
    page_references = []
    for page, stream in zip(pages, streams, strict=True):
        content = file.stream(stream.encode("ascii"))
        page_references.append(
            file.add(
                f"<</Type /Page /Parent {page_tree_reference} /MediaBox [0 0 {PAGE_WIDTH:.3f} {PAGE_HEIGHT:.3f}]"
                f" /Resources {resources} /Contents {content} /StructParents {page.index} /Tabs /S>>"
            )[1]
        )
    page_tree.body = f"<</Type /Pages /Count {len(pages)} /Kids [{' '.join(page_references)}]>>".encode()
    tree.body = _structure(file, composition.root, tree_reference, pages, page_references).encode("ascii")
    profile = file.stream(_colour_profile(), "/N 3 /Alternate /DeviceRGB")
    xmp = file.stream(_xmp(metadata).encode("utf-8"), "/Type /Metadata /Subtype /XML", compress=False)
    catalog = file.add(
        f"<</Type /Catalog /Pages {page_tree_reference} /StructTreeRoot {tree_reference}"
        f" /Outlines {_outline(file, composition.bookmarks, page_references)} /PageLabels <</Nums [{_page_labels(composition.front)}]>> /MarkInfo <</Marked true>> /Lang ({_LANGUAGE}) /Metadata {xmp}"
        " /ViewerPreferences <</DisplayDocTitle true /Duplex /DuplexFlipLongEdge /PrintScaling /None>>"
        " /OutputIntents [<</Type /OutputIntent /S /GTS_PDFA1 /OutputConditionIdentifier (sRGB)"
        f" /Info (sRGB IEC61966-2.1) /DestOutputProfile {profile}>>]>>"
    )[0]
    information = file.add(_information(metadata))[0]
    return file.bytes(catalog, information)


@lru_cache(maxsize=1)
def _colour_profile() -> bytes:
    return resource("fonts", "sRGB.icc").read_bytes()


def _page_labels(front: int) -> str:
    """Number the pages as they are printed: *front* of them with Roman numbers."""
    return f"0 <</S /r>> {front} <</S /D>>" if front else "0 <</S /D>>"


def _structure(
    file: _File, root: Element, tree: str, pages: Sequence[Page], page_references: Sequence[str]
) -> str:
    """Add the structure elements; return the body of the tree's root."""
    placed = {element: file.add() for element in root.walk()}
    parents = {root: tree}
    for element, (_, reference) in placed.items():
        for kid in element.kids:
            if isinstance(kid, Element):
                parents[kid] = reference
    for element, (item, _) in placed.items():
        kids = []
        page = next((kid[0] for kid in element.kids if not isinstance(kid, Element)), None)
        for kid in element.kids:
            if isinstance(kid, Element):
                kids.append(placed[kid][1])
            elif kid[0] == page:
                kids.append(str(kid[1]))
            else:
                kids.append(f"<</Type /MCR /Pg {page_references[kid[0]]} /MCID {kid[1]}>>")
        entries = f"/Type /StructElem /S /{element.tag} /P {parents[element]}"
        if page is not None:
            entries += f" /Pg {page_references[page]}"
        if element.language:
            entries += f" /Lang ({element.language})"
        if element.name:
            entries += f" /ID ({element.name})"
        if element.attributes and (attributes := _cell_attributes(element.attributes)):
            entries += f" /A <<{attributes}>>"
        if kids:
            entries += f" /K {kids[0] if len(kids) == 1 else '[' + ' '.join(kids) + ']'}"
        item.body = f"<<{entries}>>".encode("ascii")
    marks = " ".join(
        f"{page.index} [{' '.join(placed[element][1] for element in page.marks)}]" for page in pages
    )
    body = f"<</Type /StructTreeRoot /K {placed[root][1]} /ParentTree <</Nums [{marks}]>>"
    body += f" /ParentTreeNextKey {len(pages)}"
    names = sorted((element.name, reference) for element, (_, reference) in placed.items() if element.name)
    if names:
        listed = " ".join(f"({name}) {reference}" for name, reference in names)
        body += f" /IDTree <</Kids [<</Limits [({names[0][0]}) ({names[-1][0]})] /Names [{listed}]>>]>>"
    return body + ">>"


def _cell_attributes(cell: CellAttributes) -> str:
    """Return the body of a table cell's attribute dictionary, empty when it has none to state."""
    parts = []
    if cell.scope:
        parts.append(f"/Scope /{cell.scope}")
    if cell.row_span > 1:
        parts.append(f"/RowSpan {cell.row_span}")
    if cell.column_span > 1:
        parts.append(f"/ColSpan {cell.column_span}")
    if cell.headers:
        parts.append(f"/Headers [{' '.join(f'({name})' for name in cell.headers)}]")
    return " ".join(("/O /Table", *parts)) if parts else ""


def _outline(file: _File, bookmarks: Sequence[Bookmark], page_references: Sequence[str]) -> str:
    """Add the outline, a tree by the bookmarks' levels; return the reference to it."""
    root, reference = file.add()
    items = [file.add() for _ in bookmarks]
    parents = _parents([bookmark.level for bookmark in bookmarks])
    kids: dict[int, list[int]] = {}
    for number, parent in enumerate(parents):
        kids.setdefault(parent, []).append(number)
    for number, (bookmark, (item, _)) in enumerate(zip(bookmarks, items, strict=True)):
        siblings = kids[parents[number]]
        place = siblings.index(number)
        above = items[parents[number]][1] if parents[number] >= 0 else reference
        entries = f"/Title {_text(bookmark.title)} /Parent {above}"
        entries += f" /Dest [{page_references[bookmark.page]} /XYZ null {bookmark.top:.2f} null]"
        if place:
            entries += f" /Prev {items[siblings[place - 1]][1]}"
        if place + 1 < len(siblings):
            entries += f" /Next {items[siblings[place + 1]][1]}"
        item.body = f"<<{entries}{_ends(items, kids.get(number, []), kids)}>>".encode("ascii")
    root.body = f"<</Type /Outlines{_ends(items, kids.get(-1, []), kids)}>>".encode("ascii")
    return reference


def _parents(levels: Sequence[int]) -> list[int]:
    """Return for each entry the number of the entry above it, -1 for the root."""
    open_entries: list[int] = []
    parents = []
    for number, level in enumerate(levels):
        while open_entries and levels[open_entries[-1]] >= level:
            open_entries.pop()
        parents.append(open_entries[-1] if open_entries else -1)
        open_entries.append(number)
    return parents


def _ends(items: Sequence[tuple[_Object, str]], own: Sequence[int], kids: Mapping[int, Sequence[int]]) -> str:
    """Return the entries of an open outline item for its kids: the first, the last, and how many are below it."""
    if not own:
        return ""
    below = len(own)
    waiting = list(own)
    while waiting:
        grandchildren = kids.get(waiting.pop(), [])
        below += len(grandchildren)
        waiting += grandchildren
    return f" /First {items[own[0]][1]} /Last {items[own[-1]][1]} /Count {below}"


def _text(text: str) -> str:
    """Return a text string in PDF syntax."""
    return f"<FEFF{text.encode('utf-16-be').hex()}>"


def _font(file: _File, use: PdfFontUse) -> str:
    """Embed what a document uses of a face; return the reference to the font."""
    font = use.face.font
    program, count = font.subset(
        [drawn.glyph.number for drawn in use.drawn],
        [drawn.eighths * font.units_per_em // 8 for drawn in use.drawn],
    )
    letters = hashlib.sha256(program).digest()
    tag = "".join(chr(ord("A") + letters[place] % 26) for place in range(6))
    name = f"{tag}+{font.postscript_name}"
    scale = 1000 / font.units_per_em
    program_stream = file.stream(program, f"/Length1 {len(program)}")
    # A bit for each glyph in the program, the first of all bits for the first glyph (ISO 32000-1, table 124).
    glyph_set = file.stream((((1 << count) - 1) << -count % 8).to_bytes(-(-count // 8), "big"))
    box = " ".join(f"{round(bound * scale)}" for bound in font.bounds)
    descriptor = file.add(
        f"<</Type /FontDescriptor /FontName /{name} /Flags 4 /FontBBox [{box}] /ItalicAngle 0"
        f" /Ascent {round(font.ascent * scale)} /Descent {round(font.descent * scale)} /CapHeight 700 /StemV 80"
        f" /FontFile2 {program_stream} /CIDSet {glyph_set}>>"
    )[1]
    widths = " ".join(
        f"{code} [{width:g}]"
        for code, drawn in enumerate(use.drawn, 1)
        if (width := round(drawn.width * 1000, 2)) != 1000
    )
    descendant = file.add(
        f"<</Type /Font /Subtype /CIDFontType2 /BaseFont /{name} /FontDescriptor {descriptor}"
        " /CIDSystemInfo <</Registry (Adobe) /Ordering (Identity) /Supplement 0>>"
        f" /CIDToGIDMap /Identity /DW 1000 /W [{widths}]>>"
    )[1]
    to_unicode = file.stream(_to_unicode(use).encode("ascii"))
    return file.add(
        f"<</Type /Font /Subtype /Type0 /BaseFont /{name} /Encoding /Identity-H"
        f" /DescendantFonts [{descendant}] /ToUnicode {to_unicode}>>"
    )[1]


def _to_unicode(use: PdfFontUse) -> str:
    """Return the map from codes to text (ISO 32000-1, 9.10.3): at most 100 entries a block."""
    entries = [
        f"<{code:04X}> <{drawn.glyph.character.encode('utf-16-be').hex().upper()}>"
        for code, drawn in enumerate(use.drawn, 1)
    ]
    blocks = [
        f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar"
        for block in (entries[start : start + 100] for start in range(0, len(entries), 100))
    ]
    return "\n".join(
        (
            "/CIDInit /ProcSet findresource begin",
            "12 dict begin",
            "begincmap",
            "/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def",
            "/CMapName /Adobe-Identity-UCS def",
            "/CMapType 2 def",
            "1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange",
            *blocks,
            "endcmap",
            "CMapName currentdict /CMap defineresource pop",
            "end",
            "end",
        )
    )


def _information(metadata: PdfMetadata) -> str:
    """Return the Info dictionary; XMP repeats each of its entries."""
    entries = {
        "Title": metadata.title,
        "Author": metadata.author,
        "Subject": metadata.subject,
        "Keywords": metadata.keywords,
        "Creator": _CREATOR,
        "Producer": _PRODUCER,
    }
    parts = [f"/{key} {_text(value)}" for key, value in entries.items()]
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


def _xmp(metadata: PdfMetadata) -> str:
    return _XMP.format(
        language=_LANGUAGE,
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
