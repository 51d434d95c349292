"""Lays out a table: the lines of its cells, row heights, and where it may be cut at a page's end. Lengths are in points."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from copy import copy
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

from app.exports.blocks import TableBlock
from app.exports.pages.fonts import FaceChain
from app.exports.pages.metrics import HEIGHT, LEADING
from app.exports.pages.paragraph import Text
from app.exports.pages.spacing import SetLine, single_line
from app.exports.pages.table_widths import BESIDE_HEADER, PADDING, TableFitting, fittings
from app.forms.grid import CellRole, GridCell

_LEAST_WHOLE = 9.0
"""Below this size of labels a table is rather cut than set smaller, to be whole on a page."""

RISES = (0.44, 0.42, 0.40, 0.38, 0.36, 0.34, 0.32, 0.30, 0.28, 0.26)
"""The possible blanks above and below a cell's text, in em; one document uses one of them."""
_USUAL_RISE = 0.42

LEADING_OF_TABLE, LEADING_UPRIGHT = 1.25, 1.1
"""In em."""

_KNOWN_LABELS = 2048

_UPRIGHT = re.compile(r"\w\W*|\W+")
"""The lines of a label set upright: a mark stays beside the character before it."""
_NUMBERED = re.compile(r"(（\w+）)(.+)")
"""A group's label goes on a new line after its number: （三） / 不予公开."""


class Box(NamedTuple):
    """A cell's text in lines."""

    cell: GridCell
    text: str
    lines: tuple[SetLine, ...]
    leading: float
    centred: bool
    padding: float

    def height(self, rise: float) -> float:
        """What the text needs, with blanks of *rise* em above and below."""
        if not self.lines:
            return 0.0
        size = self.lines[0].size
        return (len(self.lines) - 1) * self.leading + size + 2 * rise * size


