"""Writes text into cells so that it stays text: never a formula, never an escape."""

import re
from collections.abc import Iterable, Sequence

from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from app.errors import UserError
from app.exports.blocks import Document
from app.exports.xml_text import xml_text

MAX_TEXT = 32767
_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_LONGEST_HEADER = 100
_FORMULA_STARTS = ("=", "+", "-", "@")


def put_text(cell: Cell | MergedCell, text: str) -> None:
    """Put *text* into a cell as it is. Raises UserError when it is too long for Excel."""
    if len(text) > MAX_TEXT:
        raise UserError(f"“{text[:20]}…”一段超过 {MAX_TEXT} 字，Excel 的一格放不下，请分成几段或改用 Word。")
    plain = _ESCAPE.sub("_x005F_", xml_text(text))
    assert isinstance(cell, Cell), "only the first cell of a merged range holds anything"
    cell.value = plain
    cell.data_type = "s"
    if plain.startswith(_FORMULA_STARTS):
        cell.quotePrefix = True


def fit_to_a4(sheet: Worksheet, *, landscape: bool) -> None:
    """Print the sheet one page wide."""
    sheet.page_setup.orientation = "landscape" if landscape else "portrait"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)


def set_up_print(sheet: Worksheet, document: Document) -> None:
    """Say on each printed page what it is of, and its number; colours are for the screen and do not print."""
    title = xml_text(document.title)[:_LONGEST_HEADER].replace("&", "&&")
    head, foot = sheet.oddHeader, sheet.oddFooter
    assert head is not None
    assert foot is not None
    head.center.text = f"{title}　草稿" if document.draft else title
    foot.center.text = "第 &P 页，共 &N 页"
    sheet.page_setup.blackAndWhite = True
    sheet.print_options.horizontalCentered = True


def reference(row: int, column: int, *, fixed: bool = False) -> str:
    """Return the name of a cell; rows and columns count from 1."""
    letter = get_column_letter(column)
    return f"${letter}${row}" if fixed else f"{letter}{row}"


def ranges(places: Iterable[tuple[int, int]], *, fixed: bool = False) -> list[str]:
    """Return the cells as few ranges, each a run along a row or a column."""
    runs: list[list[tuple[int, int]]] = []
    for place in sorted(set(places)):
        if runs and _follows(runs[-1], place):
            runs[-1].append(place)
        else:
            runs.append([place])
    return [_named(run, fixed=fixed) for run in runs]


def _follows(run: Sequence[tuple[int, int]], place: tuple[int, int]) -> bool:
    row, column = run[-1]
    along_row = place == (row, column + 1) and all(item[0] == row for item in run)
    along_column = place == (row + 1, column) and all(item[1] == column for item in run)
    return along_row or along_column


def _named(run: Sequence[tuple[int, int]], *, fixed: bool) -> str:
    first = reference(*run[0], fixed=fixed)
    return first if len(run) == 1 else f"{first}:{reference(*run[-1], fixed=fixed)}"
