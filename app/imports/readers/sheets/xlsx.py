"""Excel workbooks, read from their XML.

openpyxl makes an object of every cell of a merged range, so a range over a whole sheet would exhaust memory; it
serves writing only. What counts of a formula is the result that Excel or WPS saved with it.
"""

import posixpath
import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from lxml import etree

from app.imports.bounded_files import too_large
from app.imports.raw_document import (
    REPORT,
    STALE,
    Aside,
    Extent,
    NamedArea,
    RawBlock,
    RawCell,
    RawDocument,
    RawTable,
)
from app.imports.readers.sheets.xlsx_asides import asides
from app.imports.readers.sheets.xlsx_conditions import RULED, WHITE, HidingRules, RuledLook, ruled_looks
from app.imports.readers.sheets.xlsx_formats import ShownFigure, hides_text, odd_text, shown
from app.imports.readers.sheets.xlsx_looks import OFF, CellLook, RichText, S, looks, rich
from app.imports.readers.sheets.xlsx_names import facts_in, names_in
from app.imports.readers.sheets.xlsx_places import CellRange, VisiblePlaces
from app.imports.readers.sheets.xlsx_results import KeptResults, placed
from app.imports.readers.sheets.xlsx_shapes import COVERED, covered_areas, overlap
from app.imports.readers.zip_xml import OfficeParts, broken
from app.workbook_names import CHECKS

_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_VALUE, _FORMULA = S + "v", S + "f"
_ISO_DATE = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})(?:T|$)")
_TWICE = "文件中这一格写了两次，内容不同，不能确定哪一个是对的，请核对后填写。"
_FORMULAS = "这张工作表显示的是公式，不是结果，请核对后填写。"
_TOO_NARROW = "这一列太窄，显示的可能是“####”而不是数，请核对后填写。"
_LONGEST_FORMULA = 2000
_MOST_KNOWN = 20_000
_LONGEST_FIGURE = 20
_OTHER = "other"
"""A ground whose colour is not worked out."""


def parse(archive: OfficeParts, name: str = "", extent: Extent = REPORT) -> RawDocument:
    """Turn the visible sheets into blocks, one after the other. Raises `Unreadable`."""
    settings = archive.xml("xl/workbook.xml")
    properties = None if settings is None else settings.find(S + "workbookPr")
    since_1904 = properties is not None and properties.get("date1904", "0") not in OFF
    styles = archive.xml("xl/styles.xml")
    book = _ExcelBook(_strings(archive), looks(styles), ruled_looks(styles), since_1904)
    paths = dict(_sheets(archive, name, hidden_too=True))
    results = KeptResults(
        lambda title: archive.xml(paths.get(title, "")), lambda index: _joined(book.strings, index)
    )
    left = extent.most_cells
    blocks: list[RawBlock] = []
    beside: list[Aside] = []
    names = dict(names_in(settings))
    for title, path in _sheets(archive, name):
        if names and title == CHECKS:
            continue
        root = archive.xml(path)
        if root is None:
            continue
        over = covered_areas(archive, path)
        sheet = _Sheet(title, root, book, results, left, over, hidden_too=extent.hidden_too)
        left -= sheet.count
        if left < 0:
            raise too_large(name, f"的工作表“{title}”过大")
        blocks += sheet.blocks()
        if sheet.has_hidden_columns:
            names |= {key: sheet.seen(area) for key, area in names.items() if area.sheet == title}
        beside += asides(archive, path, title)
    return RawDocument(tuple(blocks), name, asides=tuple(beside), names=names, facts=facts_in(archive))


def _sheets(archive: OfficeParts, name: str, *, hidden_too: bool = False) -> Iterator[tuple[str, str]]:
    """Yield the titles of the sheets and the places of their parts."""
    workbook, relations = archive.xml("xl/workbook.xml"), archive.xml("xl/_rels/workbook.xml.rels")
    if workbook is None or relations is None:
        raise broken(name)
    targets = {item.get("Id"): item.get("Target", "") for item in relations}
    for sheet in workbook.iterfind(f"{S}sheets/{S}sheet"):
        target = targets.get(sheet.get(_R + "id"), "")
        if (hidden_too or sheet.get("state", "visible") == "visible") and target:
            yield sheet.get("name", ""), posixpath.normpath(posixpath.join("/xl", target)).lstrip("/")


def _strings(archive: OfficeParts) -> list[RichText]:
    root = archive.xml("xl/sharedStrings.xml")
    return [] if root is None else [rich(item) for item in root.iterchildren(S + "si")]


