"""Tables saved as text with a mark between cells (CSV, TSV): read as a sheet whose merged cells have come apart."""

import csv
import io
import re
from collections import Counter
from itertools import islice

from app.imports.bounded_files import Unreadable, too_large
from app.imports.raw_document import REPORT, Extent, RawCell, RawDocument, RawTable

_MARKS = ",;\t|"
_LONGEST_CELL = 100_000
_LINES_LOOKED_AT = 200
_KEPT_AS_TEXT = re.compile(r'="([^"]*)"')
"""What a system writes for a spreadsheet to keep the zeros of a number: ="001" is shown as 001."""
_FEWEST_MARKS, _MOST_OF = 2, 0.8


def delimiter_of(text: str, name: str) -> str:
    """Return the mark between the cells of *text*, empty when it is a text of another kind.

    A spreadsheet writes as many marks into each row. The name's ending settles what is doubtful.
    """
    suffix = name.lower().rpartition(".")[2]
    lines = [line for line in text.splitlines()[:_LINES_LOOKED_AT] if line.strip()]
    if suffix in ("csv", "tsv", "tab"):
        counts = {mark: sum(mark in line for line in lines) for mark in _MARKS}
        best = max(counts, key=lambda mark: counts[mark])
        return best if counts[best] else ("\t" if suffix != "csv" else ",")
    for mark in ",;":
        marks = Counter(line.count(mark) for line in lines)
        count, times = marks.most_common(1)[0] if marks else (0, 0)
        if count >= _FEWEST_MARKS and times >= _MOST_OF * len(lines) > 1:
            return mark
    return "\t" if _is_filled_up(text) else ""


def _is_filled_up(text: str) -> bool:
    """Whether all rows have as many tabs, as in the Unicode text of Excel: also those of one line of text."""
    reader = csv.reader(io.StringIO(text), delimiter="\t")
    try:
        rows = [row for row in islice(reader, _LINES_LOOKED_AT) if row]
    except csv.Error:
        return False
    return len(rows) > 1 and len(rows[0]) > _FEWEST_MARKS and len({len(row) for row in rows}) == 1


def parse(text: str, mark: str, name: str = "", extent: Extent = REPORT) -> RawDocument:
    """Turn rows into one table. Raises `Unreadable`."""
    csv.field_size_limit(_LONGEST_CELL)
    cells: list[RawCell] = []
    wheres: list[str] = []
    numbers: list[int] = []
    reader = csv.reader(io.StringIO(text), delimiter=mark)
    try:
        for row in reader:
            cells_seen = [_as_seen(cell.strip()) for cell in row]
            filled = [(column, cell) for column, cell in enumerate(cells_seen) if cell]
            if not filled:
                continue
            cells += [RawCell(len(wheres), column, cell) for column, cell in filled]
            wheres.append(f"第 {reader.line_num} 行")
            numbers.append(reader.line_num)
            if len(cells) > extent.most_cells:
                raise too_large(name, "内容过多")
    except csv.Error as error:
        raise Unreadable(
            f"“{name}”第 {reader.line_num} 行的引号不成对，无法读取，请另存为 xlsx 后再读入。"
        ) from error
    table = RawTable(len(wheres), tuple(cells), "表", wheres=tuple(wheres), numbers=tuple(numbers))
    return RawDocument((table,), name)


def _as_seen(cell: str) -> str:
    kept = _KEPT_AS_TEXT.fullmatch(cell)
    return kept[1].strip() if kept else cell
