"""Excel workbooks, read from their XML.

openpyxl makes an object of every cell of a merged range, so a range over a whole sheet would exhaust memory; it
serves writing only. Formulas are not computed: what counts is the result that Excel or WPS saved with them.
"""

import posixpath
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from lxml import etree

from app.imports.files import too_large
from app.imports.raw import RawBlock, RawCell, RawDocument, RawTable, RawText, TextRole
from app.imports.readers.raised import raised
from app.imports.readers.xlsx_looks import PLAIN, Look, looks, run_look, shown
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
_MOST_COVERED = 200
"""Rows and columns of a merged area whose hidden contents are looked for."""
_MARKED = {TITLE: TextRole.TITLE, SIGNED_BY: TextRole.SIGNED_BY, SIGNED_ON: TextRole.SIGNED_ON}


def parse(archive: Parts, name: str = "") -> RawDocument:
    """Turn the visible sheets into blocks, one after the other. Raises `files.Unreadable`."""
    book = _Book(archive)
    left = _MAX_CELLS
    blocks: list[RawBlock] = []
    for title, path in _sheets(archive, name):
        root = archive.xml(path)
        if root is None:
            continue
        sheet = _Sheet(title, root, book, left)
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


@dataclass(frozen=True)
class _Seen:
    """What a person sees in a cell, and in Chinese why that is not certain."""

    text: str
    doubt: str = ""


_NOTHING = _Seen("")


class _Book:
    """What the sheets of a workbook share: texts, and how cells look."""

    def __init__(self, archive: Parts) -> None:
        root = archive.xml("xl/sharedStrings.xml")
        self._strings = [] if root is None else [_text(item) for item in root.iterchildren(_S + "si")]
        self._looks = looks(archive.xml("xl/styles.xml"))
        workbook = archive.xml("xl/workbook.xml")
        properties = None if workbook is None else workbook.find(_S + "workbookPr")
        self._epoch_1904 = properties is not None and properties.get("date1904", "0") not in ("0", "false")

    def seen(self, cell: etree._Element) -> _Seen:
        """Return what a person sees in a cell."""
        style = cell.get("s", "")
        number = int(style) if style.isdecimal() and len(style) < 9 else -1
        look = self._looks[number] if 0 <= number < len(self._looks) else PLAIN
        text, doubt = self._shown(cell, look)
        if why := look.doubt(text):
            return _Seen("", why)
        return _Seen(raised(text) if look.raised else text, doubt)

    def _shown(self, cell: etree._Element, look: Look) -> tuple[str, str]:
        kind = cell.get("t", "n")
        if kind == "inlineStr":
            return "".join(_text(item) for item in cell.iterchildren(_S + "is")), ""
        value = cell.findtext(_S + "v") or ""
        if kind == "s":
            index = int(value) if value.isdecimal() and len(value) < 9 else -1
            return self._strings[index] if 0 <= index < len(self._strings) else "", ""
        if kind == "b":
            return ("TRUE" if value == "1" else "FALSE"), ""
        if not value and kind == "n" and cell.find(_S + "f") is not None:
            return "公式没有结果", ""
        if kind == "d":
            return _iso_day(value), ""
        return (
            shown(value, look.format, epoch_1904=self._epoch_1904) if kind == "n" and value else (value, "")
        )


def _iso_day(value: str) -> str:
    try:
        day = date.fromisoformat(value[:10])
    except ValueError:
        return value
    return f"{day.year}年{day.month}月{day.day}日"


def _text(element: etree._Element) -> str:
    """Return the text of a string item as it is seen: without its phonetic guide and struck runs, raised digits raised."""
    parts = []
    for part in element.iter(_S + "t"):
        parents = list(part.iterancestors(_S + "rPh", _S + "r"))
        if any(parent.tag == _S + "rPh" for parent in parents):
            continue
        look = run_look(parents[0].find(_S + "rPr")) if parents else PLAIN
        if not look.struck:
            parts.append(raised(part.text or "") if look.raised else part.text or "")
    return _ESCAPED.sub(lambda match: chr(int(match.group(1), 16)), "".join(parts))


