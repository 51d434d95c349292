"""Rebuilds tables that were saved as text with one cell per line, where the lines are those of the form's table.

Nothing but the order of the lines says which column a figure belongs to, so a table's head must be the form's word
for word, or that of its columns alone, and each row must have as many lines as the form has columns, blank ones among them.
"""

import re
from collections.abc import Iterator, Sequence

from app.chinese_numerals import NUMBER
from app.forms.grid import CellRole, Grid, grid_of
from app.imports.matching.form_labels import BandShape, FormLabels, FormRow
from app.imports.matching.labels import main_spelling
from app.imports.matching.rows import is_value
from app.imports.raw_document import RawBlock, RawCell, RawTable, RawText

_LABEL_LINES = 3
_LABEL_NUMBER = re.compile(f"[（(]{NUMBER}[)）]|{NUMBER}[、.]")
"""The number of a group's label on a line of its own."""
_LONGEST_LABEL = 120


def with_tables(blocks: Sequence[RawBlock], layout: FormLabels) -> Sequence[RawBlock]:
    """Return the blocks of a text with the form's tables in it; those of other documents as they are."""
    texts = [block for block in blocks if isinstance(block, RawText)]
    if len(texts) < len(blocks) or not any(layout.rows.exact(block.text) for block in texts):
        return blocks
    return list(_CellLines(texts, layout).blocks())


class _CellLines:
    """The lines of a text, each with the blank lines above it."""

    def __init__(self, texts: Sequence[RawText], layout: FormLabels) -> None:
        self._layout = layout
        self._lines: list[RawText] = []
        for text in texts:
            self._lines += [RawText("", text.where)] * text.blanks_before
            self._lines.append(text)
        self._run: list[RawText] = []
        self._known: dict[str, BandShape] = {}

    def blocks(self) -> Iterator[RawBlock]:
        """Yield what stands between the tables' rows as texts, and each part of a table as a table."""
        index = 0
        while index < len(self._lines):
            found = self._across(index) or self._row(index)
            if found is None:
                self._run.append(self._lines[index])
                index += 1
                continue
            row, start, end = found
            yield from self._flushed(row.band)
            yield self._table(row, start, end)
            index = end
        yield from self._texts(self._run)

    def _row(self, index: int) -> tuple[FormRow, int, int] | None:
        """Find a row's label, over up to three lines, with its figures below."""
        label = ""
        for count in range(1, _LABEL_LINES + 1):
            piece = self._lines[index + count - 1].text if index + count <= len(self._lines) else ""
            label += piece
            if not piece.strip() or is_value(piece) or len(label) > _LONGEST_LABEL:
                return None
            row = self._layout.rows.exact(label)
            if row is not None and self._is_known(row.band):
                self._known[row.band.table] = row.band
                if self._has_figures(row, index + count):
                    return row, index + count, index + count + len(row.cells)
        return None

    def _across(self, index: int) -> tuple[FormRow, int, int] | None:
        """Find the single row of figures of a table whose labels all stand above it."""
        if not self._run or not is_value(self._lines[index].text):
            return None
        for row in self._layout.across:
            if self._ends_with(row.band) and self._has_figures(row, index):
                return row, index, index + len(row.cells)
        return None

    def _has_figures(self, row: FormRow, start: int) -> bool:
        """Whether the row has just its figures: what follows after blank lines is a text."""
        end = start + len(row.cells)
        lines = self._lines[start:end]
        following = next((line.text for line in self._lines[end:] if line.text.strip()), "")
        return (
            len(lines) == len(row.cells)
            and all(is_value(line.text) for line in lines)
            and not (following and is_value(following) and not _LABEL_NUMBER.fullmatch(following.strip()))
        )

    def _is_known(self, band: BandShape) -> bool:
        """Whether the band's head was seen, above this row or above an earlier one of its table."""
        return self._known.get(band.table) is band or self._ends_with(band)

    def _ends_with(self, band: BandShape) -> bool:
        return self._head_lines(band) is not None

    def _head_lines(self, band: BandShape) -> int | None:
        """Return from which line of the run the head of a band stands, when it does right above."""
        head = ""
        for place in range(len(self._run) - 1, -1, -1):
            text = self._run[place].text
            longer = main_spelling(text) + head
            if text.strip() and any(header.endswith(longer) for header in band.headers):
                head = longer
            elif text.strip() and not (self._layout.corners.match(text) or self._layout.groups.exact(text)):
                return None
            if head in band.headers:
                return place
        return None

    def _flushed(self, band: BandShape) -> Iterator[RawText]:
        """Yield the texts above a row without the head and the labels that go with the row."""
        start = self._head_lines(band)
        texts = self._run if start is None else self._run[:start]
        self._known[band.table] = band
        self._run = []
        yield from (line for line in self._texts(texts) if not self._is_label(line.text))

    def _is_label(self, text: str) -> bool:
        layout = self._layout
        return any(
            words.exact(text) is not None for words in (layout.captions, layout.groups, layout.corners)
        ) or (layout.corners.match(text) is not None)

    @staticmethod
    def _texts(lines: Sequence[RawText]) -> Iterator[RawText]:
        return (line for line in lines if line.text.strip())

    def _table(self, row: FormRow, start: int, end: int) -> RawTable:
        """Lay the row out below its band's head as the form does."""
        grid: Grid = grid_of(self._layout.form.tables[row.band.table])
        inputs = [grid.inputs[key] for key in row.cells]
        heads = [grid.at(*place) for cell in inputs for place in cell.headers]
        columns = list(dict.fromkeys(cell for cell in heads if cell.role is CellRole.COLUMN_HEADER))
        top = min(cell.row for cell in columns)
        height = max(cell.row + cell.row_span for cell in columns) - top
        cells = [
            RawCell(cell.row - top, cell.column, cell.text, cell.row_span, cell.column_span)
            for cell in columns
        ]
        if row.spelling:
            label = next(cell for cell in reversed(heads) if cell.role is CellRole.ROW_HEADER)
            cells.append(RawCell(height, label.column, label.text, 1, label.column_span))
        lines = self._lines[start:end]
        cells += [
            RawCell(height, cell.column, line.text.strip(), 1, cell.column_span)
            for cell, line in zip(inputs, lines, strict=True)
        ]
        wheres = (lines[0].where,) * height + (f"{lines[0].where}起",)
        return RawTable(height + 1, tuple(cells), wheres[-1], wheres=wheres)
