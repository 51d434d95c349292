"""The sheets of LibreOffice's workbooks: each cell as it is shown, for the reader of xlsx."""

from collections.abc import Iterator

from lxml import etree

from app.imports.bounded_files import too_large
from app.imports.raw_document import UNKNOWN
from app.imports.readers.libre_office.open_document_asides import RuledArea, drawn_over, ruled_areas
from app.imports.readers.libre_office.open_document_conditions import may_hold
from app.imports.readers.libre_office.open_document_looks import (
    PAPER,
    OpenDocumentStyle,
    OpenDocumentStyles,
    ParagraphRuns,
    with_style,
)
from app.imports.readers.libre_office.open_document_names import TABLE, TEXT
from app.imports.readers.libre_office.open_document_values import (
    formula_of,
    is_another,
    is_some,
    shortening,
    stored_number,
)
from app.imports.readers.sheets.sheet_xml import Sheet, SheetCell, SheetTextLook
from app.imports.readers.sheets.xlsx_places import CellRange
from app.imports.readers.sheets.xlsx_shapes import overlap
from app.imports.readers.unknown_signs import unknown
from app.imports.readers.word.word_xml import WordTextLook

_MOST_CELLS = 60_000
_LONGEST_FIGURE = 20
_MOST_REPEATED = 1024
_DIGIT, USUAL_POINTS = 0.5, 10.0
"""How wide a digit is at least, in parts of its size, and LibreOffice's own size."""
_GROUPS = frozenset(TABLE + name for name in ("table-header-rows", "table-rows", "table-row-group"))
_HIDDEN = ("collapse", "filter")


def rows_of(element: etree._Element) -> Iterator[etree._Element]:
    """Yield a table's rows, those in groups too."""
    for child in element.iterchildren(etree.Element):
        if child.tag == TABLE + "table-row":
            yield child
        elif child.tag in _GROUPS:
            yield from rows_of(child)


def count_of(element: etree._Element, name: str, most: int) -> int:
    """Return how often something is repeated or how far it spans, at most *most*."""
    text = element.get(TABLE + name, "1")
    return min(max(int(text), 1), most) if text.isdecimal() and len(text) < 9 else 1


def _columns(element: etree._Element) -> Iterator[tuple[int, etree._Element]]:
    """Yield the columns with their numbers and what is said of them."""
    column = 1
    for item in element.iter(TABLE + "table-column"):
        count = count_of(item, "number-columns-repeated", 2**14)
        yield from ((column + offset, item) for offset in range(min(count, _MOST_REPEATED)))
        column += count


def _is_figure(runs: list[tuple[str, SheetTextLook]]) -> bool:
    text = "".join(text for text, _ in runs)
    return len(text) <= _LONGEST_FIGURE and any(sign.isdigit() for sign in text)


class OpenDocumentBook:
    """Turns a spreadsheet into sheets: each cell as it is shown."""

    def __init__(self, styles: OpenDocumentStyles, name: str, *, zeros: bool = True) -> None:
        self._styles, self._name, self._zeros = styles, name, zeros
        self._left = _MOST_CELLS
        self._over: list[CellRange] = []
        """Where something lies over the sheet's cells, which hangs on the first of them."""
        self._ruled: list[RuledArea] = []
        """Where conditions give cells other styles."""

    def sheets(self, book: etree._Element) -> Iterator[Sheet]:
        """Yield the sheets."""
        for element in book.iterchildren(TABLE + "table"):
            style = self._styles.of("table", element.get(TABLE + "style-name"))
            sheet = Sheet(element.get(TABLE + "name", ""), hidden=not style.shown)
            self._over, self._ruled = [], list(ruled_areas(element))
            for column, item in _columns(element):
                if item.get(TABLE + "visibility") in _HIDDEN:
                    sheet.hidden_columns.add(column)
                elif width := self._styles.of("table-column", item.get(TABLE + "style-name")).width:
                    sheet.widths[column] = width / (_DIGIT * USUAL_POINTS)
            number = 1
            for row in rows_of(element):
                repeated = count_of(row, "number-rows-repeated", 2**20)
                cells = list(self._cells(row))
                for _ in range(min(repeated, _MOST_REPEATED) if cells else 0):
                    self._row(sheet, row, number, cells)
                    number += 1
                    repeated -= 1
                number += repeated
            yield sheet

    def _cells(self, row: etree._Element) -> Iterator[tuple[int, etree._Element]]:
        column = 1
        for item in row.iterchildren(TABLE + "table-cell", TABLE + "covered-table-cell"):
            count = count_of(item, "number-columns-repeated", 2**14)
            filled = item.find(TEXT + "p") is not None or stored_number(item)
            if item.tag == TABLE + "table-cell" and filled:
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
            stored = stored_number(item)
            place = CellRange(number, column, number, column)
            if _is_figure(runs) and (
                style.unsure
                or style.repeated
                or (stored and not self._zeros and not is_some(stored))
                or style.may_be_hidden(stored)
                or self._styles.formats.colour(style.number_format, stored) == (style.ground or PAPER)
                or any(overlap(place, area) for area in self._over)
                or any(
                    overlap(place, area.cells) and self._may_hide(area, style, stored) for area in self._ruled
                )
            ):
                runs = [(unknown(text), how) for text, how in runs]
            if not runs and is_some(stored):
                # Its text is left out: the program shows the number as the cell's format tells it to.
                runs = [(UNKNOWN, SheetTextLook())]
            if runs:
                sheet.cells.append(self._shown(number, column, item, runs))
            down, right = (
                count_of(item, "number-rows-spanned", 2**20),
                count_of(item, "number-columns-spanned", 2**14),
            )
            if down > 1 or right > 1:
                sheet.merges.append((number, column, number + down - 1, column + right - 1))

    def _may_hide(self, area: RuledArea, own: OpenDocumentStyle, stored: str) -> bool:
        return any(
            not name
            or (self._styles.of("table-cell", name).may_hide(own) and may_hold(condition, stored, area.base))
            for name, condition in area.looks
        )

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
            found = ParagraphRuns(self._styles, behind, on_paper=False)
            found.read(line, look)
            runs = [run for run in found.runs if not run[1].hidden]
            if number and runs:
                yield "\n", SheetTextLook()
            yield from (
                (text, SheetTextLook(how.struck, how.raised, how.colour, how.half_points / 2, how.font))
                for text, how in runs
            )
