"""What lies on the sheets of a workbook of ours beside what it asks for, and which of its sheets nobody sees."""

import re
from collections.abc import Iterator
from functools import lru_cache

from app.forms.grid import CellRole, grid_of
from app.forms.model import Form
from app.forms.tables import Table
from app.imports.imported import Unread
from app.imports.matching.labels import squeeze
from app.imports.matching.workbook.named_cells import NamedCells
from app.imports.raw_document import RawCell, RawDocument, RawTable
from app.workbook_names import COVER, ID, LAST_YEAR, TEXTS, UNIT_LINE, cell_name

_FIGURE = re.compile(r"[-−0-9.,，\s]*")


def cover_notes(raw: RawDocument) -> Iterator[Unread]:
    """Say what people have written on the cover, right of what stands there or below it."""
    last = raw.names.get(ID)
    for table in raw.blocks:
        if isinstance(table, RawTable) and last is not None and table.sheet == last.sheet and table.numbers:
            notes = [
                cell.text.strip()
                for cell in table.cells
                if cell.column + 1 > last.column or table.numbers[cell.row] > last.row
            ]
            if text := "；".join(filter(None, notes)):
                yield Unread(table.where, text, "写在封面上，没有读入", harmless=True)


def hidden_sheets(raw: RawDocument, form: Form) -> Iterator[Unread]:
    """Name the sheets to which names of cells lead and which nobody sees."""
    seen = {block.sheet for block in raw.blocks if isinstance(block, RawTable)}
    cells: dict[str, list[str]] = {}
    for key in form.cells:
        area = raw.names.get(cell_name(key))
        if area is not None and area.sheet not in seen:
            cells.setdefault(area.sheet, []).append(key)
    for sheet, keys in cells.items():
        why = "没有读到这张工作表：可能被隐藏或删除了，请恢复后再读入"
        yield Unread(f"工作表“{sheet}”", "", why, tuple(keys))


@lru_cache(maxsize=8)
def _words(form: Form) -> frozenset[str]:
    cells = (cell for table in form.tables.values() for cell in grid_of(table).cells)
    return frozenset(squeeze(cell.text) for cell in cells if cell.role is not CellRole.INPUT)


def added(sheets: list[RawTable], known: NamedCells) -> Iterator[Unread]:
    """Say what people have written beside the tables, and on sheets of their own."""
    form = known.form
    own = {COVER, TEXTS, *known.sheets, *(table.name for table in form.tables.values())}
    parts = {id(table): form.tables[form.cells[key].table] for key, (table, _, _) in known.cells.items()}
    named = {(id(table), id(cell)) for table, cell, _ in known.cells.values()}
    for table in sheets:
        if (part := parts.get(id(table))) is not None:
            words = [cell for cell in table.cells if cell.text.strip() and (id(table), id(cell)) not in named]
            text = "；".join(dict.fromkeys(cell.text.strip() for cell in _strange(words, table, part, known)))
            if text:
                yield Unread(table.where, text, "写在表格以外，没有读入", harmless=True)
        elif table.sheet not in own:
            text = " ".join(cell.text.strip() for cell in table.cells)
            yield Unread(table.where, text, "这张工作表是后加的，没有读入", harmless=True)


def _strange(cells: list[RawCell], table: RawTable, part: Table, known: NamedCells) -> Iterator[RawCell]:
    marks = [cell for cell in cells if squeeze(cell.text).startswith(LAST_YEAR)]
    right = min((cell.column for cell in marks if cell.column), default=10_000)
    width = _figures_across(part)
    below = min((cell.row for cell in marks if not cell.column), default=table.rows)
    height = len({cell.row for cell in grid_of(part).inputs.values()})
    line = squeeze(f"{UNIT_LINE}{known.identity.unit}年度：{known.identity.year}年")
    for cell in cells:
        beside = right <= cell.column < right + width or below <= cell.row <= below + height
        is_last_year = beside and bool(_FIGURE.fullmatch(cell.text) or cell in marks)
        is_head = squeeze(cell.text) in (squeeze(table.sheet), squeeze(part.name), line)
        if not is_last_year and not is_head and squeeze(cell.text) not in _words(known.form):
            yield cell


def _figures_across(table: Table) -> int:
    grid = grid_of(table)
    return grid.columns - min(cell.column for cell in grid.inputs.values())
