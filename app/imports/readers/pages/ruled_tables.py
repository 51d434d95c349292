"""Tables from ruled lines: where lines cross there are cells; a missing line between two makes them one."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from app.imports.readers.pages.glyph_lines import PlacedGlyph
from app.imports.readers.pages.pdf_coordinates import Box
from app.imports.readers.pages.ruled_lines import REACH, DisjointSets, RuledLine, grouped

_SNAP = 2.5
_OPEN = 6.0
_FEWEST_OPEN = 3
_MAX_PLACES = 20_000
_BELOW = 1.5
_FILLED = 0.85
"""The part of a cell from which a picture is the cell's ground."""
_AT_THE_SIDE, _OVER_IT, _SAME_FIGURE, _SAME_LINE = 0.1, 0.15, 0.35, 0.3
"""In parts of a digit's size: how near to a cell's side it stands at it, from where on it is over it, and how near to each
other two of them are of one figure and of one line."""


@dataclass(frozen=True)
class RuledCell:
    """A cell of a ruled table by its place in the grid of lines."""

    row: int
    column: int
    row_span: int
    column_span: int


class RuledTable:
    """A grid of lines with its cells."""

    def __init__(self, xs: Sequence[float], ys: Sequence[float], cells: Sequence[RuledCell]) -> None:
        self._xs, self._ys = xs, ys
        self._cells = cells
        self._at = {
            (row, column): index
            for index, cell in enumerate(cells)
            for row in range(cell.row, cell.row + cell.row_span)
            for column in range(cell.column, cell.column + cell.column_span)
        }

    @property
    def rows(self) -> int:
        """How many rows the grid has."""
        return len(self._ys) - 1

    @property
    def columns(self) -> int:
        """How many columns the grid has."""
        return len(self._xs) - 1

    @property
    def edges(self) -> tuple[float, ...]:
        """Where its columns begin, and where the last one ends."""
        return tuple(self._xs)

    @property
    def top(self) -> float:
        """Where the table begins on the page."""
        return self._ys[0]

    @property
    def bottom(self) -> float:
        """Where the table ends on the page."""
        return self._ys[-1]

    def hanging_out(self, glyphs: Iterable[PlacedGlyph]) -> dict[RuledCell, list[PlacedGlyph]]:
        """Return by the cell above them the glyphs of the one line right below the table, between its sides."""
        found: dict[RuledCell, list[PlacedGlyph]] = {}
        for glyph in glyphs:
            if 0 <= glyph.middle_y - self.bottom <= _BELOW * glyph.size:
                index = self._at.get((self.rows - 1, _slot(self._xs, glyph.middle_x)))
                if index is not None:
                    found.setdefault(self._cells[index], []).append(glyph)
        return found

    def holding(self, boxes: Iterable[Box]) -> dict[RuledCell, list[Box]]:
        """Return which boxes lie in which cells, without those that fill one."""
        found: dict[RuledCell, list[Box]] = {}
        for left, top, right, bottom in boxes:
            index = self._at.get((_slot(self._ys, (top + bottom) / 2), _slot(self._xs, (left + right) / 2)))
            if index is None:
                continue
            cell = self._cells[index]
            width = self._xs[cell.column + cell.column_span] - self._xs[cell.column]
            height = self._ys[cell.row + cell.row_span] - self._ys[cell.row]
            inside = right - left <= width and bottom - top <= height
            if inside and (right - left < _FILLED * width or bottom - top < _FILLED * height):
                found.setdefault(cell, []).append((left, top, right, bottom))
        return found

    def astride(self, inside: Iterable[tuple[RuledCell, Sequence[PlacedGlyph]]]) -> set[RuledCell]:
        """Return the cells side by side between which a figure stands; *inside* is what each cell holds."""
        found: set[RuledCell] = set()
        ends: dict[int, list[tuple[RuledCell, PlacedGlyph]]] = {}
        starts: list[tuple[RuledCell, PlacedGlyph]] = []
        for cell, glyphs in inside:
            left, right = self._xs[cell.column], self._xs[cell.column + cell.column_span]
            for glyph in glyphs:
                if not glyph.text.isdecimal():
                    continue
                over, near = _OVER_IT * glyph.size, _AT_THE_SIDE * glyph.size
                if glyph.left < left - over or glyph.right > right + over:
                    outside = left - over if glyph.left < left - over else right + over
                    found |= {cell, *self._at_place(outside, glyph.middle_y)}
                if glyph.right > right - near:
                    ends.setdefault(cell.column + cell.column_span, []).append((cell, glyph))
                if glyph.left < left + near:
                    starts.append((cell, glyph))
        for cell, glyph in starts:
            for other, last in ends.get(cell.column, ()):
                if (
                    abs(last.baseline - glyph.baseline) < _SAME_LINE * glyph.size
                    and glyph.left - last.right < _SAME_FIGURE * glyph.size
                ):
                    found |= {cell, other}
        return found

    def between_rows(self, struck: Iterable[PlacedGlyph]) -> set[RuledCell]:
        """Return the cells above and below the table's own lines among those that run through these digits."""
        found: set[RuledCell] = set()
        for glyph in struck:
            if any(glyph.is_crossed(edge) for edge in self._ys):
                above, below = (list(self._at_place(glyph.middle_x, y)) for y in (glyph.top, glyph.baseline))
                # A line that is no wall there strikes the figure out in its cell.
                found |= {*above, *below} if above != below else set()
        return found

    def _at_place(self, x: float, y: float) -> Iterator[RuledCell]:
        index = self._at.get((_slot(self._ys, y), _slot(self._xs, x)))
        if index is not None:
            yield self._cells[index]

    def split(
        self, glyphs: Iterable[PlacedGlyph]
    ) -> tuple[list[tuple[RuledCell, list[PlacedGlyph]]], list[PlacedGlyph]]:
        """Sort glyphs into the cells; those outside the table come second."""
        inside: list[list[PlacedGlyph]] = [[] for _ in self._cells]
        rest = []
        for glyph in glyphs:
            place = (_slot(self._ys, glyph.middle_y), _slot(self._xs, glyph.middle_x))
            index = self._at.get(place)
            if index is None:
                rest.append(glyph)
            else:
                inside[index].append(glyph)
        return list(zip(self._cells, inside, strict=True)), rest


