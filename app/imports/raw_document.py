"""The result of every reader: the texts and tables of a file in reading order, with nothing interpreted.

The one matcher starts from it.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from app.own_formats import TextRole
from app.unit_names import ordinary

PAGE_NUMBER = re.compile(
    r"[-—–－]?第?[0-9]{1,4}页?[-—–－]?|[-—–－]+[0-9]{1,4}[-—–－]+|第[0-9]{1,4}页共[0-9]{1,4}页"
)
"""A page number that stands alone, blanks taken out: in a table's cell or on a line of a page."""

UNKNOWN = "\ufffd"
"""What a reader writes for a character that is seen but that it can't read."""

NOTE = "注释没有读入；属于报告的，请写进正文"
"""Why what stands in a footnote or endnote is not taken over."""

STALE = "公式的结果与公式所列的数算出的不符，不能确定哪个是对的，请核对后填写。"
"""The doubt about a formula's result that the cells it names no longer come to."""


@dataclass(frozen=True)
class RawText:
    """One paragraph as it stands in the source; *where* points a person to it (第 12 行).

    *blanks_before* counts the blank lines above it in a plain text, which may be blank cells.
    """

    text: str
    where: str = ""
    role: TextRole = TextRole.UNKNOWN
    blanks_before: int = 0

    def __post_init__(self) -> None:
        """Whatever the source writes for a character, it is the ordinary one."""
        object.__setattr__(self, "text", ordinary(self.text))


@dataclass(frozen=True)
class RawCell:
    """A rectangle of a foreign table with its text; lines within it are separated by ``\\n``.

    *doubt* says, in Chinese, why what a person sees there is not certain: no figure is taken from such a cell.
    *formula* is the formula whose result the text is; its text is empty when the file keeps no result. *shortened*: the
    text is a number of which the source does not show the last zeros.
    """

    row: int
    column: int
    text: str
    row_span: int = 1
    column_span: int = 1
    doubt: str = ""
    formula: str = ""
    shortened: bool = False

    def __post_init__(self) -> None:
        """Whatever the source writes for a character, it is the ordinary one."""
        object.__setattr__(self, "text", ordinary(self.text))

    @property
    def end(self) -> int:
        """The first column to the right of the cell."""
        return self.column + self.column_span


@dataclass(frozen=True)
class RawTable:
    """A foreign table. *where* points a person to it (第 3 张表).

    *ragged*: the source says nothing of spans (plain text); a cell's column is then only its place in its row.
    *wheres* holds a better pointer for single rows where the source has one (第 40 行). *sheet* is the name of the
    sheet that the table is.
    """

    rows: int
    cells: tuple[RawCell, ...]
    where: str = ""
    ragged: bool = False
    wheres: tuple[str, ...] = field(default=(), repr=False)
    sheet: str = ""
    numbers: tuple[int, ...] = field(default=(), repr=False)
    """The sheet's name, and the rows' numbers in it where the source numbers them."""
    hidden: frozenset[int] = field(default=frozenset(), repr=False)
    """Those of *numbers* that nobody sees, where what is hidden was asked for."""

    @cached_property
    def _covering(self) -> list[list[RawCell]]:
        rows: list[list[RawCell]] = [[] for _ in range(self.rows)]
        for cell in self.cells:
            for row in range(cell.row, min(cell.row + cell.row_span, self.rows)):
                rows[row].append(cell)
        for row_cells in rows:
            row_cells.sort(key=lambda cell: cell.column)
        return rows

    def row(self, index: int) -> list[RawCell]:
        """Return the cells that cover a row, left to right, those hanging down from above among them."""
        return self._covering[index]

    def where_row(self, index: int) -> str:
        """Point a person to a row."""
        return self.wheres[index] if self.wheres else f"{self.where}第 {index + 1} 行"


RawBlock = RawText | RawTable


@dataclass(frozen=True)
class Extent:
    """Which parts of a file are read: for a report, what a person sees.

    *hidden_too*: rows and columns that are hidden too, as a filter that was left on hides them; never whole sheets.
    """

    most_cells: int
    hidden_too: bool = False


REPORT = Extent(60_000)
LEDGER = Extent(600_000, hidden_too=True)


@dataclass(frozen=True)
class Aside:
    """Something written beside a source's texts and cells, such as a comment, a note or a page's head, and why it is
    no part of them. *harmless*: it is no part of a report either.
    """

    where: str
    text: str
    why: str
    harmless: bool = False


def without_page_numbers(lines: Iterable[str]) -> list[str]:
    """Return what pages say beside their text: each line once, without blank ones and page numbers."""
    stripped = dict.fromkeys(line.strip() for line in lines)
    return [line for line in stripped if line and not PAGE_NUMBER.fullmatch("".join(line.split()))]


@dataclass(frozen=True)
class NamedArea:
    """A range of a sheet that the source names; rows and columns count from 1, as in the sheet."""

    sheet: str
    row: int
    column: int
    last_row: int


@dataclass(frozen=True)
class RawDocument:
    """All texts and tables of a file in reading order.

    *name* is the file's name, for messages; *title* is what the file is called in its own metadata. *wraps*: the
    lines of a cell's text may be those of the page, not paragraphs. *names* are a workbook's named ranges and *facts*
    its own properties, as far as they are ours. *pictured*: pages or parts of it are pictures, which are not read.
    """

    blocks: tuple[RawBlock, ...]
    name: str = ""
    title: str = ""
    asides: tuple[Aside, ...] = ()
    wraps: bool = False
    pictured: bool = False
    names: Mapping[str, NamedArea] = field(default_factory=dict, repr=False)
    facts: Mapping[str, str] = field(default_factory=dict, repr=False)


def table_of_rows(rows: Sequence[Sequence[str]], where: str, wheres: Iterable[str]) -> RawTable:
    """Make a table of rows of texts without spans; rows of equal length still form columns."""
    cells = tuple(
        RawCell(row, column, text) for row, texts in enumerate(rows) for column, text in enumerate(texts)
    )
    ragged = len({len(texts) for texts in rows}) > 1
    return RawTable(len(rows), cells, where, ragged, tuple(wheres))


_LAYOUT_TEXT = 400
_LAYOUT_LINES = 4


def is_layout(cells: Sequence[RawCell]) -> bool:
    """Whether a table only arranges a page: it has one cell, or a cell with a whole text in it."""
    return len(cells) <= 1 or any(
        len(cell.text) > _LAYOUT_TEXT and cell.text.count("\n") >= _LAYOUT_LINES for cell in cells
    )
