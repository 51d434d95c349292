"""Workbooks of Excel 97 to 2003 and those of WPS: what each sheet shows is handed to the reader of xlsx."""

import io
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from app.imports.bounded_files import locked, too_large
from app.imports.raw_document import REPORT, Extent, RawDocument
from app.imports.readers.sheets import xlsx
from app.imports.readers.sheets.sheet_xml import Sheet, SheetCell, SheetTextLook, area_name, parts_of
from app.imports.readers.sheets.xls_asides import asides
from app.imports.readers.sheets.xls_conditions import rules_of
from app.imports.readers.sheets.xls_records import BIFF_8, records
from app.imports.readers.sheets.xls_shapes import covered
from app.imports.readers.sheets.xlsx_places import CellRange
from app.imports.readers.sheets.xlsx_shapes import overlap
from app.imports.readers.unknown_signs import is_font_of_signs, unknown
from app.imports.readers.zip_xml import broken

MAX_BYTES = 32 * 1024 * 1024
_TEXT, _NUMBER, _DATE, _BOOLEAN, _ERROR = 1, 2, 3, 4, 5
_TWIPS = 20
_WIDTH_UNIT = 256
_FLAT, _NARROW = 3 * _TWIPS, 76
"""Twips of a row, and 256ths of a digit of a column, up to which nothing in it is seen."""
_REPEATED, _BLACK = 4, "000000"
_LONGEST_FIGURE = 24
_RAISED = {1: "superscript", 2: "subscript"}


def parse(data: bytes, name: str = "", extent: Extent = REPORT) -> RawDocument:
    """Turn the visible sheets into blocks. Raises `Unreadable`."""
    if len(data) > MAX_BYTES:
        raise too_large(name, f"超过 {MAX_BYTES // 1024 // 1024} MB")
    book = _opened(data, name)
    if sum(sheet.nrows * min(sheet.ncols, 256) for sheet in book.sheets()) > 20 * extent.most_cells:
        raise too_large(name, "的工作表过大")
    try:
        sheets = [_sheet(book, number, sheet, extent) for number, sheet in enumerate(book.sheets())]
        beside = list(asides(book))
    except (IndexError, KeyError) as error:
        raise broken(name) from error
    finally:
        book.release_resources()
    points = book.font_list[0].height / _TWIPS if book.font_list else 0
    found = xlsx.parse(parts_of(sheets, _names(book), points=points), name, extent)
    return replace(found, asides=(*found.asides, *beside))


def _opened(data: bytes, name: str) -> Any:
    import xlrd

    try:
        return xlrd.open_workbook(
            file_contents=data, formatting_info=True, on_demand=True, logfile=io.StringIO()
        )
    except xlrd.XLRDError as error:
        if "encrypted" in str(error).lower():
            raise locked(name) from error
        raise broken(name) from error
    except MemoryError:
        raise
    except Exception as error:
        # xlrd trusts what a file says of itself; a damaged one ends in whatever exception comes first.
        raise broken(name) from error


def _names(book: Any) -> Iterator[tuple[str, str]]:
    """Yield the named areas; xlrd leaves a name without result that leads to no cells."""
    for item in book.name_obj_list:
        areas = getattr(item.result, "value", None)
        coords = getattr(areas[0], "coords", None) if isinstance(areas, list) and areas else None
        if coords is not None and 0 <= coords[0] < book.nsheets:
            first, _, top, bottom, left, right = coords
            yield item.name, area_name(book.sheet_names()[first], top + 1, left + 1, bottom, right)


def _sheet(book: Any, number: int, source: Any, extent: Extent) -> Sheet:
    over = _Over(book, number)
    sheet = Sheet(source.name, hidden=bool(source.visibility), zeros=bool(source.show_zero_values))
    sheet.merges = [(top + 1, left + 1, bottom, right) for top, bottom, left, right in source.merged_cells]
    sheet.hidden_rows = {
        row + 1 for row, info in source.rowinfo_map.items() if info.hidden or info.height <= _FLAT
    }
    sheet.hidden_columns = {
        column + 1 for column, info in source.colinfo_map.items() if info.hidden or info.width <= _NARROW
    }
    sheet.usual_width = (source.standardwidth or 0) / _WIDTH_UNIT or source.defcolwidth or 0
    sheet.widths = {column + 1: info.width / _WIDTH_UNIT for column, info in source.colinfo_map.items()}
    for row in range(source.nrows):
        for column in range(source.row_len(row)):
            cell = _cell(book, source, row, column, over)
            if cell is not None:
                sheet.cells.append(cell)
            if len(sheet.cells) > extent.most_cells:
                raise too_large(source.name, "过大")
    return sheet


