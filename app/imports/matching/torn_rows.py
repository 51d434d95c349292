"""A row of a table that the end of a page went through: its label goes on overleaf, its figures stand in one part."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.imports.imported import Unread
from app.imports.matching.form_labels import FormRow
from app.imports.matching.labels import Vocabulary
from app.imports.matching.rows import is_value
from app.imports.raw_document import RawCell, RawTable


@dataclass(frozen=True)
class TornRow:
    """The first part of a row of which the *label* is none of the form's: *data* are the cells behind it."""

    table: RawTable
    index: int
    label: str
    end: int
    data: Sequence[RawCell]
    unread: Unread
    """What is told of it unless the rest is found."""

    @property
    def has_figures(self) -> bool:
        """Whether its figures stand in this part."""
        return any(cell.text.strip() for cell in self.data)

    def is_before(self, table: RawTable, index: int) -> bool:
        """Whether a row of a table may be the rest of this one: the one right below, or one of the next table."""
        return table is not self.table or index == self.index + 1

    def whole(self, own: Sequence[RawCell], rows: Vocabulary[FormRow]) -> tuple[FormRow, RawCell] | None:
        """Return the form's row that the label and the beginning of the next row name, and the cell of the latter."""
        filled = [cell for cell in own if cell.text.strip()]
        if not filled or is_value(filled[0].text) or (self.has_figures and len(filled) > 1):
            return None
        row = rows.exact(self.label + filled[0].text)
        return None if row is None else (row, filled[0])


def torn_row(table: RawTable, index: int, own: Sequence[RawCell], unread: Unread) -> TornRow | None:
    """Return a row that begins with words and goes on with figures, as one that may be torn."""
    words = 0
    while words < len(own) and own[words].text.strip() and not is_value(own[words].text):
        words += 1
    if not 0 < words < len(own):
        return None
    label = own[words - 1]
    return TornRow(table, index, label.text, label.end, own[words:], unread)
