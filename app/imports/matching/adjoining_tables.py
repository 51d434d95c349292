"""Parts a foreign table that holds two tables side by side, so that each has its own labels and figures."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from app.imports.matching.form_labels import FormLabels
from app.imports.raw_document import RawCell, RawTable

_MOST = 8


def parted(table: RawTable, layout: FormLabels) -> Iterator[RawTable]:
    """Yield the tables that stand in *table*, each with the rows and columns that it has there.

    Two stand side by side from a row on in which the corner above the labels occurs twice, as far down as no cell
    reaches from one into the other.
    """
    start = 0
    for _ in range(_MOST):
        found = None if table.ragged else _seam(table, start, layout)
        if found is None:
            break
        row, columns = found
        end = _end(table, row, columns)
        if row > start:
            yield _rows(table, start, row)
        for left, right in zip((0, *columns), (*columns, None), strict=True):
            yield _columns(_rows(table, row, end), left, right)
        start = end
    if start == 0:
        yield table
    elif start < table.rows:
        yield _rows(table, start, table.rows)


def _seam(table: RawTable, start: int, layout: FormLabels) -> tuple[int, Sequence[int]] | None:
    """Return the first row with two corners, which are worded alike, and where all but the first table begin."""
    for row in range(start, table.rows):
        words = [cell for cell in table.row(row) if cell.row == row and not cell.text[:1].isascii()]
        if len({cell.text for cell in words}) == len(words):
            continue
        corners = [cell.column for cell in words if layout.corners.match(cell.text)]
        if len(corners) > 1 and _end(table, row, corners[1:]) > row + 1:
            return row, corners[1:]
    return None


def _end(table: RawTable, start: int, columns: Sequence[int]) -> int:
    """Return the first row with a cell that reaches over one of the columns' edges."""
    for row in range(start, table.rows):
        if any(cell.column < column < cell.end for cell in table.row(row) for column in columns):
            return row
    return table.rows


def _rows(table: RawTable, start: int, end: int) -> RawTable:
    return _with(table, [cell for cell in table.cells if start <= cell.row < end])


def _columns(table: RawTable, left: int, right: int | None) -> RawTable:
    return _with(
        table,
        [cell for cell in table.cells if left <= cell.column and (right is None or cell.column < right)],
    )


def _with(table: RawTable, cells: Sequence[RawCell]) -> RawTable:
    return replace(table, cells=tuple(cells))