def _joined(strings: Sequence[RichText], index: int) -> str:
    return "".join(text for text, _ in strings[index].runs) if 0 <= index < len(strings) else ""


@dataclass(frozen=True)
class _ExcelBook:
    """What all sheets share: the texts, the looks of cells, and from which day dates count."""

    strings: Sequence[RichText]
    looks: Sequence[CellLook]
    ruled: Sequence[RuledLook]
    since_1904: bool
    known: dict[tuple[str, str, str, bool], ShownFigure] = field(default_factory=dict)
    """The texts that cells show, by kind, value, look and whether zeros are shown: most cells repeat earlier ones."""

    def shown(self, cell: etree._Element, *, zeros: bool) -> ShownFigure:
        """Return what a person sees in a cell, and the formula that it is the result of."""
        value, formula = "", None
        for part in cell:
            if part.tag == _VALUE:
                value = value or part.text or ""
            elif part.tag == _FORMULA and formula is None:
                # A shared formula is stored once, with the first of its cells.
                formula = (part.text or "SUM()")[:_LONGEST_FORMULA]
        kind, style = cell.get("t", "n"), cell.get("s", "")
        key = (kind, value, style, zeros)
        seen = self.known.get(key) if kind in ("n", "s") else None
        if seen is None:
            seen = self._seen(cell, kind, value, style, zeros=zeros)
            if len(self.known) < _MOST_KNOWN:
                self.known[key] = seen
        if formula is None:
            return seen
        return ShownFigure(seen.text, seen.doubt, formula, not value, seen.shortened)

    def _seen(self, cell: etree._Element, kind: str, value: str, style: str, *, zeros: bool) -> ShownFigure:
        index = int(style) if style.isdecimal() and len(style) < 9 else -1
        look = self.looks[index] if 0 <= index < len(self.looks) else CellLook()
        text = self._text(cell, kind, value)
        if text is not None:
            seen = ShownFigure() if hides_text(look.code) else text.shown(look)
            odd = odd_text(look.code) if seen.text and not seen.doubt else ""
            return seen._replace(doubt=odd) if odd else seen
        if not value:
            return ShownFigure()
        seen = shown(value, look.code, since_1904=self.since_1904)
        if not zeros and seen.text and not seen.text.strip("0."):
            return ShownFigure()
        seen_text = RichText([(seen.text, None)]).shown(look)
        if not seen.text or (seen_text.text == seen.text and not seen_text.doubt):
            return seen
        return seen._replace(text=seen_text.text, doubt=seen_text.doubt or seen.doubt)

    def is_ruled(self, rules: HidingRules, place: tuple[int, int], cell: etree._Element, text: str) -> bool:
        """Whether a conditional format may hide what the cell shows."""
        style = cell.get("s", "")
        index = int(style) if style.isdecimal() and len(style) < 9 else 0
        look = self.looks[index] if index < len(self.looks) else CellLook()
        colour = WHITE if look.font.white else look.font.colour
        ground = look.ground or _OTHER if look.coloured else ""
        return rules.may_hide(place, cell.findtext(S + "v") or text, colour, ground)

    def width(self, cell: etree._Element, text: str) -> float:
        """Return how wide a number is at least, in digits of the usual font; 0 for what is fitted in, or no number."""
        style = cell.get("s", "")
        index = int(style) if style.isdecimal() and len(style) < 9 else -1
        look = self.looks[index] if 0 <= index < len(self.looks) else CellLook()
        is_number = cell.get("t", "n") == "n" or (
            cell.find(_VALUE) is not None and cell.get("t") == "inlineStr"
        )
        return look.size * sum(map(str.isdigit, text)) if is_number and not look.fitted else 0

    def _text(self, cell: etree._Element, kind: str, value: str) -> RichText | None:
        """Return the text of a cell that holds one, ``None`` for a number."""
        if kind == "inlineStr":
            item = cell.find(S + "is")
            return RichText([]) if item is None else rich(item)
        if kind == "s":
            index = int(value) if value.isdecimal() and len(value) < 9 else -1
            return self.strings[index] if 0 <= index < len(self.strings) else RichText([])
        if kind == "b":
            value = "TRUE" if value == "1" else "FALSE"
        elif kind == "d":
            match = _ISO_DATE.match(value)
            value = f"{match[1]}年{int(match[2])}月{int(match[3])}日" if match else value
        return None if kind == "n" else RichText([(value, None)])


