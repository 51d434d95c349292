"""Word documents of the years 1997 to 2003 and those of WPS: turned into the new format and read like it."""

import tempfile
from dataclasses import replace
from pathlib import Path

from lxml import etree

from app.imports.bounded_files import Unreadable, locked, too_large
from app.imports.raw_document import UNKNOWN, Aside, RawDocument
from app.imports.readers.word import docx
from app.imports.readers.word.docx_names import W
from app.imports.readers.word.word_xml import SAME_EDGE, columns_between
from app.imports.readers.zip_xml import Archive, broken

MAX_BYTES = 32 * 1024 * 1024
_ANCHOR = "\ufffc"
_LONGEST_FIGURE = 24
_LEFT_OUT = frozenset(("MAIN_TEXTBOX_TABLE_MALFORMED", "GROUPED_MAIN_TEXTBOXES_DEFERRED"))
"""What the library tells when it could not take over the texts of boxes."""
_NOT_READ = "文件中有文本框读不出来，请打开原件核对，或另存为 docx 后再读入"


def parse(data: bytes, name: str = "") -> RawDocument:
    """Turn a document into blocks. Raises `Unreadable`."""
    if len(data) > MAX_BYTES:
        raise too_large(name, f"超过 {MAX_BYTES // 1024 // 1024} MB")
    made, asides = _converted(data, name)
    found = docx.parse(_Mended(made, name), name)
    return replace(found, asides=(*found.asides, *asides))


def _converted(data: bytes, name: str) -> tuple[bytes, tuple[Aside, ...]]:
    """Return it as docx, and what the library left out. It works with files only; they lie in the folder for this reading."""
    from doc2docx import convert
    from doc2docx.errors import EncryptedDocumentError

    with tempfile.TemporaryDirectory(prefix="nianbao-", ignore_cleanup_errors=True) as folder:
        old, new = Path(folder, "old.doc"), Path(folder, "new.docx")
        old.write_bytes(data)
        try:
            report = convert(old, new).report
        except EncryptedDocumentError as error:
            raise locked(name) from error
        except MemoryError:
            raise
        except Exception as error:
            # The library's own errors, and whatever a damaged file leads it to.
            raise Unreadable(
                f"“{name}”已损坏，或是更早的 Word 格式，无法读取，请用 WPS 或 Office 打开，另存为 docx 后再读入。"
            ) from error
        if not new.is_file():
            raise broken(name)
        lost = any(item.code in _LEFT_OUT for item in report.diagnostics)
        return new.read_bytes(), (Aside("文件", "文本框", _NOT_READ),) if lost else ()


class _Mended(Archive):
    """The document with the cells of each table on one set of edges."""

    def _root(self, path: str) -> etree._Element | None:
        known = path in self._roots
        root = super()._root(path)
        if root is not None and path == "word/document.xml" and not known:
            for table in root.iter(W + "tbl"):
                _snap(table)
            _mark_anchors(root)
        return root


def _mark_anchors(root: etree._Element) -> None:
    """Take out the signs on which boxes and pictures hang; beside a figure one stands for what is not known."""
    for text in root.iter(W + "t"):
        if _ANCHOR in (text.text or ""):
            cell = next(text.iterancestors(W + "tc"), None)
            words = "" if cell is None else "".join(map(str, cell.itertext(W + "t")))
            beside = UNKNOWN if any(map(str.isdigit, words)) and len(words) <= _LONGEST_FIGURE else ""
            text.text = (text.text or "").replace(_ANCHOR, beside)


def _snap(table: etree._Element) -> None:
    """Set how many columns each cell spans by the cells' widths, where all are known."""
    rows = [list(row.iterchildren(W + "tc")) for row in table.iterchildren(W + "tr")]
    if any(row.find(f"{W}trPr/{W}gridBefore") is not None for row in table.iterchildren(W + "tr")):
        return
    widths = [[_width(cell) for cell in cells] for cells in rows]
    if not rows or any(width <= SAME_EDGE for row in widths for width in row):
        return
    ends = [[sum(row[: place + 1]) for place in range(len(row))] for row in widths]
    for cells, spans in zip(rows, columns_between(ends), strict=True):
        for cell, columns in zip(cells, spans, strict=True):
            _span(cell, columns)


def _width(cell: etree._Element) -> int:
    width = cell.find(f"{W}tcPr/{W}tcW")
    text = "" if width is None or width.get(W + "type", "dxa") != "dxa" else width.get(W + "w", "")
    return int(text) if text.isdecimal() and len(text) < 6 else 0


def _span(cell: etree._Element, columns: int) -> None:
    properties = cell.find(W + "tcPr")
    if properties is None:
        return
    for old in properties.findall(W + "gridSpan"):
        properties.remove(old)
    etree.SubElement(properties, W + "gridSpan").set(W + "val", str(columns))
