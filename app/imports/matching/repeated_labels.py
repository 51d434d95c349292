"""Finds the row that a label means where the form has several rows so called: 合计 ends many tables, 其他 many groups."""

from collections.abc import Sequence

from app.imports.matching.form_labels import BandShape, FormLabels, FormRow
from app.imports.matching.labels import main_spelling, squeeze
from app.imports.raw_document import RawCell, RawTable


class RepeatedLabels:
    """The labels of one foreign table that the form has more than once."""

    def __init__(self, table: RawTable, layout: FormLabels) -> None:
        self._table, self._layout = table, layout

    def row(self, cell: RawCell, above: BandShape | None, caption: str) -> FormRow | None:
        """Return the row that the label in *cell* means; ``None`` where more than one may be meant.

        The labels of its groups stand left of it. A row belongs to the band of the row *above* it, and where a new
        header stands between them, to that of the rows below, or to the one with the *caption* above that header.
        """
        rows = self._layout.repeated.get(main_spelling(cell.text), ())
        if not rows:
            return None
        found = [row for row in rows if self._has_groups(row, cell)]
        if len(found) > 1:
            band = above or self._band_below(cell.row)
            found = [
                row for row in found if (row.band is band if band else row.band.caption == caption != "")
            ]
        return found[0] if len(found) == 1 else None

    def _has_groups(self, row: FormRow, cell: RawCell) -> bool:
        """Whether the labels left of this one are those of the row's groups; numbers of rows may stand there too."""
        groups = [text for text in self._left_of(cell) if not squeeze(text).isdecimal()]
        return len(groups) == len(row.groups) and all(
            main_spelling(text) in labels for text, labels in zip(groups, row.groups, strict=True)
        )

    def _left_of(self, cell: RawCell) -> list[str]:
        """Return the texts left of a cell, outermost first.

        Where no cell spans rows, a label that holds for several rows stands in the first of them, above blanks.
        """
        found: list[str] = []
        edge = cell.column
        spans = self._table.ragged or any(other.row_span > 1 for other in self._table.cells)
        for index in range(cell.row, cell.row - 1 if spans else -1, -1):
            left = [other for other in self._table.row(index) if other.end <= edge and other.text.strip()]
            found[:0] = [other.text for other in left]
            edge = left[0].column if left else edge
        return found

    def _band_below(self, index: int) -> BandShape | None:
        """Return the band of the next row with a label of its own, before another header."""
        for below in range(index + 1, self._table.rows):
            texts = [cell.text for cell in self._table.row(below) if cell.row == below]
            if self._begins_band(texts):
                return None
            for text in texts:
                if (row := self._layout.rows.exact(text)) is not None:
                    return row.band
        return None

    def _begins_band(self, texts: Sequence[str]) -> bool:
        heads = sum(
            bool(self._layout.headers.exact(text) or self._layout.corners.exact(text)) for text in texts
        )
        return heads > 1 or any(self._layout.captions.exact(text) for text in texts)
