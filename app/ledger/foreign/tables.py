"""A foreign ledger's tables as plain values, whatever file they come from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property


@dataclass(frozen=True)
class SourceCell:
    """A cell with its text; it covers columns up to *end* and *height* rows. *doubt* says why it is not certain."""

    column: int
    end: int
    height: int
    text: str
    doubt: str = ""


@dataclass(frozen=True)
class SourceRow:
    """A row by its number in the file. *cells* begin in it, *above* hang down into it from rows before."""

    number: int
    cells: tuple[SourceCell, ...]
    above: tuple[SourceCell, ...] = ()

    @cached_property
    def by_column(self) -> Mapping[int, SourceCell]:
        """Return the cell at each column, those that hang down from above among them."""
        return {
            column: cell
            for cell in (*self.above, *self.cells)
            for column in range(cell.column, min(cell.end, cell.column + 400))
        }

    def text(self, column: int) -> str:
        """Return what stands in a column."""
        cell = self.by_column.get(column)
        return cell.text.strip() if cell else ""


@dataclass(frozen=True)
class SourceTable:
    """One sheet or one table of a document; *texts* are the lines that stand above it."""

    sheet: str
    rows: Sequence[SourceRow]
    texts: tuple[str, ...] = field(default=())
