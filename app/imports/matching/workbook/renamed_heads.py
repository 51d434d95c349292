"""Heads of columns that somebody has worded otherwise, or emptied, in a workbook whose cells still have their names."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from app.forms.grid import CellRole, grid_of
from app.forms.model import Form
from app.imports.imported import Unread
from app.imports.matching.form_labels import layout_of
from app.imports.matching.labels import main_spelling
from app.imports.raw_document import RawBlock, RawCell, RawDocument, RawTable
from app.workbook_names import cell_name


@dataclass(frozen=True)
class _Column:
    """A column of figures by its names: its label in the form, and where its first figure stands in the sheet."""

    label: str
    sheet: str
    row: int
    column: int


def with_form_heads(raw: RawDocument, form: Form) -> tuple[RawDocument, list[Unread]]:
    """Return the document with the form's heads above named columns whose own is none of the form's.

    A head that is another column's stays: whether the heads or the figures changed places can't be told.
    """
    columns = list(_columns(raw, form))
    blocks: list[RawBlock] = []
    unread: list[Unread] = []
    for block in raw.blocks:
        if isinstance(block, RawTable) and block.numbers:
            for column in (one for one in columns if one.sheet == block.sheet):
                block, told = _headed(block, column, form)
                unread += told
        blocks.append(block)
    return replace(raw, blocks=tuple(blocks)), unread


def _columns(raw: RawDocument, form: Form) -> Iterator[_Column]:
    """Yield the columns of the tables whose rows have labels; in the others each figure has a head of its own."""
    seen: dict[tuple[str, int], _Column] = {}
    for table in form.tables.values():
        grid = grid_of(table)
        for key, cell in grid.inputs.items():
            area = raw.names.get(cell_name(key))
            heads = [grid.at(*place) for place in cell.headers]
            leaf = [head for head in heads if head.role is CellRole.COLUMN_HEADER]
            if area is None or not leaf or not any(head.role is CellRole.ROW_HEADER for head in heads):
                continue
            known = seen.get((area.sheet, area.column))
            if known is None or area.row < known.row:
                seen[area.sheet, area.column] = _Column(leaf[-1].text, area.sheet, area.row, area.column)
    yield from seen.values()


def _headed(table: RawTable, column: _Column, form: Form) -> tuple[RawTable, list[Unread]]:
    if column.row not in table.numbers:
        return table, []
    row, at = table.numbers.index(column.row) - 1, column.column - 1
    here = next(
        (
            cell
            for cell in table.cells
            if cell.row <= row < cell.row + cell.row_span and cell.column <= at < cell.end
        ),
        None,
    )
    text = here.text if here is not None else ""
    if row < 0 or (text.strip() and layout_of(form).headers.exact(text) is not None):
        return table, []
    cells = [cell for cell in table.cells if cell is not here]
    head = RawCell(row, at, column.label) if here is None else replace(here, text=column.label)
    where = table.where_row(row)
    why = f"这一列的名称被改动，应为“{main_spelling(column.label)}”，已按表格中登记的位置读入，请核对"
    cells.append(head)
    cells.sort(key=lambda cell: (cell.row, cell.column))
    return replace(table, cells=tuple(cells)), [Unread(where, text.strip() or "（空白）", why, harmless=True)]
