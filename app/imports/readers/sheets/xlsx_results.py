"""The results that a workbook keeps of its formulas: one that its cells no longer come to is not certain."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from lxml import etree

from app.imports.readers.sheets.xlsx_formulas import Place, Unknown, Value, is_other, value_of
from app.imports.readers.sheets.xlsx_looks import S, rich
from app.imports.readers.sheets.xlsx_places import place_of

_LONGEST = 2000
_DEEPEST = 40
_MOST_CELLS = 400_000


def placed(root: etree._Element) -> Iterator[tuple[tuple[int, int], etree._Element]]:
    """Yield the cells with row and column; some programs leave both out, each then follows the one before."""
    row = 0
    for line in root.iterfind(f"{S}sheetData/{S}row"):
        told = line.get("r", "")
        row = int(told) if told.isdecimal() and len(told) < 8 else row + 1
        column = 0
        for cell in line.iterchildren(S + "c"):
            place = place_of(cell.get("r", "")) or (row, column + 1)
            row, column = place
            yield place, cell


class KeptResults:
    """The formulas of a book. *sheet* finds a sheet by its title, *shared* are the texts that cells share."""

    def __init__(self, sheet: Callable[[str], etree._Element | None], shared: Callable[[int], str]) -> None:
        self._sheet, self._shared = sheet, shared
        self._placed: dict[str, Sequence[tuple[tuple[int, int], etree._Element]]] = {}
        self._cells: dict[str, Mapping[tuple[int, int], etree._Element]] = {}
        self._written: dict[tuple[str, str], tuple[str, tuple[int, int]]] = {}
        self._known: dict[Place, Value] = {}
        self._open: set[Place] = set()
        self._left = _MOST_CELLS

    def know(self, title: str, cells: Sequence[tuple[tuple[int, int], etree._Element]]) -> None:
        """Take over what `placed` says of a sheet, which is then not looked through once more."""
        self._placed[title] = cells

    def is_stale(self, title: str, place: tuple[int, int]) -> bool:
        """Whether a cell's formula comes to something else than its kept result."""
        whole: Place = (title, *place)
        cell = self._cell(whole)
        formula = None if cell is None else cell.find(S + "f")
        if cell is None or formula is None:
            return False
        try:
            return is_other(self._kept(cell), self._worked_out(whole, formula))
        except Unknown:
            return False

    def _cell(self, place: Place) -> etree._Element | None:
        title, row, column = place
        if title not in self._cells:
            root = self._sheet(title)
            if root is None:
                raise Unknown
            self._cells[title] = cells = dict(self._placed.get(title) or placed(root))
            for at, cell in cells.items():
                formula = cell.find(S + "f")
                if formula is not None and formula.get("t") == "shared" and formula.text:
                    self._written[title, formula.get("si", "")] = formula.text, at
        return self._cells[title].get((row, column))

    def _value(self, place: Place) -> Value:
        """Return what is in a cell now: what its formula comes to, where that can be worked out."""
        self._left -= 1
        if self._left < 0:
            raise Unknown
        if place not in self._known:
            self._known[place] = self._looked_up(place)
        return self._known[place]

    def _looked_up(self, place: Place) -> Value:
        cell = self._cell(place)
        if cell is None:
            return None
        if place in self._open:
            raise Unknown
        formula = cell.find(S + "f")
        if formula is not None and len(self._open) < _DEEPEST:
            try:
                return self._worked_out(place, formula)
            except Unknown:
                pass
        return self._kept(cell)

    def _worked_out(self, place: Place, formula: etree._Element) -> Value:
        title, row, column = place
        text, moved = formula.text or "", (0, 0)
        if formula.get("t") == "shared" and not text:
            text, first = self._written.get((title, formula.get("si", "")), ("", (row, column)))
            moved = row - first[0], column - first[1]
        is_area = formula.get("t") == "array" and ":" in formula.get("ref", "")
        if not text or len(text) > _LONGEST or is_area or formula.get("t") == "dataTable":
            raise Unknown
        self._open.add(place)
        try:
            return value_of(text, lambda other: self._value((other[0] or title, *other[1:])), moved)
        finally:
            self._open.discard(place)

    def _kept(self, cell: etree._Element) -> Value:
        kind, text = cell.get("t", "n"), cell.findtext(S + "v") or ""
        if not text and cell.find(S + "f") is not None:
            raise Unknown
        if kind == "n" or (kind == "inlineStr" and text):
            try:
                return float(text) if text else None
            except ValueError as error:
                raise Unknown from error
        if kind == "s" and text.isdecimal() and len(text) < 9:
            return self._shared(int(text))
        if kind == "inlineStr":
            item = cell.find(S + "is")
            return None if item is None else "".join(run for run, _ in rich(item).runs)
        if kind != "str":
            raise Unknown
        return text
