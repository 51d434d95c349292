"""Chooses a table's type sizes and the widths of its columns. Lengths are in points.

They come from the table's grid and texts alone; nothing here knows a form.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from app.exports.pages.fonts import FaceChain
from app.exports.pages.metrics import WIDTH
from app.forms.grid import CellRole, Grid, GridCell


class TableFitting(NamedTuple):
    """Type sizes of labels and figures, and widths of the columns, which together fill the text's width."""

    size: float
    figure_size: float
    widths: list[float]


_SIZES = ((12.0, 12.0), (10.5, 10.5), (9.0, 9.0), (9.0, 7.5), (7.5, 7.5), (7.5, 6.5), (7.5, 5.5), (7.5, 5.0))
"""Type sizes tried in turn, of labels and of figures: 小四, 五号, 小五, then smaller figures and 六号."""
_FIRST_SIZE = ((6, 0), (12, 1))
_SMALLEST_FIRST = 2
"""The first size worth trying for a table of so many columns: up to 6, up to 12, more."""

PADDING = 0.25
"""The blank beside a cell's text, in em."""
BESIDE_HEADER = 0.15
"""The same of the labels of columns: they are narrow words in narrow columns."""
_BESIDE_UPRIGHT = 0.55
"""The same of a label set upright: more than half of a mark has room there."""
_LEAST_LABEL, _LEAST_HEADER, _GROUP_LABEL, _WIDEST_HEADER = 6, 2, 4, 3
"""The least width of labels, in em."""
_WORD = 3
"""A header of so many characters is a word and stays on one line (自然人)."""


def fittings(grid: Grid, texts: dict[GridCell, str], chain: FaceChain) -> Iterator[TableFitting]:
    """Yield the sizes that fit the text's width, the largest first; at least one."""
    alike = _alike(grid)
    start = next((index for columns, index in _FIRST_SIZE if grid.columns <= columns), _SMALLEST_FIRST)
    found = False
    for size, figure_size in _SIZES[start:]:
        for groups in (alike, []):
            least, natural = _needs(grid, texts, chain, size, figure_size, groups)
            if sum(least) <= WIDTH:
                found = True
                yield TableFitting(size, figure_size, _spread(least, natural))
                break
    if not found:
        yield TableFitting(size, figure_size, [WIDTH * width / sum(least) for width in least])


def _spread(least: list[float], natural: list[float]) -> list[float]:
    """Share out the text's width: each column gets its least width, and more in proportion to its natural width."""
    if (left_over := WIDTH - sum(natural)) >= 0:
        return [width + left_over / len(natural) for width in natural]
    wishes = [more - less for less, more in zip(least, natural, strict=True)]
    share = (WIDTH - sum(least)) / sum(wishes)
    return [less + share * wish for less, wish in zip(least, wishes, strict=True)]


def _needs(
    grid: Grid,
    texts: dict[GridCell, str],
    chain: FaceChain,
    size: float,
    figure_size: float,
    alike: list[list[int]],
) -> tuple[list[float], list[float]]:
    """Return the least and the natural width of each column; those that are *alike* have the same."""
    least = [size * (1 + 2 * PADDING)] * grid.columns
    natural = list(least)
    for cell in sorted(grid.cells, key=lambda cell: cell.column_span):
        if cell.role in (CellRole.BAND, CellRole.CORNER):
            continue
        low, high = _cell_needs(cell, texts[cell], chain, size, figure_size)
        start, end = cell.column, cell.column + cell.column_span
        for widths, need in ((least, low), (natural, high)):
            lack = need - sum(widths[start:end])
            if lack > 0:
                widths[start:end] = [width + lack / (end - start) for width in widths[start:end]]
    natural = [max(low, high) for low, high in zip(least, natural, strict=True)]
    for group in alike:
        for widths in (least, natural):
            widest = max(widths[column] for column in group)
            for column in group:
                widths[column] = widest
    return least, natural


def _alike(grid: Grid) -> list[list[int]]:
    """Return groups of columns of figures: those whose own label starts in the same row of the header."""
    groups: dict[int, list[int]] = {}
    for column in range(grid.label_columns, grid.columns):
        labels = [
            row
            for row in range(grid.rows)
            if grid.at(row, column).role == CellRole.COLUMN_HEADER and grid.at(row, column).column_span == 1
        ]
        top = grid.at(labels[-1], column).row if labels else -1
        groups.setdefault(top, []).append(column)
    return list(groups.values())


def _cell_needs(
    cell: GridCell, text: str, chain: FaceChain, size: float, figure_size: float
) -> tuple[float, float]:
    """Return the least and the natural width of one cell."""
    if cell.role == CellRole.INPUT:
        width = (chain.width(text) + 2 * PADDING) * figure_size
        return width, width
    padding = 2 * PADDING * size
    if cell.upright:
        width = (1 + 2 * _BESIDE_UPRIGHT) * size
        return width, width
    whole = chain.width(text) * size
    if cell.role == CellRole.COLUMN_HEADER:
        padding = 2 * BESIDE_HEADER * size
        least = whole if len(text) <= _WORD else _LEAST_HEADER * size
        return least + padding, min(whole, _WIDEST_HEADER * size) + padding
    if cell.row_span > 1:
        width = min(whole, _GROUP_LABEL * size) + padding
        return width, width
    return min(whole, _LEAST_LABEL * size) + padding, whole + padding
