"""Builds published reports as web pages, each cell with a figure of its own, to be bent as published ones are."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from html import escape

from app.forms.grid import CellRole, grid_of
from app.forms.loader import forms
from app.forms.model import Form
from app.values import Kind, Value, printed

TABLES = ("disclosure", "applications", "disputes")
UNIT, YEAR = "示例市水务局", 2024


@dataclass(frozen=True)
class Piece:
    """A cell of the page: its text as HTML, and its spans."""

    html: str
    rows: int = 1
    columns: int = 1


Rows = list[list[Piece]]


def figures(form: Form) -> dict[str, Value]:
    """A different figure in every cell, so that none can stand for another."""
    return {key: number for number, key in enumerate(form.cells, start=101)}


@dataclass
class Page:
    """A report of *form*; *values* are cell texts as HTML by key, *labels* replace label texts."""

    form: Form
    values: Mapping[str, str] = field(default_factory=dict)
    labels: Mapping[str, str] = field(default_factory=dict)
    title: str = f"<h1>{UNIT}{YEAR}年政府信息公开工作年度报告</h1>"
    headings: Mapping[str, str] = field(default_factory=dict)
    before: str = ""
    after: str = ""
    change: Callable[[str, Rows], Iterable[Rows]] = lambda key, rows: [rows]

    def html(self) -> str:
        parts = [self.before, self.title]
        for section in self.form.sections:
            if section.heading:
                parts.append(f"<p>{self.headings.get(section.key, section.heading)}</p>")
            if section.table:
                parts += [_table(rows) for rows in self.change(section.table, self.rows(section.table))]
            else:
                parts.append(f"<p>{section.tab}的内容。</p>")
        return "<!doctype html><html><body>" + "\n".join([*parts, self.after]) + "</body></html>"

    def rows(self, key: str) -> Rows:
        """The table's rows as its grid lays them out."""
        grid = grid_of(self.form.tables[key])
        rows: Rows = [[] for _ in range(grid.rows)]
        known = figures(self.form)
        for cell in grid.cells:
            if cell.role is CellRole.INPUT and cell.key is not None:
                kind = self.form.cells[cell.key].kind
                text = self.values.get(cell.key, printed(known[cell.key], kind))
            else:
                text = self.labels.get(cell.text, escape(cell.text))
            rows[cell.row].append(Piece(text, cell.row_span, cell.column_span))
        return rows


def _table(rows: Rows) -> str:
    lines = (
        "<tr>" + "".join(f'<td rowspan="{p.rows}" colspan="{p.columns}">{p.html}</td>' for p in row) + "</tr>"
        for row in rows
    )
    return "<table>" + "".join(lines) + "</table>"


NEW = forms()["cn-disclosure-2021"]
OLD = forms()["cn-disclosure-2019"]
KINDS = {key: cell.kind for form in (NEW, OLD) for key, cell in form.cells.items()}
assert Kind.CHANGE in KINDS.values()
