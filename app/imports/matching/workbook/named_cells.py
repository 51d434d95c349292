"""Reads a workbook of ours by the names of its cells, and says whether the labels beside them say the same."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from app.forms.grid import CellRole, GridCell, grid_of
from app.forms.loader import forms
from app.forms.model import Form
from app.imports.matching.labels import squeeze
from app.imports.raw_document import NamedArea, RawCell, RawDocument, RawTable
from app.unit_names import unit_name
from app.workbook_names import (
    BY,
    COVER,
    FILLED_BY,
    FORM,
    HEADLINE,
    ID,
    LAYOUT,
    NIL,
    ON,
    TELEPHONE,
    TEXTS,
    UNIT,
    YEAR,
    YES,
    Identity,
    cell_name,
    text_name,
)  # fmt: skip


@dataclass(frozen=True)
class NamedCells:
    """A workbook's identity and its cells by key. *contact* is name and telephone of who filled it in."""

    form: Form
    identity: Identity
    cells: Mapping[str, tuple[RawTable, RawCell | None, int]]
    texts: Mapping[str, list[tuple[str, str]]]
    contact: tuple[str, str] = ("", "")
    nil: bool = False
    agrees: bool = False
    conflicts: tuple[str, ...] = ()
    fields: Mapping[str, str] = field(default_factory=dict)
    sheets: frozenset[str] = frozenset()
    """The sheets to which names of ours lead, whatever they are called now."""
    text_sheets: frozenset[str] = frozenset()
    """Of them those to which the names of texts lead."""


def named(raw: RawDocument) -> NamedCells | None:
    """Return what the names lead to; ``None`` for a file without our identity."""
    if not raw.names and not raw.facts:
        return None
    book = _NamedBook(raw)
    form = forms().get(raw.facts.get(FORM, "") or book.text(FORM))
    unit = unit_name(raw.facts.get(UNIT, "") or book.text(UNIT))
    year = raw.facts.get(YEAR, "") or book.text(YEAR)
    version = raw.facts.get(LAYOUT, "") or book.text(LAYOUT)
    if form is None or not unit or not (year.isdecimal() and len(year) == 4):
        return None
    number = int(version) if version.isdecimal() and len(version) < 5 else 0
    identity = Identity(unit, int(year), form.id, number, raw.facts.get(ID, "") or book.text(ID))
    cells = dict(_cells(book, form))
    said = {UNIT: book.text(UNIT), YEAR: book.text(YEAR)}
    differing = [text for name, text in said.items() if text and raw.facts.get(name, text) != text]
    return NamedCells(
        form,
        identity,
        cells,
        {section.key: list(book.lines(text_name(section.key))) for section in form.text_sections},
        (book.text(FILLED_BY), book.text(TELEPHONE)),
        book.text(NIL) == YES,
        len(cells) == len(form.cells) and not book.hidden and _agrees(book, form),
        tuple(differing),
        {name: book.text(name) for name in (HEADLINE, BY, ON, NIL)},
        frozenset(area.sheet for area in raw.names.values()),
        frozenset(
            area.sheet
            for name in (text_name(one.key) for one in form.text_sections)
            if (area := raw.names.get(name))
        ),
    )


class _NamedBook:
    """The sheets by name, their cells by row and column as in the sheet."""

    def __init__(self, raw: RawDocument) -> None:
        self.names = raw.names
        self.tables = {block.sheet: block for block in raw.blocks if isinstance(block, RawTable)}

    @cached_property
    def at(self) -> dict[str, dict[tuple[int, int], RawCell]]:
        """The cells of each sheet."""
        return {
            sheet: {(table.numbers[cell.row], cell.column + 1): cell for cell in table.cells}
            for sheet, table in self.tables.items()
            if table.numbers
        }

    @cached_property
    def hidden(self) -> bool:
        """Whether a sheet with figures is missing or was given another name."""
        return any(
            area.sheet not in self.at for area in self.names.values() if area.sheet not in (COVER, TEXTS)
        )

    def cell(self, area: NamedArea) -> RawCell | None:
        return self.at.get(area.sheet, {}).get((area.row, area.column))

    def text(self, name: str) -> str:
        area = self.names.get(name)
        cell = self.cell(area) if area is not None else None
        return cell.text.strip() if cell is not None else ""

    def lines(self, name: str) -> Iterator[tuple[str, str]]:
        """Yield the paragraphs of a text and where each stands."""
        area = self.names.get(name)
        if area is None:
            return
        cells = self.at.get(area.sheet, {})
        for row in range(area.row, min(area.last_row, area.row + 2000) + 1):
            cell = cells.get((row, area.column))
            for line in cell.text.split("\n") if cell is not None else ():
                if line.strip():
                    yield line.strip(), f"工作表“{area.sheet}”第 {row} 行"


def _cells(book: _NamedBook, form: Form) -> Iterator[tuple[str, tuple[RawTable, RawCell | None, int]]]:
    for key in form.cells:
        area = book.names.get(cell_name(key))
        if area is not None and area.sheet in book.tables:
            yield key, (book.tables[area.sheet], book.cell(area), area.row)


@lru_cache(maxsize=8)
def _labels(form: Form) -> dict[str, tuple[tuple[str, ...], tuple[str, ...]]]:
    """Return for each cell the labels beside it and those above it, squeezed."""
    found = {}
    for table in form.tables.values():
        grid = grid_of(table)
        for key, cell in grid.inputs.items():
            heads = [grid.at(*place) for place in cell.headers]
            found[key] = (_texts(heads, CellRole.ROW_HEADER), _texts(heads, CellRole.COLUMN_HEADER))
    return found


def _texts(heads: list[GridCell], role: CellRole) -> tuple[str, ...]:
    return tuple(squeeze(head.text) for head in heads if head.role is role)


def _agrees(book: _NamedBook, form: Form) -> bool:
    """Whether each named cell stands right of its row's label and below its column's label."""
    beside: dict[tuple[str, int], set[str]] = {}
    above: dict[tuple[str, int], list[tuple[int, str]]] = {}
    for sheet, cells in book.at.items():
        if sheet in (COVER, TEXTS):
            continue
        for (row, column), cell in cells.items():
            if cell.text and not cell.text.isdecimal():
                word = squeeze(cell.text)
                beside.setdefault((sheet, row), set()).add(word)
                for across in range(column, column + cell.column_span):
                    above.setdefault((sheet, across), []).append((row, word))
    labels = _labels(form)
    for key in form.cells:
        area = book.names[cell_name(key)]
        rows, columns = labels[key]
        if rows and rows[-1] not in beside.get((area.sheet, area.row), ()):
            return False
        over = [word for row, word in above.get((area.sheet, area.column), ()) if row < area.row]
        if columns and columns[-1] not in over:
            return False
    return True
