"""Documents and sheets of LibreOffice and OpenOffice (.odt, .ods): handed to the readers of docx and xlsx."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from lxml import etree

from app.imports.bounded_files import locked, too_large
from app.imports.raw_document import RawDocument
from app.imports.readers.libre_office.open_document_asides import asides
from app.imports.readers.libre_office.open_document_looks import (
    LEFT_OUT,
    PICTURE,
    OpenDocumentStyles,
    ParagraphRuns,
    is_hidden,
    with_style,
)
from app.imports.readers.libre_office.open_document_names import (
    CONFIG,
    MANIFEST,
    META,
    OFFICE,
    STYLE,
    TABLE,
    TEXT,
)
from app.imports.readers.libre_office.open_document_sheets import (
    USUAL_POINTS,
    OpenDocumentBook,
    count_of,
    rows_of,
)
from app.imports.readers.sheets import xlsx
from app.imports.readers.sheets.sheet_xml import parts_of as sheet_parts
from app.imports.readers.word import docx
from app.imports.readers.word.word_xml import TableCell, WordTextLook, paragraph, table
from app.imports.readers.word.word_xml import parts_of as word_parts
from app.imports.readers.zip_xml import MAX_XML, OfficeParts, broken, checked, parsed

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
    return parse(
        OfficeParts(dict.fromkeys(("content.xml", "styles.xml", "meta.xml", "settings.xml"), root)), name
    )


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
        found = docx.parse(word_parts(reader.blocks(text), reader.beside(text, pages)), name)
        return replace(found, pictured=next(text.iter(PICTURE), None) is not None)
    if book is None:
        raise broken(name)
    parts = sheet_parts(
        OpenDocumentBook(styles, name, zeros=_shows_zeros(archive.xml("settings.xml"))).sheets(book),
        _names(book),
        _facts(archive.xml("meta.xml")),
        USUAL_POINTS,
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


def _shows_zeros(settings: etree._Element | None) -> bool:
    """Whether a window shows a 0, as it was left; on paper LibreOffice shows it all the same."""
    items = () if settings is None else settings.iter(CONFIG + "config-item")
    said = [item.text for item in items if item.get(CONFIG + "name") == "ShowZeroValues"]
    return not said or said[0] != "false"


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
        runs = ParagraphRuns(self._styles, style.ground or self._behind, in_cell=self._in_cell)
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
        for row in rows_of(element):
            if self._styles.of("table-row", row.get(TABLE + "style-name")).flat:
                continue
            line: list[TableCell] = []
            column = reach = 0
            for item in row.iterchildren(TABLE + "table-cell", TABLE + "covered-table-cell"):
                for _ in range(count_of(item, "number-columns-repeated", 64)):
                    if column in hanging and item.tag == TABLE + "covered-table-cell":
                        left, width = hanging.pop(column)
                        if left > 1:
                            hanging[column] = (left - 1, width)
                        line.append(TableCell(columns=width, merge="continue"))
                        reach = column + width
                    elif item.tag == TABLE + "table-cell":
                        line.append(self._cell(item))
                        rows = count_of(item, "number-rows-spanned", 1000)
                        if rows > 1:
                            hanging[column] = (rows - 1, line[-1].columns)
                        reach = column + line[-1].columns
                    elif column >= reach:
                        line.append(TableCell())  # Said to be covered, but nothing covers it.
                    column += 1
            yield line

    def _cell(self, item: etree._Element) -> TableCell:
        merge = "restart" if count_of(item, "number-rows-spanned", 1000) > 1 else ""
        outer = self._in_cell, self._behind
        ground = self._styles.of("table-cell", item.get(TABLE + "style-name")).ground
        self._in_cell, self._behind = True, ground or self._behind
        blocks = list(self.blocks(item))
        self._in_cell, self._behind = outer
        return TableCell(blocks, count_of(item, "number-columns-spanned", 200), merge)
