"""What is written on a sheet of a workbook beside its cells: comments and text boxes."""

import posixpath
from collections.abc import Iterator

from lxml import etree

from app.imports.raw_document import Aside
from app.imports.readers.xlsx_looks import S
from app.imports.readers.zip_xml import OfficeParts

_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_COMMENT, _BOX = "这是批注，没有读入", "这是文本框中的文字，没有读入；属于报告的，请写到单元格中"
_MOST, _LONGEST = 200, 2000


def asides(archive: OfficeParts, path: str, sheet: str) -> Iterator[Aside]:
    """Yield the comments and text boxes of the sheet whose part is *path*."""
    folder, file = posixpath.split(path)
    relations = archive.xml(posixpath.join(folder, "_rels", f"{file}.rels"))
    for item in () if relations is None else relations.iterchildren(etree.Element):
        kind = item.get("Type", "").rpartition("/")[2]
        target = posixpath.normpath(posixpath.join("/", folder, item.get("Target", ""))).lstrip("/")
        if kind == "comments":
            yield from _comments(archive.xml(target), sheet)
        elif kind == "drawing":
            yield from _boxes(archive.xml(target), sheet)


def _comments(root: etree._Element | None, sheet: str) -> Iterator[Aside]:
    """Yield the comments; a threaded one stands in the older part too, behind a note of Excel's own."""
    for count, item in enumerate(() if root is None else root.iter(S + "comment")):
        text = "".join(part.text or "" for part in item.iter(S + "t")).strip()
        if text and count < _MOST:
            yield Aside(f"工作表“{sheet}”批注", text[:_LONGEST], _COMMENT, harmless=True)


def _boxes(root: etree._Element | None, sheet: str) -> Iterator[Aside]:
    for count, body in enumerate(() if root is None else root.iter(etree.Element)):
        if etree.QName(body).localname != "txBody" or count > _MOST * _MOST:
            continue
        lines = (
            "".join(part.text or "" for part in line.iter(_DRAWING + "t"))
            for line in body.iter(_DRAWING + "p")
        )
        text = "\n".join(line for line in lines if line.strip())
        if text:
            yield Aside(f"工作表“{sheet}”文本框", text[:_LONGEST], _BOX)
