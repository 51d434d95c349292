"""The rows of a table in Rich Text Format: where cells end, how they are merged, and the table that they make."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from lxml import etree

from app.imports.readers.word.word_xml import TableCell, columns_between

CELL_WORDS = frozenset(("clvmgf", "clvmrg", "clmgf", "clmrg", "cellx", "trrh", "clcbpat"))
_FLAT = 60
"""Twentieths of a point up to which nothing in a row can be read; an exact height is a negative number."""


@dataclass
class RtfRow:
    """A row being read: where its cells end and how they are merged, and the cells so far."""

    ends: list[int] = field(default_factory=list)
    merges: list[str] = field(default_factory=list)
    across: list[bool] = field(default_factory=list)
    cells: list[list[etree._Element]] = field(default_factory=list)
    merge: str = ""
    joins: bool = False
    grounds: list[int] = field(default_factory=list)
    ground: int = 0
    """The numbers of the colours behind the cells; 0 is that of the paper."""
    flat: bool = False
    """Whether it is so low that nothing in it is seen."""

    def define(self, word: str, number: int | None) -> None:
        """Take in one of `CELL_WORDS`: they come before the end of the cell that they are about."""
        match word:
            case "clvmgf":
                self.merge = "restart"
            case "clvmrg":
                self.merge = "continue"
            case "clmrg":
                self.joins = True
            case "trrh":
                self.flat = number is not None and -_FLAT <= number < 0
            case "clcbpat":
                self.ground = number or 0
            case "cellx":
                self.grounds.append(self.ground)
                self.ends.append(number or 0)
                self.merges.append(self.merge)
                self.across.append(self.joins)
                self.merge, self.joins, self.ground = "", False, 0

    def behind(self) -> int:
        """Return the number of the colour behind the cell being read."""
        place = len(self.cells)
        return self.grounds[place] if place < len(self.grounds) else 0


def laid_out(rows: Iterable[RtfRow]) -> Iterator[list[TableCell]]:
    """Yield the cells of the rows in which something is seen."""
    kept = [row for row in rows if row.cells and not row.flat]
    spans = columns_between([row.ends for row in kept])
    for row, columns in zip(kept, spans, strict=True):
        cells: list[TableCell] = []
        for place, paragraphs in enumerate(row.cells):
            width = columns[place] if place < len(columns) else 1
            merge = row.merges[place] if place < len(row.merges) else ""
            if cells and place < len(row.across) and row.across[place]:
                cells[-1].columns += width
                cells[-1].paragraphs += paragraphs
            else:
                cells.append(TableCell(paragraphs, width, merge))
        yield cells
