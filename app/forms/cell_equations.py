"""The equations of a form, repeated along their axis and written out cell by cell."""

from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from app.forms.model import Equation, EquationTerm, Form
from app.forms.tables import Node, Table


class Term(NamedTuple):
    """*weight* times a cell, of this year's report or of the year before."""

    cell: str
    weight: int
    previous: bool
    name: str
    """What the term is called within its equation."""


@dataclass(frozen=True, eq=False)
class CellEquation:
    """One equation at one row or column: Σ left *relation* Σ right.

    *stated* is the equation as the form states it, *id* its id with the row's or column's key; *at* names that row or
    column. An equation over single cells stands once, under its own id, and *at* names its table.
    """

    id: str
    stated: Equation
    at: str
    left: tuple[Term, ...]
    right: tuple[Term, ...]

    @cached_property
    def weights(self) -> dict[str, int]:
        """The weight of each cell of this year's report when all terms are on the left side."""
        found: dict[str, int] = {}
        for side, sign in ((self.left, 1), (self.right, -1)):
            for term in side:
                if not term.previous:
                    found[term.cell] = found.get(term.cell, 0) + sign * term.weight
        return found

    @cached_property
    def own(self) -> frozenset[str]:
        """The cells of this year's report."""
        return frozenset(self.weights)

    @cached_property
    def before(self) -> frozenset[str]:
        """The cells of last year's report."""
        return frozenset(term.cell for term in self.left + self.right if term.previous)


def repeated(form: Form, equation: Equation) -> list[CellEquation]:
    """Write out one equation along its axis. Raises KeyError with the missing cell's key."""
    table = form.tables[equation.table]
    if not equation.each:
        left, right = (_single_cells(form, table, terms) for terms in (equation.left, equation.right))
        return [CellEquation(equation.id, equation, table.name, left, right)]
    named = "row" if equation.each == "column" else "column"
    return [
        CellEquation(
            f"{equation.id}.{node.key}",
            equation,
            node.name,
            _terms(form, table, equation.left, named, node.key),
            _terms(form, table, equation.right, named, node.key),
        )
        for node in _axis_leaves(table, equation.each)
        if not equation.over or node.key in equation.over
    ]


def terms_of(equation: Equation, table: Table, key: str) -> list[tuple[str, ...]]:
    """Return the rows, columns or ``(row, column)`` pairs that the term *key* names, none when it names nothing."""
    if equation.each:
        node = table.node("row" if equation.each == "column" else "column", key)
        return [] if node is None else [(leaf.key,) for leaf in node.leaves()]
    row, _, column = key.partition(".")
    rows, columns = table.node("row", row), table.node("column", column)
    if rows is None or columns is None:
        return []
    return [(down.key, across.key) for down in rows.leaves() for across in columns.leaves()]


def known_term(equation: Equation, table: Table, key: str) -> bool:
    """Whether *table* has what the term *key* of *equation* names."""
    return bool(terms_of(equation, table, key))


def _single_cells(form: Form, table: Table, terms: tuple[EquationTerm, ...]) -> tuple[Term, ...]:
    """Write out terms that name ``row.column``; either may be a group. Raises KeyError."""
    written = []
    for term in terms:
        row, _, column = term.key.partition(".")
        rows, columns = table.node("row", row), table.node("column", column)
        if rows is None or columns is None:
            raise KeyError(term.key)
        for key in (f"{table.key}.{r.key}.{c.key}" for r in rows.leaves() for c in columns.leaves()):
            written.append(Term(form.cells[key].key, term.weight, term.previous, form.cells[key].name))
    return tuple(written)


def _axis_leaves(table: Table, axis: str) -> list[Node]:
    leaves: dict[str, Node] = {}
    for band in table.bands:
        for leaf in band.row_leaves() if axis == "row" else band.column_leaves():
            leaves.setdefault(leaf.key, leaf)
    return list(leaves.values())


def _terms(
    form: Form, table: Table, terms: tuple[EquationTerm, ...], named: str, at: str
) -> tuple[Term, ...]:
    written = []
    for term in terms:
        node = table.node(named, term.key)
        if node is None:
            raise KeyError(term.key)
        for leaf in node.leaves():
            key = f"{table.key}.{leaf.key}.{at}" if named == "row" else f"{table.key}.{at}.{leaf.key}"
            written.append(Term(form.cells[key].key, term.weight, term.previous, leaf.name))
    return tuple(written)
