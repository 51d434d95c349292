"""Turns a raw document into a report: chooses the form, aligns the tables, sorts the texts."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from app.errors import UserError
from app.forms.loader import form_for, forms
from app.forms.model import YEARLY, Form
from app.imports.bounded_files import too_large
from app.imports.imported import NO_UNIT, NO_YEAR, Imported, Place, Unread
from app.imports.matching import titles
from app.imports.matching.adjoining_tables import parted
from app.imports.matching.annexes import before_annex
from app.imports.matching.doubtful_texts import illegible, second_reports, way_on, with_rows
from app.imports.matching.form_choice import likely_forms
from app.imports.matching.form_labels import layout_of, money_line
from app.imports.matching.headings import section_of
from app.imports.matching.marked_texts import SortedTexts
from app.imports.matching.one_cell_per_line import with_tables
from app.imports.matching.rows import Alignment
from app.imports.matching.sections import sort_texts
from app.imports.matching.tables import MOST_ROWS, TableMark, TableReader
from app.imports.matching.unit_hints import UnitHint, named_unit
from app.imports.matching.workbook.computed_totals import settle
from app.imports.matching.workbook.edited_labels import with_form_labels
from app.imports.matching.workbook.named_cells import named
from app.imports.matching.workbook.owner import alike, owner
from app.imports.matching.workbook.pasted_labels import leave_pasted_rows
from app.imports.matching.workbook.renamed_heads import with_form_heads
from app.imports.matching.workbook.report_by_name import (
    compare,
    identity_findings,
    imported_by_name,
    stop_others,
    with_identity,
)
from app.imports.matching.workbook.sheet_additions import cover_notes, hidden_sheets
from app.imports.matching.workbook.sheets import Sheets, arranged
from app.imports.matching.workbook.text_sheet_labels import is_sheet_head
from app.imports.raw_document import RawBlock, RawDocument, RawTable, RawText
from app.linked_text import free_of_marks
from app.unit_names import unit_name

_FEWEST_HEADINGS = 2
_MOST_BLOCKS = 20_000


def imported(raw: RawDocument, *, unit: str | None = None, year: int | None = None) -> Imported:
    """Make a report of *raw*. *unit* and *year* overrule what the source says.

    Raises UserError when the document holds nothing of a report.
    """
    if len(raw.blocks) > _MOST_BLOCKS:
        raise too_large(raw.name, "内容过多")
    known = named(raw)
    if known is not None:
        stop_others(known, raw.name, unit, year)
        if known.agrees:
            return imported_by_name(raw, known)
    heads: list[Unread] = []
    if known is not None:
        raw, heads = with_form_heads(raw, known.form)
    sheets = arranged(raw)
    sheets.unread += heads
    blocks, beyond = before_annex(sheets.blocks)
    sheets.unread += beyond
    raw = replace(raw, blocks=tuple(blocks))
    readings = [_FormMatch(raw, form, sheets) for form in likely_forms(raw, forms().values())]
    best = max(readings, key=lambda reading: reading.score)
    tied = [reading for reading in readings if reading.score == best.score]
    narrative = best.narrative()
    if len(tied) > 1:
        official = form_for(year or _year(narrative), best.form.series)
        best = next((reading for reading in tied if reading.form is official), best)
        narrative = best.narrative()
    if not best.alignment.found and len(narrative.headings) < _FEWEST_HEADINGS:
        raise UserError(f"“{raw.name}”中没有找到政府信息公开工作年度报告的表格或章节{way_on(raw)}")
    if known is not None and known.form is best.form:
        best.sheets.unread += [
            *compare(best.alignment, known),
            *hidden_sheets(raw, known.form),
            *cover_notes(raw),
        ]
    if sheets.own:
        leave_pasted_rows(best.alignment)
    settle(best.alignment)
    if known is None:
        return _report(raw, best, narrative, unit, year)
    best.sheets.unread += identity_findings(known, narrative.signed_by)
    found = _report(raw, best, narrative, known.identity.unit, known.identity.year)
    return with_identity(replace(found, title=""), known)


class _FormMatch:
    """The document read as a report of one form."""

    def __init__(self, raw: RawDocument, form: Form, sheets: Sheets) -> None:
        self.form, self.sheets = form, sheets
        self._reader = TableReader(layout_of(form))
        self.alignment: Alignment = self._reader.alignment
        self.alignment.own = sheets.own
        self._items: list[RawText | TableMark] = []
        self._foreign: list[Unread] = []
        self.tables: list[RawTable] = []
        blocks = raw.blocks if sheets.own else tuple(_unrolled(raw.blocks))
        # On a page the lines of a label may stand above and below those of its figures.
        lines = blocks if raw.wraps else with_tables(blocks, self._reader.alignment.layout)
        for block in lines:
            if isinstance(block, RawText):
                self._items.append(block)
                self.alignment.money = money_line(block.text) or self.alignment.money
            else:
                for table in parted(block, self.alignment.layout):
                    self._table(table)
                self.alignment.money = ""

    def _table(self, table: RawTable) -> None:
        if self.sheets.own:
            table, changed = with_form_labels(table, self.alignment.layout)
            self._foreign += changed
        items = self._reader.read(table)
        if items is not None:
            self._items += self._without_notes(items) if self.sheets.own else items
            self.tables.append(table)
        elif all(sum(bool(cell.text.strip()) for cell in table.row(row)) <= 1 for row in range(table.rows)):
            lines = [(cell, line) for cell in table.cells for line in cell.text.split("\n") if line.strip()]
            self._items += [RawText(line.strip(), table.where_row(cell.row)) for cell, line in lines]
        elif text := " ".join(cell.text.strip() for cell in table.cells if cell.text.strip()):
            # What stands above the first part is no part of the report: a site's own tables are there.
            begun = bool(self.alignment.found) or any(
                isinstance(item, RawText) and section_of(self.form, item.text) for item in self._items
            )
            self._foreign.append(Unread(table.where, text, "这张表不是报告格式中的表", harmless=not begun))

    def _without_notes(self, items: Sequence[RawText | TableMark]) -> list[RawText | TableMark]:
        """Leave out the lines around a table of a workbook, whose texts stand on a sheet of their own."""
        notes = [item for item in items if isinstance(item, RawText) and not is_sheet_head(item.text)]
        if notes:
            text = " ".join(note.text for note in notes)
            self._foreign.append(Unread(notes[0].where, text, "写在表格上下，没有读入", harmless=True))
        return [item for item in items if not isinstance(item, RawText)]

    def drafts(self) -> Iterator[Unread]:
        """Say of each draft sheet beside an official one in how many figures it differs."""
        for table in self.sheets.drafts:
            reader = TableReader(self.alignment.layout)
            reader.read(table)
            other = reader.alignment.cells
            count = sum(self.alignment.cells.get(key) != value for key, value in other.items())
            told = f"其中 {count} 个数不同" if count else "数都相同"
            why = f"这张工作表不是正式的表（{told}），没有读入"
            yield Unread(table.where, table.sheet, why, harmless=True)

    @property
    def score(self) -> int:
        """How well the form fits: the number of cells found, less what is left over."""
        return len(self.alignment.found) - len(self.alignment.unread)

    @property
    def unread(self) -> list[Unread]:
        """What of the tables was not taken over."""
        return [*self.alignment.unread, *self._foreign, *self.drafts(), *self.sheets.unread]

    def places(self) -> dict[str, Place]:
        """Where the form's cells stand in the source's tables."""
        order = {id(table): index for index, table in enumerate(self.tables)}
        return {
            key: Place(order[id(table)], cell.row, cell.column)
            for key, (table, cell) in self.alignment.places.items()
            if id(table) in order
        }

    def narrative(self) -> SortedTexts:
        """Return the document's texts sorted."""
        return sort_texts(self._items, self.form, filled_in=self.sheets.own)