class TableLayout:
    """A table that fits the text's width, its rows as high as their texts need."""

    def __init__(self, block: TableBlock, chain: FaceChain) -> None:
        """Set the table with its usual rows; see `spaced`. Raises MissingGlyphError."""
        self.grid = block.grid
        self._texts = {
            cell: (block.values.get(cell.key, "") if cell.key else cell.text) for cell in block.grid.cells
        }
        found = fittings(self.grid, self._texts, chain)
        widest = next(found)
        self._set(widest, chain)
        for fitting in found:
            if self.fits_a_page or fitting.size < _LEAST_WHOLE:
                break
            self._set(fitting, chain)
        if not self.fits_a_page:
            self._set(widest, chain)
        self._space(_USUAL_RISE)

    def _set(self, fitting: TableFitting, chain: FaceChain) -> None:
        self.size, self.figure_size = fitting.size, fitting.figure_size
        self.edges = [0.0, *accumulate(fitting.widths)]
        self.boxes = [self._box(cell, chain, fitting.size, fitting.figure_size) for cell in self.grid.cells]
        self._tall = [box for box in self.boxes if box.cell.row_span > 1]
        self._needs = [{(self.size, self.size)} for _ in range(self.grid.rows)]
        """What the texts of each row need without blanks, with the size that these follow; many need the same."""
        for box in self.boxes:
            if box.lines and box.cell.row_span == 1:
                self._needs[box.cell.row].add((box.height(0.0), box.lines[0].size))
        self._space(min(RISES))
        self.fits_a_page = self.heights_sum(0, self.grid.rows) <= HEIGHT - LEADING
        """Whether the whole table can stand on one page below its heading."""

    def spaced(self, rise: float) -> TableLayout:
        """Return the same table with blanks of *rise* em above and below each cell's text."""
        if rise == self._rise:
            return self
        if rise not in self._spaced:
            spaced = self._spaced[rise] = copy(self)
            spaced._space(rise)
        return self._spaced[rise]

    def _space(self, rise: float) -> None:
        self._rise = rise
        self._spaced: dict[float, TableLayout] = {}
        self._known: dict[tuple[int, int], list[float]] = {}
        self._row_heights = [max([need + 2 * rise * size for need, size in row]) for row in self._needs]

    def _box(self, cell: GridCell, chain: FaceChain, size: float, figure_size: float) -> Box:
        text = self._texts[cell]
        inside = size if cell.role != CellRole.INPUT else figure_size
        padding = (BESIDE_HEADER if cell.role == CellRole.COLUMN_HEADER else PADDING) * inside
        width = self.edges[cell.column + cell.column_span] - self.edges[cell.column] - 2 * padding
        if cell.upright:
            # A mark hangs beside its character, which keeps to the column's axis.
            lines = [
                single_line(chain, piece, inside)._replace(width=inside) for piece in _UPRIGHT.findall(text)
            ]
        elif cell.role == CellRole.INPUT and chain.width(text) * inside <= width:
            lines = [single_line(chain, text, inside)] if text else []
        else:
            pieces = _pieces(cell, text, chain.width(text) * inside <= width)
            above = cell.role == CellRole.COLUMN_HEADER
            lines = [line for piece in pieces for line in _lines(chain, piece, inside, width, above=above)]
        leaf_label = cell.role == CellRole.ROW_HEADER and cell.row_span == 1
        centred = not (leaf_label or cell.role in (CellRole.BAND, CellRole.CORNER))
        leading = (LEADING_UPRIGHT if cell.upright else LEADING_OF_TABLE) * inside
        return Box(cell, text, tuple(lines), leading, centred, padding)

    def heights(self, first: int, end: int) -> list[float]:
        """Return the heights of the rows from *first* to before *end*, with labels cut by either made to fit."""
        if (first, end) not in self._known:
            self._known[first, end] = self._heights(first, end)
        return self._known[first, end]

    def _heights(self, first: int, end: int) -> list[float]:
        heights = self._row_heights[first:end]
        for box in self._tall:
            top = max(box.cell.row, first)
            bottom = min(box.cell.row + box.cell.row_span, end)
            if (
                top < bottom
                and (lack := box.height(self._rise) - sum(heights[top - first : bottom - first])) > 0
            ):
                each = lack / (bottom - top)
                for row in range(top - first, bottom - first):
                    heights[row] += each
        return heights

    def repeated(self, first: int) -> tuple[int, int]:
        """Return the rows, from one to before another, that stand again above a part that starts at row *first*.

        These are the table's header, or the caption and header of the band in which *first* stands.
        """
        if first == 0 or not self._has_input(first):
            return 0, 0
        end = next((row for row in range(first, 0, -1) if not self._has_input(row - 1)), 0)
        if end == first:
            return 0, 0
        start = next((row for row in range(end, 0, -1) if self._has_input(row - 1)), 0)
        return start, end

    def cut(self, first: int, room: float) -> int:
        """Return the row before which to cut, so that the rows from *first* fill *room* and no more.

        Never right after a caption or a header; *first* itself when nothing fits. A cut that forces no row to
        grow is preferred to one a few rows further on.
        """
        if self.heights_sum(first, self.grid.rows) <= room:
            return self.grid.rows
        last = first
        for end in range(first + 1, self.grid.rows):
            if self.heights_sum(first, end) > room:
                break
            last = end
        ends = [end for end in range(last, first, -1) if self._has_input(end - 1)]
        for end in ends[:4]:
            if not self._grows(first, end) and not self._grows(end, self.grid.rows):
                return end
        return ends[0] if ends else first

    def heights_sum(self, first: int, end: int) -> float:
        """The height of the rows from *first* to before *end*."""
        return sum(self.heights(first, end))

    def _grows(self, first: int, end: int) -> bool:
        return self.heights_sum(first, end) > sum(self._row_heights[first:end]) + 0.01

    def _has_input(self, row: int) -> bool:
        return any(self.grid.at(row, column).role == CellRole.INPUT for column in range(self.grid.columns))

    def first_cut(self) -> int:
        """The first row before which the table may be cut at all."""
        rows = self.grid.rows
        return next((row + 1 for row in range(self.grid.header_rows, rows) if self._has_input(row)), rows)

    def ruled_lines(
        self, first: int, end: int, tops: list[float]
    ) -> Iterator[tuple[float, float, float, float]]:
        """Yield the lines between cells of these rows as (x, y, x, y), y downwards as in *tops*."""
        for row in range(first, end + 1):
            start = None
            for column in range(self.grid.columns + 1):
                drawn = column < self.grid.columns and (
                    row in (first, end) or self.grid.at(row - 1, column) is not self.grid.at(row, column)
                )
                if drawn and start is None:
                    start = column
                elif not drawn and start is not None:
                    yield self.edges[start], tops[row - first], self.edges[column], tops[row - first]
                    start = None
        for column in range(self.grid.columns + 1):
            start = None
            for row in range(first, end + 1):
                drawn = row < end and (
                    column in (0, self.grid.columns)
                    or self.grid.at(row, column - 1) is not self.grid.at(row, column)
                )
                if drawn and start is None:
                    start = row
                elif not drawn and start is not None:
                    yield self.edges[column], tops[start - first], self.edges[column], tops[row - first]
                    start = None


def _pieces(cell: GridCell, text: str, fits: bool) -> Iterator[str]:
    """Yield the parts of a cell's text that begin a line."""
    numbered = _NUMBERED.fullmatch(text) if cell.role == CellRole.ROW_HEADER and cell.row_span > 1 else None
    if numbered and not fits:
        yield from numbered.groups()
    elif text:
        yield text


@lru_cache(maxsize=_KNOWN_LABELS)
def _lines(chain: FaceChain, text: str, size: float, width: float, *, above: bool) -> tuple[SetLine, ...]:
    """Break a label into lines, *above* a column into words of about equal length (社会 / 公益 / 组织).

    The labels of a form come again with every report of it.
    """
    whole = Text([(chain, text)], size)
    lines = whole.lines(width, flush=False)
    if above and len(lines) > 1:
        pairs = min(math.ceil(len(text) / len(lines) / 2), int(width / size / 2))
        lines = whole.lines(min(width, 2 * max(pairs, 1) * size), flush=False)
    return tuple(lines)
