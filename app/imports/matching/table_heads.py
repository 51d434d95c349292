"""The headers of foreign tables: which rows are one, and which of the form's columns stand below it."""

from collections.abc import Callable
from dataclasses import dataclass, field

from app.imports.matching.columns import find_columns
from app.imports.matching.form_labels import BandShape, FormLabels
from app.imports.matching.rows import Columns, is_value
from app.imports.raw_document import RawCell, RawTable


@dataclass
class TableHead:
    """The rows of a header, and the *caption* above them, in the form's words.

    *stale*: a caption followed, so the next header row begins anew.
    """

    table: RawTable
    rows: list[int] = field(default_factory=list)
    open: bool = True
    """Whether no row of figures has followed."""
    stale: bool = False
    caption: str = ""


class TableHeads:
    """Keeps the last header seen: a table may go on below it in the next one."""

    def __init__(self, layout: FormLabels) -> None:
        self._layout = layout
        self.last: TableHead | None = None

    def is_open_in(self, table: RawTable) -> bool:
        """Whether the last header stands in *table*, with no figures below it so far."""
        return self.last is not None and self.last.open and self.last.table is table

    def caption(self, table: RawTable, caption: str) -> None:
        """Take in the caption of a table of the form: another header follows, or the last one is said again."""
        if self.last is None:
            self.last = TableHead(table)
        self.last.open = self.last.stale = True
        self.last.caption = caption

    def is_head(self, table: RawTable, own: list[RawCell], label: Callable[[list[RawCell]], object]) -> bool:
        """Whether a row is one of a header; *label* gives the row's label where it has one."""
        heads = [
            cell
            for cell in own
            if self._layout.headers.exact(cell.text) or self._layout.corners.match(cell.text)
        ]
        figures = sum(is_value(cell.text) and bool(cell.text.strip()) for cell in own)
        if len(heads) != 1 or figures:
            # A row with figures may begin with words that are labels of columns too: 其他, 合计.
            return len(heads) > max(1, figures)
        return self.is_open_in(table) or label(own) is None

    def add(self, table: RawTable, index: int) -> None:
        """Take a row into the header."""
        head = self.last
        if head is None or head.stale or not self.is_open_in(table):
            head = self.last = TableHead(
                table, caption=head.caption if head is not None and head.stale else ""
            )
        head.rows.append(index)

    def took_rest(self, table: RawTable, index: int) -> bool:
        """Add a row of words right below a header to it: a label was broken over two rows."""
        head = self.last
        if head is None or head.stale or not self.is_open_in(table):
            return False
        if _begins_with_label(table, index) and self._has_whole_corner(head):
            return False
        head.rows.append(index)
        return True

    def _has_whole_corner(self, head: TableHead) -> bool:
        """Whether nothing is missing of what stands above the labels, so that a text below it is a label."""
        first = head.table.row(head.rows[0]) if head.rows else []
        return (
            bool(first) and first[0].row_span == 1 and self._layout.corners.exact(first[0].text) is not None
        )

    def columns(self, table: RawTable, band: BandShape, start: int) -> Columns | None:
        """Return the columns of a band below the last header, for rows of *table* whose label ends before *start*."""
        head = self.last
        if head is None:
            return None
        first = start if head.table is table else 0
        places = find_columns(head.table, head.rows, first, band, self._layout)
        return Columns(head.table, places) if places else None


def _begins_with_label(table: RawTable, index: int) -> bool:
    return any(cell.column == 0 and cell.row == index and cell.text.strip() for cell in table.row(index))