def _unrolled(blocks: Sequence[RawBlock]) -> Iterator[RawBlock]:
    """Yield the lines of a table of a single column as texts: a report was put into it line by line."""
    for block in blocks:
        short = isinstance(block, RawTable) and block.rows <= MOST_ROWS
        if isinstance(block, RawTable) and short and all(cell.end == 1 for cell in block.cells):
            for cell in block.cells:
                lines = (line.strip() for line in cell.text.split("\n"))
                yield from (RawText(line, block.where_row(cell.row)) for line in lines if line)
        else:
            yield block


def _best_title(narrative: SortedTexts) -> titles.FoundTitle:
    complete = [title for title in narrative.titles if title.unit and title.year]
    return (complete or narrative.titles or [titles.FoundTitle("", "", 0, 0)])[0]


def _year(narrative: SortedTexts) -> int:
    """Return the year of the title, or else the one that the preface names most."""
    if year := next((title.year for title in narrative.titles if title.year), 0):
        return year
    years = [year for text in narrative.sections.get("preface", ()) for year in titles.years_in(text)]
    return max(years, key=years.count, default=0)


def _report(
    raw: RawDocument, reading: _FormMatch, narrative: SortedTexts, unit: str | None, year: int | None
) -> Imported:
    title = _best_title(narrative)
    doubts = [
        *illegible(reading.form, title.text, narrative.sections),
        *second_reports(reading.form, raw.blocks, title),
    ]
    told: list[Unread] = []
    other = reading.form.series != YEARLY and titles.title_of(reading.form, reading.sheets.title)
    if other:
        title = other
    elif reading.sheets.own:
        whose = owner(reading.sheets.title, narrative, typed=reading.sheets.to_fill)
        title, told = titles.FoundTitle(whose.title, whose.unit, whose.year, 1), whose.unread
    else:
        title = titles.FoundTitle(
            title.text, title.unit or narrative.signed_by, title.year or _year(narrative), 1
        )
    if reading.sheets.to_fill and not year and 0 < title.year < date.today().year - 1:
        why = f"文件是 {title.year} 年的，像是去年的文件，请核对年度"
        told = [*told, Unread("标题", title.text, why, harmless=True)]
    told = [*differing(title.unit, title.year, unit, year), *_still_missing(told, unit, year)]
    unit = unit or title.unit
    hint = UnitHint("", "") if unit else named_unit(raw, narrative.sections.get("preface", ()))
    unit = unit_name(unit or hint.unit)
    year = year or title.year
    missing = _missing(reading, narrative, unit, year, told)
    if hint.where:
        why = f"标题中没有单位名称，这是从{hint.where}中读到的，请核对"
        missing = [Unread("标题", unit, why), *missing]
    sections = {key: free_of_marks("\n".join(lines)) for key, lines in narrative.sections.items() if lines}
    return Imported(
        reading.form,
        unit,
        year,
        title.text,
        reading.alignment.cells,
        sections,
        (
            *told,
            *doubts,
            *missing,
            *reading.unread,
            *with_rows(narrative.unread, reading.alignment),
            *narrative.remarks(),
        ),
        narrative.signed_by,
        narrative.signed_on,
        tables=tuple(reading.tables),
        places=reading.places(),
        unit_from=hint.where,
    )


