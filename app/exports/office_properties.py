"""The properties of a Word or Excel file: facts of the report, never of a library, its template or the clock."""

import io
import zipfile
from datetime import date
from xml.sax.saxutils import escape

from lxml import etree

from app.exports.blocks import Document
from app.exports.xml_text import xml_text

_NEVER = (1980, 1, 1, 0, 0, 0)
"""The earliest time that a zip can state, since the files don't state when they were made."""

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_PROGRAM = (
    f'{_HEAD}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    "<Application>公开年报</Application></Properties>"
)


def with_own_facts(data: bytes, document: Document) -> bytes:
    """Return an Office file whose properties are those of *document*; the same content gives the same bytes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w") as new:
        for name in old.namelist():
            if "thumbnail" in name or name.startswith("customXml/"):
                continue
            entry = zipfile.ZipInfo(name, _NEVER)
            entry.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(entry, _content(name, old, document))
    return buffer.getvalue()


def _content(name: str, old: zipfile.ZipFile, document: Document) -> bytes:
    match name:
        case "docProps/core.xml":
            return _core(document).encode()
        case "docProps/app.xml":
            return _PROGRAM.encode()
        case "_rels/.rels" | "word/_rels/document.xml.rels" | "[Content_Types].xml":
            return _without_foreign(old.read(name))
    return old.read(name)


def _core(document: Document) -> str:
    """The core properties; a body signs, never a person, and the day is the one on which it signed."""
    elements = [
        ("dc:title", document.title),
        ("dc:subject", document.subject),
        ("dc:creator", document.unit),
        ("cp:keywords", f"{document.year}年"),
        ("cp:lastModifiedBy", document.unit),
        *([("cp:contentStatus", "草稿")] if document.draft else []),
    ]
    parts = [f"<{tag}>{escape(xml_text(text))}</{tag}>" for tag, text in elements]
    if document.dated:
        parts += [_moment(tag, document.dated) for tag in ("created", "modified")]
    return (
        f'{_HEAD}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
        f' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">{"".join(parts)}</cp:coreProperties>'
    )


def _moment(tag: str, day: date) -> str:
    return f'<dcterms:{tag} xsi:type="dcterms:W3CDTF">{day.isoformat()}T00:00:00Z</dcterms:{tag}>'


def _without_foreign(parts: bytes) -> bytes:
    """Return a list of parts without the thumbnail and the sources of a bibliography, which the template brings."""
    root = etree.fromstring(parts)
    for part in list(root):
        kind, name = str(part.get("Type", "")), str(part.get("PartName", ""))
        if kind.endswith(("/thumbnail", "/customXml")) or name.startswith("/customXml/"):
            root.remove(part)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))
