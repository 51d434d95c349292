"""A foreign ledger's tables as plain values, whatever file they come from."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property


@dataclass(frozen=True)
class SourceCell:
    """A cell with its text; it covers columns up to *end* and *height* rows. *doubt* says why it is not certain.

    *shortened*: a number whose last zeros may be missing, 1.3 for the 30th of January.
    """

    column: int
    end: int
    height: int
    text: str
    doubt: str = ""
    shortened: bool = False


_OFF, _ON = "□☐", "☑■√✓✔☒▣"
_OPTION = re.compile(f"([{_OFF}{_ON}])([^{_OFF}{_ON}]*)")


def _chosen(text: str) -> str:
    """Return what is ticked of options with a box before each, ☑公民 □法人; any other text as it is."""
    if len(text) < 2 or text[0] not in _OFF + _ON or not any(mark in text for mark in _OFF):
        return text
    return "、".join(found[2].strip() for found in _OPTION.finditer(text) if found[1] in _ON)


_DITTO = frozenset(
    ("同上", "同前", "同上行", "同上一行", "〃", "″", "“", "”", '"', "''", "’’", "々", "（同上）", "(同上)")
)


@dataclass(frozen=True)
class SourceRow:
    """A row by its number in the file. *cells* begin in it, *above* hang down into it from rows before.

    *hidden*: nobody sees it in the file, because a filter was left on or somebody put it out of sight.
    """

    number: int
    cells: tuple[SourceCell, ...]
    above: tuple[SourceCell, ...] = ()
    hidden: bool = False

    @cached_property
    def by_column(self) -> Mapping[int, SourceCell]:
        """Return the cell at each column, those that hang down from above among them."""
        return {
            column: cell
            for cell in (*self.above, *self.cells)
            for column in range(cell.column, min(cell.end, cell.column + 400))
        }

    def with_ditto(self, above: "SourceRow", columns: Collection[int]) -> "SourceRow":
        """Return the row with what stands in the row *above* where it says 同上 in one of the *columns*."""

        def meant(cell: SourceCell) -> SourceCell:
            known = above.by_column.get(cell.column)
            if cell.column not in columns or cell.text.strip() not in _DITTO:
                return cell
            if known is None or not known.text.strip():
                return cell
            return replace(cell, text=known.text, doubt=known.doubt, shortened=known.shortened)

        if not any(cell.text.strip() in _DITTO for cell in self.cells):
            return self
        return replace(self, cells=tuple(map(meant, self.cells)))

    def text(self, column: int) -> str:
        """Return what stands in a column."""
        cell = self.by_column.get(column)
        return _chosen(cell.text.strip()) if cell else ""


@dataclass(frozen=True)
class SourceTable:
    """One sheet or one table of a document; *texts* are the lines that stand above it.

    The last *own_texts* of them stand between it and the table before.
    """

    sheet: str
    rows: Sequence[SourceRow]
    texts: tuple[str, ...] = field(default=())
    own_texts: int = 0


_SHORT = re.compile(r"[0-9]{1,2}\.[1-3]")
_WITH_ZERO = re.compile(r"[0-9]{1,2}\.[1-3]0")


def with_shortened_numbers(table: SourceTable) -> SourceTable:
    """Mark what may be a number without its last zero, in a table that comes from a spreadsheet without its formats.

    In a column in which such zeros are written nothing is missing.
    """
    sure = {
        cell.column for row in table.rows for cell in row.cells if _WITH_ZERO.fullmatch(cell.text.strip())
    }

    def marked(cell: SourceCell) -> SourceCell:
        is_short = cell.column not in sure and _SHORT.fullmatch(cell.text.strip())
        return replace(cell, shortened=True) if is_short else cell

    return replace(table, rows=[replace(row, cells=tuple(map(marked, row.cells))) for row in table.rows])
