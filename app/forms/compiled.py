"""A form compiled: what follows from it alone, each worked out once per form."""

from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import pairwise

from app.forms.cell_equations import CellEquation, repeated
from app.forms.model import Form


class CircularTotal(Exception):
    """A total that would be summed from itself; the text is its cell key."""


@dataclass(frozen=True, eq=False)
class Balance:
    """An equation as Σ weight·cell = constant; a *derived* one follows from the others.

    *yearly*: it ties this year's figures to last year's.
    """

    id: str
    weights: dict[str, int]
    derived: bool
    yearly: bool


class CompiledForm:
    """Equations, totals with their parts, balances, neighbours, and cells by table."""

    def __init__(self, form: Form) -> None:
        self._form = form
        self._balances: dict[bool, tuple[Balance, ...]] = {}

    @cached_property
    def equations(self) -> tuple[CellEquation, ...]:
        """All equations, written out along their axis."""
        return tuple(one for stated in self._form.equations for one in repeated(self._form, stated))

    @cached_property
    def totals(self) -> dict[str, tuple[str, ...]]:
        """For each computed total the cells it is the sum of, a total only after the totals it needs.

        Raises `CircularTotal` when a total would be summed from itself.
        """
        parts = {
            equation.left[0].cell: tuple(term.cell for term in equation.right)
            for equation in self.equations
            if equation.stated.computes
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

    @cached_property
    def _parts(self) -> dict[str, frozenset[str]]:
        known: dict[str, frozenset[str]] = {}
        for total, parts in self.totals.items():
            known[total] = frozenset().union(*(known.get(part, frozenset((part,))) for part in parts))
        return known

    def parts(self, cell: str) -> frozenset[str]:
        """Return the typed cells on which a cell's value rests in computed mode."""
        return self._parts.get(cell) or frozenset((cell,))

    @cached_property
    def basic(self) -> "BasicCells":
        """What must be touched for a set of cells to be whole in computed mode: all parts of a total."""
        return BasicCells(self)

    def balances(self, *, computed: bool) -> tuple[Balance, ...]:
        """Return the equations with ``=`` as balances; *computed*: over the cells that are typed then."""
        if computed not in self._balances:
            written = (self._balance(equation, computed=computed) for equation in self.equations)
            self._balances[computed] = tuple(balance for balance in written if balance.weights)
        return self._balances[computed]

    def _balance(self, equation: CellEquation, *, computed: bool) -> Balance:
        weights: dict[str, int] = {}
        for cell, weight in equation.weights.items() if equation.stated.relation == "=" else ():
            for part in self.parts(cell) if computed else (cell,):
                weights[part] = weights.get(part, 0) + weight
        kept = {cell: weights[cell] for cell in sorted(weights, key=self._order.__getitem__) if weights[cell]}
        derived = computed and bool(self.totals) and equation.own <= self.totals.keys()
        return Balance(equation.id, kept, derived, bool(equation.before))

    @cached_property
    def _order(self) -> dict[str, int]:
        return {cell: number for number, cell in enumerate(self._form.cells)}

    @cached_property
    def neighbours(self) -> tuple[tuple[str, str], ...]:
        """Each cell with the next one to the right and with the one below."""
        pairs: list[tuple[str, str]] = []
        for table in self._form.tables.values():
            for band in table.bands:
                lines = [
                    [f"{table.key}.{row.key}.{column.key}" for column in band.column_leaves()]
                    for row in band.row_leaves()
                ]
                for line in [*lines, *map(list, zip(*lines, strict=True))]:
                    pairs += pairwise(line)
        return tuple(pairs)

    @cached_property
    def by_cell(self) -> dict[str, tuple[CellEquation, ...]]:
        """The equations in which each cell stands, in the form's order."""
        found: dict[str, dict[str, CellEquation]] = {}
        for equation in self.equations:
            for term in (*equation.left, *equation.right):
                found.setdefault(term.cell, {})[equation.id] = equation
        return {cell: tuple(known.values()) for cell, known in found.items()}

    @cached_property
    def by_table(self) -> dict[str, tuple[str, ...]]:
        """The cells of each table, in the form's order."""
        cells: dict[str, list[str]] = {table: [] for table in self._form.tables}
        for key, cell in self._form.cells.items():
            cells[cell.table].append(key)
        return {table: tuple(keys) for table, keys in cells.items()}


class BasicCells(dict[frozenset[str], frozenset[str]]):
    """For a set of cells the typed ones on which they rest; worked out when it is first asked for."""

    def __init__(self, form: CompiledForm) -> None:
        self._form = form

    def __missing__(self, cells: frozenset[str]) -> frozenset[str]:
        self[cells] = found = frozenset().union(*map(self._form.parts, cells))
        return found


@lru_cache(maxsize=16)
def compiled(form: Form) -> CompiledForm:
    """Return the form compiled; the last few stay known."""
    return CompiledForm(form)


def cell_equations(form: Form) -> tuple[CellEquation, ...]:
    """Return all equations of *form*, written out."""
    return compiled(form).equations


def total_definitions(form: Form) -> dict[str, tuple[str, ...]]:
    """Return for each computed total the cells it is the sum of. Raises `CircularTotal`."""
    return compiled(form).totals
