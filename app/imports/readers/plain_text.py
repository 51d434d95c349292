"""Plain text: a tab before each cell and a blank line between rows, or one line per row with tabs between cells."""

import re

from app.chinese_numerals import NUMBER
from app.imports.bounded_files import too_large
from app.imports.raw_document import RawBlock, RawDocument, RawText, table_of_rows

_HEADING = re.compile(f"{NUMBER}、")
_VALUE = re.compile(r"[\s0-9０-９.,，+\-/—]*")
_PIPED = re.compile(r"\s*\|.*\|\s*$")
_RULE = re.compile(r"[\s|:\-]+")
_PIPE = re.compile(r"(?<!\\)\|")
"""Markdown: a table's row, the line below its head, what parts its cells."""
_MARKDOWN = re.compile(r"^\s{0,3}#{1,6}\s+|\*\*|__(?=\S)|(?<=\S)__")
_MAX_LINES = 50_000
_MAX_CELLS = 50_000
_MAX_CELLS_IN_ROW = 256
_LONGEST_CELL = 1000
_MOST_BLANKS = 100


def parse(text: str, name: str = "") -> RawDocument:
    """Turn the text of a file into a document. Nothing is lost: each line is a paragraph or in a cell.

    Raises `Unreadable` when there is far too much.
    """
    if text.count("\n") + text.count("\r") > _MAX_LINES or text.count("\t") + text.count("|") > _MAX_CELLS:
        raise too_large(name, "内容过多")
    reader = _TextReader()
    for number, line in enumerate(re.split(r"\r\n|\r|\n|\f", text), start=1):
        reader.line(line, number)
    reader.end_table()
    return RawDocument(tuple(reader.blocks), name)


class _TextReader:
    """Collects blocks line by line. A row is open from its first tab until a blank line."""

    def __init__(self) -> None:
        self.blocks: list[RawBlock] = []
        self._rows: list[list[str]] = []
        self._wheres: list[str] = []
        self._row_open = False
        self._blanks = 0

    def line(self, line: str, number: int) -> None:
        if _PIPED.match(line):
            if not _RULE.fullmatch(line):
                self._rows.append([cell.replace("\\|", "|") for cell in _PIPE.split(line.strip().strip("|"))])
                self._wheres.append(f"第 {number} 行")
            return
        line = _MARKDOWN.sub("", line)
        if "\t" in line:
            self._cells(line, number)
        elif not line.strip():
            self._row_open = False
            self._blanks += 1
        elif self._row_open and not self._ends_table(line):
            self._rows[-1][-1] += "\n" + line
        else:
            self.end_table()
            self.blocks.append(
                RawText(line.strip(), f"第 {number} 行", blanks_before=min(self._blanks, _MOST_BLANKS))
            )
            self._blanks = 0

    def _cells(self, line: str, number: int) -> None:
        cells = line.split("\t")
        whole_row = len(cells) > 2 or bool(cells[0].strip())
        if not whole_row:
            del cells[0]
        if whole_row or not self._row_open or len(self._rows[-1]) >= _MAX_CELLS_IN_ROW:
            self._rows.append([])
            self._wheres.append(f"第 {number} 行")
        self._rows[-1] += cells[:_MAX_CELLS_IN_ROW]
        self._row_open = not whole_row

    def _ends_table(self, line: str) -> bool:
        """Whether a line is no part of the open cell: running text, or a heading right after a figure."""
        cell = self._rows[-1][-1]
        return len(cell) + len(line) > _LONGEST_CELL or bool(_HEADING.match(line) and _VALUE.fullmatch(cell))

    def end_table(self) -> None:
        if self._rows:
            self.blocks.append(table_of_rows(self._rows, f"{self._wheres[0]}起的表", self._wheres))
        self._rows, self._wheres, self._row_open = [], [], False
