"""The OFD package: its root, document, resources, outline, structure and metadata, in a zip of fixed bytes."""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from app.exports.ofd.content import Contents, ObjectIds, contents
from app.exports.ofd.xml import document, element, number, quoteattr
from app.exports.pages.font_files import font_file, font_name
from app.exports.pages.metrics import MM, PAGE_HEIGHT, PAGE_WIDTH
from app.exports.pages.page import Bookmark, Composition
from app.exports.pages.structure_tree import Element
from app.paths import resource

_COMPRESSION = 1
"""Glyph outlines hardly shrink any further with more effort."""
_NEVER = (1980, 1, 1, 0, 0, 0)
_CREATOR = "公开年报"
_TAGS = "urn:gongkai-nianbao:structure"
"""The namespace of our own structure tags: those of GB/T 33476 are not claimed."""


@dataclass(frozen=True)
class OfdMetadata:
    """What the file says of itself; *author* is the unit, never a person, *dated* the day on which it signed.

    *archival* are names of DA/T 46 with their values.
    """

    title: str
    author: str
    subject: str
    keywords: Sequence[str]
    dated: date | None = None
    archival: Mapping[str, str] = field(default_factory=dict)


def ofd_file(composition: Composition, metadata: OfdMetadata) -> bytes:
    """Return the OFD-A file of composed pages; the same pages and metadata give the same bytes."""
    ids = ObjectIds()
    colours = ids.new()
    made = contents(composition.pages, ids)
    files = {f"Doc_0/Pages/Page_{index}/Content.xml": page for index, page in enumerate(made.pages)}
    for index, use in enumerate(made.fonts.values()):
        files[f"Doc_0/Res/font_{index}.ttf"] = font_file(use.face.font, use.glyphs)
    files["Doc_0/Res/sRGB.icc"] = resource("fonts", "sRGB.icc").read_bytes()
    files["Doc_0/PublicRes.xml"] = _resources(made, colours)
    files["Doc_0/Tags/CustomTags.xml"] = document(
        "CustomTags",
        f"<ofd:CustomTag NameSpace={quoteattr(_TAGS)}>{element('FileLoc', 'Structure.xml')}</ofd:CustomTag>",
    )
    files["Doc_0/Tags/Structure.xml"] = _structure(composition.root, made)
    files["Doc_0/Document.xml"] = _document(composition, made, colours)
    digest = hashlib.sha256()
    for name in sorted(files):
        digest.update(name.encode() + files[name])
    root = _root(metadata, digest.hexdigest()[:32])
    return _zip({"OFD.xml": root, **dict(sorted(files.items()))})


def _root(metadata: OfdMetadata, identity: str) -> bytes:
    parts = [
        element("DocID", identity),
        element("Title", metadata.title),
        element("Author", metadata.author),
        element("Subject", metadata.subject),
    ]
    if metadata.dated:
        parts += [element(tag, metadata.dated.isoformat()) for tag in ("CreationDate", "ModDate")]
    words = "".join(element("Keyword", word) for word in metadata.keywords if word)
    parts += [f"<ofd:Keywords>{words}</ofd:Keywords>" if words else "", element("Creator", _CREATOR)]
    custom = "".join(
        element("CustomData", value, f" Name={quoteattr(name)}")
        for name, value in metadata.archival.items()
        if value
    )
    parts.append(f"<ofd:CustomDatas>{custom}</ofd:CustomDatas>" if custom else "")
    body = f"<ofd:DocInfo>{''.join(parts)}</ofd:DocInfo>{element('DocRoot', 'Doc_0/Document.xml')}"
    return document("OFD", f"<ofd:DocBody>{body}</ofd:DocBody>", ' Version="1.0" DocType="OFD-A"')


