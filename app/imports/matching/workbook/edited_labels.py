"""Recognises rows of our own workbooks whose label somebody has edited, by their place among the others."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from app.forms.grid import CellRole, grid_of
from app.forms.tables import Table
from app.imports.imported import Unread
from app.imports.matching.form_labels import FormLabels, FormRow
from app.imports.matching.labels import main_spelling
from app.imports.matching.rows import is_value
from app.imports.raw_document import RawCell, RawTable

_MOST_IN_PLACE = 0.8


def with_form_labels(table: RawTable, layout: FormLabels) -> tuple[RawTable, list[Unread]]:
    """Return the table with the form's labels where others stand, and what is to be said of it.

    Only where the table has as many rows as the form's and nearly all of them are known at their places.
    """
    for own in layout.form.tables.values():
        wanted = list(_rows(own, layout))
        found = [(row, cell, _item(cell, layout)) for row, cell in _labelled(table, layout)]
        if not wanted or len(found) != len(wanted):
            continue
        in_place = sum(item is row for (_, _, item), (_, row) in zip(found, wanted, strict=True))
        if _MOST_IN_PLACE * len(wanted) <= in_place < len(wanted):
            return _relabelled(table, found, wanted)
    return table, []


def _rows(table: Table, layout: FormLabels) -> Iterator[tuple[str, FormRow]]:
    """Yield the labels of the form's rows in printed order."""
    grid = grid_of(table)
    seen: set[int] = set()
    for cell in grid.inputs.values():
        labels = [grid.at(*place) for place in cell.headers]
        own = [label for label in labels if label.role is CellRole.ROW_HEADER]
        if own and cell.row not in seen and (row := layout.rows.exact(own[-1].text)) is not None:
            seen.add(cell.row)
            yield own[-1].text, row


def _labelled(table: RawTable, layout: FormLabels) -> Iterator[tuple[int, RawCell]]:
    """Yield the rows with figures, and the cell of each that should be its label."""
    known = Counter(cell.column for cell in table.cells if layout.rows.exact(cell.text) is not None)
    # A column's label may be a row's too (其他).
    last = max((column for column, count in known.items() if count > 1), default=-1)
    for index in range(table.rows):
        own = [cell for cell in table.row(index) if cell.row == index and (cell.text.strip() or cell.formula)]
        labels = [cell for cell in own if cell.column <= last and not is_value(cell.text)]
        has_figures = any(is_value(cell.text) for cell in own if cell.column > last)
        if labels and (has_figures or layout.rows.exact(labels[-1].text) is not None):
            yield index, labels[-1]


def _item(cell: RawCell, layout: FormLabels) -> FormRow | None:
    match = layout.rows.match(cell.text)
    return None if match is None else match.item


def _relabelled(
    table: RawTable, found: list[tuple[int, RawCell, FormRow | None]], wanted: list[tuple[str, FormRow]]
) -> tuple[RawTable, list[Unread]]:
    cells = list(table.cells)
    unread = []
    pairs = list(zip(found, wanted, strict=True))
    homes = {id(row): (index, cell) for (index, cell, item), (_, row) in pairs if item is row}
    others = {id(row) for _, row in wanted} - homes.keys()
    for (index, cell, item), (label, row) in pairs:
        # Rows that changed places, by hand or by sorting, took their figures along: their labels stay as they are.
        if item is row or id(item) in others:
            continue
        cells[cells.index(cell)] = replace(cell, text=label)
        copied = id(item) in homes and _figures(table, index, cell)
        if copied and copied == _figures(table, *homes[id(item)]):
            # Label and figures are another row's: its own were pasted over.
            for own in _beside(table, index, cell):
                cells[cells.index(own)] = replace(own, text="", formula="")
            why = f"这一行与“{main_spelling(cell.text)}”一行完全相同，像是粘贴时盖住了“{main_spelling(label)}”，没有读入"
            unread.append(Unread(table.where_row(index), cell.text, why, row.cells))
            continue
        why = f"这一行的名称被改动，按所在位置应为“{main_spelling(label)}”，已按位置读入，请核对"
        unread.append(Unread(table.where_row(index), cell.text, why, row.cells))
    return replace(table, cells=tuple(cells)), unread


def _beside(table: RawTable, index: int, label: RawCell) -> list[RawCell]:
    return [cell for cell in table.row(index) if cell.row == index and cell.column > label.column]


def _figures(table: RawTable, index: int, label: RawCell) -> list[str]:
    """Return the figures of a row; none where all are 0 or blank, as those of many rows are."""
    texts = [cell.text.strip() for cell in _beside(table, index, label)]
    return texts if any(text.strip("0") for text in texts) else []
