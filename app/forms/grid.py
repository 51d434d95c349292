"""The grid: a table of the form turned into label cells and input cells with row and column spans.

Screen, PDF, Word, web page, Excel, the clipboard and the reading of foreign tables all work on this grid;
nothing else knows how a table is laid out.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property, lru_cache
from math import lcm
from typing import NamedTuple

from app.forms.tables import Band, Flow, Node, Table


class CellRole(StrEnum):
    """What a cell of the grid is for."""

    CORNER = "corner"
    COLUMN_HEADER = "column_header"
    ROW_HEADER = "row_header"
    BAND = "band"
    INPUT = "input"


class GridCell(NamedTuple):
    """A rectangle of the grid: a label, or an input with its cell key.

    *headers* are the positions ``(row, column)`` of the labels that govern an input cell, outermost first.
    *node* is the form's row, column or group that a label stands for.
    """

    row: int
    column: int
    row_span: int
    column_span: int
    role: CellRole
    text: str = ""
    key: str | None = None
    upright: bool = False
    headers: tuple[tuple[int, int], ...] = ()
    node: str | None = None


Matrix = list[list[GridCell]]
"""The input cells of a table, row by row."""


@dataclass(frozen=True)
class Grid:
    """A rectangle of ``rows`` × ``columns``, every position covered by exactly one cell.

    *header_rows* are the rows on top that repeat on a new page; a table of several bands has none, its bands
    bring their own captions and headers (roles ``BAND`` and ``COLUMN_HEADER``). *label_columns* hold row labels.
    """

    table: str
    rows: int
    columns: int
    header_rows: int
    label_columns: int
    cells: tuple[GridCell, ...]
    _covering: dict[tuple[int, int], GridCell] = field(repr=False, compare=False, default_factory=dict)

    def at(self, row: int, column: int) -> GridCell:
        """Return the cell that covers a position. Raises KeyError outside the rectangle."""
        return self._covering[row, column]

    def label_name(self, row: int, column: int) -> str:
        """Return the name by which a document's structure knows the label at a position."""
        return f"{self.table}-{row}-{column}"

    @cached_property
    def governing_labels(self) -> dict[tuple[int, int], tuple[str, ...]]:
        """The names of the labels with a text that govern a cell, outermost first, by the cell's position."""
        return {
            (cell.row, cell.column): tuple(
                self.label_name(*place) for place in cell.headers if self.at(*place).text
            )
            for cell in self.cells
        }

    @cached_property
    def inputs(self) -> dict[str, GridCell]:
        """The input cells by key, in reading order."""
        return {cell.key: cell for cell in self.cells if cell.key is not None}


@lru_cache(maxsize=32)
def _grid(table: Table) -> Grid:
    label_columns = (
        max(_depth(band.rows) for band in table.bands if band.flow is Flow.DOWN) if _goes_down(table) else 0
    )
    data_columns = lcm(*(_width(band) for band in table.bands))
    cells: list[GridCell] = []
    top = 0
    for band in table.bands:
        top += _lay_band(band, table.key, top, label_columns, data_columns, cells)
    cells.sort(key=lambda cell: (cell.row, cell.column))
    covering = {
        (row, column): cell
        for cell in cells
        for row in range(cell.row, cell.row + cell.row_span)
        for column in range(cell.column, cell.column + cell.column_span)
    }
    header_rows = _header_rows(table.bands[0]) if len(table.bands) == 1 else 0
    return Grid(
        table.key, top, label_columns + data_columns, header_rows, label_columns, tuple(cells), covering
    )


def grid_of(table: Table) -> Grid:
    """Lay out *table*; the same table gives the same object."""
    return _grid(table)


def _goes_down(table: Table) -> bool:
    return any(band.flow is Flow.DOWN for band in table.bands)


def _depth(nodes: Iterable[Node]) -> int:
    return max((1 + _depth(node.children) for node in nodes), default=0)


def _width(band: Band) -> int:
    columns = len(band.column_leaves())
    return columns * len(band.row_leaves()) if band.flow is Flow.ACROSS else columns