def _resources(made: Contents, colours: int) -> bytes:
    fonts = "".join(
        f'<ofd:Font ID="{use.id}" FontName={quoteattr(font_name(use.face.font))}'
        f" FamilyName={quoteattr(font_name(use.face.font))}>{element('FontFile', f'font_{index}.ttf')}</ofd:Font>"
        for index, use in enumerate(made.fonts.values())
    )
    content = (
        f'<ofd:ColorSpaces><ofd:ColorSpace ID="{colours}" Type="RGB" Profile="sRGB.icc"/></ofd:ColorSpaces>'
    )
    content += f"<ofd:Fonts>{fonts}</ofd:Fonts>" if fonts else ""
    return document("Res", content, ' BaseLoc="Res"')


def _document(composition: Composition, made: Contents, colours: int) -> bytes:
    size = f"0 0 {number(PAGE_WIDTH / MM)} {number(PAGE_HEIGHT / MM)}"
    common = (
        f"{element('MaxUnitID', str(made.ids.last))}"
        f"<ofd:PageArea>{element('PhysicalBox', size)}</ofd:PageArea>"
        f"{element('PublicRes', 'PublicRes.xml')}{element('DefaultCS', str(colours))}"
    )
    pages = "".join(
        f'<ofd:Page ID="{page_id}" BaseLoc="Pages/Page_{index}/Content.xml"/>'
        for index, page_id in enumerate(made.page_ids)
    )
    outline = _outline(composition.bookmarks, made)
    content = f"<ofd:CommonData>{common}</ofd:CommonData><ofd:Pages>{pages}</ofd:Pages>"
    content += f"<ofd:Outlines>{outline}</ofd:Outlines>" if outline else ""
    return document("Document", content + element("CustomTags", "Tags/CustomTags.xml"))


def _outline(bookmarks: Sequence[Bookmark], made: Contents) -> str:
    """Write bookmarks as a tree by their levels."""
    parts: list[str] = []
    open_levels: list[int] = []
    for bookmark in bookmarks:
        while open_levels and open_levels[-1] >= bookmark.level:
            open_levels.pop()
            parts.append("</ofd:OutlineElem>")
        open_levels.append(bookmark.level)
        parts.append(
            f"<ofd:OutlineElem Title={quoteattr(bookmark.title)}><ofd:Actions>"
            f'<ofd:Action Event="CLICK"><ofd:Goto><ofd:Dest Type="XYZ" PageID="{made.page_ids[bookmark.page]}"'
            f' Left="0" Top="{number((PAGE_HEIGHT - bookmark.top) / MM)}" Zoom="0"/></ofd:Goto></ofd:Action></ofd:Actions>'
        )
    return "".join(parts) + "</ofd:OutlineElem>" * len(open_levels)


def _structure(root: Element, made: Contents) -> bytes:
    """Write the structure tree, each element with the objects on the pages that are its content."""

    def written(at: Element) -> str:
        attributes = f" id={quoteattr(at.name)}" if at.name else ""
        if cell := at.attributes:
            attributes += f' rowSpan="{cell.row_span}"' if cell.row_span > 1 else ""
            attributes += f' colSpan="{cell.column_span}"' if cell.column_span > 1 else ""
            attributes += f' scope="{cell.scope}"' if cell.scope else ""
            attributes += f" headers={quoteattr(' '.join(cell.headers))}" if cell.headers else ""
        kids = "".join(
            written(kid)
            if isinstance(kid, Element)
            else "".join(
                f'<ofd:ObjectRef PageRef="{made.page_ids[kid[0]]}">{object_id}</ofd:ObjectRef>'
                for object_id in made.objects.get(kid, ())
            )
            for kid in at.kids
        )
        return f"<{at.tag}{attributes}>{kids}</{at.tag}>"

    tree = written(root).replace(">", f' xmlns="{_TAGS}" xmlns:ofd="http://www.ofdspec.org/2016">', 1)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{tree}\n'.encode()


def _zip(files: Mapping[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in files.items():
            entry = zipfile.ZipInfo(name, _NEVER)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, data, compresslevel=_COMPRESSION)
    return buffer.getvalue()
