"""What differs between two reports of one body, as values: figures by table, sentences by section."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from app.forms.tables import Node, Table
from app.report import Report
from app.values import Value

_SENTENCE = re.compile(r"[^。！？；]+[。！？；]?")
_FIGURE = re.compile(r"[0-9０-９]+(?:[.,．，][0-9０-９]+)*")


@dataclass(frozen=True)
class Figure:
    """One cell of both years; None where nothing was filled in."""

    label: str
    now: Value | None
    before: Value | None

    @property
    def difference(self) -> Value | None:
        """This year's less last year's, None unless both are there."""
        if self.now is None or self.before is None:
            return None
        if isinstance(self.now, int) and isinstance(self.before, int):
            return self.now - self.before
        return Decimal(self.now) - Decimal(self.before)


@dataclass(frozen=True)
class FigureTable:
    """The figures of one table; *left_out* counts cells that are nothing or blank in both years and not shown."""

    name: str
    figures: Sequence[Figure]
    left_out: int = 0

    @property
    def left_out_words(self) -> str:
        """The sentence below a table from which cells were left out."""
        return f"其余 {self.left_out} 格两年都是 0 或没有填写，没有列出。"


@dataclass(frozen=True)
class TextChange:
    """How a section's sentences stand to last year's: *same* word for word, *refigured* with other figures only."""

    heading: str
    sentences: int
    same: int
    refigured: int
    new: Sequence[str]
    gone: Sequence[str]


@dataclass(frozen=True)
class Compared:
    """Two reports compared, in the order of the sections: *parts* are tables and texts."""

    years: tuple[int, int]
    parts: Sequence[tuple[str, Sequence[FigureTable] | TextChange]]


def compared(report: Report, previous: Report) -> Compared:
    """Compare *report* with *previous*, the one of the year before; cells that only one form has are blank in the other."""
    parts: list[tuple[str, Sequence[FigureTable] | TextChange]] = []
    for section in report.form.sections:
        if section.table is None:
            change = _texts(section.tab, report.text(section.key), previous.text(section.key))
            parts.append((section.heading or section.tab, change))
        else:
            parts.append((section.heading, list(_tables(report, previous, section.table))))
    return Compared((report.year, previous.year), parts)


def _tables(report: Report, previous: Report, key: str) -> Iterator[FigureTable]:
    """Yield a table of one column for each year; one with many columns as its totals, and then all that is in it."""
    table = report.form.tables[key]
    cells = [cell.key for cell in report.form.cells.values() if cell.table == key]
    totals = [cell for cell in cells if cell.endswith(".total")]
    rows = {cell.split(".")[1] for cell in cells}
    if len(totals) == len(rows) < len(cells):
        named = {cell: _node(table, "row", cell.split(".")[1]) for cell in totals}
        figures = [_figure(report, previous, cell, node.name) for cell, node in named.items()]
        yield FigureTable(f"{table.name}：总计", figures)
        cells = [cell for cell in cells if cell not in totals]
        found = [_figure(report, previous, cell, _label(table, cell)) for cell in cells]
        shown = [figure for figure in found if figure.now or figure.before]
        yield FigureTable(f"{table.name}：各列", shown, len(found) - len(shown))
    else:
        yield FigureTable(
            table.name, [_figure(report, previous, cell, _label(table, cell)) for cell in cells]
        )


def _figure(report: Report, previous: Report, cell: str, label: str) -> Figure:
    return Figure(label, report.cells.get(cell), previous.cells.get(cell))


def _label(table: Table, cell: str) -> str:
    _, row, column = cell.split(".")
    return f"{_node(table, 'row', row).name}　{_node(table, 'column', column).name}"


def _node(table: Table, axis: str, key: str) -> Node:
    node = table.node(axis, key)
    return node if node else Node(key, key, key)


def _texts(heading: str, now: str, before: str) -> TextChange:
    mine, theirs = _sentences(now), _sentences(before)
    left = Counter(theirs)
    waiting = []
    for sentence in mine:
        if left[sentence]:
            left[sentence] -= 1
        else:
            waiting.append(sentence)
    same = len(mine) - len(waiting)
    shapes = Counter(_shape(sentence) for sentence in left.elements())
    new, refigured = [], Counter[str]()
    for sentence in waiting:
        shape = _shape(sentence)
        if shapes[shape] > refigured[shape]:
            refigured[shape] += 1
        else:
            new.append(sentence)
    gone = list(_without(_in_order(theirs, left), refigured))
    return TextChange(heading, len(mine), same, refigured.total(), new, gone)


def _sentences(text: str) -> list[str]:
    return [found.strip() for line in text.splitlines() for found in _SENTENCE.findall(line) if found.strip()]


def _shape(sentence: str) -> str:
    """What a sentence says besides its figures."""
    return _FIGURE.sub("0", sentence)


def _in_order(sentences: Iterable[str], left: Counter[str]) -> Iterator[str]:
    """Yield the sentences that are left over, in the order of the text."""
    rest = Counter(left)
    for sentence in sentences:
        if rest[sentence]:
            rest[sentence] -= 1
            yield sentence


def _without(sentences: Iterable[str], shapes: Counter[str]) -> Iterator[str]:
    """Yield the sentences without a counterpart in *shapes*: the same words with other figures."""
    found = Counter(shapes)
    for sentence in sentences:
        if found[_shape(sentence)]:
            found[_shape(sentence)] -= 1
        else:
            yield sentence
