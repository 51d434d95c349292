"""Documents and sheets of LibreOffice and OpenOffice (.odt, .ods): handed to the readers of docx and xlsx."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from lxml import etree

from app.imports.bounded_files import locked, too_large
from app.imports.raw_document import RawDocument
from app.imports.readers import docx, xlsx
from app.imports.readers.open_document_asides import asides, drawn_over, ruled_areas
from app.imports.readers.open_document_looks import LEFT_OUT, OpenDocumentStyles, Runs, is_hidden, with_style
from app.imports.readers.open_document_names import MANIFEST, META, OFFICE, STYLE, TABLE, TEXT
from app.imports.readers.open_document_values import formula_of, is_another, shortening, stored_number
from app.imports.readers.sheet_xml import Sheet, SheetCell, SheetTextLook
from app.imports.readers.sheet_xml import parts_of as sheet_parts
from app.imports.readers.unknown_signs import unknown
from app.imports.readers.word_xml import TableCell, WordTextLook, paragraph, table
from app.imports.readers.word_xml import parts_of as word_parts
from app.imports.readers.xlsx_places import CellRange
from app.imports.readers.xlsx_shapes import overlap
from app.imports.readers.zip_xml import MAX_XML, OfficeParts, broken, checked, parsed

_MOST_CELLS = 60_000
_LONGEST_FIGURE = 20
_MOST_REPEATED = 1024
_GROUPS = frozenset(TABLE + name for name in ("table-header-rows", "table-rows", "table-row-group"))
_HIDDEN = ("collapse", "filter")
_AREA = re.compile(
    r"\$?(?:'((?:[^']|'')+)'|([^'.]+))\.(\$?[A-Z]{1,3}\$?[0-9]+)(?::(?:\$?(?:'(?:[^']|'')+'|[^'.]+))?\.(\$?[A-Z]{1,3}\$?[0-9]+))?"
)


def parse_flat(text: str, name: str = "") -> RawDocument:
    """Turn a document or a book that is one XML file into blocks. Raises `Unreadable`."""
    _, mark, rest = text.partition("?>")
    data = (rest if mark and text.lstrip().startswith("<?xml") else text).encode("utf-8", "replace")
    if len(data) > MAX_XML:
        raise too_large(name, "过大")
    checked(data, name)
    root = parsed(data, name)
    return parse(OfficeParts(dict.fromkeys(("content.xml", "styles.xml", "meta.xml"), root)), name)


def parse(archive: OfficeParts, name: str = "") -> RawDocument:
    """Turn a document or the visible sheets into blocks. Raises `Unreadable`."""
    manifest = archive.xml("META-INF/manifest.xml")
    if manifest is not None and next(manifest.iter(MANIFEST + "encryption-data"), None) is not None:
        raise locked(name)
    content = archive.xml("content.xml")
    body = None if content is None else content.find(OFFICE + "body")
    if content is None or body is None:
        raise broken(name)
    pages = archive.xml("styles.xml")
    styles = OpenDocumentStyles([content, pages])
    text, book = body.find(OFFICE + "text"), body.find(OFFICE + "spreadsheet")
    if text is not None:
        reader = _OpenDocumentText(styles)
        return docx.parse(word_parts(reader.blocks(text), reader.beside(text, pages)), name)
    if book is None:
        raise broken(name)
    parts = sheet_parts(
        _OpenDocumentBook(styles, name).sheets(book), _names(book), _facts(archive.xml("meta.xml"))
    )
    found = xlsx.parse(parts, name)
    return replace(found, asides=(*found.asides, *asides(book)))


def _names(book: etree._Element) -> Iterator[tuple[str, str]]:
    """Yield the named ranges: $'收到'.$A$1:.$B$2 is 'Sheet'!$A$1:$B$2 elsewhere."""
    for item in book.iterfind(f"{TABLE}named-expressions/{TABLE}named-range"):
        match = _AREA.fullmatch(item.get(TABLE + "cell-range-address", ""))
        if match is not None:
            last = f":{match[4]}" if match[4] else ""
            yield item.get(TABLE + "name", ""), f"'{match[1] or match[2]}'!{match[3]}{last}"


def _facts(meta: etree._Element | None) -> Iterator[tuple[str, str]]:
    for item in () if meta is None else meta.iter(META + "user-defined"):
        yield item.get(META + "name", ""), "".join(map(str, item.itertext()))


class _OpenDocumentText:
    """Turns the body of a text document into paragraphs and tables."""

    def __init__(self, styles: OpenDocumentStyles) -> None:
        self._styles = styles
        self._in_cell = False
        self._behind = ""
        """The colour of the cell that is being read."""

    def blocks(self, container: etree._Element) -> Iterator[etree._Element]:
        """Yield the paragraphs and tables of *container*."""
        for child in container.iterchildren(etree.Element):
            if child.tag in (TEXT + "p", TEXT + "h"):
                yield from self._paragraph(child)
            elif child.tag == TEXT + "list":
                yield from self._list(child, "", 1)
            elif child.tag == TABLE + "table":
                yield table(self._rows(child))
            elif child.tag not in LEFT_OUT and not is_hidden(child):
                yield from self.blocks(child)

    def beside(
        self, text: etree._Element, pages: etree._Element | None
    ) -> dict[str, Iterator[etree._Element]]:
        """Return the paragraphs of the notes in *text*, and of the heads and feet of *pages*, by kind."""
        notes = text.iter(TEXT + "note-body")
        heads = (
            ()
            if pages is None
            else pages.iter(STYLE + "header", STYLE + "header-left", STYLE + "header-first")
        )
        feet = (
            ()
            if pages is None
            else pages.iter(STYLE + "footer", STYLE + "footer-left", STYLE + "footer-first")
        )
        found: dict[str, Iterable[etree._Element]] = {"footnotes": notes, "header": heads, "footer": feet}
        return {
            kind: (block for part in parts for block in self.blocks(part)) for kind, parts in found.items()
        }

    def _paragraph(self, element: etree._Element, label: str = "") -> Iterator[etree._Element]:
        if any(is_hidden(field) for field in element.iter(TEXT + "hidden-paragraph")):
            return
        style = self._styles.of("paragraph", element.get(TEXT + "style-name"))
        runs = Runs(self._styles, style.ground or self._behind, in_cell=self._in_cell)
        look = with_style(WordTextLook(), style)
        runs.read(element, look)
        if label and self._in_cell and runs.runs and runs.runs[0][0].lstrip()[:1].isdigit():
            label += "\t"  # A number set by itself is none of the figure's digits.
        yield paragraph([(label, WordTextLook()), *runs.runs] if label else runs.runs)
        for box in runs.boxes:
            yield from self.blocks(box)

    def _list(self, element: etree._Element, name: str, level: int) -> Iterator[etree._Element]:
        name = element.get(TEXT + "style-name") or name
        self._styles.lists.begin(
            name, level, goes_on=element.get(TEXT + "continue-numbering") == "true" or level > 1
        )
        for item in element.iterchildren(TEXT + "list-item", TEXT + "list-header"):
            self._styles.lists.start_at(name, level, item.get(TEXT + "start-value", ""))
            label = self._styles.lists.label(name, level) if item.tag == TEXT + "list-item" else ""
            for child in item.iterchildren(etree.Element):
                if child.tag == TEXT + "list":
                    yield from self._list(child, name, level + 1)
                elif child.tag in (TEXT + "p", TEXT + "h"):
                    yield from self._paragraph(child, label)
                    label = ""

    def _rows(self, element: etree._Element) -> Iterator[list[TableCell]]:
        """Yield a table's rows; a cell that goes down is continued in the covered ones below it."""
        hanging: dict[int, tuple[int, int]] = {}
        for row in _rows_of(element):
            if self._styles.of("table-row", row.get(TABLE + "style-name")).flat:
                continue
            line: list[TableCell] = []
            column = reach = 0
            for item in row.iterchildren(TABLE + "table-cell", TABLE + "covered-table-cell"):
                for _ in range(_count(item, "number-columns-repeated", 64)):
                    if column in hanging and item.tag == TABLE + "covered-table-cell":
                        left, width = hanging.pop(column)
                        if left > 1:
                            hanging[column] = (left - 1, width)
                        line.append(TableCell(columns=width, merge="continue"))
                        reach = column + width
                    elif item.tag == TABLE + "table-cell":
                        line.append(self._cell(item))
                        rows = _count(item, "number-rows-spanned", 1000)
                        if rows > 1:
                            hanging[column] = (rows - 1, line[-1].columns)
                        reach = column + line[-1].columns
                    elif column >= reach:
                        line.append(TableCell())  # Said to be covered, but nothing covers it.
                    column += 1
            yield line

    def _cell(self, item: etree._Element) -> TableCell:
        merge = "restart" if _count(item, "number-rows-spanned", 1000) > 1 else ""
        outer = self._in_cell, self._behind
        ground = self._styles.of("table-cell", item.get(TABLE + "style-name")).ground
        self._in_cell, self._behind = True, ground or self._behind
        blocks = list(self.blocks(item))
        self._in_cell, self._behind = outer
        return TableCell(blocks, _count(item, "number-columns-spanned", 200), merge)


