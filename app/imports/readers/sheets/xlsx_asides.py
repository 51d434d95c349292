"""What lies on a sheet of a workbook beside its cells: comments, text boxes, pictures."""

from collections.abc import Iterator

from lxml import etree

from app.imports.raw_document import Aside
from app.imports.readers.sheets.sheet_asides import MOST, comment, pictures, text_box
from app.imports.readers.sheets.xlsx_looks import S
from app.imports.readers.sheets.xlsx_shapes import related
from app.imports.readers.zip_xml import DRAWING, OfficeParts


def asides(archive: OfficeParts, path: str, sheet: str) -> Iterator[Aside]:
    """Yield what lies on the sheet whose part is *path*."""
    for kind, target in related(archive, path):
        if kind == "comments":
            yield from _comments(archive.xml(target), sheet)
        elif kind == "drawing":
            yield from _boxes(archive.xml(target), sheet)


def _comments(root: etree._Element | None, sheet: str) -> Iterator[Aside]:
    """Yield the comments; a threaded one stands in the older part too, behind a note of Excel's own."""
    for count, item in enumerate(() if root is None else root.iter(S + "comment")):
        text = "".join(part.text or "" for part in item.iter(S + "t")).strip()
        if text and count < MOST:
            yield comment(sheet, text)


def _boxes(root: etree._Element | None, sheet: str) -> Iterator[Aside]:
    shown = 0
    for count, body in enumerate(() if root is None else root.iter(etree.Element)):
        name = etree.QName(body).localname
        shown += name == "pic"
        if name != "txBody" or count > MOST * MOST:
            continue
        lines = (
            "".join(part.text or "" for part in line.iter(DRAWING + "t")) for line in body.iter(DRAWING + "p")
        )
        text = "\n".join(line for line in lines if line.strip())
        if text:
            yield text_box(sheet, text)
    if shown:
        yield pictures(sheet, shown)
