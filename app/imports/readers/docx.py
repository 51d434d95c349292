"""Word documents, read from their XML.

python-docx knows neither list numbers nor tracked changes and loads every picture, so it serves writing only.
"""

from collections.abc import Iterator

from lxml import etree

from app.imports.raw import RawBlock, RawCell, RawDocument, RawTable, RawText, TextRole, is_layout
from app.imports.readers.docx_numbering import Numbering
from app.imports.readers.zip_xml import Parts, broken

ROLE_STYLES = {
    "年报标题": TextRole.TITLE,
    "年报一级标题": TextRole.HEADING,
    "年报二级标题": TextRole.BODY,
    "年报三级标题": TextRole.BODY,
    "年报四级标题": TextRole.BODY,
    "年报正文": TextRole.BODY,
    "年报落款单位": TextRole.SIGNED_BY,
    "年报落款日期": TextRole.SIGNED_ON,
}
"""The paragraph styles of our own documents, by their names."""

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_CONTAINERS = frozenset(
    W + name
    for name in ("sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo", "hyperlink", "r", "fldSimple")
) | {_MC + "AlternateContent", _MC + "Choice"}
_TEXTS = {W + "tab": "\t", W + "br": "\n", W + "cr": "\n", W + "noBreakHyphen": "-"}
_MAX_SPAN = 1000


def parse(archive: Parts, name: str = "") -> RawDocument:
    """Turn a document into blocks. Deleted text, field codes, notes, headers and footers are left out."""
    root = archive.xml("word/document.xml")
    body = None if root is None else root.find(W + "body")
    if body is None:
        raise broken(name)
    reader = _Reader(archive)
    reader.walk(body)
    return RawDocument(tuple(reader.blocks), name)


def _value(element: etree._Element | None, attribute: str = "val") -> str | None:
    return None if element is None else element.get(W + attribute)


def _number(element: etree._Element | None, default: int) -> int:
    text = _value(element) or ""
    return min(int(text), _MAX_SPAN) if text.isdecimal() and len(text) < 9 else default


class _Reader:
    """Walks the body; numbering counters run along."""

    def __init__(self, archive: Parts) -> None:
        self.blocks: list[RawBlock] = []
        styles = archive.xml("word/styles.xml")
        self._style_names: dict[str, str] = {}
        for style in () if styles is None else styles.iterchildren(W + "style"):
            self._style_names[style.get(W + "styleId", "")] = _value(style.find(W + "name")) or ""
        self._numbering = Numbering(archive.xml("word/numbering.xml"), styles)
        self._paragraphs = 0
        self._tables = 0

    def walk(self, container: etree._Element) -> None:
        """Add the paragraphs and tables of *container*."""
        for element in _blocks(container):
            if element.tag == W + "p":
                self._paragraph(element)
            else:
                self._table(element)

    def _paragraph(self, element: etree._Element) -> None:
        self._paragraphs += 1
        role = self._role(element)
        text = self._text(element)
        if role is TextRole.TITLE:
            text = text.replace("\n", "")
        for line in text.split("\n"):
            if text := line.strip():
                self.blocks.append(RawText(text, f"第 {self._paragraphs} 段", role))
        for box in element.iter(W + "txbxContent"):
            if not any(parent.tag == _MC + "Fallback" for parent in box.iterancestors()):
                self.walk(box)

    def _role(self, element: etree._Element) -> TextRole:
        style = _value(element.find(f"{W}pPr/{W}pStyle")) or ""
        return ROLE_STYLES.get(self._style_names.get(style, ""), TextRole.UNKNOWN)

    def _text(self, element: etree._Element) -> str:
        return self._numbering.label(element) + "".join(_texts(element))

    def _table(self, element: etree._Element) -> None:
        cells = list(self._cells(element))
        if is_layout(cells) or element.find(f".//{W}tbl") is not None:
            for cell in element.iterdescendants(W + "tc"):
                if next(cell.iterancestors(W + "tbl")) is element:
                    self.walk(cell)
            return
        self._tables += 1
        rows = max((cell.row + 1 for cell in cells), default=0)
        self.blocks.append(RawTable(rows, tuple(cells), f"第 {self._tables} 张表"))

    def _cells(self, table: etree._Element) -> Iterator[RawCell]:
        """Yield the table's cells; a cell merged downwards comes once, with its span."""
        open_cells: dict[int, tuple[int, str, int, int]] = {}
        for row, line in enumerate(_children(table, "tr")):
            column = _number(line.find(f"{W}trPr/{W}gridBefore"), 0)
            for item in _children(line, "tc"):
                width = _number(item.find(f"{W}tcPr/{W}gridSpan"), 1) or 1
                merge = item.find(f"{W}tcPr/{W}vMerge")
                above = open_cells.get(column)
                if above and merge is not None and _value(merge) != "restart" and above[0] + above[2] == row:
                    open_cells[column] = (above[0], above[1], above[2] + 1, above[3])
                else:
                    if column in open_cells:
                        yield _cell(column, *open_cells.pop(column))
                    open_cells[column] = (row, self._cell_text(item), 1, width)
                column += width
        for column, (first, text, span, width) in open_cells.items():
            yield _cell(column, first, text, span, width)

    def _cell_text(self, cell: etree._Element) -> str:
        lines = (self._text(paragraph).strip() for paragraph in cell.iter(W + "p"))
        return "\n".join(line for line in lines if line)


def _cell(column: int, row: int, text: str, row_span: int, column_span: int) -> RawCell:
    return RawCell(row, column, text, row_span, column_span)


def _blocks(container: etree._Element) -> Iterator[etree._Element]:
    for child in container:
        if child.tag in (W + "p", W + "tbl"):
            yield child
        elif child.tag in _CONTAINERS:
            yield from _blocks(child)


def _children(parent: etree._Element, name: str) -> Iterator[etree._Element]:
    for child in parent:
        if child.tag == W + name:
            yield child
        elif child.tag in _CONTAINERS:
            yield from _children(child, name)


def _texts(element: etree._Element) -> Iterator[str]:
    """Yield the visible text of a paragraph; text boxes in it are paragraphs of their own."""
    for child in element:
        if child.tag == W + "t":
            yield child.text or ""
        elif child.tag in _TEXTS:
            yield _TEXTS[str(child.tag)]
        elif child.tag in _CONTAINERS:
            yield from _texts(child)