def _rows_of(element: etree._Element) -> Iterator[etree._Element]:
    for child in element.iterchildren(etree.Element):
        if child.tag == TABLE + "table-row":
            yield child
        elif child.tag in _GROUPS:
            yield from _rows_of(child)


def _count(element: etree._Element, name: str, most: int) -> int:
    text = element.get(TABLE + name, "1")
    return min(max(int(text), 1), most) if text.isdecimal() and len(text) < 9 else 1


def _is_figure(runs: list[tuple[str, SheetTextLook]]) -> bool:
    text = "".join(text for text, _ in runs)
    return len(text) <= _LONGEST_FIGURE and any(sign.isdigit() for sign in text)


class _OpenDocumentBook:
    """Turns a spreadsheet into sheets: each cell as it is shown."""

    def __init__(self, styles: OpenDocumentStyles, name: str) -> None:
        self._styles, self._name = styles, name
        self._left = _MOST_CELLS
        self._over: list[CellRange] = []
        """Where something lies over the sheet's cells, which hangs on the first of them, or a condition may hide them."""

    def sheets(self, book: etree._Element) -> Iterator[Sheet]:
        """Yield the sheets."""
        for element in book.iterchildren(TABLE + "table"):
            style = self._styles.of("table", element.get(TABLE + "style-name"))
            sheet = Sheet(element.get(TABLE + "name", ""), hidden=not style.shown)
            self._over = ruled_areas(element, lambda style: self._styles.of("table-cell", style).may_hide)
            sheet.hidden_columns = set(self._hidden_columns(element))
            number = 1
            for row in _rows_of(element):
                repeated = _count(row, "number-rows-repeated", 2**20)
                cells = list(self._cells(row))
                for _ in range(min(repeated, _MOST_REPEATED) if cells else 0):
                    self._row(sheet, row, number, cells)
                    number += 1
                    repeated -= 1
                number += repeated
            yield sheet

    @staticmethod
    def _hidden_columns(element: etree._Element) -> Iterator[int]:
        column = 1
        for item in element.iter(TABLE + "table-column"):
            count = _count(item, "number-columns-repeated", 2**14)
            if item.get(TABLE + "visibility") in _HIDDEN:
                yield from range(column, column + min(count, _MOST_REPEATED))
            column += count

    def _cells(self, row: etree._Element) -> Iterator[tuple[int, etree._Element]]:
        column = 1
        for item in row.iterchildren(TABLE + "table-cell", TABLE + "covered-table-cell"):
            count = _count(item, "number-columns-repeated", 2**14)
            if item.tag == TABLE + "table-cell" and item.find(TEXT + "p") is not None:
                yield from ((column + offset, item) for offset in range(min(count, _MOST_REPEATED)))
            elif item.get(TABLE + "number-columns-spanned") or item.get(TABLE + "number-rows-spanned"):
                yield column, item
            column += count

    def _row(
        self, sheet: Sheet, row: etree._Element, number: int, cells: list[tuple[int, etree._Element]]
    ) -> None:
        flat = self._styles.of("table-row", row.get(TABLE + "style-name")).flat
        if flat or row.get(TABLE + "visibility") in _HIDDEN:
            sheet.hidden_rows.add(number)
        for column, item in cells:
            self._left -= 1
            if self._left < 0:
                raise too_large(self._name, f"的工作表“{sheet.title}”过大")
            style = self._styles.of("table-cell", item.get(TABLE + "style-name"))
            runs = list(self._runs(item, with_style(WordTextLook(), style), style.ground or ""))
            self._over += drawn_over(item, number, column)
            place = CellRange(number, column, number, column)
            covered = any(overlap(place, area) for area in self._over)
            if _is_figure(runs) and (covered or style.unsure or style.repeated):
                runs = [(unknown(text), how) for text, how in runs]
            if runs:
                sheet.cells.append(self._shown(number, column, item, runs))
            down, right = (
                _count(item, "number-rows-spanned", 2**20),
                _count(item, "number-columns-spanned", 2**14),
            )
            if down > 1 or right > 1:
                sheet.merges.append((number, column, number + down - 1, column + right - 1))

    @staticmethod
    def _shown(
        row: int, column: int, item: etree._Element, runs: list[tuple[str, SheetTextLook]]
    ) -> SheetCell:
        text = "".join(text for text, _ in runs)
        stored, formula = stored_number(item), formula_of(item.get(TABLE + "formula", ""))
        if is_another(text, item):
            if code := shortening(text, stored):
                return SheetCell(row, column, number=stored, number_format=code, formula=formula)
            # LibreOffice shows the number, other programs may show the text.
            runs = [(unknown(text), look) for text, look in runs]
        return SheetCell(row, column, runs=runs, formula=formula, stored=stored)

    def _runs(
        self, item: etree._Element, look: WordTextLook, behind: str
    ) -> Iterator[tuple[str, SheetTextLook]]:
        for number, line in enumerate(item.iterchildren(TEXT + "p")):
            found = Runs(self._styles, behind, on_paper=False)
            found.read(line, look)
            runs = [run for run in found.runs if not run[1].hidden]
            if number and runs:
                yield "\n", SheetTextLook()
            yield from (
                (text, SheetTextLook(how.struck, how.raised, how.colour, how.half_points / 2, how.font))
                for text, how in runs
            )
