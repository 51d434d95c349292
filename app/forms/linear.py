"""The equations of a form, repeated along their axis and written out cell by cell."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from app.forms.model import Cell, Equation, EquationTerm, Form, Node, Table


@dataclass(frozen=True, slots=True)
class Term:
    """*weight* times a cell, of this year's report or of the year before."""

    cell: str
    weight: int
    previous: bool
    name: str
    """What the term is called within its equation."""


@dataclass(frozen=True, eq=False, slots=True)
class Linear:
    """One equation at one row or column: Σ left *relation* Σ right.

    *id* is the equation's id with the row's or column's key; *at* names that row or column. An equation over
    single cells stands once, under its own id, and *at* names its table.
    """

    id: str
    equation: Equation
    at: str
    left: tuple[Term, ...]
    right: tuple[Term, ...]


class CircularTotal(Exception):
    """A total that would be summed from itself; the text is its cell key."""


@lru_cache(maxsize=16)
def linears(form: Form) -> tuple[Linear, ...]:
    """Write out all equations of *form*."""
    return tuple(linear for equation in form.equations for linear in repeated(form, equation))


def repeated(form: Form, equation: Equation) -> list[Linear]:
    """Write out one equation along its axis. Raises KeyError with the missing cell's key."""
    table = form.tables[equation.table]
    if not equation.each:
        left, right = (_single_cells(form, table, terms) for terms in (equation.left, equation.right))
        return [Linear(equation.id, equation, table.name, left, right)]
    named = "row" if equation.each == "column" else "column"
    return [
        Linear(
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


@lru_cache(maxsize=16)
def total_definitions(form: Form) -> dict[str, tuple[str, ...]]:
    """Return for each computed total the cells it is the sum of, a total only after the totals it needs.

    Raises `CircularTotal` when a total would be summed from itself.
    """
    parts = {
        linear.left[0].cell: tuple(term.cell for term in linear.right)
        for linear in linears(form)
        if linear.equation.computes
    }
    ordered: dict[str, tuple[str, ...]] = {}
    open_totals: set[str] = set()

    def settle(total: str) -> None:
        if total in open_totals:
            raise CircularTotal(total)
        if total in parts and total not in ordered:
            open_totals.add(total)
            for part in parts[total]:
                settle(part)
            open_totals.remove(total)
            ordered[total] = parts[total]

    for total in parts:
        settle(total)
    return ordered


@lru_cache(maxsize=16)
def basic_parts(form: Form) -> Callable[[str], frozenset[str]]:
    """Return a function that gives the typed cells on which a cell's value rests in computed mode."""
    definitions = total_definitions(form)
    known: dict[str, frozenset[str]] = {}
    for total, parts in definitions.items():
        known[total] = frozenset().union(*(known.get(part, frozenset((part,))) for part in parts))
    return lambda cell: known.get(cell, frozenset((cell,)))


def computed_cells(form: Form) -> list[Cell]:
    """Return the cells that follow from others in computed mode."""
    return [form.cells[key] for key in total_definitions(form)]