def _is_figure(text: str) -> bool:
    return len(text) <= _LONGEST_FIGURE and any(sign.isdigit() for sign in text)


class _Sheet:
    """One sheet: its filled cells by row and column (both from 1), where a person sees them."""

    def __init__(
        self,
        title: str,
        root: etree._Element,
        book: _ExcelBook,
        results: KeptResults,
        limit: int,
        over: Sequence[CellRange],
        *,
        hidden_too: bool,
    ) -> None:
        self._title, self._over = title, over
        self._places = VisiblePlaces(root, hidden_too=hidden_too)
        self._rows: dict[int, dict[int, tuple[ShownFigure, CellRange]]] = {}
        views = list(root.iterfind(f"{S}sheetViews/{S}sheetView"))
        zeros = all(view.get("showZeros", "1") not in OFF for view in views)
        shows_formulas = any(view.get("showFormulas", "0") not in OFF for view in views)
        filled: list[tuple[tuple[int, int], ShownFigure]] = []
        rules = HidingRules(root, book.ruled)
        needs: dict[tuple[int, int], float] = {}
        narrowest = self._places.narrowest
        cells = list(placed(root))
        results.know(title, cells)
        for place, cell in cells:
            if not len(cell):
                continue
            seen = book.shown(cell, zeros=zeros)
            if rules and _is_figure(seen.text) and book.is_ruled(rules, place, cell, seen.text):
                seen = seen._replace(doubt=seen.doubt or RULED)
            if shows_formulas and seen.formula:
                seen = seen._replace(doubt=seen.doubt or _FORMULAS)
            if len(seen.text) > narrowest and not hidden_too:
                needs[place] = book.width(cell, seen.text)
            pending = seen.pending and cell.get("t", "n") == "n"
            if (pending or seen.text.strip()) and len(filled) <= limit:
                filled.append((place, seen))
        self.count = len(filled)
        for index, (place, seen) in enumerate(filled):
            if seen.formula and not seen.doubt and _is_figure(seen.text) and results.is_stale(title, place):
                filled[index] = place, seen._replace(doubt=STALE)
        if self.count <= limit:
            self._put(filled, needs)

    def _put(
        self, filled: Sequence[tuple[tuple[int, int], ShownFigure]], needs: Mapping[tuple[int, int], float]
    ) -> None:
        covered = self._places.covered({row for (row, _), _ in filled})
        for place, seen in filled:
            area = None if covered(place) else self._places.area(place)
            if area is None:
                continue
            cells = self._rows.setdefault(area.row, {})
            known = cells.get(area.column)
            if known is not None and known[0] != seen:
                seen = ShownFigure(f"{known[0].text} {seen.text}", _TWICE)
            if self._over and any(overlap(area, shape) for shape in self._over):
                seen = seen._replace(doubt=seen.doubt or COVERED)
            if needs.get(place, 0) > self._places.width(area):
                seen = seen._replace(doubt=seen.doubt or _TOO_NARROW)
            cells[area.column] = seen, area

    @property
    def has_hidden_columns(self) -> bool:
        """Whether columns count otherwise where they are seen."""
        return self._places.has_hidden_columns

    def seen(self, area: NamedArea) -> NamedArea:
        """Return a named range where its cells are seen: hidden columns are not counted, and nothing is in one."""
        return replace(area, column=self._places.seen_column(area.column))

    def blocks(self) -> Iterator[RawBlock]:
        """Yield the sheet as a table, when anything is on it."""
        if rows := sorted(self._rows):
            yield self._table(rows)

    def _where(self, row: int) -> str:
        return f"工作表“{self._title}”第 {row} 行"

    def _table(self, rows: Sequence[int]) -> RawTable:
        """Lay the filled cells out; rows that are wholly blank, and what is hidden, are left out."""
        cells = []
        for index, row in enumerate(rows):
            for column, (seen, area) in self._rows[row].items():
                height = 1 if area.last_row == row else bisect_right(rows, area.last_row) - index
                left = self._places.visible(column)
                width = self._places.visible(area.last_column + 1) - left
                cells.append(
                    RawCell(
                        index, left - 1, seen.text, height, width, seen.doubt, seen.formula, seen.shortened
                    )
                )
        wheres = tuple(self._where(row) for row in rows)
        where = f"工作表“{self._title}”"
        return RawTable(
            len(rows),
            tuple(cells),
            where,
            wheres=wheres,
            sheet=self._title,
            numbers=tuple(rows),
            hidden=self._places.hidden_rows.intersection(rows),
        )
