"""Tells to which table a record found on a raw page belongs, by the types of its values.

The types follow from the tables' definitions; only the differences between tables of one shape are written here.
"""

import re
from collections.abc import Callable, Iterator
from functools import cache

from app.collection.records import KINDS
from app.report import Origin
from app.store import schema
from app.store.sqlite_pages import Scalar

Row = tuple[Scalar, ...]

_HIGHEST_YEAR = 9999
_CELL = re.compile(r"\w+\.\w+\.\w+", re.ASCII)
_SECTION = re.compile(r"[a-z_]+")
_TARGET = re.compile(
    rf"(?:report$|(?:cell|section|field|rule|request|ledger|second_entry|phrase|{'|'.join(KINDS)})\.\S).*",
    re.DOTALL,
)


def _is_object(value: Scalar) -> bool:
    return str(value).startswith("{")


def _is_year(value: Scalar) -> bool:
    return isinstance(value, int) and value <= _HIGHEST_YEAR


def _matches(pattern: re.Pattern[str]) -> Callable[[Scalar], bool]:
    return lambda value: pattern.fullmatch(str(value)) is not None


_VALUES: dict[tuple[str, str], Callable[[Scalar], bool]] = {
    ("request", "body"): _is_object,
    ("ledger", "settings"): _is_object,
    ("change", "target"): _matches(_TARGET),
    ("report", "year"): _is_year,
    ("report", "origin"): lambda value: value in [*Origin],
    ("adjustment", "cell"): _matches(_CELL),
    ("cell", "cell"): _matches(_CELL),
    ("cell_name", "cell"): _matches(_CELL),
    ("alias", "name"): lambda value: not _matches(_CELL)(value),
    ("section", "section"): _matches(_SECTION),
    ("second_entry", "table_key"): _matches(_SECTION),
}
"""What must hold of a value besides its type, by table and column."""


def table_of(rowid: int | None, values: list[Scalar]) -> tuple[str, str, Row]:
    """Return the table's name, its definition and the row; empty names when it fits none of our tables.

    Where a table's id is the number of the row, SQLite keeps no value for it in the record.
    """
    numbered = rowid is not None and bool(values) and values[0] is None
    row = (rowid, *values[1:]) if numbered else tuple(values)
    if _is_index_of_names(rowid, row):
        # The index of the names holds each of them a second time.
        return "cell_name", schema.TABLES["cell_name"], row[::-1]
    for table, sql, shape in _shapes():
        if shape.numbered == numbered and (numbered or rowid is None) and shape.fits(row):
            return table, sql, row
    return "", "", ()


class _Shape:
    """The types of a table's columns, and what its values must fulfil."""

    def __init__(self, table: str, sql: str) -> None:
        self.columns = schema.columns_of(sql)
        self.numbered = self.columns[0].is_row_number
        self._tests = [_VALUES.get((table, column.name)) for column in self.columns]

    def fits(self, row: Row) -> bool:
        return len(row) == len(self.columns) and all(
            (value is None and column.may_be_null)
            or (isinstance(value, column.type) and (test is None or test(value)))
            for value, column, test in zip(row, self.columns, self._tests, strict=True)
        )


@cache
def _shapes() -> tuple[tuple[str, str, _Shape], ...]:
    return tuple((table, sql, _Shape(table, sql)) for table, sql in _definitions())


def _is_index_of_names(rowid: int | None, row: Row) -> bool:
    return rowid is None and len(row) == 2 and type(row[1]) is int and _matches(_CELL)(row[0])


def _definitions() -> Iterator[tuple[str, str]]:
    yield from schema.TABLES.items()
    yield "cell", schema.CELL_1_1
    yield "report", schema.REPORT_1_1
