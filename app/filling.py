"""Fills cells: blanks with 0, and the cells below or beside with the figures above or on the left."""

from collections.abc import Collection, Iterable

from app.edits import EditRefused, SetCells
from app.forms.grid import Grid, GridCell
from app.forms.model import Form
from app.report import Report, Totals
from app.totals import follows
from app.values import Value, ValueProblem, canonical, parse

Pair = tuple[GridCell, GridCell]
"""The cell that is copied, and the cell that gets its figure."""


def fill_blanks(report: Report, table: str | None = None) -> SetCells:
    """Return the edit that sets every untouched cell to 0, in one table or in all; totals follow."""
    return SetCells(
        report.id,
        {key: 0 for key in _typed_cells(report.form, report.totals, table) if key not in report.cells},
        "空白填 0",
    )


def fill_down(report: Report, grid: Grid, chosen: Collection[str]) -> SetCells:
    """Copy the chosen cells' first row into the chosen rows below it; of a single row, the row above into it.

    Computed totals get nothing. Raises `EditRefused` with one sentence; nothing changes then.
    """
    return _filled(report, _pairs(grid, chosen, down=True))


def fill_right(report: Report, grid: Grid, chosen: Collection[str]) -> SetCells:
    """Copy the chosen cells' first column into the chosen columns beside it; see `fill_down`."""
    return _filled(report, _pairs(grid, chosen, down=False))


def fill_all(report: Report, chosen: Iterable[str], text: str) -> SetCells:
    """Write one typed text into every chosen cell. Raises `EditRefused`; nothing changes then."""
    return _written(report, [(key, text) for key in chosen])


def fill_block(report: Report, grid: Grid, source: Collection[str], target: Collection[str]) -> SetCells:
    """Repeat the *source* cells over the *target* cells beside or below them, as dragging a corner does.

    The target is the whole block that was drawn with the mouse; the source lies within it. Raises `EditRefused`.
    """
    cells = [grid.inputs[key] for key in source]
    rows, columns = sorted({cell.row for cell in cells}), sorted({cell.column for cell in cells})
    by_place = {(cell.row, cell.column): cell for cell in cells}
    goals = [grid.inputs[key] for key in target if key not in source]
    row_order = _order({cell.row for cell in goals} | set(rows), rows)
    column_order = _order({cell.column for cell in goals} | set(columns), columns)
    pairs = []
    for goal in goals:
        place = row_order[goal.row], column_order[goal.column]
        if (origin := by_place.get(place)) is not None:
            pairs.append((origin, goal))
    return _filled(report, pairs)


def _typed_cells(form: Form, totals: Totals, table: str | None) -> list[str]:
    return [
        key
        for key, cell in form.cells.items()
        if table in (None, cell.table) and not (cell.computed and totals is Totals.COMPUTED)
    ]


def _order(all_places: set[int], source: list[int]) -> dict[int, int]:
    """Say for each row or column which one of the source is repeated there."""
    ordered = sorted(all_places)
    first = ordered.index(source[0])
    return {place: source[(number - first) % len(source)] for number, place in enumerate(ordered)}


def _pairs(grid: Grid, chosen: Collection[str], *, down: bool) -> list[Pair]:
    along, across = (_row, _column) if down else (_column, _row)
    cells = [grid.inputs[key] for key in chosen]
    first = min(map(along, cells), default=0)
    if all(along(cell) == first for cell in cells):
        return [(before, cell) for cell in cells if (before := _before(grid, cell, down=down)) is not None]
    lines: dict[int, GridCell] = {across(cell): cell for cell in cells if along(cell) == first}
    return [(lines[across(cell)], cell) for cell in cells if along(cell) > first and across(cell) in lines]


def _row(cell: GridCell) -> int:
    return cell.row


def _column(cell: GridCell) -> int:
    return cell.column


def _before(grid: Grid, cell: GridCell, *, down: bool) -> GridCell | None:
    """Return the nearest input cell above or to the left of a cell."""
    row, column = cell.row, cell.column
    while row > 0 if down else column > 0:
        row, column = (row - 1, column) if down else (row, column - 1)
        found = grid.at(row, column)
        if found.key is not None:
            return found
    return None


def _filled(report: Report, pairs: list[Pair]) -> SetCells:
    figures = [
        (goal.key, "" if value is None else canonical(value))
        for origin, goal in pairs
        if goal.key is not None
        for value in [report.cells.get(origin.key or "")]
    ]
    return _written(report, figures)


def _written(report: Report, texts: list[tuple[str, str]]) -> SetCells:
    cells: dict[str, Value | None] = {}
    for key, text in texts:
        if follows(report, key):
            continue
        cell = report.form.cells[key]
        try:
            cells[key] = parse(text, cell.kind)
        except ValueProblem as problem:
            raise EditRefused(f"{cell.name}不能填充：{problem}没有改动。") from problem
    if not cells:
        raise EditRefused("没有可以填充的格：所选的是自动合计格，或者上边、左边没有数；没有改动。")
    return SetCells(report.id, cells, "填充")
