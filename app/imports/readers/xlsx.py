"""Excel workbooks, read from their XML.

openpyxl makes an object of every cell of a merged range, so a range over a whole sheet would exhaust memory; it
serves writing only. Formulas are not computed: what counts is the result that Excel or WPS saved with them.
"""

import posixpath
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from lxml import etree

from app.imports.files import too_large
from app.imports.raw import RawBlock, RawCell, RawDocument, RawTable, RawText, TextRole
from app.imports.readers.zip_xml import Parts, broken

NARRATIVE_HEAD = ("栏目", "内容")
"""The first row of the sheet in which our own workbooks keep the texts."""
TITLE, PREFACE, SIGNED_BY, SIGNED_ON = "标题", "前言", "落款单位", "落款日期"
"""What its first column names besides the form's own headings."""

_S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_REFERENCE = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
"""How Excel writes a character that XML forbids, and an underscore that would look like such."""
_MAX_CELLS = 60_000
_MAX_MERGES = 20_000
_SIGNIFICANT = 15
_MARKED = {TITLE: TextRole.TITLE, SIGNED_BY: TextRole.SIGNED_BY, SIGNED_ON: TextRole.SIGNED_ON}


def parse(archive: Parts, name: str = "") -> RawDocument:
    """Turn the visible sheets into blocks, one after the other. Raises `files.Unreadable`."""
    strings = _strings(archive)
    left = _MAX_CELLS
    blocks: list[RawBlock] = []
    for title, path in _sheets(archive, name):
        root = archive.xml(path)
        if root is None:
            continue
        sheet = _Sheet(title, root, strings, left)
        left -= sheet.count
        if left < 0:
            raise too_large(name, f"的工作表“{title}”过大")
        blocks += sheet.blocks()
    return RawDocument(tuple(blocks), name)


def _sheets(archive: Parts, name: str) -> Iterator[tuple[str, str]]:
    workbook, relations = archive.xml("xl/workbook.xml"), archive.xml("xl/_rels/workbook.xml.rels")
    if workbook is None or relations is None:
        raise broken(name)
    targets = {item.get("Id"): item.get("Target", "") for item in relations}
    for sheet in workbook.iterfind(f"{_S}sheets/{_S}sheet"):
        target = targets.get(sheet.get(_R + "id"), "")
        if sheet.get("state", "visible") == "visible" and target:
            yield sheet.get("name", ""), posixpath.normpath(posixpath.join("/xl", target)).lstrip("/")


def _strings(archive: Parts) -> list[str]:
    root = archive.xml("xl/sharedStrings.xml")
    return [] if root is None else [_text(item) for item in root.iterchildren(_S + "si")]


def _text(element: etree._Element) -> str:
    """Return the text of a string item without its phonetic guide."""
    parts = (
        part.text or ""
        for part in element.iter(_S + "t")
        if not any(parent.tag == _S + "rPh" for parent in part.iterancestors())
    )
    return _ESCAPED.sub(lambda match: chr(int(match.group(1), 16)), "".join(parts))


@dataclass(frozen=True)
class _Area:
    row: int
    column: int
    last_row: int
    last_column: int


def _place(reference: str) -> tuple[int, int] | None:
    match = _REFERENCE.fullmatch(reference)
    if match is None:
        return None
    column = 0
    for letter in match.group(1):
        column = column * 26 + ord(letter) - 64
    return int(match.group(2)), column


def _placed(root: etree._Element) -> Iterator[tuple[tuple[int, int], etree._Element]]:
    """Yield the cells with row and column; some programs leave both out, each then follows the one before."""
    row = 0
    for line in root.iterfind(f"{_S}sheetData/{_S}row"):
        told = line.get("r", "")
        row = int(told) if told.isdecimal() and len(told) < 8 else row + 1
        column = 0
        for cell in line.iterchildren(_S + "c"):
            place = _place(cell.get("r", "")) or (row, column + 1)
            row, column = place
            yield place, cell


class _Sheet:
    """One sheet: its filled cells by row and column (both from 1), and its merged areas by their first cell."""

    def __init__(self, title: str, root: etree._Element, strings: Sequence[str], limit: int) -> None:
        self._title = title
        self._strings = strings
        self._rows: dict[int, dict[int, str]] = {}
        self.count = 0
        for place, cell in _placed(root):
            self.count += 1
            if self.count > limit:
                break
            if (text := self._value(cell)).strip():
                self._rows.setdefault(place[0], {})[place[1]] = text
        self._merges = self._merged(root)

    def _value(self, cell: etree._Element) -> str:
        kind = cell.get("t", "n")
        if kind == "inlineStr":
            return "".join(_text(item) for item in cell.iterchildren(_S + "is"))
        value = cell.findtext(_S + "v") or ""
        if kind == "s":
            index = int(value) if value.isdecimal() and len(value) < 9 else -1
            return self._strings[index] if 0 <= index < len(self._strings) else ""
        if kind == "b":
            return "TRUE" if value == "1" else "FALSE"
        if not value and kind == "n" and cell.find(_S + "f") is not None:
            return "公式没有结果"
        return _number(value) if kind == "n" else value

    def _merged(self, root: etree._Element) -> Mapping[tuple[int, int], _Area]:
        areas = {}
        for count, item in enumerate(root.iterfind(f"{_S}mergeCells/{_S}mergeCell")):
            first, _, last = item.get("ref", "").partition(":")
            start, end = _place(first), _place(last)
            if start and end and count < _MAX_MERGES:
                areas[start] = _Area(*start, *end)
        return areas

    def blocks(self) -> Iterator[RawBlock]:
        """Yield the sheet as texts, when it is our own sheet of texts, or as one table."""
        rows = sorted(self._rows)
        if not rows:
            return
        first = self._rows[rows[0]]
        if tuple(first.get(column, "").strip() for column in (1, 2)) == NARRATIVE_HEAD:
            yield from self._narrative(rows[1:])
        else:
            yield self._table(rows)

    def _where(self, row: int) -> str:
        return f"工作表“{self._title}”第 {row} 行"

    def _narrative(self, rows: Sequence[int]) -> Iterator[RawText]:
        section = ""
        for row in rows:
            head = self._rows[row].get(1, "").strip()
            if head and head != section:
                section = head
                if head not in _MARKED and head != PREFACE:
                    yield RawText(head, self._where(row), TextRole.HEADING)
            role = _MARKED.get(section, TextRole.BODY)
            for line in self._rows[row].get(2, "").split("\n"):
                if line.strip():
                    yield RawText(line.strip(), self._where(row), role)

    def _table(self, rows: Sequence[int]) -> RawTable:
        """Lay the filled cells out; rows that are wholly blank are left out."""
        order = {row: index for index, row in enumerate(rows)}
        cells = []
        for row in rows:
            for column, text in self._rows[row].items():
                area = self._merges.get((row, column), _Area(row, column, row, column))
                height = sum(1 for other in rows[order[row] :] if other <= area.last_row)
                width = area.last_column - column + 1
                cells.append(RawCell(order[row], column - 1, text, max(height, 1), max(width, 1)))
        wheres = tuple(self._where(row) for row in rows)
        return RawTable(len(rows), tuple(cells), f"工作表“{self._title}”", wheres=wheres)


def _number(text: str) -> str:
    """Write a number as Excel shows it: its 15 significant digits, without an exponent."""
    try:
        number = Decimal(text)
    except InvalidOperation:
        return text
    if not number.is_finite() or abs(number.adjusted()) > 2 * _SIGNIFICANT:
        return text
    plain = format(number.normalize() if number else Decimal(0), f".{_SIGNIFICANT}g")
    return format(Decimal(plain), "f")