class _Over:
    """What may hide or change the figures of a sheet's cells: rules that change their look, and what lies on the sheet."""

    def __init__(self, book: Any, number: int) -> None:
        found = list(records(book.mem, book._sh_abs_posn[number])) if book.biff_version >= BIFF_8 else []
        self._areas = covered(found)
        self._rules = rules_of(found, lambda index: _colour(book, index))

    def may_hide(self, row: int, column: int, value: object, colour: str, ground: str) -> bool:
        """Whether nobody can tell what figure is seen in a cell, which has these colours itself."""
        if not (self._areas or self._rules):
            return False
        place = CellRange(row, column, row, column)
        return any(overlap(place, area) for area in self._areas) or any(
            rule.may_hide((row, column), str(value), colour, ground) for rule in self._rules
        )


def _cell(book: Any, source: Any, row: int, column: int, over: _Over) -> SheetCell | None:
    kind, value = source.cell_type(row, column), source.cell_value(row, column)
    style = book.xf_list[source.cell_xf_index(row, column)]
    look, code = _look(book, style.font_index), book.format_map[style.format_key].format_str
    ground = _colour(book, style.background.pattern_colour_index) if style.background.fill_pattern else ""
    repeated = style.alignment.hor_align == _REPEATED
    if kind in (_TEXT, _NUMBER, _DATE) and (
        repeated
        or (ground and (look.colour or _BLACK) == ground)
        or (_has_digits(value) and over.may_hide(row + 1, column + 1, value, look.colour, ground))
    ):
        # Filled with itself, in the colour of its ground, or hidden: nobody can tell what figure is seen.
        return SheetCell(row + 1, column + 1, runs=[(unknown(str(value)), SheetTextLook())])
    if kind == _TEXT:
        runs = _runs(book, source, row, column, value, look)
        return SheetCell(row + 1, column + 1, runs=runs, number_format=code, look=look) if value else None
    if kind in (_NUMBER, _DATE):
        return SheetCell(row + 1, column + 1, number=repr(value), number_format=code, look=look)
    if kind == _BOOLEAN:
        return SheetCell(row + 1, column + 1, number=str(int(value)), kind="b")
    if kind == _ERROR:
        return SheetCell(row + 1, column + 1, number="#错误", kind="e")
    return None


def _has_digits(value: object) -> bool:
    text = str(value)
    return len(text) <= _LONGEST_FIGURE and any(sign.isdigit() for sign in text)


def _runs(
    book: Any, source: Any, row: int, column: int, text: str, look: SheetTextLook
) -> list[tuple[str, SheetTextLook]]:
    """Cut a text where its look changes."""
    changes = [(0, look)]
    for start, font in source.rich_text_runlist_map.get((row, column), ()):
        changes.append((start, _look(book, font)))
    ends = [start for start, _ in changes[1:]] + [len(text)]
    return [
        (text[start:end], how) for (start, how), end in zip(changes, ends, strict=True) if text[start:end]
    ]


def _look(book: Any, index: int) -> SheetTextLook:
    if index >= len(book.font_list):
        return SheetTextLook()
    font = book.font_list[index]
    return SheetTextLook(
        bool(font.struck_out),
        _RAISED.get(font.escapement, ""),
        _colour(book, font.colour_index),
        font.height / _TWIPS,
        font.name if is_font_of_signs(font.name) else "",
    )


def _colour(book: Any, index: int) -> str:
    """Return a colour as RRGGBB; empty for one that the file leaves to the program."""
    colour = book.colour_map.get(index)
    return "" if colour is None else "".join(f"{part:02X}" for part in colour)