def _header_nodes(band: Band) -> tuple[Node, ...]:
    return (
        tuple(_with_columns(row, band.columns) for row in band.rows)
        if band.flow is Flow.ACROSS
        else band.columns
    )


def _with_columns(row: Node, columns: tuple[Node, ...]) -> Node:
    children = tuple(_with_columns(child, columns) for child in row.children) or columns
    return Node(row.key, row.label, row.name, children)


def _header_depth(band: Band) -> int:
    return _depth(_header_nodes(band))


def _header_rows(band: Band) -> int:
    return (1 if band.caption else 0) + _header_depth(band)


def _lay_band(
    band: Band, table: str, top: int, label_columns: int, data_columns: int, out: list[GridCell]
) -> int:
    """Add the band's cells below row *top*; return how many rows it takes."""
    row = top
    band_headers: tuple[tuple[int, int], ...] = ()
    if band.caption:
        out.append(GridCell(row, 0, 1, label_columns + data_columns, CellRole.BAND, band.caption))
        band_headers = ((row, 0),)
        row += 1
    depth = _header_depth(band)
    if label_columns:
        out.append(GridCell(row, 0, depth, label_columns, CellRole.CORNER, band.corner))
    step = data_columns // _width(band)
    above = _lay_labels(
        _header_nodes(band), Axis.COLUMN, (row, label_columns), depth, step, CellRole.COLUMN_HEADER, out
    )
    row += depth
    if band.flow is Flow.ACROSS:
        keys = [f"{table}.{r.key}.{c.key}" for r in band.row_leaves() for c in band.column_leaves()]
        for index, (key, heads) in enumerate(zip(keys, above, strict=True)):
            place = label_columns + index * step
            out.append(GridCell(row, place, 1, step, CellRole.INPUT, key=key, headers=band_headers + heads))
        return row + 1 - top
    beside = _lay_labels(band.rows, Axis.ROW, (row, 0), label_columns, 1, CellRole.ROW_HEADER, out)
    for down, (row_leaf, row_heads) in enumerate(zip(band.row_leaves(), beside, strict=True)):
        for across, (column_leaf, column_heads) in enumerate(zip(band.column_leaves(), above, strict=True)):
            out.append(
                GridCell(
                    row + down,
                    label_columns + across * step,
                    1,
                    step,
                    CellRole.INPUT,
                    key=f"{table}.{row_leaf.key}.{column_leaf.key}",
                    headers=band_headers + column_heads + row_heads,
                )
            )
    return row + len(beside) - top


class Axis(StrEnum):
    """Which way a tree of labels branches."""

    ROW = "row"
    COLUMN = "column"


def _lay_labels(
    nodes: Sequence[Node],
    axis: Axis,
    origin: tuple[int, int],
    depth: int,
    step: int,
    role: CellRole,
    out: list[GridCell],
) -> list[tuple[tuple[int, int], ...]]:
    """Lay a tree of labels from *origin* over *depth* levels, each leaf *step* positions wide.

    A leaf fills the levels left below it. Returns for each leaf the positions of its labels, outermost first.
    """
    chains: list[tuple[tuple[int, int], ...]] = []
    row, column = origin
    for node in nodes:
        width = step * sum(1 for _ in node.leaves())
        levels = depth if not node.children else 1
        spans = (levels, width) if axis is Axis.COLUMN else (width, levels)
        out.append(GridCell(row, column, *spans, role, node.label, upright=node.upright, node=node.key))
        here = (row, column)
        if node.children:
            inner = (row + 1, column) if axis is Axis.COLUMN else (row, column + 1)
            below = _lay_labels(node.children, axis, inner, depth - 1, step, role, out)
            chains += [(here, *chain) for chain in below]
        else:
            chains.append((here,))
        if axis is Axis.COLUMN:
            column += width
        else:
            row += width
    return chains


def input_rows(grid: Grid) -> Matrix:
    """Return the input cells row by row; labels and rows without inputs are left out."""
    rows: dict[int, list[GridCell]] = {}
    for cell in grid.inputs.values():
        rows.setdefault(cell.row, []).append(cell)
    return list(rows.values())
