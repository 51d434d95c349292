"""Word documents, read from their XML.

python-docx knows neither list numbers nor tracked changes and loads every picture, so it serves writing only.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from lxml import etree

from app import own_formats
from app.imports.bounded_files import decode
from app.imports.raw_document import (
    NOTE,
    Aside,
    RawBlock,
    RawCell,
    RawDocument,
    RawTable,
    RawText,
    is_layout,
    without_page_numbers,
)
from app.imports.readers.word.docx_elements import (
    blocks_of,
    children_of,
    holds_tables,
    is_other_choice,
    number_of,
    paragraphs_of,
    shown_rows,
    value_of,
)
from app.imports.readers.word.docx_looks import WordStyles
from app.imports.readers.word.docx_names import W
from app.imports.readers.word.docx_numbering import Numbering
from app.imports.readers.word.docx_places import COVERED, MOVED, FloatingShape, FloatingShapes, is_moved
from app.imports.readers.word.docx_runs import ParagraphText
from app.imports.readers.zip_xml import DRAWING, OfficeParts, broken
from app.own_formats import TextRole

ROLE_STYLES = {
    own_formats.WORD_TITLE: TextRole.TITLE,
    own_formats.WORD_HEADINGS[0]: TextRole.HEADING,
    **dict.fromkeys((*own_formats.WORD_HEADINGS[1:], own_formats.WORD_BODY), TextRole.BODY),
    own_formats.WORD_SIGNED_BY: TextRole.SIGNED_BY,
    own_formats.WORD_SIGNED_ON: TextRole.SIGNED_ON,
}
"""The paragraph styles of our own documents, by their names."""

_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_PICTURE = DRAWING + "blip"
_OLD_PICTURE = "{urn:schemas-microsoft-com:vml}imagedata"
_MOST_CHUNKS = 20
"""How many pages and documents a document may take in, with what these take in."""

_BESIDE = {
    "footnotes": ("脚注", NOTE, False),
    "endnotes": ("尾注", NOTE, False),
    "header": ("页眉", "页眉没有读入", True),
    "footer": ("页脚", "页脚没有读入", True),
}
"""What is told of the parts beside a document's text, by the kind of their relation to it."""
_PARTLY_HIDDEN = "表格的样式把一些行、列的文字隐去或划去，不能确定看到的是什么，请核对后填写。"
_RARE = ("txbxContent", "cellDel", "showingPlcHdr", "pict", "drawing", "object", "altChunk", "framePr")
"""What makes a cell doubtful; in a document that has none its cells are not searched."""
_OFF = ("0", "false", "off")


@dataclass
class Chunks:
    """How many pages and documents have been taken in."""

    count: int = 0


def parse(archive: OfficeParts, name: str = "", within: Chunks | None = None) -> RawDocument:
    """Turn a document into blocks. Deleted text and field codes are left out; notes, heads and feet are told.

    *within* counts what documents that take this one in have taken in already.
    """
    root = archive.xml("word/document.xml")
    body = None if root is None else root.find(W + "body")
    if root is None or body is None:
        raise broken(name)
    reader = _WordReader(archive, name, within or Chunks())
    reader.walk(body)
    pictured = next(root.iter(_PICTURE, _OLD_PICTURE), None) is not None
    return RawDocument(tuple(reader.blocks), name, asides=tuple(reader.asides()), pictured=pictured)


