"""A table of the form as a Word table: columns, rows, type sizes and the lines of labels as on the pages."""

from collections.abc import Iterator
from itertools import pairwise

from app.exports.docx import styles
from app.exports.docx.elements import TWIPS, Element, element, run
from app.exports.pages.table_layout import Box, TableLayout
from app.forms.grid import CellRole, GridCell


def table_element(layout: TableLayout) -> Element:
    """Return the table's element."""
    widths = _column_widths(layout)
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
    kept = set(_rows_kept(layout))
    boxes = {box.cell: box for box in layout.boxes}
    heights = layout.heights(0, layout.grid.rows)
    for row, height in enumerate(heights):
        made.append(_row(layout, boxes, row, height, widths, row in kept))
    return made


def _column_widths(layout: TableLayout) -> list[int]:
    """Return the widths in twips; their sum is the table's, rounded once."""
    edges = [round(edge * TWIPS) for edge in layout.edges]
    return [right - left for left, right in pairwise(edges)]


def _rows_kept(layout: TableLayout) -> Iterator[int]:
    """Yield the rows to keep with the row below: all rows of a table that fits a page, else those of a group."""
    grid = layout.grid
    if layout.fits_a_page:
        yield from range(grid.rows - 1)
        return
    yield from range(grid.header_rows)
    for cell in grid.cells:
        if cell.role is CellRole.ROW_HEADER and cell.row_span > 1 and not cell.upright:
            yield from range(cell.row, cell.row + cell.row_span - 1)


def _row(
    layout: TableLayout,
    boxes: dict[GridCell, Box],
    row: int,
    height: float,
    widths: list[int],
    kept: bool,
) -> Element:
    grid = layout.grid
    properties = element(
        "w:trPr",
        element("w:cantSplit"),
        element("w:trHeight", val=int(height * TWIPS) - 1, hRule="atLeast"),
    )
    if row < grid.header_rows:
        properties.append(element("w:tblHeader"))
    made = element("w:tr", properties)
    column = 0
    while column < grid.columns:
        cell = grid.at(row, column)
        width = sum(widths[column : column + cell.column_span])
        made.append(_cell(layout, boxes[cell], row, width, kept))
        column += cell.column_span
    return made


def _cell(layout: TableLayout, box: Box, row: int, width: int, kept: bool) -> Element:
    cell = box.cell
    properties = element("w:tcPr", element("w:tcW", w=width, type="dxa"))
    if cell.column_span > 1:
        properties.append(element("w:gridSpan", val=cell.column_span))
    if cell.row_span > 1:
        properties.append(element("w:vMerge", val="restart" if row == cell.row else "continue"))
    if cell.role is CellRole.INPUT:
        # A figure is never broken, whatever font stands in for the table's.
        properties.append(element("w:noWrap"))
    if cell.role is CellRole.COLUMN_HEADER:
        margin = round(box.padding * TWIPS)
        sides = (element(f"w:{side}", w=margin, type="dxa") for side in ("left", "right"))
        properties.append(element("w:tcMar", *sides))
    properties.append(element("w:vAlign", val="center"))
    size = layout.figure_size if cell.role is CellRole.INPUT else layout.size
    paragraph = element("w:pPr", element("w:pStyle", val=styles.in_table(_style(box), size)))
    if kept:
        paragraph.append(element("w:keepNext"))
    return element("w:tc", properties, element("w:p", paragraph, *_runs(box if row == cell.row else None)))


def _runs(box: Box | None) -> Iterator[Element]:
    """Yield a cell's text. A leaf's label is broken by Word, so that it can be worded anew; others as on the pages."""
    if box is None or not box.text:
        return
    leaf = box.cell.role in (CellRole.INPUT, CellRole.BAND, CellRole.CORNER) or (
        box.cell.role is CellRole.ROW_HEADER and box.cell.row_span == 1
    )
    lines = [box.text] if leaf else ["".join(glyph.character for glyph in line.glyphs) for line in box.lines]
    for number, line in enumerate(lines):
        if number:
            yield element("w:r", element("w:br"))
        yield run(line)


def _style(box: Box) -> str:
    cell = box.cell
    if cell.role is CellRole.INPUT:
        return styles.FIGURE
    if cell.role is CellRole.ROW_HEADER and box.centred:
        return styles.UPRIGHT if cell.upright else styles.FIGURE
    return styles.LABEL if not box.centred else styles.HEAD
