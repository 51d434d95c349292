"""Tells which cells of a sheet a person sees: none that is hidden or covered by a merged area."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

from lxml import etree

from app.imports.bounded_files import Unreadable
from app.imports.readers.sheets.xlsx_looks import OFF, S

_REFERENCE = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
_MAX_MERGES = 20_000
_MAX_COVERED = 1_000_000
_MAX_COLUMN_SETTINGS = 1000
_LAST_COLUMN = 16_384
_SIZE = re.compile(r"[0-9]{1,6}(?:\.[0-9]*)?")
_USUAL_WIDTH, _MOST_ALIKE = 8.43, 256
_FLAT, _NARROW = 3.0, 0.3
"""Points of a row, and digits of a column, up to which nothing in it is seen."""


class CellRange(NamedTuple):
    """A rectangle of cells, rows and columns from 1."""

    row: int
    column: int
    last_row: int
    last_column: int


@lru_cache(maxsize=32_768)
def place_of(reference: str) -> tuple[int, int] | None:
    """Return row and column of a reference (B5), ``None`` when it is none."""
    match = _REFERENCE.fullmatch(reference)
    if match is None:
        return None
    column = 0
    for letter in match.group(1):
        column = column * 26 + ord(letter) - 64
    return int(match.group(2)), column


class VisiblePlaces:
    """The merged areas and the hidden rows and columns of a sheet."""

    def __init__(self, root: etree._Element, *, hidden_too: bool = False) -> None:
        self._areas = _merged(root)
        self._columns = [] if hidden_too else sorted(_hidden_columns(root))
        rows = _hidden_rows(root)
        self._next_row = {} if hidden_too else _after(rows)
        self.hidden_rows = frozenset(rows) if hidden_too else frozenset[int]()
        self._next_column = _after(self._columns)
        self._usual_width, self._widths = _widths(root)
        self.narrowest = min((self._usual_width, *self._widths.values()))
        """How many digits of the workbook's usual font the narrowest column has room for at most."""

    def area(self, place: tuple[int, int]) -> CellRange | None:
        """Return what is seen of the area that begins at *place*, ``None`` when all of it is hidden."""
        area = self._areas.get(place) or CellRange(*place, *place)
        if not (self._next_row or self._next_column):
            return area
        row = self._next_row.get(area.row, area.row)
        column = self._next_column.get(area.column, area.column)
        if row > area.last_row or column > area.last_column:
            return None
        return CellRange(row, column, area.last_row, area.last_column)

    @property
    def has_hidden_columns(self) -> bool:
        """Whether a column is hidden."""
        return bool(self._columns)

    def width(self, area: CellRange) -> float:
        """Return how many digits of the workbook's usual font an area has room for at most, side by side."""
        columns = range(area.column, area.last_column + 1)
        return sum(self._widths.get(column, self._usual_width) for column in columns)

    def visible(self, column: int) -> int:
        """Return the number of a column when hidden ones are not counted."""
        return column - bisect_left(self._columns, column) if self._columns else column

    def seen_column(self, column: int) -> int:
        """Return the number that a column has among those that are seen; 0 for a hidden one."""
        at = bisect_left(self._columns, column)
        return 0 if at < len(self._columns) and self._columns[at] == column else column - at

    def covered(self, rows: Iterable[int]) -> Callable[[tuple[int, int]], bool]:
        """Return what tells of a place in *rows* whether a merged area covers it that begins elsewhere."""
        order = sorted(rows)
        spans: dict[int, list[tuple[int, int]]] = {}
        hanging: set[tuple[int, int]] = set()
        left = _MAX_COVERED
        for area in self._areas.values():
            inside = order[bisect_left(order, area.row) : bisect_right(order, area.last_row)]
            left -= len(inside)
            if left < 0:
                raise Unreadable("工作表中合并的单元格过多，无法读取，请取消多余的合并后再读入。")
            for row in inside:
                spans.setdefault(row, []).append((area.column, area.last_column))
                if row > area.row:
                    hanging.add((row, area.column))
        reaches = {row: _reaches(sorted(row_spans)) for row, row_spans in spans.items()}

        def is_covered(place: tuple[int, int]) -> bool:
            row, column = place
            columns, ends = reaches.get(row, ((), ()))
            before = bisect_left(columns, column)
            return (before > 0 and ends[before - 1] >= column) or place in hanging

        return is_covered


def _reaches(spans: Sequence[tuple[int, int]]) -> tuple[Sequence[int], Sequence[int]]:
    """Return where each span begins, and how far it and those before it reach."""
    return [first for first, _ in spans], list(accumulate((last for _, last in spans), max))


def _merged(root: etree._Element) -> dict[tuple[int, int], CellRange]:
    areas = {}
    for count, item in enumerate(root.iterfind(f"{S}mergeCells/{S}mergeCell")):
        first, _, last = item.get("ref", "").partition(":")
        start, end = place_of(first), place_of(last)
        if start and end and count < _MAX_MERGES:
            areas[start] = CellRange(*start, *end)
    return areas


def _hidden_rows(root: etree._Element) -> list[int]:
    hidden, row = [], 0
    for line in root.iterfind(f"{S}sheetData/{S}row"):
        told = line.get("r", "")
        row = int(told) if told.isdecimal() and len(told) < 8 else row + 1
        if _is_on(line, "hidden") or _is_nothing(line.get("ht"), _FLAT):
            hidden.append(row)
    return hidden


def _hidden_columns(root: etree._Element) -> set[int]:
    hidden: set[int] = set()
    for count, item in enumerate(root.iterfind(f"{S}cols/{S}col")):
        first, last = item.get("min", ""), item.get("max", "")
        is_told = first.isdecimal() and last.isdecimal() and len(first) < 6 and len(last) < 6
        if count >= _MAX_COLUMN_SETTINGS or not is_told:
            continue
        if _is_on(item, "hidden") or _is_nothing(item.get("width"), _NARROW):
            hidden.update(range(int(first), min(int(last), _LAST_COLUMN) + 1))
    return hidden


def _widths(root: etree._Element) -> tuple[float, dict[int, float]]:
    """Return how wide columns are that nothing is said of, and the others by their numbers, in digits."""
    usual = root.find(S + "sheetFormatPr")
    told = "" if usual is None else usual.get("defaultColWidth", "")
    widths: dict[int, float] = {}
    for item in list(root.iterfind(f"{S}cols/{S}col"))[:_MAX_COLUMN_SETTINGS]:
        first, last, width = item.get("min", ""), item.get("max", ""), item.get("width", "")
        if first.isdecimal() and last.isdecimal() and len(first) < 6 and _SIZE.fullmatch(width):
            ends = min(int(last[:5]), int(first) + _MOST_ALIKE)
            widths |= dict.fromkeys(range(int(first), ends + 1), float(width))
    return float(told) if _SIZE.fullmatch(told) else _USUAL_WIDTH, widths


def _is_on(element: etree._Element, name: str) -> bool:
    return element.get(name, "0") not in OFF


def _is_nothing(size: str | None, least: float) -> bool:
    return size is not None and bool(_SIZE.fullmatch(size)) and float(size) <= least


def _after(hidden: Iterable[int]) -> dict[int, int]:
    """Return for each hidden row or column the first one behind it that is not hidden."""
    following: dict[int, int] = {}
    for number in sorted(set(hidden), reverse=True):
        following[number] = following.get(number + 1, number + 1)
    return following
