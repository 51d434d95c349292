"""A table of the form as a Word table: the grid's spans as merged cells, widths on columns and cells alike."""

import re
from collections.abc import Sequence

from app.exports.blocks import TableBlock
from app.exports.docx import styles
from app.exports.docx.elements import Element, element, run
from app.exports.docx.page import TEXT_WIDTH
from app.forms.grid import Grid, GridCell, Role

_NARROW = 800
"""Figures in columns narrower than this are set smaller."""
_UPRIGHT = 420
_MOST_FOR_FIGURES = 0.57
_WIDEST_FIGURE = 2000
_ROW_HEIGHT = 420
_UPRIGHT_LINE = re.compile(r"\w\W*|\W+")


def table(block: TableBlock) -> Element:
    """Return the table's element."""
    grid = block.grid
    widths = column_widths(grid)
    made = element("w:tbl")
    made.append(
        element(
            "w:tblPr",
            element("w:tblStyle", val=styles.ID[styles.TABLE]),
            element("w:tblW", w=sum(widths), type="dxa"),
            element("w:jc", val="center"),
            element("w:tblLayout", type="fixed"),
        )
    )
    made.append(element("w:tblGrid", *(element("w:gridCol", w=width) for width in widths)))
    made.extend(_row(block, index, widths) for index in range(grid.rows))
    return made


def column_widths(grid: Grid) -> list[int]:
    """Share the text's width: figures alike, an upright label narrow, other labels by the length of their text."""
    figures = grid.columns - grid.label_columns
    if not grid.label_columns:
        return [TEXT_WIDTH // figures] * figures
    figure = min(_WIDEST_FIGURE, int(TEXT_WIDTH * _MOST_FOR_FIGURES) // figures)
    labels = TEXT_WIDTH - figure * figures
    return _label_widths(grid, labels) + [figure] * figures


def _label_widths(grid: Grid, total: int) -> list[int]:
    weights = []
    for column in range(grid.label_columns):
        cells = [cell for cell in grid.cells if cell.role is Role.ROW_HEADER and cell.column == column]
        alone = [cell for cell in cells if cell.column_span == 1]
        upright = any(cell.upright for cell in alone)
        weights.append(0.0 if upright else max((len(cell.text) for cell in alone), default=1) ** 0.5)
    rest = total - _UPRIGHT * weights.count(0.0)
    share = sum(weights) or 1.0
    widths = [int(rest * weight / share) if weight else _UPRIGHT for weight in weights]
    widths[-1] += total - sum(widths)
    return widths


def _row(block: TableBlock, row: int, widths: Sequence[int]) -> Element:
    grid = block.grid
    properties = element(
        "w:trPr", element("w:cantSplit"), element("w:trHeight", val=_ROW_HEIGHT, hRule="atLeast")
    )
    if row < grid.header_rows:
        properties.append(element("w:tblHeader"))
    made = element("w:tr", properties)
    column = 0
    while column < grid.columns:
        cell = grid.at(row, column)
        made.append(_cell(block, cell, row, sum(widths[column : column + cell.column_span])))
        column += cell.column_span
    return made


def _cell(block: TableBlock, cell: GridCell, row: int, width: int) -> Element:
    properties = element("w:tcPr", element("w:tcW", w=width, type="dxa"))
    if cell.column_span > 1:
        properties.append(element("w:gridSpan", val=cell.column_span))
    if cell.row_span > 1:
        properties.append(element("w:vMerge", val="restart" if row == cell.row else "continue"))
    properties.append(element("w:vAlign", val="center"))
    text = "" if row != cell.row else block.values.get(cell.key or "", cell.text)
    style = element("w:pPr", element("w:pStyle", val=styles.ID[_style(cell, width)]))
    return element("w:tc", properties, element("w:p", style, *_runs(text, upright=cell.upright)))


def _runs(text: str, *, upright: bool) -> list[Element]:
    """An upright label has a character a line, a mark beside the one before it."""
    lines = _UPRIGHT_LINE.findall(text) if upright else [text]
    runs: list[Element] = []
    for line in lines:
        if runs:
            runs.append(element("w:r", element("w:br")))
        if line:
            runs.append(run(line))
    return runs


def _style(cell: GridCell, width: int) -> str:
    narrow = width < _NARROW
    if cell.role is Role.INPUT:
        return styles.SMALL_FIGURE if narrow else styles.FIGURE
    if cell.role is Role.ROW_HEADER:
        return styles.UPRIGHT if cell.upright else styles.LABEL
    return styles.SMALL_HEAD if narrow else styles.HEAD
