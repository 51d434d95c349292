"""The order in which the requests of a ledger are shown: by one column, or as they were registered."""

import re
from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt

from app.ledger.columns.column import TypedColumn, Value
from app.request import Request

_NUMBER = re.compile("([0-9]{1,9})")


class RequestOrder:
    """The column that is sorted by, and which way."""

    def __init__(self) -> None:
        self._by: tuple[int, Qt.SortOrder] | None = None

    def turn(self, column: int) -> None:
        """Sort by a column; again the other way round, a third time not at all."""
        ways = (Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder)
        if self._by is None or self._by[0] != column:
            self._by = (column, ways[0])
        else:
            self._by = (column, ways[1]) if self._by[1] is ways[0] else None

    def ascend(self, column: int) -> None:
        """Sort by a column, its smallest first."""
        self._by = (column, Qt.SortOrder.AscendingOrder)

    def mark(self, column: int) -> str:
        """Return the arrow behind the title of the column that is sorted by."""
        if self._by is None or self._by[0] != column:
            return ""
        return " ↑" if self._by[1] is Qt.SortOrder.AscendingOrder else " ↓"

    def arranged(
        self, keys: list[int], requests: Mapping[int, Request], columns: Sequence[TypedColumn[Request]]
    ) -> list[int]:
        """Return keys of requests in this order; those without a value come last."""
        if self._by is None:
            return keys
        column = columns[self._by[0]]
        values = {key: column.read(requests[key]) for key in keys}
        filled = [key for key in keys if values[key] not in (None, "")]
        blank = [key for key in keys if values[key] in (None, "")]
        backwards = self._by[1] is Qt.SortOrder.DescendingOrder
        filled.sort(key=lambda key: _sortable(values[key]), reverse=backwards)
        return filled + blank


def _sortable(value: Value) -> tuple[int, object]:
    """Return a value for comparing with others of its column; numbers in texts count as numbers."""
    if isinstance(value, str):
        parts = []
        for part in _NUMBER.split(value):
            if part:
                parts.append((1, int(part), "") if part.isdecimal() else (0, 0, part))
        return 0, parts
    return 1, value if not isinstance(value, bool) else int(value)