def _still_missing(told: Sequence[Unread], unit: str | None, year: int | None) -> list[Unread]:
    """Leave out what a person has told meanwhile."""
    given = {NO_UNIT: bool(unit), NO_YEAR: bool(year)}
    return [item for item in told if not given.get(item, False)]


def differing(unit: str, year: int, wanted_unit: str | None, wanted_year: int | None) -> Iterator[Unread]:
    """Say where a file is another year's or another unit's than the one that was asked for."""
    if wanted_year and year and year != wanted_year:
        what = "像是去年的文件" if year == wanted_year - 1 else "像是别的年度的文件"
        why = f"文件是 {year} 年的，要的是 {wanted_year} 年的，{what}，请核对"
        yield Unread("标题", f"{year}年", why)
    if wanted_unit and unit and not alike(unit, wanted_unit):
        why = f"文件是“{unit_name(unit)}”的，要的是“{wanted_unit}”的，像是别的单位的文件，请核对"
        yield Unread("标题", unit, why)


def _missing(
    reading: _FormMatch, narrative: SortedTexts, unit: str, year: int, told: Sequence[Unread]
) -> Sequence[Unread]:
    missing = []
    if not unit and not any(item.where == "标题" and "单位" in item.why for item in told):
        missing.append(NO_UNIT)
    if not year and not any(item.where == "标题" and "年" in item.why for item in told):
        missing.append(NO_YEAR)
    for section in reading.form.text_sections:
        if section.required and section.heading and section.key not in narrative.headings:
            missing.append(Unread(section.heading, "", "没有找到这一部分"))
    known = {key for item in reading.sheets.unread for key in item.cells}.union(reading.alignment.found)
    for section in reading.form.sections:
        if section.table and not any(key.startswith(f"{section.table}.") for key in known):
            where = section.heading or reading.form.tables[section.table].name
            missing.append(Unread(where, "", "没有找到这张表"))
    return missing
