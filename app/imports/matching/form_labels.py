"""The labels of a form's rows and columns, taken from its grid, as the matcher looks for them."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from app.forms.grid import CellRole, Grid, GridCell, grid_of
from app.forms.model import Form
from app.forms.tables import Node, Table
from app.imports.matching.labels import Vocabulary, main_spelling, squeeze

_UNITS = "亿元|千万元|百万元|十万元|万元|千元|百元|元"
_MONEY = re.compile(rf"单位[:：]?(?:人民币)?({_UNITS})|\((?:人民币)?({_UNITS})\)")
_MONEY_LINE = re.compile(rf"[(\[]?(?:计量|金额|货币)?单位[:：](?:人民币)?({_UNITS})[)\]]?")


def money_unit(label: str) -> str:
    """Return the money unit a label names (单位：万元), empty when none."""
    match = _MONEY.search(squeeze(label))
    return match.group(1) or match.group(2) if match else ""


def money_line(text: str) -> str:
    """Return the money unit that a line above a table is about and nothing else (单位：元), empty for other lines."""
    match = _MONEY_LINE.fullmatch(squeeze(text))
    return match.group(1) if match else ""


@dataclass(frozen=True, eq=False)
class FormColumn:
    """A column of a band: the spellings of its own label and of the labels above it, outermost first."""

    labels: frozenset[str]
    groups: tuple[frozenset[str], ...]
    unit: str


@dataclass(frozen=True, eq=False)
class BandShape:
    """A part of a table with its own header. *headers* are its labels in reading order, run together: all, and those of
    the columns alone, as a header of one row has them.
    """

    table: str
    caption: str
    columns: tuple[FormColumn, ...]
    headers: tuple[str, str]
    across: bool


@dataclass(frozen=True, eq=False)
class FormRow:
    """A row of a band: *cells* are its cell keys in the order of the band's columns.

    *groups* are the spellings of the labels left of its own, outermost first.
    """

    band: BandShape
    cells: tuple[str, ...]
    spelling: str
    groups: tuple[frozenset[str], ...] = ()


@dataclass(frozen=True, eq=False)
class FormLabels:
    """All tables of a form. *rows* and *groups* know row labels, *headers* everything printed above."""

    form: Form
    rows: Vocabulary[FormRow]
    groups: Vocabulary[str]
    headers: Vocabulary[str]
    corners: Vocabulary[str]
    captions: Vocabulary[str]
    across: tuple[FormRow, ...] = field(default=())
    down: tuple[FormRow, ...] = field(default=())
    """The rows with labels of their own, in printed order."""
    repeated: Mapping[str, tuple[FormRow, ...]] = field(default_factory=dict)
    """The rows that share a label, by its spelling; *rows* does not know them."""


@lru_cache(maxsize=8)
def layout_of(form: Form) -> FormLabels:
    """Return the labels of all tables of *form*."""
    parts = [_TableReader(table, form).read() for table in form.tables.values()]
    rows = [(labels, row) for part in parts for labels, row in part.rows]
    named = [(labels, labels[0]) for part in parts for labels in part.headers]
    return FormLabels(
        form,
        rows=Vocabulary(rows),
        groups=Vocabulary((labels, labels[0]) for part in parts for labels in part.groups),
        headers=Vocabulary(_once(named)),
        corners=Vocabulary(((text,), text) for part in parts for text in part.corners),
        captions=Vocabulary(((text,), text) for part in parts for text in part.captions),
        across=tuple(row for part in parts for row in part.across),
        down=tuple(row for _, row in rows),
        repeated=_repeated(rows),
    )


def _repeated(rows: list[tuple[tuple[str, ...], FormRow]]) -> dict[str, tuple[FormRow, ...]]:
    known: dict[str, dict[FormRow, None]] = {}
    for labels, row in rows:
        for label in labels:
            known.setdefault(main_spelling(label), {})[row] = None
    return {spelling: tuple(found) for spelling, found in known.items() if len(found) > 1}


def _once(entries: list[tuple[tuple[str, ...], str]]) -> Iterator[tuple[tuple[str, ...], str]]:
    """Labels that stand over several bands are one word, not an ambiguity."""
    for labels, _ in entries:
        for label in labels:
            yield (label,), main_spelling(label)


@dataclass
class _Parts:
    rows: list[tuple[tuple[str, ...], FormRow]] = field(default_factory=list)
    groups: list[tuple[str, ...]] = field(default_factory=list)
    headers: list[tuple[str, ...]] = field(default_factory=list)
    corners: set[str] = field(default_factory=set)
    captions: set[str] = field(default_factory=set)
    across: list[FormRow] = field(default_factory=list)


class _TableReader:
    """Reads the labels of one table off its grid."""

    def __init__(self, table: Table, form: Form) -> None:
        self._table, self._form = table, form
        self._grid: Grid = grid_of(table)

    def read(self) -> _Parts:
        parts = _Parts()
        for cell in self._grid.cells:
            if cell.role is CellRole.CORNER and cell.text:
                parts.corners.add(cell.text)
            elif cell.role is CellRole.BAND:
                parts.captions.add(cell.text)
            elif cell.role is CellRole.COLUMN_HEADER:
                parts.headers.append(self._labels(cell))
        for top, inputs in self._bands().items():
            self._read_band(top, inputs, parts)
        return parts

    def _bands(self) -> Mapping[int, list[GridCell]]:
        """Group the input cells by the row in which their band's header begins."""
        bands: dict[int, list[GridCell]] = {}
        for cell in self._grid.inputs.values():
            top = min(head.row for head in self._heads(cell, CellRole.COLUMN_HEADER))
            bands.setdefault(top, []).append(cell)
        return bands

    def _heads(self, cell: GridCell, role: CellRole) -> list[GridCell]:
        heads = [self._grid.at(*place) for place in cell.headers]
        return [head for head in heads if head.role is role]

    def _read_band(self, top: int, inputs: list[GridCell], parts: _Parts) -> None:
        lines: dict[int, list[GridCell]] = {}
        for cell in inputs:
            lines.setdefault(cell.row, []).append(cell)
        first = next(iter(lines.values()))
        across = not self._heads(first[0], CellRole.ROW_HEADER)
        band = BandShape(
            self._table.key,
            next((head.text for head in self._heads(first[0], CellRole.BAND)), ""),
            tuple(self._column(cell) for cell in first),
            (self._header(top, first[0].row), "".join(map(self._leaf, first))),
            across,
        )
        for cells in lines.values():
            labels = self._heads(cells[0], CellRole.ROW_HEADER)
            keys = tuple(cell.key for cell in cells if cell.key is not None)
            if across:
                parts.across.append(FormRow(band, keys, ""))
                continue
            groups = tuple(self._spellings(group) for group in labels[:-1])
            row = FormRow(band, keys, main_spelling(labels[-1].text), groups)
            parts.rows.append((self._labels(labels[-1]), row))
            parts.groups += [self._labels(group) for group in labels[:-1]]

    def _column(self, cell: GridCell) -> FormColumn:
        *groups, leaf = self._heads(cell, CellRole.COLUMN_HEADER)
        return FormColumn(
            self._spellings(leaf),
            tuple(map(self._spellings, groups)),
            money_unit(leaf.text),
        )

    def _leaf(self, cell: GridCell) -> str:
        return main_spelling(self._heads(cell, CellRole.COLUMN_HEADER)[-1].text)

    def _header(self, top: int, bottom: int) -> str:
        return "".join(
            main_spelling(cell.text)
            for cell in self._grid.cells
            if cell.role is CellRole.COLUMN_HEADER and top <= cell.row < bottom
        )

    def _spellings(self, cell: GridCell) -> frozenset[str]:
        return frozenset(map(main_spelling, self._labels(cell)))

    def _labels(self, cell: GridCell) -> tuple[str, ...]:
        node = self._node(cell)
        return (cell.text, *node.aliases) if node else (cell.text,)

    def _node(self, cell: GridCell) -> Node | None:
        if cell.node is None:
            return None
        axes = ("row", "column") if cell.role is CellRole.ROW_HEADER else ("column", "row")
        nodes = (self._table.node(axis, cell.node) for axis in axes)
        return next((node for node in nodes if node is not None and node.label == cell.text), None)
