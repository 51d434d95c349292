"""A report read from the named cells of a workbook of ours, without looking for its tables."""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from app.errors import UserError
from app.forms.compiled import total_definitions
from app.forms.grid import grid_of
from app.forms.model import Form
from app.imports.imported import Imported, Place, Unread, excerpt
from app.imports.matching.form_labels import layout_of, money_unit
from app.imports.matching.labels import squeeze
from app.imports.matching.marked_texts import SortedTexts
from app.imports.matching.rows import ZERO_WORDS, Alignment, names_of
from app.imports.matching.sections import sort_texts
from app.imports.matching.workbook.computed_totals import settle
from app.imports.matching.workbook.named_cells import NamedCells
from app.imports.matching.workbook.owner import alike
from app.imports.matching.workbook.pasted_labels import leave_pasted_rows
from app.imports.matching.workbook.sheet_additions import added, cover_notes
from app.imports.matching.workbook.sheets import arranged
from app.imports.raw_document import RawCell, RawDocument, RawTable
from app.linked_text import free_of_marks
from app.values import Kind, ValueProblem, canonical, read_published, split_note
from app.workbook_names import (
    BY,
    HEADLINE,
    NIL,
    NO,
    TEXTS,
    YES,
)

_PLAIN = re.compile("[0-9]{1,9}", re.ASCII)


def stop_others(known: NamedCells, name: str, unit: str | None, year: int | None) -> None:
    """Refuse another year's or another unit's file. Raises UserError."""
    whose = known.identity
    if year and year != whose.year:
        what = "去年的文件" if whose.year == year - 1 else "别的年度的文件"
        raise UserError(
            f"“{name}”是 {whose.year} 年的填报工作簿（{what}），要的是 {year} 年的，请换成 {year} 年的工作簿。"
        )
    if unit and not alike(unit, whose.unit):
        raise UserError(f"“{name}”是“{whose.unit}”的填报工作簿，要的是“{unit}”的，请核对后另选文件。")


def imported_by_name(raw: RawDocument, known: NamedCells) -> Imported:
    """Return the report that the named cells hold."""
    found = figures(known)
    leave_pasted_rows(found)
    settle(found)
    sheets = [block for block in raw.blocks if isinstance(block, RawTable)]
    of_texts = known.text_sheets or {TEXTS}
    texts = arranged(replace(raw, blocks=tuple(table for table in sheets if table.sheet in of_texts)))
    items = [block for block in texts.blocks if not isinstance(block, RawTable)]
    narrative = sort_texts(items, known.form, filled_in=True) if items else SortedTexts()
    tables = [table for table in sheets if any(table is place for place, _ in found.places.values())]
    order = {id(table): number for number, table in enumerate(tables)}
    places = {
        key: Place(order[id(table)], cell.row, cell.column) for key, (table, cell) in found.places.items()
    }
    unread = [
        *identity_findings(known, narrative.signed_by),
        *found.unread,
        *texts.unread,
        *narrative.unread,
        *added(sheets, known),
        *cover_notes(raw),
    ]
    sections = {key: free_of_marks("\n".join(lines)) for key, lines in narrative.sections.items() if lines}
    return with_identity(
        Imported(
            known.form,
            known.identity.unit,
            known.identity.year,
            "",
            found.cells,
            sections,
            tuple(unread),
            narrative.signed_by,
            narrative.signed_on,
            tables=tuple(tables),
            places=places,
        ),
        known,
    )


def with_identity(found: Imported, known: NamedCells) -> Imported:
    """Return the report with its owner, and with zeros where the unit has declared that all its figures are 0."""
    found = replace(found, identity=known.identity, filled_by=known.contact[0], telephone=known.contact[1])
    if not known.nil:
        return found
    told = {key for item in found.unread for key in item.cells}
    blank = [key for key in found.form.cells if key not in found.cells and key not in told]
    filled = [key for key, value in found.cells.items() if value]
    why = "选了空表上报，空着的格按 0 读入"
    unread = [*found.unread, Unread("封面", f"{len(blank)} 格", why, tuple(blank), harmless=True)]
    if filled:
        name = found.form.cells[filled[0]].name
        why = f"选了空表上报，表中却有 {len(filled)} 个数不是 0，请核对"
        unread.append(Unread("封面", name, why, tuple(filled)))
    return replace(found, cells={**found.cells, **dict.fromkeys(blank, 0)}, unread=tuple(unread))