class _WordReader:
    """Walks the body; numbering counters run along."""

    def __init__(self, archive: OfficeParts, name: str, chunks: Chunks) -> None:
        self.blocks: list[RawBlock] = []
        self._archive, self._name = archive, name
        self._chunks = chunks
        styles = archive.xml("word/styles.xml")
        self._styles = WordStyles(styles)
        self._style_names: dict[str, str] = {}
        self._moved: set[str] = set()
        """The styles that move a paragraph out of sight."""
        for style in () if styles is None else styles.iterchildren(W + "style"):
            self._style_names[style.get(W + "styleId", "")] = value_of(style.find(W + "name")) or ""
            if is_moved(style.find(W + "pPr")):
                self._moved.add(style.get(W + "styleId", ""))
        self._numbering = Numbering(archive.xml("word/numbering.xml"), styles)
        root = archive.xml("word/document.xml")
        self._rare = {
            name for name in _RARE if root is not None and next(root.iter(W + name), None) is not None
        }
        self._has_moved = bool(self._moved) or (root is not None and any(map(is_moved, root.iter(W + "pPr"))))
        self._floats = FloatingShapes()
        self._paragraphs = 0
        self._tables = 0

    def asides(self) -> Iterator[Aside]:
        """Yield what stands beside the text: notes, and the heads and feet of the pages, each once."""
        for kind, (where, why, harmless) in _BESIDE.items():
            roots = self._archive.beside(kind)
            lines = (self._text(line) for root in roots for line in root.iter(W + "p"))
            if left := without_page_numbers(lines):
                yield Aside(where, "\n".join(left), why, harmless)

    def walk(self, container: etree._Element) -> None:
        """Add the paragraphs and tables of *container*."""
        for element in blocks_of(container):
            if element.tag == W + "p":
                self._paragraph(element)
            elif element.tag == W + "tbl":
                self._table(element)
            else:
                self._chunk(element)

    def _chunk(self, element: etree._Element) -> None:
        """Add what a page or document holds that Word takes in when it opens this one; programs of sites make such."""
        data = self._archive.related("word/_rels/document.xml.rels", element.get(_RELATION, ""))
        if not data or self._chunks.count >= _MOST_CHUNKS:
            return
        self._chunks.count += 1
        if data.startswith(b"PK\x03\x04"):
            from app.imports.readers.zip_xml import Archive

            self.blocks += parse(Archive(data, self._name), self._name, self._chunks).blocks
            return
        from app.imports.readers.web import html, mht

        text = mht.page(data, self._name) if mht.is_message(data) else decode(data, self._name)
        self.blocks += html.parse(text, self._name).blocks

    def _paragraph(self, element: etree._Element) -> None:
        self._paragraphs += 1
        role = self._role(element)
        text = self._text(element)
        if role is TextRole.TITLE:
            text = text.replace("\n", "")
        if self._rare:
            self._floats.take(element, len(text))
        for line in text.split("\n"):
            if text := line.strip():
                self.blocks.append(RawText(text, f"第 {self._paragraphs} 段", role))
        for box in element.iter(W + "txbxContent"):
            if not is_other_choice(box):
                self.walk(box)

    def _role(self, element: etree._Element) -> TextRole:
        style = value_of(element.find(f"{W}pPr/{W}pStyle")) or ""
        return ROLE_STYLES.get(self._style_names.get(style, ""), TextRole.UNKNOWN)

    def _text(self, element: etree._Element) -> str:
        return self._numbering.label(element) + ParagraphText(self._styles, element).text

    def _table(self, element: etree._Element) -> None:
        # The cells of a table that holds tables are not read as such: each would be read again at every level.
        nested = holds_tables(element)
        counted = self._numbering.counts()
        cells = [] if nested else list(self._cells(element))
        style = value_of(element.find(f"{W}tblPr/{W}tblStyle")) or ""
        if style in self._styles.partly_hiding:
            cells = [replace(cell, doubt=cell.doubt or _PARTLY_HIDDEN) for cell in cells]
        if nested or is_layout(cells):
            self._numbering.count_from(counted)
            for cell in element.iterdescendants(W + "tc"):
                if next(cell.iterancestors(W + "tbl")) is element:
                    self.walk(cell)
            return
        self._tables += 1
        rows = max((cell.row + 1 for cell in cells), default=0)
        if shapes := self._floats.over(rows):
            cells = list(_under(cells, shapes, element))
        self.blocks.append(RawTable(rows, tuple(cells), f"第 {self._tables} 张表"))

    def _cells(self, table: etree._Element) -> Iterator[RawCell]:
        """Yield the table's cells; a cell merged downwards comes once, with its span."""
        open_cells: dict[int, RawCell] = {}
        for row, line in enumerate(shown_rows(table)):
            column = number_of(line.find(f"{W}trPr/{W}gridBefore"), 0)
            for item in children_of(line, "tc"):
                width = number_of(item.find(f"{W}tcPr/{W}gridSpan"), 1) or 1
                merge = item.find(f"{W}tcPr/{W}vMerge")
                above = open_cells.get(column)
                goes_on = merge is not None and value_of(merge) != "restart"
                if above and goes_on and above.row + above.row_span == row:
                    open_cells[column] = replace(above, row_span=above.row_span + 1)
                else:
                    if column in open_cells:
                        yield open_cells.pop(column)
                    text, doubt = self._cell_text(item)
                    open_cells[column] = RawCell(row, column, text, 1, width, doubt)
                column += width
        yield from open_cells.values()

    def _cell_text(self, cell: etree._Element) -> tuple[str, str]:
        """Return a cell's text, and why it is not certain that this is what a person sees."""
        lines, struck, moved = [], False, False
        for paragraph in paragraphs_of(cell):
            texts = ParagraphText(self._styles, paragraph)
            moved = moved or (self._has_moved and bool(texts.text.strip()) and self._is_moved(paragraph))
            struck = struck or texts.struck
            label = self._numbering.label(paragraph)
            # A number set by itself is none of the figure's digits.
            apart = "\t" if label and texts.text.lstrip()[:1].isdigit() else ""
            if line := (label + apart + texts.text).strip():
                lines.append(line)
        if doubt := self._doubt(cell, bool(lines)) if self._rare else "":
            return "\n".join(lines), doubt
        if moved:
            return "\n".join(lines), MOVED
        if struck and not lines:
            return "", "这一格的内容被划去，没有读入，请核对后填写。"
        return "\n".join(lines), ""

    def _is_moved(self, paragraph: etree._Element) -> bool:
        properties = paragraph.find(W + "pPr")
        style = value_of(paragraph.find(f"{W}pPr/{W}pStyle")) or ""
        return style in self._moved or is_moved(properties)

    @staticmethod
    def _doubt(cell: etree._Element, filled: bool) -> str:
        """Return why it is not certain what is seen in a cell, for what few documents have."""
        if any("".join(str(part) for part in box.itertext()).strip() for box in cell.iter(W + "txbxContent")):
            return "这一格里有文本框，不能确定其中的内容属于这一格，请核对后填写。"
        drawn = (W + "pict", W + "drawing", W + "object", W + "altChunk")
        if any(not is_other_choice(item) for item in cell.iter(*drawn)):
            return "这一格上有图形、图片或嵌入的内容，不能确定看到的是什么数，请核对后填写。"
        if filled and next(cell.iter(W + "framePr"), None) is not None:
            return "这一格的文字放在图文框里，不能确定看到的是什么数，请核对后填写。"
        if filled and cell.find(f"{W}tcPr/{W}cellDel") is not None:
            return "这一格已在修订中删除，不能确定是否还要，请核对后填写。"
        if filled and any(
            value_of(place, "val") not in _OFF for place in cell.iterfind(f".//{W}sdtPr/{W}showingPlcHdr")
        ):
            return "这一格里有还没有填写的提示文字，不能确定是什么数，请核对后填写。"
        return ""


def _under(
    cells: Iterable[RawCell], shapes: Sequence[tuple[FloatingShape, range]], table: etree._Element
) -> Iterator[RawCell]:
    """Yield the cells of a table, those doubtful that a shape may lie over."""
    widths = [number_of(column, 0, "w", 40_000) / 20 for column in table.iterfind(f"{W}tblGrid/{W}gridCol")]
    for cell in cells:
        left, right = sum(widths[: cell.column]), sum(widths[: cell.end])
        known = cell.end <= len(widths)
        over = any(
            cell.row in rows and (not known or (shape.left < right and left < shape.right))
            for shape, rows in shapes
        )
        yield replace(cell, doubt=cell.doubt or COVERED) if over else cell
