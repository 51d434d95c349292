"""Places the rows of a table that stand on one page, tagged as rows, headers and data."""

from __future__ import annotations

from app.exports.pages.metrics import BASELINE, LEFT
from app.exports.pages.page import Artifact, CellPlace, Page, PlacedLine, RuledLines
from app.exports.pages.structure_tree import CellAttributes, Element
from app.exports.pages.table_layout import Box, TableLayout
from app.forms.grid import CellRole, GridCell

_LINE_WIDTH = 0.5


def draw_part(
    page: Page,
    layout: TableLayout,
    first: int,
    end: int,
    top: float,
    table: Element,
    rows: dict[int, Element],
) -> None:
    """Draw the rows from *first* to before *end* below *top* (points from the page's foot).

    Below the top of a table its header comes again, and so do labels that reach over the cut: as artifacts, since a
    screen reader has already met them. *rows* holds the elements of rows already there.
    """
    height = 0.0
    again = layout.repeated(first)
    if again[0] < again[1]:
        height = _draw_rows(page, layout, *again, top, None, rows)
    _draw_rows(page, layout, first, end, top - height, table, rows)


def _draw_rows(
    page: Page,
    layout: TableLayout,
    first: int,
    end: int,
    top: float,
    table: Element | None,
    rows: dict[int, Element],
) -> float:
    downs = [0.0]
    for height in layout.heights(first, end):
        downs.append(downs[-1] + height)
    drawn = []
    for box in layout.boxes:
        cell = box.cell
        if cell.row >= end or cell.row + cell.row_span <= first:
            continue
        element = None
        if table is not None and cell.row >= first:
            if cell.row not in rows:
                rows[cell.row] = table.add("TR")
            element = _cell_element(rows[cell.row], layout, box)
        upper = downs[max(cell.row, first) - first]
        lower = downs[min(cell.row + cell.row_span, end) - first]
        drawn.append((box, top - (upper + lower) / 2, element))
        if cell.key is not None:
            left, right = layout.edges[cell.column], layout.edges[cell.column + cell.column_span]
            page.cells.append(CellPlace(cell.key, LEFT + left, top - lower, LEFT + right, top - upper))
    # Readers that go by lines join what is drawn one after another at one height: a header that reaches down to
    # the lowest header row comes with that row, not between the lines of its neighbours.
    drawn.sort(key=lambda item: _line(item[0].cell))
    for box, middle, element in drawn:
        _draw_box(page, layout, box, middle, element)
    ruled_lines = [
        (LEFT + x0, top - y0, LEFT + x1, top - y1) for x0, y0, x1, y1 in layout.ruled_lines(first, end, downs)
    ]
    page.artifact(Artifact.LAYOUT).append(RuledLines(ruled_lines, _LINE_WIDTH))
    return downs[-1]


def _line(cell: GridCell) -> tuple[int, int]:
    down = cell.row_span - 1 if cell.role is CellRole.COLUMN_HEADER else 0
    return cell.row + down, cell.column


def _cell_element(row: Element, layout: TableLayout, box: Box) -> Element:
    cell = box.cell
    if cell.role == CellRole.INPUT or not box.text:
        headers = layout.grid.governing_labels[cell.row, cell.column]
        return row.add("TD", CellAttributes(cell.row_span, cell.column_span, headers=headers))
    scope = "Row" if cell.role == CellRole.ROW_HEADER else "Column"
    attributes = CellAttributes(cell.row_span, cell.column_span, scope)
    return row.add("TH", attributes, layout.grid.label_name(cell.row, cell.column))


def _draw_box(page: Page, layout: TableLayout, box: Box, middle: float, element: Element | None) -> None:
    """Draw a cell's text about the height *middle*; without an element it is an artifact."""
    if not box.lines:
        return
    cell: GridCell = box.cell
    left = LEFT + layout.edges[cell.column]
    width = layout.edges[cell.column + cell.column_span] - layout.edges[cell.column]
    baseline = middle + (len(box.lines) - 1) * box.leading / 2 - BASELINE * box.lines[0].size
    items = page.tagged(element) if element else page.artifact(Artifact.PAGINATION)
    for number, line in enumerate(box.lines):
        start = (width - line.width) / 2 if box.centred else box.padding
        items.append(PlacedLine(line, left + start, baseline - number * box.leading))