def identity_findings(known: NamedCells, signed_by: str) -> Iterator[Unread]:
    """Note where a title or signature is not that of the body for which the workbook was made."""
    whose = known.identity
    title = known.form.title.format(unit=whose.unit, year=whose.year)
    written = known.fields.get(HEADLINE, "")
    if written and squeeze(written) != squeeze(title):
        why = f"标题与工作簿的单位、年度不符，应为“{title}”，请核对"
        yield Unread("标题", written, why)
    signed = signed_by or known.fields.get(BY, "")
    if signed and not alike(signed, whose.unit):
        yield Unread("落款单位", signed, f"落款与工作簿的单位“{whose.unit}”不符，请核对")
    for text in known.conflicts:
        yield Unread("封面", text, "封面上的单位或年度与工作簿登记的不符，请核对")
    if (nil := known.fields.get(NIL, "")) not in ("", YES, NO):
        yield Unread("封面", nil, "“空表上报”只能选“是”或“否”，没有当作空表读入，请核对")


def figures(known: NamedCells) -> Alignment:
    """Read the figures of the named cells."""
    found = Alignment(layout_of(known.form), own=True)
    units = _money(known.form)
    for key, (table, cell, row) in known.cells.items():
        found.found.add(key)
        if cell is not None:
            found.places[key] = (table, cell)
            _take(found, key, cell, f"工作表“{table.sheet}”第 {row} 行", units.get(key, ""))
    return found


def _take(found: Alignment, key: str, cell: RawCell, where: str, unit: str) -> None:
    known = found.layout.form.cells[key]
    why = cell.doubt
    if not why and not cell.text.strip():
        if cell.formula:
            found.pending.append(key)
        return
    single = cell.row_span == 1 and cell.column_span <= _spans(found.layout.form)[key]
    if not why and single and known.kind is Kind.COUNT and _PLAIN.fullmatch(cell.text):
        found.cells[key] = int(cell.text)
        return
    if squeeze(cell.text) in ZERO_WORDS:
        found.zeros.append(key)
        found.cells[key] = 0
        return
    try:
        if cell.row_span > 1:
            why = "与下面的行合并成一格，不能确定属于哪一行，请核对后填写。"
        elif cell.column_span > _spans(found.layout.form)[key]:
            why = "与右边的格合并成一格，不能确定属于哪一列，请核对后填写。"
        value = None if why else read_published(cell.text, known.kind, unit)
        if value is not None:
            found.cells[key] = value
            if remark := split_note(cell.text)[1]:
                why = f"已取 {canonical(value)}，后面的“{excerpt(remark)}”没有对应的栏目。"
    except ValueProblem as problem:
        why = str(problem)
    if why:
        found.unread.append(Unread(where + known.name, cell.text, why, (key,)))


@lru_cache(maxsize=8)
def _spans(form: Form) -> dict[str, int]:
    """Return how many columns each input cell takes."""
    grids = (grid_of(table) for table in form.tables.values())
    return {key: cell.column_span for grid in grids for key, cell in grid.inputs.items()}


@lru_cache(maxsize=8)
def _money(form: Form) -> dict[str, str]:
    """Return the money unit of each cell whose column names one."""
    units = {}
    for table in form.tables.values():
        grid = grid_of(table)
        for key, cell in grid.inputs.items():
            for place in cell.headers:
                if unit := money_unit(grid.at(*place).text):
                    units[key] = unit
    return units


def compare(by_label: Alignment, known: NamedCells) -> list[Unread]:
    """Leave out the figures for which names and labels lead to different cells, and say so in one sentence.

    Where a table has such figures, its names lead astray: what only a name leads to is left out as well.
    """
    by_name = figures(known).cells
    totals = total_definitions(known.form)
    keys = [
        key
        for key in known.cells
        if key not in totals and by_label.cells.get(key) != by_name.get(key) and key in by_label.found
    ]
    moved = {known.form.cells[key].table for key in keys}
    for key in known.cells:
        if key not in by_label.found and key in by_name:
            if known.form.cells[key].table in moved:
                keys.append(key)
            else:
                by_label.cells[key] = by_name[key]
    unseen = _unseen_rows(by_label)
    if not keys:
        return unseen
    for key in keys:
        by_label.cells.pop(key, None)
    why = "单元格或行列的名称被移动过，按名称和按位置读到的数不同，没有读入，请核对后填写"
    return [Unread("表格", names_of(known.form, keys), why, tuple(keys)), *unseen]


def _unseen_rows(by_label: Alignment) -> list[Unread]:
    """Name the rows that a table no longer shows: hidden ones are as good as deleted."""
    tables = {by_label.layout.form.cells[key].table for key in by_label.found}
    rows = [
        row
        for row in by_label.layout.down
        if row.band.table in tables and not by_label.found.intersection(row.cells)
    ]
    if not rows:
        return []
    names = "、".join(dict.fromkeys(row.spelling for row in rows))
    cells = tuple(dict.fromkeys(key for row in rows for key in row.cells))
    return [Unread("表格", names, "没有读到这些行：可能被隐藏、删除，或者行名被改过，请恢复后再读入", cells)]