def _slot(edges: Sequence[float], value: float) -> int:
    place = bisect_right(edges, value)
    return place - 1 if place < len(edges) else -1


def ruled_tables(ruled_lines: Sequence[RuledLine]) -> tuple[list[RuledTable], list[Sequence[RuledLine]]]:
    """Return the tables that the lines of a page make, from top to bottom, and what lines are drawn into cells."""
    groups, loose = grouped(ruled_lines)
    tables = [table for group in groups if (table := _table(group)) is not None]
    return sorted(tables, key=lambda table: table.top), loose


def _edges(values: Iterable[float]) -> list[float]:
    edges: list[float] = []
    for value in sorted(values):
        if not edges or value - edges[-1] > _SNAP:
            edges.append(value)
    return edges


def _closed(along: list[RuledLine], across: list[RuledLine]) -> list[RuledLine]:
    """Add the line that is missing where lines run beyond the last one across them.

    A browser draws none at the end of a page for a table that goes on, and many tables have none at their sides.
    """
    if not along or not across:
        return []
    first, last = min(line.at for line in across), max(line.at for line in across)
    starts, ends = [line.extent[0] for line in along], [line.extent[1] for line in along]
    added = []
    for end, beyond in ((min(starts), first - min(starts)), (max(ends), max(ends) - last)):
        if beyond > _OPEN and sum(abs(place - end) <= REACH for place in (*starts, *ends)) >= _FEWEST_OPEN:
            sides = min(line.at for line in along), max(line.at for line in along)
            if along[0].is_horizontal:
                added.append(RuledLine(end, sides[0], end, sides[1]))
            else:
                added.append(RuledLine(sides[0], end, sides[1], end))
    return added


def _table(ruled_lines: Sequence[RuledLine]) -> RuledTable | None:
    across = [line for line in ruled_lines if line.is_horizontal]
    down = [line for line in ruled_lines if not line.is_horizontal]
    across, down = across + _closed(down, across), down + _closed(across, down)
    xs, ys = _edges(line.at for line in down), _edges(line.at for line in across)
    columns, rows = len(xs) - 1, len(ys) - 1
    if columns < 1 or rows < 1 or columns * rows > _MAX_PLACES:
        return None
    walls = _walls(down, xs, ys)
    floors = _walls(across, ys, xs)
    sets = DisjointSets(columns * rows)
    for row in range(rows):
        for column in range(columns):
            if column + 1 < columns and (column + 1, row) not in walls:
                sets.join(row * columns + column, row * columns + column + 1)
            if row + 1 < rows and (row + 1, column) not in floors:
                sets.join(row * columns + column, (row + 1) * columns + column)
    cells = []
    for group in sets.groups():
        places = [divmod(item, columns) for item in group]
        row, column = min(place[0] for place in places), min(place[1] for place in places)
        height, width = (
            max(place[0] for place in places) - row + 1,
            max(place[1] for place in places) - column + 1,
        )
        if height * width != len(places):
            return None
        cells.append(RuledCell(row, column, height, width))
    return RuledTable(xs, ys, cells)


def _walls(
    ruled_lines: Sequence[RuledLine], edges: Sequence[float], cross: Sequence[float]
) -> set[tuple[int, int]]:
    """Return which lines stand: (index of the edge, index of the gap between cross edges that it closes)."""
    standing: set[tuple[int, int]] = set()
    middles = [(one + other) / 2 for one, other in pairwise(cross)]
    for line in ruled_lines:
        edge = _nearest(edges, line.at)
        start, end = line.extent
        first, last = bisect_left(middles, start), bisect_right(middles, end)
        standing.update((edge, gap) for gap in range(first, last))
    return standing


def _nearest(edges: Sequence[float], at: float) -> int:
    """Return the place of the edge that is nearest; *edges* are in their order."""
    after = bisect_left(edges, at)
    if after == len(edges) or (after and at - edges[after - 1] <= edges[after] - at):
        return after - 1
    return after