@dataclass(frozen=True)
class _Area:
    row: int
    column: int
    last_row: int
    last_column: int

    def covered(self) -> Iterator[tuple[int, int]]:
        """Yield the places below the first one, as far as a report's tables reach: what stands there is not seen."""
        for row in range(self.row, min(self.last_row, self.row + _MOST_COVERED) + 1):
            for column in range(self.column, min(self.last_column, self.column + _MOST_COVERED) + 1):
                if (row, column) != (self.row, self.column):
                    yield row, column


class _Hidden:
    """The rows and columns of a sheet that are not displayed."""

    def __init__(self, root: etree._Element) -> None:
        self._rows = {
            int(line.get("r", "0"))
            for line in root.iterfind(f"{_S}sheetData/{_S}row")
            if line.get("r", "").isdecimal() and _is_hidden(line, "ht")
        }
        self._columns = [
            (int(item.get("min", "0")), int(item.get("max", "0")))
            for item in root.iterfind(f"{_S}cols/{_S}col")
            if item.get("min", "").isdecimal()
            and item.get("max", "").isdecimal()
            and _is_hidden(item, "width")
        ]

    def hides(self, area: _Area) -> bool:
        """Whether nothing of an area is displayed."""
        if self._rows and all(
            row in self._rows for row in range(area.row, min(area.last_row, area.row + 999) + 1)
        ):
            return True
        return any(first <= area.column and area.last_column <= last for first, last in self._columns)


def _is_hidden(element: etree._Element, size: str) -> bool:
    return (
        element.get("hidden", "0") in ("1", "true")
        or re.fullmatch(r"0(?:\.0+)?", element.get(size, "")) is not None
    )


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

    def __init__(self, title: str, root: etree._Element, book: _Book, limit: int) -> None:
        self._title = title
        self._rows: dict[int, dict[int, _Seen]] = {}
        self._merges = self._merged(root)
        covered = {place for area in self._merges.values() for place in area.covered()}
        hidden = _Hidden(root)
        self.count = 0
        met: set[tuple[int, int]] = set()
        for place, cell in _placed(root):
            self.count += 1
            if self.count > limit:
                break
            if place in covered or hidden.hides(self._merges.get(place) or _Area(*place, *place)):
                continue
            seen = book.seen(cell)
            if place in met:
                seen = _Seen("", "文件里这一格出现了不止一次，不能确定以哪一个为准，请核对后填写。")
            met.add(place)
            if seen.text.strip() or seen.doubt:
                self._rows.setdefault(place[0], {})[place[1]] = seen

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
        if tuple(first.get(column, _NOTHING).text.strip() for column in (1, 2)) == NARRATIVE_HEAD:
            yield from self._narrative(rows[1:])
        else:
            yield self._table(rows)

    def _where(self, row: int) -> str:
        return f"工作表“{self._title}”第 {row} 行"

    def _narrative(self, rows: Sequence[int]) -> Iterator[RawText]:
        section = ""
        for row in rows:
            head = self._rows[row].get(1, _NOTHING).text.strip()
            if head and head != section:
                section = head
                if head not in _MARKED and head != PREFACE:
                    yield RawText(head, self._where(row), TextRole.HEADING)
            role = _MARKED.get(section, TextRole.BODY)
            for line in self._rows[row].get(2, _NOTHING).text.split("\n"):
                if line.strip():
                    yield RawText(line.strip(), self._where(row), role)

    def _table(self, rows: Sequence[int]) -> RawTable:
        """Lay the filled cells out; rows that are wholly blank are left out."""
        order = {row: index for index, row in enumerate(rows)}
        cells = []
        for row in rows:
            for column, seen in self._rows[row].items():
                area = self._merges.get((row, column), _Area(row, column, row, column))
                height = sum(1 for other in rows[order[row] :] if other <= area.last_row)
                width = area.last_column - column + 1
                spans = max(height, 1), max(width, 1)
                cells.append(RawCell(order[row], column - 1, seen.text, *spans, seen.doubt))
        wheres = tuple(self._where(row) for row in rows)
        return RawTable(len(rows), tuple(cells), f"工作表“{self._title}”", wheres=wheres)
